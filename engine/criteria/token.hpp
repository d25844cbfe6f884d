// A rule's text as tokens.
#pragma once

#include <string_view>
#include <vector>

#include "engine/criteria/written.hpp"

namespace cartwright::criteria {

/// Never fails as a whole: what is no token is reported and left out. The last token is `end`.
std::vector<Token> tokens_of(std::string_view text, Problems& problems);
/// The tokens again as text, in canonical spacing.
std::string text_of(const std::vector<Token>& tokens);
/// A problem of a rule: place "LINE:COLUMN", the message followed by the line and a caret.
Problem rule_problem(std::string_view source, Span span, ProblemCode code, const std::string& message,
                     const std::string& hint);

} // namespace cartwright::criteria
