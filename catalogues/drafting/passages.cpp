#include "catalogues/drafting/passages.hpp"

#include <algorithm>
#include <string>

#include "catalogues/drafting/headings.hpp"
#include "catalogues/drafting/inline_lists.hpp"

namespace cartwright::drafting {

namespace {

struct Line {
  Span span;                ///< trimmed; empty for a blank line
  std::uint32_t indent = 0;
  bool excludes = false;    ///< "Exclude - " stands before it
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

Line line_at(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  Line out;
  std::uint32_t at = begin;
  for (; at < end && is_blank(text[at]); ++at)
    out.indent += text[at] == '\t' ? 4 : 1;
  while (end > at && is_blank(text[end - 1]))
    --end;
  constexpr std::string_view mark = "Exclude - ";
  if (text.substr(at, end - at).starts_with(mark)) {
    out.excludes = true;
    at += static_cast<std::uint32_t>(mark.size());
  }
  out.span = {at, end};
  return out;
}

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    out.push_back(line_at(text, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)));
    begin = end + 1;
  }
  return out;
}

/// Old records break lines near column 80 and part paragraphs by blank lines; new ones write a paragraph on one line.
bool is_wrapped(std::string_view text, const std::vector<Line>& lines) {
  std::size_t longest = 0, continued = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    longest = std::max<std::size_t>(longest, lines[i].span.size() + lines[i].indent);
    const bool follows = i > 0 && lines[i].span.size() > 0 && lines[i - 1].span.size() + lines[i - 1].indent >= 60;
    if (follows && !bullet_of(text.substr(lines[i].span.begin, lines[i].span.size()))) ++continued;
  }
  return longest <= 130 && continued >= 2;
}

class Splitter {
public:
  explicit Splitter(std::string_view text) : text_(text), lines_(lines_of(text)), wrapped_(is_wrapped(text, lines_)) {}

  std::vector<Passage> run() {
    bool open = false; ///< the next line may go on with the last passage
    for (const Line& line : lines_) {
      if (line.span.size() == 0) {
        open = false;
        continue;
      }
      const std::string_view words = text_.substr(line.span.begin, line.span.size());
      const auto bullet = bullet_of(words, after_h());
      if (open && !bullet && continues(words, line)) {
        out_.back().span.end = line.span.end;
        continue;
      }
      add(line, bullet);
      open = !out_.back().heading;
    }
    return std::move(out_);
  }

private:
  bool after_h() const {
    return !out_.empty() && out_.back().bullet.style == BulletStyle::letter && out_.back().bullet.ordinal == 8;
  }

  bool continues(std::string_view words, const Line& line) const {
    if (line.excludes != excludes_) return false;
    if (heading_of(words, false).section != Section::unknown) return false;
    if (wrapped_) return true;
    const char first = words[0];
    const char last = text_[out_.back().span.end - 1];
    return (first >= 'a' && first <= 'z') && last != '.' && last != ':' && last != ';';
  }

  void add(const Line& line, const std::optional<Bullet>& bullet) {
    excludes_ = line.excludes;
    const std::uint32_t skipped = bullet ? bullet->bytes : 0;
    Span span{line.span.begin + std::min(skipped, line.span.size()), line.span.end};
    std::string_view words = text_.substr(span.begin, span.size());
    std::optional<Bullet> mark = bullet;
    if (bullet)
      if (const auto second = bullet_of(words); second && second->bytes < words.size()) { // "* \- text", "1. a. text"
        span.begin += second->bytes;
        words = text_.substr(span.begin, span.size());
      }
    const Heading heading = heading_of(words, bullet.has_value());
    if (heading.is) return add_heading(line, span, heading);
    if (!mark && line.excludes) mark = bare_number(words, span);
    push(line, span, mark);
    out_.back().parent = parent_of(out_.back());
    constexpr std::size_t deepest = 32;
    if (stack_.size() < deepest) stack_.push_back(static_cast<std::int32_t>(out_.size()) - 1);
  }

  /// "3 Subject who ..." of an exclusion whose full stop was lost.
  static std::optional<Bullet> bare_number(std::string_view words, Span& span) {
    std::uint32_t at = 0;
    while (at < words.size() && at < 2 && words[at] >= '0' && words[at] <= '9')
      ++at;
    if (at == 0 || at + 1 >= words.size() || words[at] != ' ' || words[at + 1] < 'A' || words[at + 1] > 'Z') return std::nullopt;
    span.begin += at + 1;
    return Bullet{BulletStyle::digit, static_cast<std::uint32_t>(std::stoul(std::string(words.substr(0, at)))), at + 1, false};
  }

