// A number against its bound: units, multiples of limits, plausibility.
#include <algorithm>
#include <cmath>

#include "engine/criteria/number_term.hpp"
#include "engine/criteria/phrase.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

std::string shown(double value, const Unit* unit) {
  return unit == nullptr ? number_text(value) : Quantity(value, *unit).text();
}

std::optional<double> converted(double value, const Unit& unit, const Scale& scale) {
  if (scale.measurement != nullptr) return to_stored_unit(*scale.measurement, value, unit);
  const auto inside = Quantity(value, unit).in(*scale.unit);
  if (!inside) return std::nullopt;
  return inside->value();
}

void wrong_unit(const Token& token, const Scale& scale, const Checking& checking) {
  const std::string expected = scale.unit == nullptr
                                   ? "this term is a bare number"
                                   : "this term is measured in " + std::string(scale.unit->symbol);
  if (find_unit(token.text) == nullptr)
    checking.error(token.span, ProblemCode::unknown_unit, "\"" + token.text + "\" is not a known unit",
                   expected + (nearest_units(token.text).empty()
                                   ? ""
                                   : "; nearest: " + join_or(nearest_units(token.text))));
  else
    checking.error(token.span, ProblemCode::wrong_unit,
                   "the unit " + token.text + " does not belong to this term", expected);
}

void check_plausible(double value, const Scale& scale, const NumberTerm& term, Span span,
                     const Checking& checking) {
  if (term.kind == NumberKind::involved_flc && value >= 500)
    checking.warning(span, ProblemCode::probable_unit_slip,
                     "a bound of " + number_text(value) +
                         " mg/L on free light chains is five times the usual 100 mg/L or more",
                     "check mg/L against mg/dL; keep the text in rule and the reading in as_read");
  const bool difference = term.kind == NumberKind::change || term.kind == NumberKind::trend;
  if (scale.measurement == nullptr || difference) return;
  if (value > 50 && checking.vocabulary[term.subject].id == "serum_m_protein")
    checking.warning(span, ProblemCode::probable_unit_slip,
                     "a bound of " + number_text(value) +
                         " g/L on M-protein is several times the usual 5 or 10 g/L",
                     "check g/L against g/dL; keep the text in rule and the reading in as_read");
  const auto& [unit, bridges, low, high, question, document] = *scale.measurement;
  if ((low && value < *low && value != 0) || (high && value > *high))
    checking.warning(span, ProblemCode::probable_unit_slip,
                     "the bound " + shown(value, unit) + " lies outside what this test can give",
                     "check the unit; keep the text in rule and the reading in as_read");
}

/// One number of a bound in the term's unit; empty after a problem.
std::optional<double> read_value(double value, const Token* unit_token, const Scale& scale,
                                 const NumberTerm& term, Span span, const Checking& checking) {
  std::optional<double> out = value;
  if (scale.unit == nullptr && unit_token != nullptr && find_unit(unit_token->text) != nullptr &&
      find_unit(unit_token->text)->dimension == Dimension::number)
    unit_token = nullptr;
  if (scale.unit == nullptr && unit_token != nullptr) {
    wrong_unit(*unit_token, scale, checking);
    return std::nullopt;
  }
  if (scale.unit != nullptr) {
    if (unit_token == nullptr) {
      checking.error(span, ProblemCode::unknown_unit, "the number has no unit",
                     "this term is measured in " + std::string(scale.unit->symbol));
      return std::nullopt;
    }
    const Unit* unit = find_unit(unit_token->text);
    out = unit == nullptr ? std::nullopt : converted(value, *unit, scale);
    if (!out) {
      wrong_unit(*unit_token, scale, checking);
      return std::nullopt;
    }
  }
  if (*out < scale.low || *out > scale.high) {
    checking.error(span, ProblemCode::impossible_value,
                   "the bound " + shown(*out, scale.unit) + " is beyond what is possible",
                   "possible: " + number_text(scale.low) + " to " + shown(scale.high, scale.unit));
    return std::nullopt;
  }
  check_plausible(*out, scale, term, span, checking);
  return out;
}

