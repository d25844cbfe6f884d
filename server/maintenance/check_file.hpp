// A catalogue file checked before it is published, against the rest of the catalogue as it stands.
#pragma once

#include <string>

#include "engine/domain/problem.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

/// Every problem of a trial's file: shape, references, rules with their carets, lint, what nobody worded yet.
/// `schema` is the text of the trials' JSON Schema.
Problems check_trial_file(const std::string& path, const std::string& content, const Catalogue& catalogue,
                          const std::string& schema);

/// One rule: where it cannot be read, with a caret, or its canonical form.
struct RuleCheck {
  Problems problems;     ///< places are "LINE:COLUMN"
  std::string canonical; ///< empty when there are errors
};
RuleCheck check_rule_text(const std::string& rule, const Catalogue& catalogue);

/// The JSON of a file in the form that the catalogue keeps: indented, rules in their canonical spelling. A
/// text that cannot be read stays as it is.
std::string canonical_file(const std::string& content, const Catalogue& catalogue);

/// The catalogue with these trials alone, and the one with the newest date, by which staleness is told.
Catalogue narrowed(const Catalogue& catalogue, const std::vector<std::string>& trials);

} // namespace cartwright
