// Antigens and agents of the vocabulary named in a free text, such as a title or the name of an intervention.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/vocabulary.hpp"

namespace cartwright {

struct NamedConcept {
  ConceptId concept_id{};
  std::string words; ///< as they stand in the text
};

/// Names are found as whole words, the longest first. A name of capitals alone (MET, APRIL) is found in
/// capitals only; a short name that is also a word (len, dex) is not looked for.
class NameScanner {
public:
  explicit NameScanner(const Vocabulary& vocabulary);
  std::vector<NamedConcept> find(std::string_view text) const;

private:
  struct Name {
    ConceptId concept_id{};
    std::string exactly; ///< must stand so in the text; empty: any case
  };
  void add(const Vocabulary& vocabulary, ConceptId id, const std::string& name);

  std::multimap<std::string, Name> names_; ///< by the name's letters and digits in lower case
  std::size_t most_words_ = 1;
};

/// Letters and digits in a row, with what stands between them left out.
std::vector<std::string_view> words_in(std::string_view text);

} // namespace cartwright
