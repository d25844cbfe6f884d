// Which concepts of the vocabulary a text names, by any of their names.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/vocabulary.hpp"

namespace cartwright {

class ConceptNames {
public:
  /// Names that are too short to be told from other words are left out, except of antigens.
  explicit ConceptNames(const Vocabulary& vocabulary);

  /// Each concept once, in the order in which the text names them. The longest name wins.
  std::vector<ConceptId> named_in(std::string_view text) const;
  /// Every known key (see name_key) with the concepts that it names.
  const std::map<std::string, std::vector<ConceptId>>& keys() const { return by_key_; }

private:
  std::map<std::string, std::vector<ConceptId>> by_key_;
  std::vector<std::pair<std::string, ConceptId>> unspaced_; ///< Chinese names, found inside other text
  std::size_t longest_ = 1;                                 ///< in words
};

/// Label, id and every other name, without repetition.
std::vector<std::string> all_names(const ConceptRecord& record);

} // namespace cartwright
