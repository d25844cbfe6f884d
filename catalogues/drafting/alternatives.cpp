#include "catalogues/drafting/alternatives.hpp"

#include <algorithm>

#include "catalogues/drafting/cursor.hpp"

namespace cartwright::drafting {

namespace {

constexpr std::size_t longest_finding = 45; ///< pieces

bool figure(const Piece& piece) {
  return piece.kind == PieceKind::number && !piece.unit.empty();
}

bool names_protein(const Piece& piece, const Vocabulary& vocabulary) {
  if (piece.tag == "flc" || piece.tag == "dflc" || piece.tag == "flc_ratio") return true;
  return std::any_of(piece.concepts.begin(), piece.concepts.end(), [&](ConceptId id) {
    const std::string& name = vocabulary[id].id;
    return name == "serum_m_protein" || name == "urine_m_protein";
  });
}

} // namespace

bool is_finding(std::span<const Piece> pieces, const Vocabulary& vocabulary) {
  if (pieces.size() > longest_finding || mentions_any(pieces, {"ecog", "age", "diagnosis", "therapy_line"}))
    return false;
  const bool figures = std::any_of(pieces.begin(), pieces.end(), figure) || mentions(pieces, "abnormal");
  return figures && std::any_of(pieces.begin(), pieces.end(),
                                [&](const Piece& piece) { return names_protein(piece, vocabulary); });
}

bool goes_on_findings(std::span<const Piece> pieces, const Vocabulary& vocabulary) {
  if (is_finding(pieces, vocabulary)) return true;
  return pieces.size() <= longest_finding &&
         !mentions_any(pieces, {"not", "allowed", "excluded", "consent"}) &&
         mentions_any(pieces, {"plasmacytoma", "plasma_cell_word", "igg", "iga", "igd", "igm"});
}

bool asks_for_some(std::span<const Piece> lead) {
  for (std::size_t i = 0; i + 1 < lead.size(); ++i) {
    const bool count = lead[i].kind == PieceKind::number && lead[i].unit.empty() && lead[i].value >= 2;
    if (count && lead[i + 1].text == "following") return true;
  }
  return false;
}

} // namespace cartwright::drafting
