#include "engine/criteria/parse_test.hpp"

#include <algorithm>
#include <array>

namespace cartwright::criteria {

const Token& TokenCursor::peek(std::size_t ahead) const {
  return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
}

const Token& TokenCursor::take() {
  const Token& token = peek();
  if (at_ + 1 < tokens_.size()) ++at_;
  return token;
}

bool TokenCursor::is_word(std::string_view text, std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::word && peek(ahead).text == text;
}

bool TokenCursor::is_symbol(std::string_view text, std::size_t ahead) const {
  return peek(ahead).kind == TokenKind::symbol && peek(ahead).text == text;
}

std::uint32_t TokenCursor::last_end() const {
  return at_ == 0 ? 0 : tokens_[at_ - 1].span.end;
}

void TokenCursor::fail(Span span, const std::string& message, const std::string& hint, ProblemCode code) {
  constexpr std::size_t most = 20;
  if (given_up_) return;
  problems_.add(rule_problem(text_, span, code, message, hint));
  if (problems_.size() >= most) given_up_ = true;
}

bool reserved_word(std::string_view word) {
  constexpr std::array words = {"and", "or", "unless", "implies", "then", "else", "of", "is", "in"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

namespace {

class TestReader {
public:
  explicit TestReader(TokenCursor& cursor) : cursor_(cursor) {}

  WrittenTest run() {
    WrittenTest test;
    test.head = take();
    if (is_symbol("(")) {
      test.has_arguments = true;
      test.arguments = bracketed("(", ")");
    }
    if (is_symbol("[")) test.conditions = bracketed("[", "]");
    relation(test);
    return test;
  }

private:
  const Token& peek(std::size_t ahead = 0) const { return cursor_.peek(ahead); }
  const Token& take() { return cursor_.take(); }
  bool is_word(std::string_view text, std::size_t ahead = 0) const { return cursor_.is_word(text, ahead); }
  bool is_symbol(std::string_view text, std::size_t ahead = 0) const {
    return cursor_.is_symbol(text, ahead);
  }
  bool at_end() const { return cursor_.at_end(); }
  void fail(Span span, const std::string& message, const std::string& hint) {
    cursor_.fail(span, message, hint);
  }

  /// Phrases up to the bracket that closes; brackets inside stay inside a phrase.
  std::vector<Phrase> bracketed(std::string_view opening, std::string_view closing) {
    const Span begin = take().span;
    std::vector<Phrase> out(1);
    std::size_t depth = 0;
    while (!at_end() && !(depth == 0 && is_symbol(closing))) {
      if (is_symbol("(") || is_symbol("{") || is_symbol("[")) ++depth;
      if ((is_symbol(")") || is_symbol("}") || is_symbol("]")) && depth > 0) --depth;
      if (depth > deepest_nesting) break;
      if (depth == 0 && is_symbol(";")) {
        take();
        out.emplace_back();
        continue;
      }
      out.back().tokens.push_back(take());
    }
    if (!is_symbol(closing)) {
      fail(begin, "this \"" + std::string(opening) + "\" is not closed",
           "add the missing \"" + std::string(closing) + "\"");
      if (depth > deepest_nesting) cursor_.give_up();
    } else {
      const Span end = take().span;
      finish_phrases(out, {begin.begin, end.end});
    }
    return out;
  }

  void finish_phrases(std::vector<Phrase>& phrases, Span whole) {
    if (phrases.back().tokens.empty() && phrases.size() > 1) phrases.pop_back(); // a closing semicolon
    for (Phrase& phrase : phrases) {
      phrase.span = phrase.tokens.empty()
                        ? whole
                        : Span{phrase.tokens.front().span.begin, phrase.tokens.back().span.end};
      if (phrase.tokens.empty())
        fail(whole, "nothing stands between these brackets", "name what is meant, or leave the brackets out");
    }
  }

  void relation(WrittenTest& test) {
    test.relation_span = peek().span;
    if (is_word("is")) return is_relation(test);
    if (is_word("in")) {
      take();
      test.relation = Relation::in_range;
      test.operand.push_back(quantity(true));
      return;
    }
    for (const Relation each : {Relation::equal, Relation::not_equal, Relation::less, Relation::at_most,
                                Relation::greater, Relation::at_least})
      if (is_symbol(symbol(each))) {
        take();
        test.relation = each;
        test.operand.push_back(quantity(false));
        return;
      }
  }

  Phrase quantity(bool range) {
    Phrase out;
    const auto pick = [&] { out.tokens.push_back(take()); };
    if (peek().kind == TokenKind::number) {
      pick();
      if (range && is_symbol("..")) {
        pick();
        if (peek().kind == TokenKind::number) pick();
      }
      if (peek().kind == TokenKind::unit) pick();
    } else if (peek().kind == TokenKind::word && !reserved_word(peek().text)) {
      pick();
    }
    out.span =
        out.tokens.empty() ? peek().span : Span{out.tokens.front().span.begin, out.tokens.back().span.end};
    if (out.tokens.empty())
      fail(peek().span, "a number is expected here",
           range ? "write: in 18..75 y" : "write a number and its unit, like 50 x10^9/L");
    return out;
  }

  void is_relation(WrittenTest& test) {
    take();
    test.relation = Relation::is;
    if (is_word("not")) {
      take();
      test.relation = Relation::is_not;
    }
    if (is_symbol("(")) {
      test.operand = bracketed("(", ")");
      return;
    }
    if (peek().kind != TokenKind::word || reserved_word(peek().text)) {
      fail(peek().span, "a word is expected after \"is\"", "write: status is relapsed_refractory");
      return;
    }
    Phrase words;
    words.tokens.push_back(take());
    while (is_word("or") && continues_words(1)) {
      words.tokens.push_back(take());
      words.tokens.push_back(take());
    }
    words.span = {words.tokens.front().span.begin, words.tokens.back().span.end};
    test.operand.push_back(std::move(words));
  }

  /// After `is X or`: a plain word goes on with the list; a test, a group or a statement does not.
  bool continues_words(std::size_t ahead) const {
    const Token& next = peek(ahead);
    if (next.kind != TokenKind::word || reserved_word(next.text)) return false;
    for (const std::string_view word : {"not", "if", "judgement", "not_public", "not_evaluated"})
      if (next.text == word) return false;
    for (const std::string_view group : {"any", "all", "conflict"})
      if (next.text == group && is_word("of", ahead + 1)) return false;
    if (next.text == "score" && is_symbol("{", ahead + 1)) return false;
    if (next.text == "at" && is_word("least", ahead + 1)) return false;
    const Token& after = peek(ahead + 1);
    if (after.kind == TokenKind::word) return after.text != "is" && after.text != "in";
    if (after.kind != TokenKind::symbol) return true;
    for (const std::string_view sign : {"(", "[", "=", "!=", "<", "<=", ">", ">="})
      if (after.text == sign) return false;
    return true;
  }

  TokenCursor& cursor_;
};

} // namespace

WrittenTest read_test(TokenCursor& cursor) {
  return TestReader(cursor).run();
}

} // namespace cartwright::criteria
