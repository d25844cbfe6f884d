#include "catalogues/drafting/pieces.hpp"

#include <algorithm>
#include <array>

#include "catalogues/drafting/units.hpp"
#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

struct NumberWord {
  std::string_view word;
  double value;
};
constexpr std::array number_words = {
    NumberWord{"one", 1},      NumberWord{"two", 2},  NumberWord{"three", 3},   NumberWord{"four", 4},
    NumberWord{"five", 5},     NumberWord{"six", 6},  NumberWord{"seven", 7},   NumberWord{"eight", 8},
    NumberWord{"nine", 9},     NumberWord{"ten", 10}, NumberWord{"twelve", 12}, NumberWord{"eighteen", 18},
    NumberWord{"fourteen", 14}};

struct PeriodWord {
  std::string_view word;
  PeriodUnit unit;
};
constexpr std::array period_words = {
    PeriodWord{"day", PeriodUnit::days},  PeriodWord{"week", PeriodUnit::weeks},
    PeriodWord{"wk", PeriodUnit::weeks},  PeriodWord{"month", PeriodUnit::months},
    PeriodWord{"mo", PeriodUnit::months}, PeriodWord{"year", PeriodUnit::years},
    PeriodWord{"yr", PeriodUnit::years},  PeriodWord{"hour", PeriodUnit::hours},
    PeriodWord{"hr", PeriodUnit::hours}};

class Reader {
public:
  Reader(std::string_view source, const std::vector<Token>& tokens, const Lexicon& lexicon)
      : source_(source), tokens_(tokens), lexicon_(lexicon) {}

  std::vector<Piece> run() {
    while (at_ < tokens_.size()) {
      if (number()) continue;
      if (phrase()) continue;
      const Token& token = tokens_[at_];
      Piece piece;
      piece.kind = token.kind == TokenKind::sign ? PieceKind::tag : PieceKind::word;
      piece.tag = token.kind == TokenKind::sign ? token.text : "";
      if (piece.tag == "[") piece.tag = "(";
      if (piece.tag == "]") piece.tag = ")";
      if (piece.tag == "&") piece.tag = "and";
      finish(std::move(piece), 1);
    }
    return std::move(out_);
  }

private:
  const Token* next(std::size_t by) const { return at_ + by < tokens_.size() ? &tokens_[at_ + by] : nullptr; }

  void finish(Piece piece, std::size_t length) {
    piece.span = {tokens_[at_].span.begin, tokens_[at_ + length - 1].span.end};
    for (std::size_t i = 0; i < length; ++i)
      piece.text +=
          (i > 0 && !(tokens_[at_ + i].kind == TokenKind::sign && tokens_[at_ + i].glued) ? " " : "") +
          tokens_[at_ + i].text;
    piece.source = source_;
    at_ += length;
    out_.push_back(std::move(piece));
  }

  std::optional<double> number_here() const {
    const Token& token = tokens_[at_];
    if (token.kind == TokenKind::number) return token.value;
    for (const NumberWord& each : number_words)
      if (each.word == token.text) return each.value;
    return std::nullopt;
  }

  /// "three (3)" says one number twice.
  std::size_t said_twice(double value) const {
    const Token *open = next(1), *same = next(2), *close = next(3);
    const bool twice = open != nullptr && same != nullptr && close != nullptr && open->text == "(" &&
                       close->text == ")" && same->kind == TokenKind::number && same->value == value;
    return twice ? 4 : 1;
  }

  bool number() {
    const auto value = number_here();
    if (!value) return false;
    if (const auto phrase = lexicon_.find(tokens_, at_);
        phrase && phrase->length > 1 && !phrase->meaning->tag.empty() && phrase->meaning->tag != "~" &&
        tokens_[at_].kind == TokenKind::word)
      return false; // "one of the following"
    Piece piece;
    piece.kind = PieceKind::number;
    piece.value = *value;
    std::size_t length = said_twice(*value);
    if (const std::size_t more = period(length, piece); more > 0)
      return finish(std::move(piece), length + more), true;
    if (const auto unit = unit_at(tokens_, at_ + length)) {
      piece.unit = unit->symbol;
      length += unit->length;
    } else if (const std::size_t more = multiple(length, piece); more > 0) {
      length += more;
    }
    finish(std::move(piece), length);
    return true;
  }

