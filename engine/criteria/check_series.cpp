// Several values of one thing: the change from a nadir, a trend, doses added up over a period.
#include <algorithm>

#include "engine/criteria/number_term.hpp"
#include "engine/criteria/phrase.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

/// The term inside the brackets, as if it stood alone: `serum_m_protein`, `sum_of_products(lesion any)`.
WrittenTest alone(const Phrase& phrase) {
  WrittenTest out;
  out.head = phrase.tokens.front();
  const auto& tokens = phrase.tokens;
  if (tokens.size() < 3 || tokens[1].text != "(" || tokens.back().text != ")") return out;
  Phrase inside;
  inside.tokens.assign(tokens.begin() + 2, tokens.end() - 1);
  if (inside.tokens.empty()) return out;
  inside.span = {inside.tokens.front().span.begin, inside.tokens.back().span.end};
  out.has_arguments = true;
  out.arguments.push_back(std::move(inside));
  return out;
}

std::optional<ReadTerm> read_followed(const Phrase& phrase, const Checking& checking) {
  const WrittenTest inner = alone(phrase);
  const bool lesions = inner.head.text == "sum_of_products";
  const bool light_chains = inner.head.text == "involved_flc" || inner.head.text == "dflc";
  const bool measured =
      checking.vocabulary.find(inner.head.text, ConceptKind::measurement).state == Lookup::State::found &&
      !is_number_term(inner.head.text);
  const std::size_t length = inner.has_arguments ? phrase.tokens.size() : 1;
  if ((!lesions && !light_chains && !measured) || inner.has_arguments != lesions ||
      phrase.tokens.size() != length) {
    checking.error(phrase.span, ProblemCode::wrong_type, "this cannot be followed over time",
                   "write a measurement, involved_flc, dflc or sum_of_products(lesion any)");
    return std::nullopt;
  }
  auto out = read_number_term(inner, checking);
  if (out) out->term.series = out->term.kind;
  return out;
}

/// A step of a value that is itself a percentage is given in percentage points.
constexpr std::string_view percentage_points = "pp";

/// The bound of a change: `25 %` of the earlier value, or a step in the term's own unit.
std::optional<NumberTest> read_step(const WrittenTest& written, ReadTerm& term, const Checking& checking) {
  WrittenTest step = written;
  Token* unit = step.operand.front().tokens.empty() ? nullptr : &step.operand.front().tokens.back();
  const bool has_unit = unit != nullptr && unit->kind == TokenKind::unit;
  const bool own_percent = term.scale.unit != nullptr && term.scale.unit->dimension == Dimension::percent;
  const bool points = has_unit && own_percent && unit->text == percentage_points;
  if (points) unit->text = "%";
  term.term.relative = has_unit && !points && unit->text == "%";
  if (term.term.relative) term.scale = {find_unit("%"), nullptr, 0, 1e6, false};
  auto out = read_bound(step, term, checking);
  if (out && points) out->bound_text.replace(out->bound_text.rfind('%'), 1, percentage_points);
  return out;
}

std::optional<Test> rising_or_falling(const WrittenTest& written, const ReadTerm& term,
                                      const Checking& checking) {
  PhraseReader reader(written.operand.front());
  const auto word = one_of(reader.take(), "direction", {"rising", "falling"}, checking);
  if (!word || !reader.finished(checking)) return std::nullopt;
  return Test{TrendTest{term.term, *word == "rising"},
              term.text + text_of(term.term.sample) + " is " + *word};
}

std::optional<Test> finish(const WrittenTest& written, ReadTerm& term, const Checking& checking) {
  const auto sample = read_sample(written, term.term.kind, checking);
  if (!sample) return std::nullopt;
  term.term.sample = *sample;
  const bool is = written.relation == Relation::is || written.relation == Relation::is_not;
  if (is && term.term.kind == NumberKind::trend) return rising_or_falling(written, term, checking);
  const bool difference = term.term.kind == NumberKind::change || term.term.kind == NumberKind::trend;
  auto bound = difference ? read_step(written, term, checking) : read_bound(written, term, checking);
  if (!bound) return std::nullopt;
  const std::string relation = bound->upper ? "in" : std::string(symbol(bound->op));
  const std::string text = term.text + text_of(*sample) + " " + relation + " " + bound->bound_text;
  bound->term = std::move(term.term);
  return Test{std::move(*bound), text};
}

/// What stands after the first semicolon; a problem when it is not what the form needs.
bool second_phrase(const WrittenTest& written, const std::string& example, const Checking& checking) {
  if (written.arguments.size() == 2) return true;
  checking.error(written.head.span, ProblemCode::malformed,
                 "\"" + written.head.text + "\" needs what is followed and since when", "write " + example);
  return false;
}

std::optional<Test> check_change(const WrittenTest& written, const Checking& checking) {
  const std::string example = "change(serum_m_protein; from nadir) >= 25 %";
  if (!shape_fits(written, {true, true, true}, checking) || !second_phrase(written, example, checking))
    return std::nullopt;
  auto term = read_followed(written.arguments[0], checking);
  PhraseReader reader(written.arguments[1]);
  if (!reader.accept_word("from") || !reader.accept_word("nadir") || !reader.done()) {
    checking.error(written.arguments[1].span, ProblemCode::malformed,
                   "from where the change counts is not understood", "write " + example);
    return std::nullopt;
  }
  if (!term) return std::nullopt;
  term->term.kind = NumberKind::change;
  term->text = "change(" + term->text + "; from nadir)";
  return finish(written, *term, checking);
}

