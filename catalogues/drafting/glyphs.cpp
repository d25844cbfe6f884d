// Signs and letters of registry text, each with the ASCII that stands for it.
#include <algorithm>
#include <array>

#include "catalogues/drafting/tokens.hpp"

namespace cartwright::drafting {

namespace {

struct Row {
  char32_t code;
  std::string_view ascii;
};

/// Sorted by code point.
constexpr std::array rows = {
    Row{0x00A0, " "},   Row{0x00A9, ""},    Row{0x00AC, "not "}, Row{0x00AD, ""},    Row{0x00AE, ""},
    Row{0x00B0, " degrees "}, Row{0x00B1, "+-"}, Row{0x00B2, "^2"}, Row{0x00B3, "^3"}, Row{0x00B5, "u"},
    Row{0x00B7, "*"},   Row{0x00B9, "^1"},  Row{0x00C4, "A"},    Row{0x00D6, "O"},   Row{0x00D7, "x"},
    Row{0x00DC, "U"},   Row{0x00DF, "ss"},  Row{0x00E0, "a"},    Row{0x00E1, "a"},   Row{0x00E2, "a"},
    Row{0x00E4, "a"},   Row{0x00E6, "ae"},  Row{0x00E7, "c"},    Row{0x00E8, "e"},   Row{0x00E9, "e"},
    Row{0x00EA, "e"},   Row{0x00EB, "e"},   Row{0x00ED, "i"},    Row{0x00EF, "i"},   Row{0x00F1, "n"},
    Row{0x00F3, "o"},   Row{0x00F4, "o"},   Row{0x00F6, "o"},    Row{0x00F8, "o"},   Row{0x00FA, "u"},
    Row{0x00FC, "u"},   Row{0x0153, "oe"},  Row{0x0391, "alpha"}, Row{0x0392, "beta"}, Row{0x03B1, "alpha"},
    Row{0x03B2, "beta"}, Row{0x03B3, "gamma"}, Row{0x03B4, "delta"}, Row{0x03BA, "kappa"}, Row{0x03BB, "lambda"},
    Row{0x03BC, "u"},   Row{0x2002, " "},   Row{0x2003, " "},    Row{0x2009, " "},   Row{0x200A, " "},
    Row{0x200B, ""},    Row{0x2010, "-"},   Row{0x2011, "-"},    Row{0x2012, "-"},   Row{0x2013, "-"},
    Row{0x2014, "-"},   Row{0x2015, "-"},   Row{0x2018, "'"},    Row{0x2019, "'"},   Row{0x201C, "\""},
    Row{0x201D, "\""},  Row{0x2022, "*"},   Row{0x2026, "..."},  Row{0x202F, " "},   Row{0x2070, "^0"},
    Row{0x2074, "^4"},  Row{0x2075, "^5"},  Row{0x2076, "^6"},   Row{0x2077, "^7"},  Row{0x2078, "^8"},
    Row{0x2079, "^9"},  Row{0x207A, "+"},   Row{0x207B, "-"},    Row{0x2103, " degrees c"}, Row{0x2122, ""},
    Row{0x2160, "I"},   Row{0x2161, "II"},  Row{0x2162, "III"},  Row{0x2163, "IV"},  Row{0x2212, "-"},
    Row{0x2217, "*"},   Row{0x2219, "*"},   Row{0x2260, "!="},   Row{0x2264, "<="},  Row{0x2265, ">="},
    Row{0x2266, "<="},  Row{0x2267, ">="},  Row{0x22C5, "*"},    Row{0x2A7D, "<="},  Row{0x2A7E, ">="},
    Row{0x3000, " "},   Row{0x3001, ","},   Row{0x3002, "."},    Row{0xFEFF, ""},
};
static_assert(std::ranges::is_sorted(rows, {}, &Row::code));

struct Decoded {
  char32_t code = 0;
  std::uint32_t bytes = 1;
};

Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::uint32_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
  if (length == 0 || at + length > text.size()) return {0, 1};
  char32_t code = length == 1 ? lead : lead & (0xFF >> (length + 1));
  for (std::uint32_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {0, 1};
    code = (code << 6) | (byte(at + i) & 0x3F);
  }
  return {code, length};
}

} // namespace

Glyph glyph_at(std::string_view text, std::size_t at) {
  const Decoded next = decode(text, at);
  if (next.code < 0x80) return {next.code == 0 ? std::string() : std::string(1, text[at]), next.bytes, false};
  if (next.code >= 0xFF01 && next.code <= 0xFF5E) // full width
    return {std::string(1, static_cast<char>(next.code - 0xFF01 + '!')), next.bytes, false};
  const auto* const row = std::ranges::lower_bound(rows, next.code, {}, &Row::code);
  if (row != rows.end() && row->code == next.code) return {std::string(row->ascii), next.bytes, false};
  return {"", next.bytes, true};
}

} // namespace cartwright::drafting
