#include "catalogues/drafting/bullets.hpp"

#include <string>

#include "catalogues/drafting/tokens.hpp"

namespace cartwright::drafting {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

std::uint32_t skip_blanks(std::string_view line, std::uint32_t at) {
  while (at < line.size() && is_blank(line[at]))
    ++at;
  return at;
}

std::uint32_t roman(std::string_view text) {
  constexpr std::string_view numbers[] = {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"};
  std::uint32_t ordinal = 0;
  for (const std::string_view number : numbers) {
    ++ordinal;
    if (text == number) return ordinal;
  }
  return 0;
}

/// "-", "*" or a bullet sign with something after it.
std::optional<Bullet> dash(std::string_view line) {
  std::uint32_t at = line.starts_with('\\') ? 1 : 0;
  if (at >= line.size()) return std::nullopt;
  const Glyph glyph = glyph_at(line, at);
  const bool circle = line.substr(at).starts_with("\xE2\x97\x8B") || line.substr(at).starts_with("\xE2\x96\xAA") ||
                      line.substr(at).starts_with("\xE2\x97\x8F") || line.substr(at).starts_with("\xE2\x9E\xA2");
  if (glyph.ascii != "-" && glyph.ascii != "*" && !circle && !(glyph.ascii == "o" && at + 1 < line.size() && is_blank(line[at + 1])))
    return std::nullopt;
  at += glyph.bytes;
  const std::uint32_t after = skip_blanks(line, at);
  const bool star = glyph.ascii == "*" || circle;
  if (after == line.size()) return Bullet{star ? BulletStyle::star : BulletStyle::dash, 0, after};
  if (after == at && is_digit(line[at])) return std::nullopt; // -5
  return Bullet{star ? BulletStyle::star : BulletStyle::dash, 0, after};
}

/// U+2460 and following: a digit in a circle.
std::optional<Bullet> circled(std::string_view line) {
  if (line.size() < 3 || line[0] != '\xE2' || line[1] != '\x91') return std::nullopt;
  const unsigned char last = static_cast<unsigned char>(line[2]);
  if (last < 0xA0 || last > 0xB3) return std::nullopt;
  return Bullet{BulletStyle::circled, last - 0xA0U + 1U, skip_blanks(line, 3)};
}

struct Label {
  std::string text;
  std::uint32_t end = 0; ///< behind the closing mark
  bool parenthesis = false;
};

/// "(1)", "1.", "1\)", "a)", "iv."; a blank has to follow the mark unless it is a parenthesis.
std::optional<Label> label(std::string_view line) {
  std::uint32_t at = 0;
  const bool opened = line.starts_with('(') || line.starts_with("\\(");
  if (opened) at = line.starts_with('(') ? 1 : 2;
  Label out;
  while (at < line.size() && out.text.size() < 5 && (is_digit(line[at]) || is_lower(line[at]) || is_upper(line[at])))
    out.text += line[at++];
  if (at < line.size() && line[at] == '\\') ++at;
  if (out.text.empty() || at >= line.size()) return std::nullopt;
  out.parenthesis = line[at] == ')';
  if (!out.parenthesis && (opened || (line[at] != '.' && line[at] != ':'))) return std::nullopt;
  if (line[at] == ':' && !is_digit(out.text[0])) return std::nullopt;
  ++at;
  if (at < line.size() && !is_blank(line[at]) && !(out.parenthesis && opened) && !(out.parenthesis && is_digit(out.text[0])))
    return std::nullopt;
  out.end = skip_blanks(line, at);
  return out;
}

std::optional<Bullet> numbered(const Label& found, bool after_h) {
  Bullet out{BulletStyle::none, 0, found.end, found.parenthesis};
  const std::string& text = found.text;
  if (is_digit(text[0])) {
    for (const char c : text)
      if (!is_digit(c)) return std::nullopt;
    if (text.size() > 3) return std::nullopt;
    out.style = BulletStyle::digit;
    out.ordinal = static_cast<std::uint32_t>(std::stoul(text));
    return out;
  }
  const std::uint32_t as_roman = roman(text);
  if (as_roman != 0 && !(text == "i" && after_h) && text != "v" && text != "x") {
    out.style = BulletStyle::roman;
    out.ordinal = as_roman;
    return out;
  }
  if (text.size() != 1) {
    if (as_roman == 0) return std::nullopt;
    out.style = BulletStyle::roman;
    out.ordinal = as_roman;
    return out;
  }
  out.style = is_lower(text[0]) ? BulletStyle::letter : BulletStyle::capital;
  out.ordinal = static_cast<std::uint32_t>(text[0] - (is_lower(text[0]) ? 'a' : 'A') + 1);
  return out;
}

} // namespace

std::optional<Bullet> bullet_of(std::string_view line, bool after_h) {
  if (const auto found = circled(line)) return found;
  if (const auto found = label(line))
    if (const auto out = numbered(*found, after_h)) return out;
  return dash(line);
}

} // namespace cartwright::drafting