std::optional<Test> check_trend(const WrittenTest& written, const Checking& checking) {
  const std::string example = "trend(serum_m_protein; over 12 mo) >= 10 %";
  if (!shape_fits(written, {true, true, true}, checking) || !second_phrase(written, example, checking))
    return std::nullopt;
  auto term = read_followed(written.arguments[0], checking);
  PhraseReader reader(written.arguments[1]);
  if (!reader.accept_word("over")) {
    checking.error(written.arguments[1].span, ProblemCode::malformed, "over which period is not understood",
                   "write " + example);
    return std::nullopt;
  }
  const auto period = read_period(reader, checking);
  if (!period || !reader.finished(checking) || !term) return std::nullopt;
  term->term.kind = NumberKind::trend;
  term->term.over = period;
  term->text = "trend(" + term->text + "; over " + cartwright::text_of(*period) + ")";
  return finish(written, *term, checking);
}

std::optional<Test> check_nadir(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, true, true}, checking)) return std::nullopt;
  if (written.arguments.size() != 1) {
    checking.error(written.arguments[1].span, ProblemCode::malformed, "\"nadir\" takes one term",
                   "write nadir(serum_m_protein) >= 50 g/L");
    return std::nullopt;
  }
  auto term = read_followed(written.arguments[0], checking);
  if (!term) return std::nullopt;
  term->term.kind = NumberKind::nadir;
  term->text = "nadir(" + term->text + ")";
  return finish(written, *term, checking);
}

const std::string dose_example = "dose(systemic_steroid; total; within 14 d) >= 140 mg";

/// How doses count, and in which unit.
struct Counted {
  std::string_view first, second; ///< the words; the second may be empty
  NumberKind kind;
  const char* unit; ///< null: a bare number
};
constexpr Counted countings[] = {{"total", "", NumberKind::steroid_total, "mg"},
                                 {"highest", "daily", NumberKind::steroid_highest_daily, "mg/24h"},
                                 {"days", "", NumberKind::steroid_days, nullptr}};

const Counted* read_counting(const Phrase& phrase, const Checking& checking) {
  for (const Counted& each : countings) {
    PhraseReader reader(phrase);
    if (reader.accept_word(each.first) && (each.second.empty() || reader.accept_word(each.second)) &&
        reader.done())
      return &each;
  }
  checking.error(phrase.span, ProblemCode::malformed, "how the doses count is not understood",
                 "write " + dose_example + ", or highest daily, or days");
  return nullptr;
}

/// `within 14 d`, or nothing: ever. False after a problem.
bool read_dose_period(const WrittenTest& written, std::optional<Period>& out, const Checking& checking) {
  constexpr std::size_t with_period = 3;
  if (written.arguments.size() < with_period) return true;
  PhraseReader reader(written.arguments.back());
  if (!reader.accept_word("within")) {
    checking.error(written.arguments.back().span, ProblemCode::malformed, "within which period is not said",
                   "write " + dose_example);
    return false;
  }
  out = read_period(reader, checking);
  return out && reader.finished(checking);
}

std::optional<Test> check_dose(const WrittenTest& written, const Checking& checking) {
  if (!shape_fits(written, {true, false, true}, checking)) return std::nullopt;
  if (written.arguments.size() < 2 || written.arguments.size() > 3) {
    checking.error(written.head.span, ProblemCode::malformed, "of what, how counted and within which period?",
                   "write " + dose_example);
    return std::nullopt;
  }
  PhraseReader what(written.arguments[0]);
  const auto drug = one_of(what.take(), "drug whose doses are added up", {"systemic_steroid"}, checking);
  const Counted* counted = read_counting(written.arguments[1], checking);
  ReadTerm term;
  const bool dated = read_dose_period(written, term.term.over, checking);
  if (!drug || counted == nullptr || !dated || !what.finished(checking)) return std::nullopt;
  term.term.kind = counted->kind;
  const auto& over = term.term.over;
  term.text = "dose(systemic_steroid; " + std::string(counted->first) +
              (counted->second.empty() ? "" : " " + std::string(counted->second)) +
              (over ? "; within " + cartwright::text_of(*over) : "") + ")";
  term.scale = {counted->unit == nullptr ? nullptr : find_unit(counted->unit), nullptr, 0, 1e6, false};
  return finish(written, term, checking);
}

using Check = std::optional<Test> (*)(const WrittenTest&, const Checking&);
struct Form {
  std::string_view head;
  Check check;
};
constexpr Form forms[] = {
    {"change", check_change}, {"trend", check_trend}, {"nadir", check_nadir}, {"dose", check_dose}};

} // namespace

bool is_series_head(const std::string& head) {
  return std::any_of(std::begin(forms), std::end(forms), [&](const Form& form) { return form.head == head; });
}

std::optional<Test> check_series(const WrittenTest& written, const Checking& checking) {
  for (const Form& form : forms)
    if (form.head == written.head.text) return form.check(written, checking);
  return std::nullopt;
}

} // namespace cartwright::criteria