/// Multiples of the laboratory's own limit.
std::optional<BoundKind> multiple_of(const Token* unit_token) {
  if (unit_token == nullptr) return std::nullopt;
  const std::string unit = lower(unit_token->text);
  if (unit == "xuln" || unit == "uln") return BoundKind::upper_multiple;
  if (unit == "xlln" || unit == "lln") return BoundKind::lower_multiple;
  return std::nullopt;
}

std::string unit_shown(const Token* token, const Scale& scale) {
  if (token == nullptr || scale.unit == nullptr) return "";
  return find_unit(token->text) == nullptr ? token->text : std::string(find_unit(token->text)->symbol);
}

constexpr std::string_view stage_words[] = {"I", "II", "III", "IV"};

/// `= III`, `>= II`
std::optional<NumberTest> read_stage(const WrittenTest& written, const ReadTerm& term,
                                     const Checking& checking) {
  PhraseReader reader(written.operand.front());
  const auto highest = static_cast<std::size_t>(term.scale.high);
  const std::vector<std::string> allowed(stage_words, stage_words + highest);
  const auto word = one_of(reader.take(), "stage", allowed, checking);
  if (!word || !reader.finished(checking)) return std::nullopt;
  NumberTest out;
  out.op = op_of(written.relation).value_or(Op::equal);
  out.value = static_cast<double>(std::find(allowed.begin(), allowed.end(), *word) - allowed.begin() + 1);
  out.bound_text = *word;
  return out;
}

} // namespace

std::optional<NumberTest> read_bound(const WrittenTest& written, const ReadTerm& term,
                                     const Checking& checking) {
  if (term.scale.stages && written.relation != Relation::in_range) return read_stage(written, term, checking);
  NumberTest out;
  const Phrase& phrase = written.operand.front();
  PhraseReader reader(phrase);
  const auto value = reader.number();
  const bool range = written.relation == Relation::in_range;
  std::optional<double> upper;
  if (range && reader.accept_symbol("..")) upper = reader.number();
  if (!value || (range && !upper)) {
    checking.error(phrase.span, ProblemCode::wrong_type,
                   range ? "two numbers are expected after \"in\"" : "a number is expected here",
                   range ? "write: in 18..75 y" : "write a number and its unit");
    return std::nullopt;
  }
  const Token* unit = reader.done() ? nullptr : &reader.take();
  if (const auto multiple = multiple_of(unit);
      multiple && !range && term.term.kind == NumberKind::measurement) {
    out.bound = *multiple;
    out.value = *value;
    out.bound_text = number_text(*value) + (*multiple == BoundKind::upper_multiple ? " xULN" : " xLLN");
  } else {
    const auto low = read_value(*value, unit, term.scale, term.term, phrase.span, checking);
    const auto high =
        range ? read_value(*upper, unit, term.scale, term.term, phrase.span, checking) : std::nullopt;
    if (!low || (range && !high)) return std::nullopt;
    if (range && compare_values(*low, *high) == std::weak_ordering::greater) {
      checking.error(phrase.span, ProblemCode::contradiction, "the range ends before it begins",
                     "write the smaller number first");
      return std::nullopt;
    }
    out.value = *low;
    out.upper = high;
    const std::string symbol = unit_shown(unit, term.scale);
    const Unit* known = symbol.empty() ? nullptr : find_unit(symbol);
    out.bound_text = range ? number_text(*value) + ".." + shown(*upper, known) : shown(*value, known);
  }
  out.op = op_of(written.relation).value_or(Op::at_least);
  return out;
}

namespace {

/// Samples of laboratories can be asked for their support, method and time; other facts for their age only.
bool laboratory_sample(NumberKind kind) {
  switch (kind) {
  case NumberKind::measurement:
  case NumberKind::creatinine_clearance:
  case NumberKind::egfr:
  case NumberKind::involved_flc:
  case NumberKind::dflc:
  case NumberKind::flc_ratio:
  case NumberKind::involved_ratio:
  case NumberKind::iss:
  case NumberKind::r_iss:
  case NumberKind::r2_iss:
  case NumberKind::car_hematotox:
  case NumberKind::nadir:
  case NumberKind::change:
  case NumberKind::trend:
    return true;
  default:
    return false;
  }
}

bool no_sample(NumberKind kind) {
  return kind == NumberKind::age || kind == NumberKind::lines || kind == NumberKind::steroid_total ||
         kind == NumberKind::steroid_highest_daily || kind == NumberKind::steroid_days;
}

} // namespace

