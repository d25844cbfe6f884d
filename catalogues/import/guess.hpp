// What a record does not state as a field and its words suggest: targets, modality, product, lymphodepletion.
// Every guess says which words it rests on, and is for a person to confirm.
#pragma once

#include <string>
#include <vector>

#include "catalogues/import/name_scanner.hpp"
#include "catalogues/import/registry_record.hpp"

namespace cartwright {

struct Guess {
  std::string field; ///< "targets", "modality", "product", "lymphodepletion"
  std::string value;
  std::string from; ///< the words and where they stand
};

struct Guesses {
  std::vector<ConceptId> targets;
  std::string modality = "other";
  std::string product;
  std::vector<std::string> lymphodepletion;
  std::vector<Guess> reasons;
};

Guesses guess(const RegistryRecord& record, const NameScanner& names, const Vocabulary& vocabulary);

} // namespace cartwright
