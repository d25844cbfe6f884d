#include "server/text_layout.hpp"

#include <algorithm>

namespace cartwright {

namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::string_view code_of(Tone tone) {
  switch (tone) {
  case Tone::strong:
    return "\x1b[1m";
  case Tone::good:
    return "\x1b[32m";
  case Tone::open:
    return "\x1b[33m";
  case Tone::bad:
    return "\x1b[31m";
  case Tone::faint:
    return "\x1b[2m";
  case Tone::plain:
    return "";
  }
  return "";
}

} // namespace

std::string in_words(std::string_view codes) {
  std::string out(codes);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string toned(std::string_view text, Tone tone, bool colour) {
  if (!colour || tone == Tone::plain) return std::string(text);
  return std::string(code_of(tone)) + std::string(text) + "\x1b[0m";
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width, std::string_view first) {
  std::string out(first);
  if (characters(first) < indent) out += std::string(indent - characters(first), ' ');
  std::size_t column = std::max(indent, characters(first)), at = 0;
  bool line_is_empty = true;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view piece = text.substr(at, end - at);
    at = end + 1;
    if (piece.empty()) continue;
    if (!line_is_empty && column + 1 + characters(piece) > width) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
      line_is_empty = true;
    }
    if (!line_is_empty) out += ' ';
    out += piece;
    column += characters(piece) + (line_is_empty ? 0 : 1);
    line_is_empty = false;
  }
  return out + "\n";
}

} // namespace cartwright
