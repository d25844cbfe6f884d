#include "catalogues/drafting/expression.hpp"

#include <algorithm>

namespace cartwright::drafting {

namespace {

Expression joined(ExpressionKind kind, std::vector<Expression> parts) {
  std::vector<Expression> flat;
  for (Expression& part : parts) {
    if (part.kind == kind)
      flat.insert(flat.end(), std::make_move_iterator(part.parts.begin()),
                  std::make_move_iterator(part.parts.end()));
    else
      flat.push_back(std::move(part));
  }
  std::vector<Expression> single;
  for (Expression& part : flat) { // said twice is said once
    const std::string text = rule_text(part);
    const bool known = std::any_of(single.begin(), single.end(),
                                   [&](const Expression& each) { return rule_text(each) == text; });
    if (!known) single.push_back(std::move(part));
  }
  if (single.size() == 1) return std::move(single.front());
  return {kind, "", std::move(single)};
}

/// Long statements are cut: the text itself stands beside the rule.
std::string shortened(const std::string& text) {
  constexpr std::size_t longest = 120;
  if (text.size() <= longest) return text;
  std::size_t cut = text.rfind(' ', longest);
  if (cut == std::string::npos || cut == 0) cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80)
    --cut;
  return text.substr(0, cut) + " ...";
}

bool is_statement(ExpressionKind kind) {
  return kind == ExpressionKind::judgement || kind == ExpressionKind::not_public ||
         kind == ExpressionKind::not_evaluated;
}

std::string bracketed(const Expression& part, bool needed) {
  return needed ? "(" + rule_text(part) + ")" : rule_text(part);
}

std::string list_text(const Expression& expression, const char* between) {
  std::string out;
  for (const Expression& part : expression.parts) {
    const bool compound = part.kind == ExpressionKind::any || part.kind == ExpressionKind::implication ||
                          (part.kind == ExpressionKind::all && expression.kind == ExpressionKind::any) ||
                          part.text.starts_with("if ");
    out += (out.empty() ? "" : between) + bracketed(part, compound);
  }
  return out;
}

} // namespace

Expression test(std::string text) {
  return {ExpressionKind::test, std::move(text), {}};
}
Expression all_of(std::vector<Expression> parts) {
  return joined(ExpressionKind::all, std::move(parts));
}
Expression any_of(std::vector<Expression> parts) {
  return joined(ExpressionKind::any, std::move(parts));
}

Expression not_of(Expression part) {
  if (part.kind == ExpressionKind::negation) return std::move(part.parts.front());
  if (is_statement(part.kind)) {
    part.text = "not: " + part.text;
    return part;
  }
  if (part.kind == ExpressionKind::any || part.kind == ExpressionKind::all) {
    std::vector<Expression> turned;
    for (Expression& each : part.parts)
      turned.push_back(not_of(std::move(each)));
    return part.kind == ExpressionKind::any ? all_of(std::move(turned)) : any_of(std::move(turned));
  }
  return {ExpressionKind::negation, "", {std::move(part)}};
}

Expression implies(Expression condition, Expression then) {
  return {ExpressionKind::implication, "", {std::move(condition), std::move(then)}};
}

Expression statement(ExpressionKind kind, std::string text) {
  std::string out;
  for (const char c : text)
    if (c != '"' && c != '\\' && c != '\n' && c != '\r') out += c;
  return {kind, out.empty() ? std::string("see the text") : out, {}};
}

std::string rule_text(const Expression& expression) {
  switch (expression.kind) {
  case ExpressionKind::test:
    return expression.text;
  case ExpressionKind::all:
    return list_text(expression, " and ");
  case ExpressionKind::any:
    return list_text(expression, " or ");
  case ExpressionKind::negation: {
    const Expression& part = expression.parts.front();
    const bool bare = part.kind == ExpressionKind::test && !part.text.starts_with("if ");
    return "not " + bracketed(part, !bare);
  }
  case ExpressionKind::implication: {
    const auto side = [](const Expression& part) {
      const bool bare = is_statement(part.kind) ||
                        (part.kind == ExpressionKind::test && part.text.find(' ') == std::string::npos) ||
                        part.kind == ExpressionKind::negation;
      return bracketed(part, !bare);
    };
    return side(expression.parts[0]) + " implies " + side(expression.parts[1]);
  }
  case ExpressionKind::judgement:
    return "judgement \"" + shortened(expression.text) + "\"";
  case ExpressionKind::not_public:
    return "not_public \"" + shortened(expression.text) + "\"";
  case ExpressionKind::not_evaluated:
    return "not_evaluated \"" + shortened(expression.text) + "\"";
  }
  return "";
}

bool has_test(const Expression& expression) {
  return (expression.kind == ExpressionKind::test) ||
         std::any_of(expression.parts.begin(), expression.parts.end(), has_test);
}

bool has_statement(const Expression& expression) {
  return is_statement(expression.kind) ||
         std::any_of(expression.parts.begin(), expression.parts.end(), has_statement);
}

} // namespace cartwright::drafting
