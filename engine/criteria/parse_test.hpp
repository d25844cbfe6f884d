// One test of a rule as written: its head, what stands in its brackets, its relation and operand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/criteria/token.hpp"

namespace cartwright::criteria {

/// Walks the tokens of one rule and collects its problems.
class TokenCursor {
public:
  explicit TokenCursor(std::string_view text) : text_(text), tokens_(tokens_of(text, problems_)) {}

  const Token& peek(std::size_t ahead = 0) const;
  /// At the end, the end again.
  const Token& take();
  bool is_word(std::string_view text, std::size_t ahead = 0) const;
  bool is_symbol(std::string_view text, std::size_t ahead = 0) const;
  bool at_end() const { return peek().kind == TokenKind::end; }
  std::uint32_t last_end() const; ///< where the token taken last ends

  void fail(Span span, const std::string& message, const std::string& hint,
            ProblemCode code = ProblemCode::malformed);
  void give_up() { given_up_ = true; }
  bool given_up() const { return given_up_; }
  const Problems& problems() const { return problems_; }

private:
  std::string_view text_;
  Problems problems_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool given_up_ = false;
};

/// A word that joins tests and can never begin one.
bool reserved_word(std::string_view word);
/// The cursor stands at the head of a test.
WrittenTest read_test(TokenCursor& cursor);

} // namespace cartwright::criteria
