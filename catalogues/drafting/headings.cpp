#include "catalogues/drafting/headings.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace cartwright::drafting {

namespace {

constexpr std::size_t longest_heading = 160;

bool has(const std::vector<Token>& tokens, std::string_view word) {
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) { return token.text == word; });
}

bool has_any(const std::vector<Token>& tokens, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return has(tokens, word); });
}

/// Where the heading ends inside the line: behind its colon, or at the end of the line.
std::size_t end_of_heading(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon == std::string_view::npos ? line.size() : colon + 1;
}

bool chinese(std::string_view line, std::string_view word) { return line.find(word) != std::string_view::npos; }

Section section_word(const std::vector<Token>& tokens, std::string_view line) {
  if (chinese(line, "排除")) return Section::exclusion;
  if (chinese(line, "入选") || chinese(line, "纳入") || chinese(line, "入组")) return Section::inclusion;
  const bool inclusion = has_any(tokens, {"inclusion", "include", "included", "eligibility", "eligible"});
  const bool exclusion = has_any(tokens, {"exclusion", "exclude", "excluded", "ineligible", "non"});
  if (inclusion == exclusion) return Section::unknown;
  return inclusion ? Section::inclusion : Section::exclusion;
}

bool starts_scope(const std::vector<Token>& tokens) {
  constexpr std::array words = {"cohort", "arm", "part", "phase", "stage", "stratum", "group", "step", "segment"};
  if (tokens.empty()) return false;
  const std::size_t first = tokens[0].text == "for" || tokens[0].text == "in" ? 1 : 0;
  for (std::size_t i = first; i < tokens.size() && i < first + 4; ++i)
    for (const std::string_view word : words)
      if (tokens[i].text == word && i + 1 <= tokens.size()) return true;
  return false;
}

bool about_others(const std::vector<Token>& tokens) {
  return has_any(tokens, {"donor", "caregiver", "partner", "sibling"}) && !has_any(tokens, {"patient", "recipient", "subject", "participant"});
}

/// "Inclusion Criteria", "Key exclusion criteria for part 2", "Patients are excluded if".
bool names_section(const std::vector<Token>& tokens, std::string_view line) {
  if (chinese(line, "标准")) return true;
  if (tokens.size() > 14) return false;
  const bool criteria = has_any(tokens, {"criteria", "criterion", "criterium"});
  const bool section = has_any(tokens, {"inclusion", "exclusion", "eligibility"});
  return (criteria && section) || (section && tokens.size() <= 2);
}

} // namespace

Heading heading_of(std::string_view line, bool bulleted) {
  Heading out;
  const std::size_t end = end_of_heading(line);
  if (end > longest_heading) return out;
  const std::string_view head = line.substr(0, end);
  const std::vector<Token> tokens = tokens_of(head, {0, static_cast<std::uint32_t>(head.size())});
  if (tokens.empty()) return out;
  const bool colon = end <= line.size() && line[end - 1] == ':';
  const bool whole = end == line.size();
  out.bytes = static_cast<std::uint32_t>(end);
  const bool capitals = std::all_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind != TokenKind::word || token.capitals;
  });
  if (names_section(tokens, head) && (colon || (whole && (tokens.size() <= 6 || capitals)))) {
    out.is = true;
    out.section = section_word(tokens, head);
    out.scope = starts_scope(tokens);
    out.donor = about_others(tokens);
    return out;
  }
  if (bulleted || !whole) {
    out.scope = colon && tokens.size() <= 12 && starts_scope(tokens);
    return out;
  }
  out.donor = about_others(tokens);
  out.scope = starts_scope(tokens);
  out.is = tokens.size() <= 12 && (colon || out.donor) && (out.scope || out.donor || tokens.size() <= 6);
  return out;
}

} // namespace cartwright::drafting
