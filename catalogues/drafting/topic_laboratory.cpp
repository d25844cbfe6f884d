// Measurements with their bounds, the samples that count, and the two that depend on something else:
// platelets on the marrow, bilirubin on Gilbert's syndrome.
#include "catalogues/drafting/samples.hpp"
#include "catalogues/drafting/topics.hpp"

#include <algorithm>
#include <cmath>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

struct Named {
  std::vector<std::string> ids;
  bool or_between = false;
};

std::optional<std::string> measurement_here(const Cursor& cursor) {
  if (cursor.at("qtc")) return "qtcf";
  if (cursor.at("platelet_word") && (cursor.at_any({":", ">", ">=", "<", "<="}, 1))) return "platelets";
  const auto id = cursor.concept_here(ConceptKind::measurement);
  if (!id) return std::nullopt;
  return cursor.vocabulary()[*id].id;
}

/// "(ANC)", "(SGOT)" behind a name: one abbreviation.
void skip_abbreviation(Cursor& cursor) {
  while (cursor.at("(") && cursor.at(")", 2) &&
         (measurement_here(Cursor(cursor.rest().subspan(1), cursor.vocabulary())) ||
          cursor.peek(1).kind == PieceKind::word)) {
    cursor.step();
    cursor.step();
    cursor.step();
  }
}

std::optional<Named> read_names(Cursor& cursor) {
  Named out;
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
    cursor.step();
    skip_abbreviation(cursor);
    out.ids.push_back(*id);
  }
  if (out.ids.empty()) return std::nullopt;
  return out;
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

