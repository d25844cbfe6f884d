#include "catalogues/drafting/references.hpp"

#include <algorithm>

#include "catalogues/drafting/cursor.hpp"

namespace cartwright::drafting {

bool dangerous(std::span<const Piece> pieces) {
  return mentions_any(pieces, {"except", "unless", "allowed", "provided", "excluded", "not", "however"});
}

namespace {

/// "or those who", "or has": someone or something else is meant.
bool turns_to_another(const Piece& joint) {
  static constexpr std::string_view forms[] = {"or have",    "or has", "or who have",
                                               "or who has", "or is",  "or are"};
  if (std::find(std::begin(forms), std::end(forms), joint.text) != std::end(forms)) return true;
  static constexpr std::string_view others[] = {"those ",        "who ", "subjects ", "patients ",
                                                "participants ", "has ", "have "};
  std::string_view behind = joint.source.substr(std::min<std::size_t>(joint.span.end, joint.source.size()));
  while (behind.starts_with(' ') || behind.starts_with('\n'))
    behind.remove_prefix(1);
  return std::any_of(std::begin(others), std::end(others),
                     [&](std::string_view other) { return behind.starts_with(other); });
}

} // namespace

bool holds_alternative(std::span<const Piece> tail, bool bars) {
  int depth = 0;
  bool left_open = false; ///< a parenthesis at the very beginning
  for (std::size_t i = 0; i < tail.size(); ++i) {
    const Piece& piece = tail[i];
    depth += piece.tag == "(" ? 1 : piece.tag == ")" ? -1 : 0;
    if (depth > 0) continue;
    if (piece.tag == ")" && tail.front().tag == "(") left_open = true;
    if (i == 0) continue;
    if (bars && piece.tag == ";" && i + 1 < tail.size()) return true; // the list goes on
    const bool joint = piece.tag == "or" || (bars && left_open && (piece.tag == "," || piece.tag == "and"));
    if (!joint || i + 1 >= tail.size()) continue;
    if (left_open && bars) return true;
    if (piece.tag == "or" && turns_to_another(piece)) return true;
  }
  return false;
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
