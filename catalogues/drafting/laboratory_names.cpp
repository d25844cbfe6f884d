#include "catalogues/drafting/laboratory.hpp"

#include <algorithm>
#include <cmath>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

std::optional<std::string> measurement_here(const Cursor& cursor) {
  if (cursor.at("qtc")) return "qtcf";
  if (cursor.at("platelet_word") && (cursor.at_any({":", ">", ">=", "<", "<="}, 1))) return "platelets";
  const auto id = cursor.concept_here(ConceptKind::measurement);
  if (!id) return std::nullopt;
  return cursor.vocabulary()[*id].id;
}

namespace {

/// "(ANC)", "(SGOT)" behind a name: one abbreviation.
void skip_abbreviation(Cursor& cursor) {
  while (cursor.at("(") && cursor.at(")", 2) &&
         (measurement_here(Cursor(cursor.rest().subspan(1), cursor.vocabulary())) ||
          cursor.peek(1).kind == PieceKind::word)) {
    cursor.step();
    cursor.step();
    cursor.step();
  }
  std::size_t by = 1; // "(AST, ALT)"
  while (cursor.at("(") &&
         (cursor.at_any({",", "/", "and", "or"}, by) ||
          measurement_here(Cursor(cursor.rest().subspan(std::min(by, cursor.left())), cursor.vocabulary()))))
    ++by;
  if (by > 2 && cursor.at(")", by)) cursor.back_to(cursor.place() + by + 1);
}

/// How a clearance is found: the method is part of the term.
std::string method_of(std::span<const Piece> pieces, const std::string& id) {
  if (id == "creatinine_clearance")
    return mentions(pieces, "cockcroft_gault") && !mentions(pieces, "urine_collection") ? "cockcroft_gault"
                                                                                        : "any";
  if (mentions(pieces, "mdrd") && !mentions_any(pieces, {"ckd_epi", "cockcroft_gault"})) return "mdrd";
  if (mentions(pieces, "ckd_epi") && !mentions_any(pieces, {"mdrd", "cockcroft_gault"}))
    return "ckd_epi_2021";
  return "any";
}

} // namespace

std::optional<NamedMeasurements> read_measurement_names(Cursor& cursor) {
  NamedMeasurements out;
  while (true) {
    const std::size_t here = cursor.place();
    if (!out.ids.empty()) {
      bool joined = cursor.accept_any({"/", ","});
      if (cursor.accept("or")) joined = out.or_between = true;
      if (cursor.accept("and")) joined = true;
      if (!joined) break;
    }
    cursor.skip({"either", "both", "serum_word", "planned"});
    const auto id = measurement_here(cursor);
    if (!id) {
      cursor.back_to(here);
      break;
    }
    const std::vector<ConceptId> together = cursor.peek().concepts; // "transaminases"
    cursor.step();
    skip_abbreviation(cursor);
    out.ids.push_back(*id);
    for (const ConceptId each : together)
      if (cursor.vocabulary()[each].kind == ConceptKind::measurement && cursor.vocabulary()[each].id != *id)
        out.ids.push_back(cursor.vocabulary()[each].id);
  }
  if (out.ids.empty()) return std::nullopt;
  return out;
}

