// The points and the bound of a score as written: `2:` before a part, `>= 3` after the closing brace.
#pragma once

#include "engine/criteria/parse_test.hpp"

namespace cartwright::criteria {

/// `POINTS :`; after a problem one point, so that the rest is read as well.
double read_points(TokenCursor& cursor);
/// The comparison after the closing brace. A bound that the points always or never reach is a problem.
void read_score_bound(TokenCursor& cursor, Span score, WrittenScore& out);

} // namespace cartwright::criteria