std::string term(const Cursor& cursor, const std::string& id, std::span<const Piece> around) {
  if (id == "egfr" || id == "creatinine_clearance") return id + "(" + method_of(around, id) + ")";
  (void)cursor;
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

/// "in patients with < 50 % of marrow nucleated cells being plasma cells".
std::optional<Interval> read_marrow_share(Cursor& cursor) {
  const std::size_t start = cursor.place();
  int opened = 0;
  while (cursor.at_any({"(", "for", "with", "provided", "which", ",", "during", "in", "when", "where"}) ||
         cursor.at_word("in") || cursor.at_word("whom")) {
    if (cursor.at("(")) ++opened;
    cursor.step();
  }
  auto share = read_interval(cursor);
  bool marrow = false;
  if (!share) { // "if marrow plasma cells are >= 50 %"
    while (cursor.at_any({"nucleated", "plasma_cell_word", "in_marrow", "involvement", "by"}) ||
           cursor.at_concept("marrow_plasma_cells") || cursor.at_concept("multiple_myeloma")) {
      marrow = true;
      cursor.step();
    }
    share = read_interval(cursor);
  }
  while (cursor.at_any({"nucleated", "plasma_cell_word", "in_marrow", "involvement", "by_definition"}) ||
         cursor.at_concept("marrow_plasma_cells") || cursor.at_word("in") ||
         cursor.at_concept("multiple_myeloma")) {
    marrow = true;
    cursor.step();
  }
  for (; opened > 0 && cursor.accept(")"); --opened) {
  }
  const bool fits =
      share && marrow && opened == 0 && share->unit == "%" && share->op != "in" && share->op != "=";
  if (!fits) {
    cursor.back_to(start);
    return std::nullopt;
  }
  return share;
}

std::optional<Element> platelets_by_marrow(Cursor& cursor, const Interval& first, Samples& samples,
                                           const Context& context) {
  const std::size_t start = cursor.place();
  const auto share = read_marrow_share(cursor);
  if (share) {
    read_samples(cursor, "platelets", samples);
    const std::size_t between = std::min(cursor.place(), cursor.pieces().size() - 1);
    cursor.skip({",", ";", "or", "and", "(", "which"});
    if (cursor.at_concept("platelets")) cursor.step();
    auto second = read_interval(cursor);
    if (second && settle_unit(cursor, "platelets", *second) && !second->unit.empty()) {
      if (!read_equivalent(cursor, "platelets")) read_samples(cursor, "platelets", samples);
      const auto other = read_marrow_share(cursor);
      const bool otherwise = !other && cursor.pieces()[between].tag == ";"; // "...; otherwise platelets > 50"
      if (otherwise || (other && other->low == share->low && other->op != share->op)) {
        read_samples(cursor, "platelets", samples);
        const std::string name = "platelets" + samples.brackets();
        Expression rule = test("if " + comparison("marrow_plasma_cells", *share) + " then " +
                               comparison(name, first) + " else " + comparison(name, *second));
        (void)context;
        return Element{std::move(rule), 0.9};
      }
    }
  }
  cursor.back_to(start);
  return std::nullopt;
}

/// Behind a bilirubin: what holds with Gilbert's syndrome instead.
std::optional<Element> bilirubin_with_gilbert(Cursor& cursor, const std::string& base,
                                              const std::string& brackets, const Context& context) {
  const std::size_t start = cursor.place();
  const auto is_gilbert = [&] { return cursor.at_concept("gilbert_syndrome"); };
  std::size_t steps = 0;
  while (!cursor.done() && !is_gilbert() && steps < 14 && !cursor.at_number() && !cursor.at(";")) {
    cursor.step();
    ++steps;
  }
  if (!is_gilbert()) {
    cursor.back_to(start);
    return std::nullopt;
  }
  cursor.step();
  std::vector<Expression> instead;
  std::size_t behind = cursor.place();
  std::string name = "bilirubin_total";
  for (std::size_t i = 0; i < 14 && !cursor.done() && !cursor.at(";"); ++i) {
    if (const auto id = measurement_here(cursor)) {
      if (*id != "bilirubin_total" && *id != "bilirubin_direct") break;
      name = *id;
      cursor.step();
      continue;
    }
    const std::size_t here = cursor.place();
    auto bound = read_interval(cursor);
    if (bound && bound->op != "=" && settle_unit(cursor, name, *bound)) {
      instead.push_back(test(comparison(name + brackets, *bound)));
      behind = cursor.place();
      if (cursor.accept(")")) behind = cursor.place();
      continue;
    }
    cursor.back_to(here);
    if (cursor.at_any({"ast", "alt"}) || cursor.at(".")) break;
    cursor.step();
    if (instead.empty() && cursor.pieces()[cursor.place() - 1].tag == ")") behind = cursor.place();
  }
  cursor.back_to(behind);
  cursor.skip({"provided", "for", "with", "due"});
  if (cursor.place() > behind && is_gilbert()) // "... or <= 3 x ULN if she has Gilbert's syndrome"
    cursor.step();
  else
    cursor.back_to(behind);
  while (cursor.accept_any({")", "allowed", "which", ","})) {
  }
  if (cursor.place() > 0 && cursor.pieces()[cursor.place() - 1].tag == ",")
    cursor.back_to(cursor.place() - 1);
  const Expression gilbert = test("has(gilbert_syndrome)");
  if (context.bars()) {
    if (instead.empty()) return Element{all_of({test(base), not_of(gilbert)}), 0.9};
    return Element{
        test("if has(gilbert_syndrome) then " + rule_text(all_of(std::move(instead))) + " else " + base),
        0.85};
  }
  if (instead.empty()) return Element{any_of({test(base), gilbert}), 0.9};
  instead.insert(instead.begin(), gilbert);
  return Element{any_of({test(base), all_of(std::move(instead))}), 0.85};
}

/// "or <= 5 x ULN if liver is involved": a second bound for a reason that a person checks.
std::optional<Expression> second_bound(Cursor& cursor, const std::vector<std::string>& names,
                                       const std::string& id) {
  const std::size_t start = cursor.place();
  cursor.skip({",", "("});
  cursor.skip({"or", "unless", "except", "and"});
  auto bound = read_interval(cursor);
  if (bound && bound->op != "=" && settle_unit(cursor, id, *bound) &&
      cursor.at_any({"provided", "for", "with", "due", "which"})) {
    const std::size_t here = cursor.place();
    std::size_t end = here;
    while (end < cursor.pieces().size() && cursor.pieces()[end].tag != ")" &&
           cursor.pieces()[end].tag != ";" && cursor.pieces()[end].tag != "." && end < here + 16 &&
           cursor.pieces()[end].kind != PieceKind::number)
      ++end;
    const std::span<const Piece> because = cursor.pieces().subspan(here, end - here);
    const std::string reason = words_of(because);
    const bool gilbert = std::any_of(because.begin(), because.end(), [&](const Piece& piece) {
      return Cursor(std::span(&piece, 1), cursor.vocabulary()).at_concept("gilbert_syndrome");
    });
    cursor.back_to(end);
    cursor.accept(")");
    std::vector<Expression> parts;
    if (gilbert && because.size() < 8) {
      parts.push_back(test("has(gilbert_syndrome)"));
      for (const std::string& name : names)
        parts.push_back(test(comparison(name, *bound)));
      return all_of(std::move(parts));
    }
    for (const std::string& name : names)
      parts.push_back(test(comparison(name, *bound)));
    parts.push_back(judged(reason));
    return all_of(std::move(parts));
  }
  cursor.back_to(start);
  return std::nullopt;
}

void skip_function_words(Cursor& cursor) {
  const std::size_t start = cursor.place();
  if (cursor.at("uln") && cursor.concept_here(ConceptKind::measurement, 1))
    return cursor.step(); // "normal LVEF (>= 50 %)"
  if (!cursor.at_any({"adequate", "organ_function"})) return;
  std::size_t steps = 0;
  while (!cursor.done() && steps++ < 16 && !measurement_here(cursor)) {
    if (cursor.at_number() || cursor.at(";")) break;
    cursor.step();
  }
  if (!measurement_here(cursor)) cursor.back_to(start);
}

/// "estimated (by CKD-EPI) or calculated", "resting", "echocardiographic examination".
void skip_manner(Cursor& cursor) {
  static constexpr std::string_view words[] = {"estimated",         "calculated",  "measured", "blood",
                                               "echocardiographic", "examination", "resting",  "baseline",
                                               "peripheral",        "arterial"};
  const std::size_t start = cursor.place();
  while (!cursor.done() && !measurement_here(cursor)) {
    const bool manner = cursor.peek().kind == PieceKind::word &&
                        std::find(std::begin(words), std::end(words), cursor.peek().text) != std::end(words);
    if (!manner &&
        !(cursor.place() > start && cursor.at_any({"(", ")", "or", "by", "ckd_epi", "mdrd", "cockcroft_gault",
                                                   "reference", "by_definition"})))
      break;
    cursor.step();
  }
  if (!measurement_here(cursor)) cursor.back_to(start);
}

/// "75 (50 if the marrow holds at least 50 % plasma cells)".
std::optional<Element> platelets_in_parenthesis(Cursor& cursor, const Interval& first,
                                                const Samples& samples) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  const bool open = cursor.accept("(");
  if (!open) cursor.skip({","});
  if (!open && !cursor.accept("or")) return give_up();
  auto second = read_interval(cursor);
  if (second && second->unit.empty()) second->unit = first.unit; // "75 x 10^9/L (50 if ...)"
  if (!second || !settle_unit(cursor, "platelets", *second) || second->unit.empty()) return give_up();
  if (second->op == "=") second->op = first.op;
  const auto share = read_marrow_share(cursor);
  if (!share || share->op.starts_with('<') || (open && !cursor.accept(")"))) return give_up();
  const std::string name = "platelets" + samples.brackets();
  return Element{test("if " + comparison("marrow_plasma_cells", *share) + " then " +
                      comparison(name, *second) + " else " + comparison(name, first)),
                 0.9};
}

