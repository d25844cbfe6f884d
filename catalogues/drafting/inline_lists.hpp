// Lists that run on inside one paragraph: "... (a) ...; or (b) ...", "met: 1. ... 2. ...", "(4) ... (5) ...".
#pragma once

#include <string_view>
#include <vector>

#include "catalogues/drafting/bullets.hpp"
#include "catalogues/drafting/tokens.hpp"

namespace cartwright::drafting {

struct InlineItem {
  Span span;             ///< without its mark
  std::uint32_t mark = 0; ///< where the mark begins
  Bullet bullet;
};

/// The items found in `within`. Their list goes on with the paragraph's own bullet when `own` is the number before
/// the first of them; otherwise the text before the first leads to them. Empty when there is no list of two or more.
std::vector<InlineItem> inline_items(std::string_view text, Span within, const Bullet& own);

} // namespace cartwright::drafting
