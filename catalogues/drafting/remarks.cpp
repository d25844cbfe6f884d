#include "catalogues/drafting/remarks.hpp"

#include <algorithm>

#include "catalogues/drafting/cursor.hpp"
#include "catalogues/drafting/references.hpp"

namespace cartwright::drafting {

namespace {

bool broad_class(const std::string& exposed) {
  static constexpr std::string_view broad[] = {"cytotoxic",           "targeted_therapy",   "immunotherapy",
                                               "monoclonal_antibody", "epigenetic_therapy", "cell_therapy"};
  return std::any_of(std::begin(broad), std::end(broad),
                     [&](std::string_view each) { return exposed == "exposed(" + std::string(each) + ")"; });
}

} // namespace

/// "chemotherapy, targeted therapy or radiotherapy within 2 weeks": the window of the last is that of all.
void spread_washout(std::vector<Expression>& parts) {
  constexpr std::string_view washed = "washout(", had = "exposed(";
  std::string window;
  for (std::size_t i = parts.size(); i > 0; --i) {
    Expression& part = parts[i - 1];
    const bool negated = part.kind == ExpressionKind::negation && part.parts.front().text.starts_with(washed);
    if (negated) {
      const std::string& text = part.parts.front().text;
      window = text.substr(text.find(';', text.find('}') == std::string::npos ? 0 : text.find('}')));
    } else if (!window.empty() && part.kind == ExpressionKind::test && part.text.starts_with(had) &&
               part.text.find(';') == std::string::npos && broad_class(part.text)) {
      const std::string drug = part.text.substr(had.size(), part.text.size() - had.size() - 1);
      part = not_of(test(std::string(washed) + drug + window));
    } else {
      window.clear();
    }
  }
}

/// "as defined by the NCI terminology, version 4": names, no figure, no alternative.
bool only_names(std::span<const Piece> tail) {
  return tail.size() < 24 && !dangerous(tail) &&
         !mentions_any(tail,
                       {"or", "with", "which", "opinion", "interfere", "within", ">", ">=", "<", "<="}) &&
         std::none_of(tail.begin(), tail.end(), [](const Piece& piece) {
           return piece.kind == PieceKind::period || !piece.unit.empty();
         });
}

/// A short rest without an alternative in it can only narrow what was read.
bool only_adds(std::span<const Piece> tail, const Vocabulary& vocabulary) {
  const bool figures = std::any_of(tail.begin(), tail.end(), [](const Piece& piece) {
    return piece.kind == PieceKind::period || piece.kind == PieceKind::number;
  });
  const bool named = std::any_of(tail.begin(), tail.end(), [&](const Piece& piece) {
    return std::any_of(piece.concepts.begin(), piece.concepts.end(),
                       [&](ConceptId id) { return vocabulary[id].id != "multiple_myeloma"; });
  });
  return tail.size() <= 8 && !figures && !named && !dangerous(tail) &&
         !mentions_any(tail, {"or", "/", ";", "received", "+>=", "+<="});
}

/// "for the treatment of relapsed myeloma": what therapy was for.
bool only_says_for_myeloma(std::span<const Piece> tail, const Vocabulary& vocabulary) {
  if (tail.empty() || tail.size() > 8 || tail.front().tag != "for") return false;
  return std::all_of(tail.begin() + 1, tail.end(), [&](const Piece& piece) {
    return piece.tag == "treatment" || piece.tag == "rrmm" || piece.tag == "rr" || piece.tag == "." ||
           piece.tag == "known" || Cursor(std::span(&piece, 1), vocabulary).at_concept("multiple_myeloma");
  });
}

} // namespace cartwright::drafting
