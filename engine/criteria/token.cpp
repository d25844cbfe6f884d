#include "engine/criteria/token.hpp"

#include <algorithm>
#include <array>

#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool word_char(char c) {
  return letter(c) || digit(c) || c == '_';
}
/// Letters of other alphabets occur in units only (the micro sign, superscripts).
bool unit_char(char c) {
  return word_char(c) || c == '^' || c == '/' || c == '%' || c == '*' || (c & 0x80) != 0;
}
bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr std::array never_units = {"and", "or",  "unless", "implies", "then", "else",
                                    "of",  "not", "is",     "in",      "if"};
constexpr std::array karyotype_words = {"t",   "del", "gain", "amp",          "add",
                                        "inv", "dup", "der",  "biallelic_del"};

template <class List> bool holds(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Lexer {
public:
  Lexer(std::string_view text, Problems& problems) : text_(text), problems_(problems) {}

  std::vector<Token> run() {
    while (skip_blanks(), at_ < text_.size())
      next();
    add(TokenKind::end, at_, "");
    return std::move(out_);
  }

private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void skip_blanks() {
    while (at_ < text_.size() && (blank(peek()) || peek() == '#'))
      if (peek() == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        ++at_;
      }
  }

  void add(TokenKind kind, std::size_t begin, std::string text) {
    out_.push_back(
        {kind, std::move(text), {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)}});
  }

  void next() {
    const bool after_number = !out_.empty() && out_.back().kind == TokenKind::number;
    if (after_number && (unit_char(peek())) && (!digit(peek()) || text_.substr(at_, 3) == "10^") && unit())
      return;
    if (digit(peek())) return number();
    if (letter(peek()) || peek() == '_') return word();
    if (peek() == '"') return string();
    symbol();
  }

  bool unit() {
    const std::size_t begin = at_;
    while (unit_char(peek()) || (peek() == '.' && digit(peek(1)) && at_ > begin))
      ++at_;
    const std::string_view run = text_.substr(begin, at_ - begin);
    if (holds(never_units, run)) {
      at_ = begin;
      return false;
    }
    add(TokenKind::unit, begin, std::string(run));
    return true;
  }

  void number() {
    const std::size_t begin = at_;
    while (digit(peek()))
      ++at_;
    if (peek() == '.' && digit(peek(1))) {
      ++at_;
      while (digit(peek()))
        ++at_;
    }
    const bool word_that_begins_with_digits = letter(peek()) || peek() == '_';
    if (!word_that_begins_with_digits)
      return add(TokenKind::number, begin, std::string(text_.substr(begin, at_ - begin)));
    while (word_char(peek()))
      ++at_;
    add(TokenKind::word, begin, std::string(text_.substr(begin, at_ - begin)));
  }

  void word() {
    const std::size_t begin = at_;
    while (word_char(peek()))
      ++at_;
    if (holds(karyotype_words, text_.substr(begin, at_ - begin))) karyotype();
    add(TokenKind::word, begin, std::string(text_.substr(begin, at_ - begin)));
  }

  /// "t(4;14)" and "del(17p)" are one word.
  void karyotype() {
    if (peek() != '(' || !digit(peek(1))) return;
    std::size_t end = at_ + 1;
    while (end < text_.size() && (digit(text_[end]) || text_[end] == ';' || text_[end] == '.' ||
                                  text_[end] == 'p' || text_[end] == 'q'))
      ++end;
    if (end < text_.size() && text_[end] == ')') at_ = end + 1;
  }

  void string() {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && peek() != '"' && peek() != '\n')
      ++at_;
    const std::string content(text_.substr(begin + 1, at_ - begin - 1));
    if (peek() != '"') {
      fail(begin, at_, "the text is not closed", "end it with a double quote on the same line");
      return add(TokenKind::string, begin, content);
    }
    ++at_;
    add(TokenKind::string, begin, content);
  }

  void symbol() {
    const std::size_t begin = at_;
    for (const std::string_view two : {"<=", ">=", "!=", ".."})
      if (text_.substr(at_, 2) == two) {
        at_ += 2;
        return add(TokenKind::symbol, begin, std::string(two));
      }
    constexpr std::string_view single = "(){}[];,:=<>";
    if (single.find(peek()) != std::string_view::npos) {
      ++at_;
      return add(TokenKind::symbol, begin, std::string(text_.substr(begin, 1)));
    }
    while (at_ < text_.size() && !blank(peek()) && !word_char(peek()) && peek() != '"' &&
           single.find(peek()) == std::string_view::npos)
      ++at_;
    fail(begin, at_, "this sign has no meaning in a rule", "signs are ( ) { } [ ] ; , : = != < <= > >= ..");
  }

  void fail(std::size_t begin, std::size_t end, const std::string& message, const std::string& hint) {
    constexpr std::size_t most = 20; // a binary file is not told byte by byte
    if (++failures_ > most) return;
    problems_.add(rule_problem(text_, {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                               ProblemCode::malformed, message, hint));
  }

  std::string_view text_;
  Problems& problems_;
  std::vector<Token> out_;
  std::size_t at_ = 0, failures_ = 0;
};

bool no_blank_before(const Token& token, const Token& previous) {
  if (token.kind != TokenKind::symbol) {
    return previous.text == "(" || previous.text == "[" || previous.text == "..";
  }
  if (token.text == "(" || token.text == "[")
    return previous.kind == TokenKind::word && previous.text != "is" && previous.text != "not" &&
           previous.text != "or" && previous.text != "and";
  return token.text == ")" || token.text == "]" || token.text == ";" || token.text == "," ||
         token.text == ":" || token.text == "..";
}

} // namespace

std::vector<Token> tokens_of(std::string_view text, Problems& problems) {
  return Lexer(text, problems).run();
}

std::string text_of(const std::vector<Token>& tokens) {
  std::string out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (i > 0 && !(no_blank_before(token, tokens[i - 1]) || (token.text == "(" && tokens[i - 1].text == "(")))
      out += ' ';
    out += token.kind == TokenKind::string ? '"' + token.text + '"' : token.text;
  }
  return out;
}

} // namespace cartwright::criteria
