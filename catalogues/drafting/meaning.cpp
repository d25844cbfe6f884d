#include "catalogues/drafting/meaning.hpp"

#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/domain/text.hpp"

namespace cartwright::drafting {

namespace {

using criteria::Checked;
using criteria::CheckedNode;
using criteria::Shape;

constexpr std::string_view unread = "?";

/// A combination: its parts sorted, each once; one part is itself.
std::string joined(bool all, const std::set<std::string>& parts) {
  if (parts.size() == 1) return *parts.begin();
  std::string out = all ? "all{" : "any{";
  for (const std::string& part : parts)
    out += part + ";";
  return out + "}";
}

/// The parts of a combination of the same kind join the one around it.
void flatten(bool all, const std::string& part, std::set<std::string>& into) {
  const std::string_view head = all ? "all{" : "any{";
  if (!part.starts_with(head)) {
    into.insert(part);
    return;
  }
  int depth = 0;
  std::string one;
  for (const char c : part.substr(head.size(), part.size() - head.size() - 1)) {
    depth += c == '{' || c == '(' || c == '[' ? 1 : c == '}' || c == ')' || c == ']' ? -1 : 0;
    if (c == ';' && depth == 0) {
      into.insert(one);
      one.clear();
    } else {
      one += c;
    }
  }
}

/// "exposed(any of {A; B}; by car_t)" as exposed(A; by car_t), exposed(B; by car_t).
std::vector<std::string> taken_apart(const std::string& test) {
  const std::size_t open = test.find("(any of {");
  if (open == std::string::npos) return {test};
  const std::size_t close = test.find('}', open);
  if (close == std::string::npos) return {test};
  std::vector<std::string> out;
  const std::string before = test.substr(0, open + 1), behind = test.substr(close + 1);
  std::string_view inside = std::string_view(test).substr(open + 9, close - open - 9);
  while (true) {
    const std::size_t end = inside.find("; ");
    out.push_back(before + std::string(trimmed(inside.substr(0, end))) + behind);
    if (end == std::string_view::npos) return out;
    inside.remove_prefix(end + 2);
  }
}

/// "not a < 5" is "a >= 5".
std::string denied(const std::string& test) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> turned = {
      {{" < ", " >= "}, {" >= ", " < "}, {" > ", " <= "}, {" <= ", " > "}}};
  const std::size_t from = test.rfind(')') == std::string::npos ? 0 : test.rfind(')');
  for (const auto& [op, opposite] : turned)
    if (const std::size_t at = test.find(op, from); at != std::string::npos)
      return test.substr(0, at) + std::string(opposite) + test.substr(at + op.size());
  return "not " + test;
}

class Speller {
public:
  explicit Speller(const Checked& rule) : rule_(rule) {}

  std::string spell(std::size_t at, bool negated) const {
    const CheckedNode& node = rule_.nodes[at];
    switch (node.shape) {
    case Shape::negation:
      return spell(node.children.front(), !negated);
    case Shape::all_of:
    case Shape::any_of: {
      const bool all = (node.shape == Shape::all_of) != negated;
      std::set<std::string> parts;
      for (const std::uint32_t child : node.children)
        flatten(all, spell(child, negated), parts);
      return joined(all, parts);
    }
    case Shape::test:
      return spell_test(rule_.tests[node.test].text, negated);
    case Shape::judgement:
    case Shape::not_public:
    case Shape::not_evaluated:
      return std::string(unread);
    default:
      return spell_other(node, negated);
    }
  }

private:
  static std::string spell_test(const std::string& text, bool negated) {
    const bool all = text.starts_with("washout(") != negated; // of washouts all must hold, of the others one
    std::set<std::string> parts;
    for (const std::string& part : taken_apart(text))
      parts.insert(negated ? denied(part) : part);
    return joined(all, parts);
  }

  std::string spell_other(const CheckedNode& node, bool negated) const {
    std::string out = (negated ? "not " : "") + std::string(criteria::word(node.shape)) +
                      std::to_string(node.need) + criteria::text_of(node.score) + "{";
    for (const std::uint32_t child : node.children)
      out += spell(child, false) + ";";
    return out + "}";
  }

  const Checked& rule_;
};

} // namespace

std::string meaning_of(const Checked& rule) {
  return Speller(rule).spell(rule.nodes.size() - 1, false);
}

} // namespace cartwright::drafting
