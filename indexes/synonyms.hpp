// Every name of the vocabulary under the one concept that it means, so that a query in any name, brand, code
// or language finds what any other finds.
#pragma once

#include <string>
#include <vector>

#include "indexes/concept_names.hpp"

namespace cartwright {

struct Synonym {
  std::string key;        ///< folded words of the name
  std::string concept_id; ///< value of the field concept_id
};
std::vector<Synonym> synonyms(const ConceptNames& names, const Vocabulary& vocabulary);

/// How a concept is written as a value of the field concept_id.
std::string concept_value(const ConceptRecord& record);

} // namespace cartwright
