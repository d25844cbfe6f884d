// What stands beside a criterion and changes nothing in it: examples, references, abbreviations, reasons.
#pragma once

#include <span>
#include <vector>

#include "catalogues/drafting/pieces.hpp"

namespace cartwright::drafting {

/// The pieces without parentheses of examples, references and repeated names. A parenthesis with a figure, a
/// period or an exception stays.
std::vector<Piece> without_asides(std::span<const Piece> pieces);
/// The pieces up to a reason: "because ...", "in order to ...".
std::span<const Piece> before_reason(std::span<const Piece> pieces);

} // namespace cartwright::drafting
