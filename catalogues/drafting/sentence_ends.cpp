// Where sentences end: a full stop before a capital, abbreviations apart.
#include "catalogues/drafting/sentences.hpp"

#include <algorithm>

namespace cartwright::drafting {

namespace {

bool abbreviates(const std::vector<Token>& tokens, std::size_t stop) {
  if (stop == 0) return true;
  const Token& before = tokens[stop - 1];
  static constexpr std::string_view words[] = {"eg", "ie", "vs", "approx", "no", "dr", "st", "inc", "resp", "incl", "g", "e", "i", "etc"};
  if (before.kind == TokenKind::word && before.text.size() == 1 && tokens[stop].glued) return true;
  return std::find(std::begin(words), std::end(words), before.text) != std::end(words) && before.text != "etc";
}

} // namespace

std::vector<std::vector<Token>> sentences_of(const std::vector<Token>& tokens) {
  std::vector<std::vector<Token>> out(1);
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.text == "(" || token.text == "[") ++depth;
    if ((token.text == ")" || token.text == "]") && depth > 0) --depth;
    const bool note = token.text == "note" && i + 1 < tokens.size() && tokens[i + 1].text == ":" && !out.back().empty();
    if (note) out.emplace_back();
    out.back().push_back(token);
    if (token.kind != TokenKind::sign || token.text != "." || i + 1 == tokens.size()) continue;
    const Token& next = tokens[i + 1];
    const bool starts = next.capital || (next.kind == TokenKind::number && !next.glued) || next.text == "(" || next.text == "-" || next.text == "*";
    const bool long_parenthesis = depth > 0 && out.back().size() > 60;
    if (starts && !abbreviates(tokens, i) && (depth == 0 || long_parenthesis)) {
      depth = 0;
      out.emplace_back();
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

} // namespace cartwright::drafting