/// "calculated by the Cockcroft-Gault formula", in parentheses or not.
void skip_method(Cursor& cursor) {
  const std::size_t start = cursor.place();
  bool found = false;
  cursor.skip({",", "("});
  while (cursor.at_any({"by_definition", "by", "cockcroft_gault", "mdrd", "ckd_epi", "reference", "either",
                        "or", ",", "urine_collection", "and"}) ||
         cursor.peek().text == "calculated" || cursor.peek().text == "estimated" ||
         cursor.peek().text == "measured" || cursor.peek().text == "clearance") {
    found = found || cursor.at_any({"cockcroft_gault", "mdrd", "ckd_epi", "urine_collection"}) ||
            cursor.peek().kind == PieceKind::word;
    cursor.step();
  }
  if (found && cursor.place() > start &&
      mentions(cursor.pieces().subspan(start, 1), "(")) { // ", see appendix 2)"
    std::size_t end = 0;
    while (end < 6 && end < cursor.left() && !cursor.at(")", end))
      ++end;
    const std::span<const Piece> said = cursor.rest().first(std::min(end, cursor.left()));
    const bool reference = std::any_of(said.begin(), said.end(), [](const Piece& piece) {
      return piece.text == "see" || piece.text == "appendix" || piece.text == "section";
    });
    if (reference && cursor.at(")", end)) cursor.back_to(cursor.place() + end);
  }
  const bool closed = cursor.accept(")");
  if (!found)
    cursor.back_to(start);
  else if (!closed && cursor.place() > 0 && cursor.pieces()[cursor.place() - 1].tag == "and")
    cursor.back_to(cursor.place() - 1);
  else if (!closed && cursor.place() > 0 && cursor.pieces()[cursor.place() - 1].tag == "or")
    cursor.back_to(cursor.place() - 1);
}

/// The unit has to be one of the measurement; a clearance gets the language's own.
bool settle_unit(const Cursor& cursor, const std::string& id, Interval& interval) {
  if (interval.period) return false;
  const auto known = cursor.vocabulary().known(id, ConceptKind::measurement);
  if (!known) return false;
  const auto& facts = *cursor.vocabulary()[*known].measurement;
  if (interval.unit == "xULN" || interval.unit == "xLLN") return true;
  if (interval.unit.empty()) return facts.unit->symbol == "1";
  const Unit* unit = find_unit(interval.unit);
  if (unit == nullptr) return false;
  const bool cells = id == "anc" || id == "alc" || id == "wbc" || id == "platelets";
  if (cells && unit->symbol == "g/L") { // "1.5 G/L": giga, not grams
    interval.unit = "10^9/L";
    return true;
  }
  const bool flow = unit->dimension == Dimension::flow || unit->dimension == Dimension::flow_per_area;
  if (flow && (id == "egfr" || id == "creatinine_clearance")) {
    interval.unit = id == "egfr" ? "mL/min/1.73m2" : "mL/min";
    return true;
  }
  return to_stored_unit(facts, interval.low, *unit).has_value();
}

std::string measurement_term(const std::string& id, std::span<const Piece> around) {
  if (id == "egfr" || id == "creatinine_clearance") return id + "(" + method_of(around, id) + ")";
  return id;
}

double in_stored(const Cursor& cursor, const std::string& id, const Interval& interval) {
  const auto known = cursor.vocabulary().known(id, ConceptKind::measurement);
  const Unit* unit = find_unit(interval.unit);
  if (!known || unit == nullptr) return NAN;
  return to_stored_unit(*cursor.vocabulary()[*known].measurement, interval.low, *unit).value_or(NAN);
}

/// "8 g/dL (80 g/L)" says one bound twice; two that differ are a conflict of the record with itself.
std::optional<Interval> read_equivalent(Cursor& cursor, const std::string& id) {
  const std::size_t start = cursor.place();
  if (!cursor.accept("(")) {
    if (!cursor.accept("or") && !cursor.accept("/") && !cursor.accept("=")) return std::nullopt;
  }
  const bool open = cursor.pieces()[start].tag == "(";
  cursor.skip({"or", "by_definition", "such_as"});
  auto second = read_interval(cursor);
  if (second && settle_unit(cursor, id, *second) && !second->unit.empty() &&
      !std::isnan(in_stored(cursor, id, *second))) {
    if (!open || cursor.accept(")")) return second;
    if (cursor.accept_any({";", ","})) { // more stands in the parenthesis: leave it open for the samples
      return second;
    }
  }
  cursor.back_to(start);
  return std::nullopt;
}

bool far_apart(double a, double b) {
  return !std::isnan(a) && !std::isnan(b) && std::fabs(a - b) > 0.08 * std::max(std::fabs(a), std::fabs(b));
}

} // namespace cartwright::drafting
