// What is said behind the members of a sentence and adds no member, and what the last of them says for all.
#pragma once

#include <span>
#include <vector>

#include "catalogues/drafting/expression.hpp"
#include "catalogues/drafting/pieces.hpp"

namespace cartwright::drafting {

/// "chemotherapy, targeted therapy or radiotherapy within 2 weeks": the window of the last is that of all.
void spread_washout(std::vector<Expression>& parts);
/// "as defined by the NCI terminology, version 4": no figure, no alternative.
bool only_names(std::span<const Piece> tail);
/// A short rest without an alternative in it, which can only narrow what was read.
bool only_adds(std::span<const Piece> tail, const Vocabulary& vocabulary);
/// "for the treatment of relapsed myeloma": what therapy was for.
bool only_says_for_myeloma(std::span<const Piece> tail, const Vocabulary& vocabulary);

} // namespace cartwright::drafting
