// What stands behind a statement without changing it, and the words that would change it.
#pragma once

#include <span>

#include "catalogues/drafting/pieces.hpp"

namespace cartwright::drafting {

/// Names, references and circumstances alone.
bool only_reference(std::span<const Piece> pieces);
/// "... requiring oxygen, or those with a saturation < 92 %", "(grade >= 2), known metastases": more of the
/// list, no remark about what stands before it. `bars`: in a list of which each bars.
bool holds_alternative(std::span<const Piece> tail, bool bars);
/// Holds a word that turns or limits what stands before it.
bool dangerous(std::span<const Piece> pieces);

} // namespace cartwright::drafting
