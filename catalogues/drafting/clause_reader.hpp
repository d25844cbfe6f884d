// One sentence as members that topics read, what joins them, and what is left behind them.
#pragma once

#include "catalogues/drafting/topics.hpp"

namespace cartwright::drafting {

/// Nothing when the sentence, or a part of it that could change the rest, is not understood.
std::optional<Element> read_clauses(std::span<const Piece> pieces, const Context& context,
                                    const Vocabulary& vocabulary);

} // namespace cartwright::drafting
