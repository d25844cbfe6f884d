// First stage after the text: the syntax tree as written. Names are not resolved, units are not parsed.
// Nodes lie in one array in post-order (children before parents), so every pass over a tree is a loop.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/problem.hpp"
#include "engine/domain/result.hpp"

namespace cartwright::criteria {

struct Span {
  std::uint32_t begin = 0, end = 0; ///< bytes in the rule's text
};

enum class TokenKind : std::uint8_t { word, number, unit, string, symbol, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text; ///< a string without its quotes
  Span span;
};

/// Tokens between two semicolons; nested brackets stay inside.
struct Phrase {
  std::vector<Token> tokens;
  Span span;
};

enum class Relation : std::uint8_t {
  none,
  equal,
  not_equal,
  less,
  at_most,
  greater,
  at_least,
  in_range,
  is,
  is_not
};
std::string_view symbol(Relation relation);

struct WrittenTest {
  Token head;
  std::vector<Phrase> arguments; ///< in ( )
  bool has_arguments = false;
  std::vector<Phrase> conditions; ///< in [ ]
  Relation relation = Relation::none;
  Span relation_span;
  std::vector<Phrase> operand; ///< right of the relation; several only for `is ( ...; ... )`
};

enum class Shape : std::uint8_t {
  all_of,
  any_of,
  at_least,
  negation,
  conditional,
  test,
  judgement,
  not_public,
  not_evaluated,
  implication, ///< A implies B
  conflict,    ///< what several sources say of one thing
  score        ///< points of the parts that hold, against a bound
};
std::string_view word(Shape shape);

/// What a score adds up and what the sum is compared with.
struct WrittenScore {
  std::vector<double> points; ///< one a child
  Relation relation = Relation::none;
  double bound = 0;
};

struct WrittenNode {
  Shape shape = Shape::test;
  Span span;
  std::uint32_t need = 0;              ///< of at_least
  std::vector<std::uint32_t> children; ///< earlier in the array
  std::uint32_t test = 0;              ///< index into tests, of a test
  std::string text;                    ///< of a statement
  WrittenScore score;
};

struct Written {
  std::string source;
  std::vector<WrittenNode> nodes; ///< the last one is the root
  std::vector<WrittenTest> tests;
};

inline constexpr std::uint32_t deepest_nesting = 100;
inline constexpr std::uint32_t longest_rule = 64 * 1024; ///< bytes

/// All errors that can be told apart, each with line, column, a caret line and a hint in the message.
Result<Written> parse_rule(std::string_view text);
/// "(1 + 1.5) >= 2", for dumps.
std::string text_of(const WrittenScore& score);
/// The stage as text, for `catalogue dump --stage written`.
std::string dump(const Written& written);

/// "1:14" with the line of the rule and a caret under the place.
struct SourcePlace {
  std::uint32_t line = 1, column = 1;
  std::string excerpt; ///< the line, then a line with the caret
};
SourcePlace place_of(std::string_view source, Span span);

} // namespace cartwright::criteria
