#include "engine/criteria/written.hpp"

#include <algorithm>

#include "engine/criteria/token.hpp"
#include "engine/domain/quantity.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

std::string_view symbol(Relation relation) {
  switch (relation) {
  case Relation::none:
    return "";
  case Relation::equal:
    return "=";
  case Relation::not_equal:
    return "!=";
  case Relation::less:
    return "<";
  case Relation::at_most:
    return "<=";
  case Relation::greater:
    return ">";
  case Relation::at_least:
    return ">=";
  case Relation::in_range:
    return "in";
  case Relation::is:
    return "is";
  case Relation::is_not:
    return "is not";
  }
  return "";
}

std::string_view word(Shape shape) {
  switch (shape) {
  case Shape::all_of:
    return "all of";
  case Shape::any_of:
    return "any of";
  case Shape::at_least:
    return "at least";
  case Shape::negation:
    return "not";
  case Shape::conditional:
    return "if";
  case Shape::test:
    return "test";
  case Shape::judgement:
    return "judgement";
  case Shape::not_public:
    return "not_public";
  case Shape::not_evaluated:
    return "not_evaluated";
  case Shape::implication:
    return "implies";
  case Shape::conflict:
    return "conflict of";
  case Shape::score:
    return "score";
  }
  return "";
}

namespace {

bool continues_character(char byte) {
  return (byte & 0xC0) == 0x80;
}

std::uint32_t characters(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

/// At most so much of a long line is shown around the place, cut between characters.
std::string_view window(std::string_view line, std::size_t& column_byte) {
  constexpr std::size_t before = 60, length = 100;
  std::size_t begin = column_byte > before ? column_byte - before : 0;
  while (begin < line.size() && continues_character(line[begin]))
    ++begin;
  std::size_t end = std::min(line.size(), begin + length);
  while (end < line.size() && continues_character(line[end]))
    ++end;
  column_byte -= begin;
  return line.substr(begin, end - begin);
}

} // namespace

SourcePlace place_of(std::string_view source, Span span) {
  const std::size_t at = std::min<std::size_t>(span.begin, source.size());
  const std::string_view head = source.substr(0, at);
  const std::size_t newline = head.rfind('\n');
  const std::size_t line_begin = newline == std::string_view::npos ? 0 : newline + 1;
  const std::string_view line =
      source.substr(line_begin, std::min(source.find('\n', at), source.size()) - line_begin);
  SourcePlace out;
  out.line = static_cast<std::uint32_t>(std::count(head.begin(), head.end(), '\n')) + 1;
  out.column = characters(source.substr(line_begin, at - line_begin)) + 1;
  std::size_t column_byte = at - line_begin;
  const std::string_view shown = window(line, column_byte);
  out.excerpt = std::string(shown) + "\n" + std::string(characters(shown.substr(0, column_byte)), ' ') + "^";
  return out;
}

Problem rule_problem(std::string_view source, Span span, ProblemCode code, const std::string& message,
                     const std::string& hint) {
  const SourcePlace place = place_of(source, span);
  return {Severity::error, code, std::to_string(place.line) + ":" + std::to_string(place.column),
          message + "\n" + place.excerpt, hint};
}

std::string text_of(const WrittenScore& score) {
  std::vector<std::string> points;
  for (const double each : score.points)
    points.push_back(number_text(each));
  return "(" + join(points, " + ") + ") " + std::string(symbol(score.relation)) + " " +
         number_text(score.bound);
}

std::string dump(const Written& written) {
  std::string out;
  for (std::size_t i = 0; i < written.nodes.size(); ++i) {
    const WrittenNode& node = written.nodes[i];
    out += std::to_string(i) + " " + std::string(word(node.shape));
    if (node.shape == Shape::at_least) out += " " + std::to_string(node.need);
    for (const std::uint32_t child : node.children)
      out += " " + std::to_string(child);
    if (node.shape == Shape::test)
      out += " " + written.source.substr(node.span.begin, node.span.end - node.span.begin);
    if (node.shape == Shape::score) out += " " + text_of(node.score);
    if (!node.text.empty()) out += " \"" + node.text + "\"";
    out += "\n";
  }
  return out;
}

} // namespace cartwright::criteria