  /// "14 days", "6-month", "5 half-lives", "30 (thirty) days": the tokens after the number.
  std::size_t period(std::size_t from, Piece& piece) const {
    std::size_t at = from;
    if (next(at) != nullptr && next(at)->text == "-") ++at;
    const Token* unit = next(at);
    if (unit == nullptr || unit->kind != TokenKind::word) return 0;
    if (unit->text == "calendar" || unit->text == "full" || unit->text == "consecutive" ||
        unit->text == "complete")
      unit = next(++at);
    if (unit == nullptr) return 0;
    if (unit->text == "half" || unit->text == "drug" || unit->text == "elimination" ||
        unit->text == "terminal" || unit->text == "pharmacokinetic" || unit->text == "pk" ||
        unit->text == "biological" || unit->text == "plasma" || unit->text == "halflife") {
      const auto phrase = lexicon_.find(tokens_, at_ + at + (unit->text == "drug" ? 1 : 0));
      if (!phrase || phrase->meaning->tag != "half_life") return 0;
      piece.kind = PieceKind::period;
      piece.period = PeriodUnit::half_lives;
      return at - from + phrase->length + (unit->text == "drug" ? 1 : 0);
    }
    for (const PeriodWord& word : period_words)
      if (word.word == unit->text) {
        const Token* slash = from > 0 && at_ > 0 ? &tokens_[at_ - 1] : nullptr;
        if (slash != nullptr && slash->text == "/") return 0; // "mg/24 hours"
        piece.kind = PieceKind::period;
        piece.period = word.unit;
        return at - from + 1;
      }
    return 0;
  }

  /// "x ULN", "times the institutional upper limit of normal".
  std::size_t multiple(std::size_t from, Piece& piece) const {
    std::size_t at = from;
    const auto filling = [&] {
      while (next(at) != nullptr &&
             (next(at)->text == "x" || next(at)->text == "time" || next(at)->text == "fold" ||
              next(at)->text == "*" || next(at)->text == "the" || next(at)->text == "institutional" ||
              next(at)->text == "of" || next(at)->text == "laboratory" || next(at)->text == "local" ||
              next(at)->text == "institution" || next(at)->text == "-" || next(at)->text == "than"))
        ++at;
    };
    filling();
    if (next(at) == nullptr) return 0;
    const auto phrase = lexicon_.find(tokens_, at_ + at);
    if (!phrase || (phrase->meaning->tag != "uln" && phrase->meaning->tag != "lln")) return 0;
    piece.unit = phrase->meaning->tag == "uln" ? "xULN" : "xLLN";
    at += phrase->length;
    if (next(at) != nullptr && next(at + 2) != nullptr && next(at)->text == "(" &&
        next(at + 2)->text == ")") { // (ULN)
      const auto again = lexicon_.find(tokens_, at_ + at + 1);
      if (again && (again->meaning->tag == "uln" || again->meaning->tag == "lln")) at += 3;
    }
    return at - from;
  }

  bool period_word(std::size_t by) const {
    const Token* token = next(by);
    return token != nullptr && std::any_of(period_words.begin(), period_words.end(),
                                           [&](const PeriodWord& each) { return each.word == token->text; });
  }

  bool phrase() {
    const auto found = lexicon_.find(tokens_, at_);
    if (!found) return false;
    if (found->meaning->tag == "~") {
      at_ += found->length;
      return true;
    }
    Piece piece;
    if (found->meaning->tag == "at_least_one" && found->length > 2 && period_word(found->length)) {
      piece.tag = ">="; // "at least 1 week"
      piece.kind = PieceKind::tag;
      finish(std::move(piece), found->length - 1);
      return true;
    }
    piece.tag = found->meaning->tag;
    piece.concepts = found->meaning->concepts;
    piece.kind = piece.tag.empty() ? PieceKind::concept_name : PieceKind::tag;
    finish(std::move(piece), found->length);
    return true;
  }

  std::string_view source_;
  const std::vector<Token>& tokens_;
  const Lexicon& lexicon_;
  std::size_t at_ = 0;
  std::vector<Piece> out_;
};

} // namespace

std::vector<Piece> pieces_of(std::string_view source, const std::vector<Token>& tokens,
                             const Lexicon& lexicon) {
  return Reader(source, tokens, lexicon).run();
}

std::string period_text(double value, PeriodUnit unit) {
  switch (unit) {
  case PeriodUnit::hours:
    return number_text(value >= 24 ? value / 24 : 1) + " d";
  case PeriodUnit::days:
    return number_text(value) + " d";
  case PeriodUnit::weeks:
    return number_text(value) + " wk";
  case PeriodUnit::months:
    return number_text(value) + " mo";
  case PeriodUnit::years:
    return number_text(value) + " y";
  case PeriodUnit::half_lives:
    return number_text(value) + " half_lives";
  }
  return "";
}

} // namespace cartwright::drafting
