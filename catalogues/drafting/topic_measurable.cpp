// Measurable disease: one of several findings, never one number.
#include "catalogues/drafting/findings.hpp"

#include <algorithm>

namespace cartwright::drafting {

std::optional<Element> read_measurable(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  if (context.bars()) return std::nullopt;
  cursor.skip({"known", "at_least_one", "either"});
  const bool named = cursor.at("measurable");
  if (named) {
    cursor.step();
    if (cursor.at_concept("multiple_myeloma")) cursor.step();
    const std::span<const Piece> rest = cursor.rest();
    const bool figures = std::any_of(rest.begin(), rest.end(), [](const Piece& piece) {
      return piece.kind == PieceKind::number && !piece.unit.empty();
    });
    if (!figures && !mentions_any(rest, {"plasmacytoma", "flc", "cns"})) {
      if (mentions(rest, "imwg") && rest.size() < 12) {
        cursor.back_to(start + 1 + rest.size());
        return Element{test("measurable(imwg_2016)"), 0.8};
      }
      const bool by_protocol =
          rest.empty() || mentions_any(rest, {"protocol", "by_definition", "."}) || rest.size() < 4;
      if (by_protocol) {
        cursor.back_to(start + 1 + rest.size());
        return Element{statement(ExpressionKind::not_public, "measurable disease: no figures given"), 0.9};
      }
      cursor.back_to(start);
      return std::nullopt;
    }
  } else if (!cursor.at_concept("serum_m_protein") && !cursor.at_concept("urine_m_protein") &&
             !cursor.at_any({"flc", "igg", "serum_word", "urine_word"})) {
    return std::nullopt;
  }
  auto out = read_findings(cursor);
  if (!out) {
    cursor.back_to(start);
    return std::nullopt;
  }
  return out;
}

} // namespace cartwright::drafting
