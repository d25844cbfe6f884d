#include "catalogues/drafting/references.hpp"

#include <algorithm>

#include "catalogues/drafting/cursor.hpp"

namespace cartwright::drafting {

bool dangerous(std::span<const Piece> pieces) {
  return mentions_any(pieces, {"except", "unless", "allowed", "provided", "excluded", "not", "however"});
}

bool only_reference(std::span<const Piece> pieces) {
  return std::all_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
    static constexpr std::string_view tags[] = {"by_definition",
                                                "imwg",
                                                "reference",
                                                "protocol",
                                                ".",
                                                ",",
                                                "(",
                                                ")",
                                                "by",
                                                "known",
                                                "treatment",
                                                "during",
                                                "history",
                                                "enrolment",
                                                "screening",
                                                "prior",
                                                "of_therapy",
                                                "before",
                                                "first_dose",
                                                "active",
                                                "at_least_one",
                                                "electrophoresis",
                                                "in_marrow",
                                                "infusion",
                                                "randomisation",
                                                "study_drug",
                                                "dose",
                                                "and"};
    static constexpr std::string_view words[] = {"start", "administration", "initiation",   "first",
                                                 "begin", "beginning",      "intervention", "starting"};
    const bool start = piece.kind == PieceKind::word &&
                       std::find(std::begin(words), std::end(words), piece.text) != std::end(words);
    const bool year =
        piece.kind == PieceKind::number && piece.unit.empty() && piece.value > 1990 && piece.value < 2040;
    return year || start || std::find(std::begin(tags), std::end(tags), piece.tag) != std::end(tags);
  });
}

} // namespace cartwright::drafting
