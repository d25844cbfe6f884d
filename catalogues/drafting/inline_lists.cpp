#include "catalogues/drafting/inline_lists.hpp"

#include <optional>

namespace cartwright::drafting {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// What stands before a mark, blanks left out: "enrollment, and 3." has a comma before "and".
bool after_pause(std::string_view text, std::uint32_t begin, std::uint32_t at) {
  const auto back = [&] {
    while (at > begin && is_blank(text[at - 1]))
      --at;
  };
  back();
  const std::string_view before = text.substr(begin, at - begin);
  for (const std::string_view word : {"and", "or"})
    if (before.ends_with(word) && before.size() > word.size() && is_blank(before[before.size() - word.size() - 1])) return true;
  return at == begin || std::string_view(":;,.)]").find(text[at - 1]) != std::string_view::npos;
}

struct Mark {
  std::uint32_t at = 0;
  Bullet bullet;
  bool bare = false; ///< a number without a sign
};

/// "2 Patients with" after the end of a sentence: a number that lost its full stop.
std::optional<Bullet> bare_number(std::string_view rest, std::string_view before) {
  std::uint32_t at = 0;
  while (at < rest.size() && at < 2 && is_digit(rest[at]))
    ++at;
  if (at == 0 || at + 1 >= rest.size() || rest[at] != ' ' || !is_upper(rest[at + 1])) return std::nullopt;
  if (!before.empty() && !before.ends_with('.')) return std::nullopt;
  return Bullet{BulletStyle::digit, static_cast<std::uint32_t>(std::stoul(std::string(rest.substr(0, at)))), at + 1, false};
}

std::vector<Mark> marks_in(std::string_view text, Span within) {
  std::vector<Mark> out;
  for (std::uint32_t at = within.begin; at + 2 < within.end; ++at) {
    const bool starts = at == within.begin || is_blank(text[at - 1]) || text[at] == '\xE2';
    if (!starts || is_blank(text[at])) continue;
    const std::string_view rest = text.substr(at, std::min<std::uint32_t>(within.end - at, 24));
    std::uint32_t back = at;
    while (back > within.begin && is_blank(text[back - 1]))
      --back;
    const auto bare = bare_number(rest, text.substr(within.begin, back - within.begin));
    const auto bullet = bare ? bare : bullet_of(rest, !out.empty() && out.back().bullet.ordinal == 8);
    if (!bullet || bullet->ordinal == 0) continue;
    const bool sure = bullet->style == BulletStyle::circled || rest.starts_with('(') || rest.starts_with("\\(");
    if (!sure && !after_pause(text, within.begin, at)) continue;
    out.push_back({at, *bullet, bare.has_value()});
  }
  return out;
}

bool same_style(const Mark& one, const Mark& other) {
  return one.bullet.style == other.bullet.style && one.bullet.parenthesis == other.bullet.parenthesis && one.bare == other.bare;
}

} // namespace

std::vector<InlineItem> inline_items(std::string_view text, Span within, const Bullet& own) {
  const std::vector<Mark> marks = marks_in(text, within);
  std::vector<Mark> chosen;
  for (const Mark& mark : marks) {
    if (chosen.empty()) {
      const bool goes_on = own.style == mark.bullet.style && mark.bullet.ordinal == own.ordinal + 1 && own.ordinal > 0;
      if (mark.bullet.ordinal == 1 || goes_on || mark.bullet.style == BulletStyle::circled) chosen.push_back(mark);
    } else if (same_style(chosen.back(), mark) && mark.bullet.ordinal == chosen.back().bullet.ordinal + 1) {
      chosen.push_back(mark);
    } else if (chosen.size() == 1 && mark.bullet.ordinal == 1) {
      chosen.front() = mark; // the first was no list
    }
  }
  const bool goes_on = !chosen.empty() && own.ordinal > 0 && chosen.front().bullet.ordinal == own.ordinal + 1;
  if (chosen.empty() || (chosen.size() == 1 && !goes_on && chosen.front().bullet.style != BulletStyle::circled)) return {};
  std::vector<InlineItem> out;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const std::uint32_t end = i + 1 < chosen.size() ? chosen[i + 1].at : within.end;
    InlineItem item{{std::min(chosen[i].at + chosen[i].bullet.bytes, end), end}, chosen[i].at, chosen[i].bullet};
    while (item.span.end > item.span.begin && is_blank(text[item.span.end - 1]))
      --item.span.end;
    if (item.span.size() > 0) out.push_back(item);
  }
  return out;
}

} // namespace cartwright::drafting