/// "by Fridericia's formula", "based on the mean of three recordings".
void skip_averaging(Cursor& cursor) {
  std::size_t start = cursor.place();
  cursor.skip({"by", "by_definition", "(", "fridericia"});
  if (cursor.place() > start && cursor.pieces()[cursor.place() - 1].tag == "fridericia") {
    cursor.accept(")");
    start = cursor.place();
  } else {
    cursor.back_to(start);
  }
  cursor.skip({",", "by", "by_definition", "on", "during"});
  const std::span<const Piece> rest = cursor.rest();
  std::size_t length = 0;
  bool average = false;
  for (const Piece& piece : rest) {
    if (piece.tag == "." || piece.tag == ";" || piece.tag == "or" || !piece.unit.empty()) break;
    average = average || piece.text == "mean" || piece.text == "average" || piece.text == "triplicate";
    ++length;
  }
  cursor.back_to(average && length < 12 ? cursor.place() + length : start);
}

/// "male" or "female" with the words around it: "(males)", "for women".
std::string sex_here(Cursor& cursor) {
  const std::size_t start = cursor.place();
  cursor.skip({"(", "for", "in", ",", "by"});
  cursor.accept_word("in");
  const std::string sex = cursor.at("male") ? "male" : cursor.at("female") ? "female" : "";
  if (sex.empty()) {
    cursor.back_to(start);
    return "";
  }
  cursor.step();
  cursor.accept(")");
  return sex;
}

/// "> 450 ms (males) or > 470 ms (females)".
std::optional<Element> bounds_by_sex(Cursor& cursor, const Named& names, const Interval& first) {
  const std::size_t start = cursor.place();
  const std::string sex = sex_here(cursor);
  if (!sex.empty()) {
    cursor.skip({",", ";", "or", "and", "/"});
    if (names.ids.size() == 1 && measurement_here(cursor) == names.ids.front()) cursor.step();
    auto second = read_interval(cursor);
    if (second && second->op == "=") second->op = first.op;
    const bool bound = second && second->op == first.op && names.ids.size() == 1 &&
                       settle_unit(cursor, names.ids.front(), *second) && second->unit == first.unit;
    const std::string other = bound ? sex_here(cursor) : "";
    if (!other.empty() && other != sex)
      return Element{test("if sex is " + sex + " then " + comparison(names.ids.front(), first) + " else " +
                          comparison(names.ids.front(), *second)),
                     0.9};
  }
  cursor.back_to(start);
  return std::nullopt;
}

