#include "catalogues/drafting/cursor.hpp"

#include <algorithm>

namespace cartwright::drafting {

std::string words_of(std::span<const Piece> pieces) {
  if (pieces.empty() || pieces.front().source.empty()) return "";
  const Span span{pieces.front().span.begin, std::max(pieces.back().span.end, pieces.front().span.begin)};
  std::string out;
  for (const char c : pieces.front().source.substr(span.begin, span.size())) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

bool mentions(std::span<const Piece> pieces, std::string_view tag) {
  return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& piece) { return piece.tag == tag; });
}

bool mentions_any(std::span<const Piece> pieces, std::initializer_list<std::string_view> tags) {
  return std::any_of(tags.begin(), tags.end(), [&](std::string_view tag) { return mentions(pieces, tag); });
}

} // namespace cartwright::drafting
