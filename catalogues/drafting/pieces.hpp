// A sentence as pieces: words of the grammar, concepts of the vocabulary, numbers with their units, periods.
// What only fills is left out; what is not known stays as a word, so that nothing is overlooked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogues/drafting/lexicon.hpp"
#include "catalogues/drafting/tokens.hpp"

namespace cartwright::drafting {

enum class PieceKind : std::uint8_t { tag, concept_name, number, period, word };

enum class PeriodUnit : std::uint8_t { hours, days, weeks, months, years, half_lives };

struct Piece {
  PieceKind kind = PieceKind::word;
  std::string tag;                 ///< of a tag or a sign: ">=", "and", "prior", "("
  std::vector<ConceptId> concepts; ///< of a concept
  double value = 0;                ///< of a number or period
  std::string unit;                ///< of a number: canonical symbol, "xULN", "xLLN", or empty
  PeriodUnit period = PeriodUnit::days;
  std::string text;                ///< as folded words, for statements
  Span span;
  std::string_view source;         ///< the whole text, for statements in its own words
};

/// `source` is the text that the tokens came from and must outlive the pieces.
std::vector<Piece> pieces_of(std::string_view source, const std::vector<Token>& tokens, const Lexicon& lexicon);
/// "14 d", "5 half_lives".
std::string period_text(double value, PeriodUnit unit);

} // namespace cartwright::drafting