/// "potassium within the normal range of the laboratory".
std::optional<Element> read_normal(Cursor& cursor, const Named& names, const Context& context) {
  const std::size_t start = cursor.place();
  cursor.skip({":", "within", "by_definition", "-", "soft"});
  while (cursor.accept_word("local") || cursor.accept_word("laboratory") ||
         cursor.accept_word("institutional")) {
  }
  const bool normal = !context.bars() && cursor.accept("normal_range") &&
                      (cursor.done() || cursor.at_any({".", ";", ",", "and"}));
  if (!normal) {
    cursor.back_to(start);
    return std::nullopt;
  }
  std::vector<Expression> parts;
  for (const std::string& id : names.ids)
    if (id != "egfr" && id != "creatinine_clearance") parts.push_back(test(id + " is normal"));
  if (parts.size() != names.ids.size()) {
    cursor.back_to(start);
    return std::nullopt;
  }
  return Element{all_of(std::move(parts)), 0.9};
}

} // namespace

std::optional<Element> read_laboratory(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  skip_function_words(cursor);
  skip_manner(cursor);
  const std::size_t from = cursor.place();
  const auto names = read_names(cursor);
  if (!names) return give_up();
  skip_method(cursor);
  if (auto normal = read_normal(cursor, *names, context)) return normal;
  Samples samples;
  samples.within = context.sample_window;
  read_samples(cursor, names->ids.front(), samples);
  cursor.skip({":", "-", ",", "which"});
  const bool open = cursor.at("(") && cursor.at_any({">", ">=", "<", "<="}, 1) && cursor.accept("(");
  auto interval = read_interval(cursor);
  if (!interval || interval->op == "=") return give_up();
  if (open) {
    while (!cursor.done() &&
           cursor.at_any({"by", "by_definition", "echo", "muga", "or", "predicted", "reference"}))
      cursor.step();
    if (!cursor.accept(")")) return give_up();
  }
  for (const std::string& id : names->ids)
    if (!settle_unit(cursor, id, *interval)) return give_up();
  const std::string& id = names->ids.front();
  if (auto by_sex = bounds_by_sex(cursor, *names, *interval)) return by_sex;
  const auto again = read_equivalent(cursor, id);
  cursor.skip({"predicted"});
  read_samples(cursor, id, samples);
  skip_method(cursor);
  if (id == "qtcf") skip_averaging(cursor);
  read_samples(cursor, id, samples);
  if (id == "platelets") {
    if (auto out = platelets_by_marrow(cursor, *interval, samples, context)) return out;
    if (!context.bars())
      if (auto out = platelets_in_parenthesis(cursor, *interval, samples)) return out;
  }
  const std::span<const Piece> around = cursor.pieces().subspan(
      from, std::min<std::size_t>(cursor.place() - from + 8, cursor.pieces().size() - from));
  std::vector<Expression> parts;
  for (const std::string& each : names->ids) {
    Interval own = *interval;
    settle_unit(cursor, each, own);
    parts.push_back(test(comparison(term(cursor, each, around) + samples.brackets(), own)));
  }
  if (again && far_apart(in_stored(cursor, id, *interval), in_stored(cursor, id, *again))) {
    Interval other = *again;
    if (other.op == "=") other.op = interval->op;
    return Element{test("conflict of { " + rule_text(parts.front()) + "; " +
                        comparison(id + samples.brackets(), other) + " }"),
                   0.6};
  }
  const std::string name = term(cursor, id, around) + samples.brackets();
  if (id == "bilirubin_total")
    if (auto out = bilirubin_with_gilbert(cursor, rule_text(parts.front()), samples.brackets(), context))
      return out;
  const bool transaminases = std::all_of(names->ids.begin(), names->ids.end(), [](const std::string& each) {
    return each == "alt" || each == "ast" || each == "pt" || each == "aptt" || each == "inr";
  });
  const bool any = context.bars() || (names->or_between && !transaminases);
  Expression rule = any ? any_of(std::move(parts)) : all_of(std::move(parts));
  if (!context.bars()) {
    std::vector<std::string> all;
    for (const std::string& each : names->ids)
      all.push_back(term(cursor, each, around) + samples.brackets());
    if (auto second = second_bound(cursor, all, id)) rule = any_of({std::move(rule), std::move(*second)});
  }
  double confidence = 0.95;
  if (!samples.left.empty()) {
    rule = all_of({std::move(rule), unread("samples: " + samples.left)});
    confidence = 0.75;
  }
  return Element{std::move(rule), confidence};
}

} // namespace cartwright::drafting
