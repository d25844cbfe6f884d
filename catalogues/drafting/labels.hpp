// What a person read out of eligibility text, to measure the drafter by. A file of labels holds no text of
// the registry: the place of each criterion, the fingerprint of its words, and its rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogues/drafting/tokens.hpp"
#include "engine/criteria/checked.hpp"

namespace cartwright::drafting {

/// A line "TRIAL <tab> BEGIN..END <tab> FINGERPRINT <tab> I|E <tab> READING [|| READING]...".
/// A reading is a rule, or "-" first where the text states nothing that the program could evaluate; rules
/// behind the first are other readings that a reviewer would leave as they are. `judgement "?"` stands for
/// any statement. Empty lines and lines that begin with "#" say nothing.
struct Label {
  std::string trial;
  Span span; ///< bytes of the record's eligibility text
  std::string fingerprint;
  bool exclusion = false;
  bool evaluable = false;
  std::vector<std::string> rules;    ///< as written
  std::vector<std::string> meanings; ///< of the rules
};

/// The first twelve digits of the SHA-256 of the words.
std::string fingerprint_of(std::string_view words);

/// All problems at once; a line with one gives no label.
std::vector<Label> read_labels(std::string_view file, const Vocabulary& vocabulary,
                               const criteria::Definitions& definitions, Problems& problems);

} // namespace cartwright::drafting
