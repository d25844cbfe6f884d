// What stands behind a statement without changing it, and the words that would change it.
#pragma once

#include <span>

#include "catalogues/drafting/pieces.hpp"

namespace cartwright::drafting {

/// Names, references and circumstances alone.
bool only_reference(std::span<const Piece> pieces);
/// Holds a word that turns or limits what stands before it.
bool dangerous(std::span<const Piece> pieces);

} // namespace cartwright::drafting
