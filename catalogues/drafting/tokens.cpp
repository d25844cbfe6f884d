#include "catalogues/drafting/tokens.hpp"

#include <algorithm>
#include <charconv>

namespace cartwright::drafting {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// The text in ASCII, and for every character of it the byte it came from.
struct Plain {
  std::string text;
  std::vector<std::uint32_t> from; ///< one more than characters: the end
};

/// HTML's names of signs, as some registry files keep them.
std::uint32_t entity_at(std::string_view text, std::size_t at, std::string& out) {
  struct Entity {
    std::string_view written, means;
  };
  constexpr Entity entities[] = {{"&gt;", ">"},    {"&lt;", "<"},   {"&amp;", "&"},  {"&ge;", ">="},
                                 {"&le;", "<="},   {"&nbsp;", " "}, {"&quot;", "\""}, {"&#39;", "'"},
                                 {"&times;", "x"}, {"&micro;", "u"}};
  for (const Entity& entity : entities)
    if (text.substr(at).starts_with(entity.written)) {
      out = entity.means;
      return static_cast<std::uint32_t>(entity.written.size());
    }
  return 0;
}

Plain plain_text(std::string_view text, Span within) {
  Plain out;
  for (std::size_t at = within.begin; at < within.end;) {
    std::string ascii;
    std::uint32_t bytes = text[at] == '&' ? entity_at(text.substr(0, within.end), at, ascii) : 0;
    if (bytes == 0) {
      const Glyph glyph = glyph_at(text.substr(0, within.end), at);
      ascii = glyph.letter_like ? std::string(1, '\x01') : glyph.ascii;
      if (ascii == "\\") ascii.clear(); // the registry's own escapes
      bytes = glyph.bytes;
    }
    for (const char c : ascii) {
      out.text += c;
      out.from.push_back(static_cast<std::uint32_t>(at));
    }
    at += bytes;
  }
  out.from.push_back(within.end);
  return out;
}

class Scanner {
public:
  Scanner(std::string_view text, Span within) : text_(text), plain_(plain_text(text, within)) {}

  std::vector<Token> run() {
    while (at_ < plain_.text.size()) {
      const char c = plain_.text[at_];
      const std::size_t before = out_.size();
      if (is_blank(c) || c == '"') {
        blank_ = true;
        ++at_;
        continue;
      }
      if (is_digit(c) || (c == '.' && is_digit(peek(1)) && !is_digit(peek(-1)))) number();
      else if (is_letter(c)) word();
      else if (c == '\x01') foreign();
      else sign();
      if (out_.size() > before) blank_ = false;
    }
    return std::move(out_);
  }

private:
  char peek(int by) const {
    const auto where = static_cast<std::ptrdiff_t>(at_) + by;
    return where < 0 || where >= static_cast<std::ptrdiff_t>(plain_.text.size())
               ? ' '
               : plain_.text[static_cast<std::size_t>(where)];
  }

  Token& add(TokenKind kind, std::string text, std::size_t begin) {
    Token token;
    token.kind = kind;
    token.text = std::move(text);
    token.span = {plain_.from[begin], at_ < plain_.text.size() ? plain_.from[at_] : plain_.from.back()};
    while (token.span.end > token.span.begin + 1 && is_blank(text_[token.span.end - 1]))
      --token.span.end;
    token.glued = !blank_ && !out_.empty();
    out_.push_back(std::move(token));
    return out_.back();
  }

  /// 1,000 and 0.5 and 75,000; a comma before three digits parts thousands.
  void number() {
    const std::size_t begin = at_;
    std::string digits;
    const auto run = [&] {
      while (is_digit(peek(0)))
        digits += plain_.text[at_++];
    };
    run();
    while (peek(0) == ',' && is_digit(peek(1)) && is_digit(peek(2)) && is_digit(peek(3)) && !is_digit(peek(4)) &&
           digits.size() <= 9) {
      ++at_;
      run();
    }
    if (peek(0) == '.' && is_digit(peek(1))) {
      digits += plain_.text[at_++];
      run();
    }
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    add(TokenKind::number, digits, begin).value = value;
  }

  void word() {
    const std::size_t begin = at_;
    const bool multiplies = (peek(0) == 'x' || peek(0) == 'X') && begin > 0 &&
                            (is_digit(peek(-1)) || is_blank(peek(-1)) || peek(-1) == '('); // 1.5xULN, x10^9
    std::string letters;
    while (is_letter(peek(0)) || (is_digit(peek(0)) && !letters.empty()) ||
           (peek(0) == '\'' && !letters.empty() && is_letter(peek(1)))) {
      if (letters.size() == 1 && multiplies && (is_digit(peek(0)) || upper_limit_ahead())) break;
      letters += plain_.text[at_++];
    }
    Token& token = add(TokenKind::word, folded(letters), begin);
    token.capital = letters[0] >= 'A' && letters[0] <= 'Z';
    token.capitals = token.capital && letters.size() > 1 &&
                     std::none_of(letters.begin(), letters.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

  bool upper_limit_ahead() const {
    const std::string_view rest = std::string_view(plain_.text).substr(at_);
    return rest.starts_with("ULN") || rest.starts_with("uln") || rest.starts_with("upper") || rest.starts_with("LLN");
  }

  /// A letter of another script is a word of its own, so that names of the vocabulary can be found in it.
  void foreign() {
    const std::size_t begin = at_++;
    const std::uint32_t from = plain_.from[begin];
    add(TokenKind::word, std::string(text_.substr(from, plain_.from[at_] - from)), begin);
  }

  void sign() {
    const std::size_t begin = at_;
    const char c = plain_.text[at_++];
    std::string text(1, c);
    const char next = peek(0);
    if ((c == '>' || c == '<' || c == '!') && next == '=') text += plain_.text[at_++];
    if (c == '=' && (next == '>' || next == '<')) { // written the other way round
      text = std::string(1, next) + "=";
      ++at_;
    }
    if (c == '-' && is_letter(peek(-2)) && is_letter(next)) return; // a hyphen inside a word
    if (c == '\x00' || static_cast<unsigned char>(c) < 0x20) return;
    add(TokenKind::sign, text, begin);
  }

  std::string_view text_;
  Plain plain_;
  std::size_t at_ = 0;
  bool blank_ = false;
  std::vector<Token> out_;
};

std::string singular(std::string word) {
  const auto ends = [&](std::string_view with) { return word.ends_with(with); };
  if (word.size() > 4 && ends("ies")) return word.substr(0, word.size() - 3) + "y";
  if (word.size() > 4 && (ends("sses") || ends("ches") || ends("shes") || ends("xes"))) return word.substr(0, word.size() - 2);
  if (word.size() > 3 && ends("s") && !ends("ss") && !ends("us") && !ends("is")) return word.substr(0, word.size() - 1);
  return word;
}

} // namespace

std::vector<Token> tokens_of(std::string_view text, Span within) { return Scanner(text, within).run(); }

std::string folded(std::string_view written) {
  std::string word;
  for (const char c : written)
    word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (word.ends_with("'s")) word.erase(word.size() - 2);
  std::erase(word, '\'');
  replace_all(word, "ae", "e");
  replace_all(word, "oe", "e");
  replace_all(word, "tumour", "tumor");
  replace_all(word, "smoulder", "smolder");
  replace_all(word, "isation", "ization");
  replace_all(word, "ising", "izing");
  return singular(word);
}

} // namespace cartwright::drafting
