// A drafted rule as a small tree, and its text in the criteria language.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cartwright::drafting {

enum class ExpressionKind : std::uint8_t { test, all, any, negation, implication, judgement, not_public, not_evaluated };

struct Expression {
  ExpressionKind kind = ExpressionKind::test;
  std::string text;              ///< of a test or a statement
  std::vector<Expression> parts; ///< of the others
};

Expression test(std::string text);
Expression all_of(std::vector<Expression> parts);
Expression any_of(std::vector<Expression> parts);
Expression not_of(Expression part);
Expression implies(Expression condition, Expression then);
/// A short text for people; quotes and line breaks are taken out, long ones are cut.
Expression statement(ExpressionKind kind, std::string text);

std::string rule_text(const Expression& expression);
/// Holds a test, not only statements.
bool has_test(const Expression& expression);
bool has_statement(const Expression& expression);

} // namespace cartwright::drafting
