// What a drafted rule leaves out of its own sentence: a figure, an exception, a "not". Such a rule says
// something else than the text, so the sentence is better kept as text.
#pragma once

#include <span>
#include <string>

#include "catalogues/drafting/expression.hpp"
#include "catalogues/drafting/pieces.hpp"

namespace cartwright::drafting {

/// Why the rule cannot be all that the pieces say; empty when nothing is missed. `bars`: the rule of an
/// exclusion.
std::string left_out(std::span<const Piece> pieces, const Expression& rule, bool bars);

} // namespace cartwright::drafting
