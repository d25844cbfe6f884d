// A whole eligibility text read as items, list by list and sentence by sentence; nothing is checked yet.
#pragma once

#include <string_view>
#include <vector>

#include "catalogues/drafting/draft.hpp"
#include "catalogues/drafting/expression.hpp"
#include "catalogues/drafting/lexicon.hpp"

namespace cartwright::drafting {

struct DraftedItem {
  DraftedCriterion drafted;
  Expression rule; ///< while it is put together
};

/// In the order of the text.
std::vector<DraftedItem> read_text(std::string_view text, const Lexicon& lexicon);

} // namespace cartwright::drafting
