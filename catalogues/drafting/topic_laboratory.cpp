// Measurements with their bounds and the samples that count.
#include "catalogues/drafting/laboratory.hpp"

#include <algorithm>
#include <cmath>

#include "engine/domain/quantity.hpp"

namespace cartwright::drafting {

namespace {

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

/// "Screening ECG showing a QT interval ...", "Echocardiogram with an LVEF ...": words that lead to the test
/// at the beginning of a sentence.
void skip_lead_in(Cursor& cursor, Samples& samples) {
  constexpr std::size_t longest = 9;
  const bool begins = cursor.place() == 0 ||
                      (cursor.place() == 1 && cursor.pieces().front().tag == "first_dose"); // "Baseline ..."
  if (!begins || measurement_here(cursor)) return;
  for (std::size_t by = 0; by < longest && by < cursor.left(); ++by) {
    const Piece& piece = cursor.peek(by);
    Cursor probe = cursor;
    probe.back_to(by);
    if (by > 0 && measurement_here(probe)) {
      const std::span<const Piece> lead = cursor.rest().first(by);
      if (mentions(lead, "echo")) samples.methods.emplace_back("echo");
      if (mentions(lead, "muga")) samples.methods.emplace_back("MUGA");
      return cursor.back_to(by);
    }
    const bool plain =
        piece.kind == PieceKind::word ||
        probe.at_any({"echo",     "muga",     "with",           "during",   "screening", "known",
                      "by",       ":",        "by_definition",  "-",        "adequate",  "significant",
                      "received", "serology", "reference",      ",",        ".",         "first_dose",
                      "after",    "which",    "organ_function", "abnormal", "including", "either"}) ||
        (piece.tag == "or" && mentions_any(cursor.rest().first(by), {"echo", "muga"})) ||
        (piece.kind == PieceKind::number && piece.value == 12); // "12-lead ECG"
    const bool drops = piece.tag == "," && !mentions(cursor.rest().first(by), "including");
    if (!plain || drops || piece.text == "age") return;
  }
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

} // namespace

std::optional<Element> read_laboratory(Cursor& cursor, const Context& context) {
  const std::size_t start = cursor.place();
  const auto give_up = [&]() -> std::optional<Element> {
    cursor.back_to(start);
    return std::nullopt;
  };
  skip_function_words(cursor);
  skip_manner(cursor);
  Samples samples;
  skip_lead_in(cursor, samples);
  const std::size_t from = cursor.place();
  const auto names = read_measurement_names(cursor);
  if (!names) return give_up();
  skip_method(cursor);
  if (auto normal = read_normal(cursor, *names, context)) return normal;
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
    if (auto out = platelets_by_marrow(cursor, *interval, samples)) return out;
    if (!context.bars())
      if (auto out = platelets_in_parenthesis(cursor, *interval, samples)) return out;
  }
  const std::span<const Piece> around = cursor.pieces().subspan(
      from, std::min<std::size_t>(cursor.place() - from + 8, cursor.pieces().size() - from));
  std::vector<Expression> parts;
  for (const std::string& each : names->ids) {
    Interval own = *interval;
    settle_unit(cursor, each, own);
    parts.push_back(test(comparison(measurement_term(each, around) + samples.brackets(), own)));
  }
  if (again && far_apart(in_stored(cursor, id, *interval), in_stored(cursor, id, *again))) {
    Interval other = *again;
    if (other.op == "=") other.op = interval->op;
    return Element{test("conflict of { " + rule_text(parts.front()) + "; " +
                        comparison(id + samples.brackets(), other) + " }"),
                   0.6};
  }
  const std::string name = measurement_term(id, around) + samples.brackets();
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
      all.push_back(measurement_term(each, around) + samples.brackets());
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
