// Eligibility text as tokens: one spelling for the many of signs, letters and line breaks, each token with the
// bytes it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cartwright::drafting {

/// Bytes of the whole text.
struct Span {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t size() const { return end - begin; }
  bool operator==(const Span&) const = default;
};

enum class TokenKind : std::uint8_t { word, number, sign };

struct Token {
  TokenKind kind = TokenKind::word;
  std::string text; ///< lower case, folded: "tumour" is "tumor", "inhibitors" is "inhibitor", ">" for ">" and "&gt;"
  double value = 0; ///< of a number
  Span span;
  bool glued = false;   ///< no blank before it
  bool capital = false; ///< written with a capital letter first
  bool capitals = false; ///< written in capitals throughout: an abbreviation
};

/// Never fails: bytes that are no text are passed over.
std::vector<Token> tokens_of(std::string_view text, Span within);
/// One spelling of a word: British and American, singular and plural.
std::string folded(std::string_view word);

/// The next character of UTF-8 text as the ASCII that stands for it; several letters for some signs.
struct Glyph {
  std::string ascii;      ///< empty for a character without one
  std::uint32_t bytes = 1;
  bool letter_like = false; ///< a letter of another script
};
Glyph glyph_at(std::string_view text, std::size_t at);

} // namespace cartwright::drafting