  void add_heading(const Line& line, Span span, const Heading& heading) {
    Span head{span.begin, span.begin + heading.bytes};
    if (heading.section != Section::unknown) {
      section_ = heading.section;
      scope_ = no_passage;
      donor_ = false;
    }
    push(line, head, std::nullopt);
    out_.back().heading = true;
    if (heading.scope) scope_ = static_cast<std::int32_t>(out_.size()) - 1;
    if (heading.scope || heading.donor || heading.section != Section::unknown) donor_ = heading.donor;
    stack_.clear();
    while (head.end < span.end && is_blank(text_[head.end]))
      ++head.end;
    if (head.end < span.end) {
      Line rest = line;
      rest.span = {head.end, span.end};
      add(rest, bullet_of(text_.substr(rest.span.begin, rest.span.size())));
    }
  }

  void push(const Line& line, Span span, const std::optional<Bullet>& bullet) {
    Passage passage;
    passage.span = span;
    passage.section = line.excludes ? Section::exclusion : section_;
    passage.scope = scope_;
    passage.donor = donor_;
    passage.indent = line.indent;
    if (bullet) passage.bullet = *bullet;
    out_.push_back(passage);
  }

  bool leads(const Passage& passage) const {
    const std::string_view words = text_.substr(passage.span.begin, passage.span.size());
    return words.ends_with(':') || words.ends_with(":.");
  }

  static bool same_list(const Passage& one, const Passage& other) {
    if (one.bullet.style != other.bullet.style || one.bullet.parenthesis != other.bullet.parenthesis) return false;
    if (one.bullet.style == BulletStyle::dash || one.bullet.style == BulletStyle::star || one.bullet.style == BulletStyle::none)
      return one.indent == other.indent;
    return other.bullet.ordinal > one.bullet.ordinal && other.bullet.ordinal <= one.bullet.ordinal + 2;
  }

  /// The lead under which a new passage stands. A list goes on where its style and number fit; otherwise a new list
  /// begins under the last passage when that leads to it or lies further out.
  std::int32_t parent_of(const Passage& passage) {
    for (std::size_t depth = stack_.size(); depth > 0; --depth) {
      const Passage& candidate = out_[static_cast<std::size_t>(stack_[depth - 1])];
      if (!same_list(candidate, passage)) continue;
      if (leads(candidate) && depth == stack_.size() && passage.indent > candidate.indent) break;
      stack_.resize(depth - 1);
      return candidate.parent;
    }
    while (!stack_.empty()) {
      const Passage& top = out_[static_cast<std::size_t>(stack_.back())];
      const bool note = passage.bullet.style == BulletStyle::none && passage.indent <= top.indent;
      if (!note && (passage.indent > top.indent || leads(top))) return stack_.back();
      if (note && leads(top) && top.bullet.style == BulletStyle::none && passage.indent == top.indent) break;
      stack_.pop_back();
    }
    return no_passage;
  }

  std::string_view text_;
  std::vector<Line> lines_;
  bool wrapped_ = false;
  bool excludes_ = false;
  bool donor_ = false;
  Section section_ = Section::unknown;
  std::int32_t scope_ = no_passage;
  std::vector<Passage> out_;
  std::vector<std::int32_t> stack_; ///< indexes into out_: the open lists
};

/// Lists inside a paragraph become passages: its own siblings, or the children of what stands before them.
std::vector<Passage> unfolded(std::string_view text, const std::vector<Passage>& lines) {
  std::vector<Passage> out;
  std::vector<std::int32_t> moved(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Passage line = lines[i];
    if (line.parent != no_passage) line.parent = moved[static_cast<std::size_t>(line.parent)];
    if (line.scope != no_passage) line.scope = moved[static_cast<std::size_t>(line.scope)];
    moved[i] = static_cast<std::int32_t>(out.size());
    const auto items = line.heading ? std::vector<InlineItem>() : inline_items(text, line.span, line.bullet);
    if (items.empty()) {
      out.push_back(line);
      continue;
    }
    const bool siblings = line.bullet.ordinal > 0 && items.front().bullet.ordinal == line.bullet.ordinal + 1;
    Passage lead = line;
    lead.span.end = items.front().mark;
    while (lead.span.end > lead.span.begin && (is_blank(text[lead.span.end - 1]) || text[lead.span.end - 1] == '\n'))
      --lead.span.end;
    const bool led = lead.span.size() > 0;
    if (led) out.push_back(lead);
    for (const InlineItem& item : items) {
      Passage part = line;
      part.span = item.span;
      part.bullet = item.bullet;
      if (led && !siblings) part.parent = moved[i];
      out.push_back(part);
    }
  }
  return out;
}

} // namespace

std::vector<Passage> passages_of(std::string_view text) {
  std::vector<Passage> out = unfolded(text, Splitter(text).run());
  for (const Passage& passage : out)
    if (passage.parent != no_passage) out[static_cast<std::size_t>(passage.parent)].has_children = true;
  return out;
}

} // namespace cartwright::drafting
