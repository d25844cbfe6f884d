#include "catalogues/drafting/asides.hpp"

#include <algorithm>

#include "catalogues/drafting/cursor.hpp"

namespace cartwright::drafting {

namespace {

std::size_t closing(std::span<const Piece> pieces, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < pieces.size(); ++i) {
    if (pieces[i].tag == "(") ++depth;
    if (pieces[i].tag == ")" && --depth == 0) return i;
  }
  return pieces.size();
}

bool says_something(const Piece& piece) {
  static constexpr std::string_view tags[] = {"<",        ">",      "<=",     ">=",       "=",
                                              "not",      "except", "unless", "excluded", "allowed",
                                              "provided", "within", "uln",    "lln",      "however"};
  return piece.kind == PieceKind::period || (piece.kind == PieceKind::number && !piece.unit.empty()) ||
         std::find(std::begin(tags), std::end(tags), piece.tag) != std::end(tags);
}

bool same_name(const Piece& one, const Piece& other) {
  if (!one.tag.empty() && one.tag == other.tag) return true;
  return std::any_of(one.concepts.begin(), one.concepts.end(), [&](ConceptId id) {
    return std::find(other.concepts.begin(), other.concepts.end(), id) != other.concepts.end();
  });
}

/// "see appendix 2", "e.g. A or B", "as defined by IMWG".
bool begins_aside(const Piece& piece) {
  static constexpr std::string_view tags[] = {"such_as", "by_definition", "reference", "imwg"};
  if (std::find(std::begin(tags), std::end(tags), piece.tag) != std::end(tags)) return true;
  static constexpr std::string_view words[] = {"see", "refer", "section", "appendix", "table", "note"};
  return piece.kind == PieceKind::word &&
         std::find(std::begin(words), std::end(words), piece.text) != std::end(words);
}

bool is_aside(std::span<const Piece> inside, const Piece* before) {
  if (inside.empty()) return true;
  if (std::any_of(inside.begin(), inside.end(), says_something)) return false;
  if (mentions_any(inside, {"cockcroft_gault", "mdrd", "ckd_epi"}))
    return false; // a part of what is measured
  if (begins_aside(inside.front())) return true;
  if (inside.size() > 1 || before == nullptr) return false;
  if (inside.front().tag == "male" || inside.front().tag == "female") return false; // for whom a figure holds
  if (inside.front().tag == "screening") return true; // "the informed consent form (ICF)"
  return same_name(inside.front(), *before) ||
         (inside.front().kind == PieceKind::word && inside.front().text.size() > 1);
}

} // namespace

std::vector<Piece> without_asides(std::span<const Piece> pieces) {
  std::vector<Piece> out;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i].tag == "(") {
      const std::size_t end = closing(pieces, i);
      const std::vector<Piece> inside =
          end < pieces.size() ? without_asides(pieces.subspan(i + 1, end - i - 1)) : std::vector<Piece>();
      if (end < pieces.size() && is_aside(inside, out.empty() ? nullptr : &out.back())) {
        i = end;
        continue;
      }
    }
    out.push_back(pieces[i]);
  }
  return out;
}

std::span<const Piece> before_reason(std::span<const Piece> pieces) {
  for (std::size_t i = 1; i < pieces.size(); ++i)
    if (pieces[i].tag == "because") return pieces.first(i);
  return pieces;
}

} // namespace cartwright::drafting