std::optional<SampleConditions> read_sample(const WrittenTest& written, NumberKind kind,
                                            const Checking& checking) {
  const auto conditions = read_conditions(written.conditions, checking);
  if (!conditions || written.conditions.empty() || laboratory_sample(kind)) return conditions;
  const Span span = written.conditions.front().span;
  const bool more =
      !conditions->support_free.empty() || !conditions->methods.empty() || !conditions->at.empty();
  if (!no_sample(kind) && !more) return conditions;
  checking.error(span, ProblemCode::malformed,
                 no_sample(kind) ? "\"" + written.head.text + "\" is no sample"
                                 : "\"" + written.head.text + "\" can be asked for its age only",
                 no_sample(kind) ? "leave the square brackets out" : "write [within 14 d]");
  return std::nullopt;
}

namespace {

/// `is normal`, `is abnormal`, and for an antigen `is positive`, `is negative`.
std::optional<Test> read_is(const WrittenTest& written, ReadTerm& term, const Checking& checking) {
  const Phrase& phrase = written.operand.front();
  PhraseReader reader(phrase);
  const std::string conditions = text_of(term.term.sample);
  if (term.term.kind == NumberKind::antigen_percent) {
    const auto word = one_of(reader.take(), "result", {"positive", "negative"}, checking);
    if (!word || !reader.finished(checking)) return std::nullopt;
    return Test{AntigenStateTest{term.term.antigen, *word, term.term.sample},
                term.text + conditions + " is " + *word};
  }
  if (term.scale.stages) {
    auto bound = read_stage(written, term, checking);
    if (!bound) return std::nullopt;
    const std::string text = term.text + conditions + " = " + bound->bound_text;
    bound->term = std::move(term.term);
    return Test{std::move(*bound), text};
  }
  if (!term.scale.ratio) {
    checking.error(phrase.span, ProblemCode::wrong_type,
                   "\"" + written.head.text + "\" is compared with a number",
                   "write an operator, a number and a unit");
    return std::nullopt;
  }
  const auto word = one_of(reader.take(), "state of a measurement", {"normal", "abnormal"}, checking);
  if (!word || !reader.finished(checking)) return std::nullopt;
  NumberTest out;
  out.term = term.term;
  out.bound = *word == "normal" ? BoundKind::normal : BoundKind::abnormal;
  out.bound_text = *word;
  return Test{std::move(out), term.text + conditions + " is " + *word};
}

} // namespace

bool is_number_head(const std::string& head, const Vocabulary& vocabulary) {
  return is_number_term(head) ||
         vocabulary.find(head, ConceptKind::measurement).state == Lookup::State::found;
}

std::optional<Test> check_number(const WrittenTest& written, const Checking& checking) {
  const std::string& head = written.head.text;
  const bool needs = head == "largest" || head == "number" || head == "sum_of_products" || head == "antigen";
  const bool may = needs || head == "creatinine_clearance" || head == "egfr" || head == "lines" ||
                   head == "circulating_plasma_cells";
  if (!shape_fits(written, {needs || (may && written.has_arguments), true, true}, checking))
    return std::nullopt;
  auto term = read_number_term(written, checking);
  const auto conditions = read_sample(written, term ? term->term.kind : NumberKind::measurement, checking);
  if (!term || !conditions) return std::nullopt;
  term->term.sample = *conditions;
  if (written.relation == Relation::is || written.relation == Relation::is_not)
    return read_is(written, *term, checking);
  auto bound = read_bound(written, *term, checking);
  if (!bound) return std::nullopt;
  const std::string relation = bound->upper ? "in" : std::string(symbol(bound->op));
  const std::string text = term->text + text_of(*conditions) + " " + relation + " " + bound->bound_text;
  bound->term = std::move(term->term);
  return Test{std::move(*bound), text};
}

} // namespace cartwright::criteria
