// Lists whose members are alternatives although each stands in a bullet of its own: the findings of
// measurable disease, "two of the following".
#pragma once

#include <span>

#include "catalogues/drafting/pieces.hpp"

namespace cartwright::drafting {

/// One finding that makes a disease measurable, and nothing else: "serum M-protein >= 5 g/L".
bool is_finding(std::span<const Piece> pieces, const Vocabulary& vocabulary);
/// A lesion or a share of plasma cells: a finding where others stand before it.
bool goes_on_findings(std::span<const Piece> pieces, const Vocabulary& vocabulary);
/// "two of the following", "at least 3 of the following": a number of them, not each.
bool asks_for_some(std::span<const Piece> lead);

} // namespace cartwright::drafting
