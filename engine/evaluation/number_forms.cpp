// Comparing what was read with the bound that a rule states.
#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/number_truth.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

using namespace criteria;

Readings read_number(const NumberTerm& term, const Case& of) {
  switch (term.kind) {
  case NumberKind::age:
  case NumberKind::weight:
  case NumberKind::height:
  case NumberKind::ecog:
  case NumberKind::kps:
  case NumberKind::lines:
    return read_person(term, of);
  case NumberKind::measurement:
    return of.vocabulary[term.subject].id == "calcium_corrected"
               ? read_corrected_calcium(term.sample, of)
               : read_measurement(term.subject, term.sample, of);
  case NumberKind::creatinine_clearance:
  case NumberKind::egfr:
    return read_kidney(term, of);
  case NumberKind::antigen_percent:
    return read_antigen(term.antigen, term.sample, of);
  case NumberKind::involved_flc:
  case NumberKind::dflc:
  case NumberKind::flc_ratio:
  case NumberKind::involved_ratio:
    return read_light_chains(term, of);
  case NumberKind::iss:
  case NumberKind::r_iss:
  case NumberKind::r2_iss:
    return {read_stage(term, of)};
  case NumberKind::car_hematotox:
    return {read_car_hematotox(term.sample, of)};
  case NumberKind::largest_lesion:
  case NumberKind::sum_of_products:
  case NumberKind::lesion_count:
  case NumberKind::circulating_plasma_cells:
  case NumberKind::circulating_absolute:
    return read_disease(term, of);
  case NumberKind::nadir:
  case NumberKind::change:
  case NumberKind::trend:
    return read_series(term, of);
  case NumberKind::steroid_total:
  case NumberKind::steroid_highest_daily:
  case NumberKind::steroid_days:
    return read_steroid_dose(term, of);
  }
  return {};
}

namespace {

struct Judged {
  Truth truth = Truth::unknown;
  Causes causes; ///< when unknown
  std::string asked;
};

Judged limit_missing(const Reading& reading, const char* which) {
  Judged out;
  out.causes.add({CauseKind::missing, reading.name + "_" + which, reading.document});
  return out;
}

/// Normal means within both limits of that laboratory; one limit is enough to say abnormal.
Judged judge_normal(const Reading& reading, bool normal, bool bare) {
  if (reading.of_upper_limit && *reading.of_upper_limit > 1)
    return {truth_of(!normal), {}, normal ? "normal" : "abnormal"};
  if (!reading.range.low) return {Truth::unknown, reading.causes, normal ? "normal" : "abnormal"};
  Truth inside = Truth::yes;
  inside = both(inside, reading.lower_limit ? compare(reading.range, Op::at_least, *reading.lower_limit)
                                            : Truth::unknown);
  inside = both(inside, reading.upper_limit ? compare(reading.range, Op::at_most, *reading.upper_limit)
                                            : Truth::unknown);
  Judged out = limit_missing(reading, "laboratory_limits");
  out.truth = normal ? inside : negate(inside);
  if (bare) return out;
  out.asked = normal ? "normal" : "abnormal";
  if (reading.lower_limit && reading.upper_limit)
    out.asked +=
        " (limits " + number_text(*reading.lower_limit) + " to " + number_text(*reading.upper_limit) + ")";
  return out;
}

Judged judge(const Reading& reading, const NumberTest& test, bool bare) {
  Judged out;
  if (!bare) out.asked = (test.upper ? "in " : std::string(symbol(test.op)) + " ") + test.bound_text;
  if (reading.of_upper_limit && test.bound == BoundKind::upper_multiple) {
    out.truth = compare(Range::exactly(*reading.of_upper_limit), test.op, test.value);
    return out;
  }
  if (!reading.range.low && !reading.range.high) {
    out.causes = reading.causes;
    return out;
  }
  double bound = test.value;
  if (test.bound == BoundKind::normal || test.bound == BoundKind::abnormal)
    return judge_normal(reading, test.bound == BoundKind::normal, bare);
  if (test.bound != BoundKind::absolute) {
    const bool upper = test.bound == BoundKind::upper_multiple;
    const auto& limit = upper ? reading.upper_limit : reading.lower_limit;
    if (!limit) {
      out.causes = limit_missing(reading, upper ? "upper_limit" : "lower_limit").causes;
      return out;
    }
    bound *= *limit;
    if (!bare) out.asked += " (that laboratory's limit is " + number_text(*limit) + ")";
  }
  out.truth = test.upper ? within(reading.range, bound, *test.upper) : compare(reading.range, test.op, bound);
  if (bare && out.truth != Truth::unknown) return out;
  out.causes = reading.causes;
  if (out.causes.empty()) out.causes.add({CauseKind::imprecise, reading.name, reading.document});
  return out;
}

std::string sentence(const Readings& readings, const std::vector<Judged>& judged) {
  std::vector<std::string> said;
  for (const Reading& reading : readings)
    said.push_back(reading.says);
  return join(said, "; ") + "; asked " + judged.front().asked;
}

} // namespace

/// Facts of one day that lead to different answers are a conflict.
Finding compared(const NumberTest& test, const Readings& readings, bool bare) {
  Finding out;
  std::vector<Judged> judged;
  for (const Reading& reading : readings) {
    judged.push_back(judge(reading, test, bare));
    if (!bare) out.facts.insert(out.facts.end(), reading.facts.begin(), reading.facts.end());
    out.turns.insert(out.turns.end(), reading.turns.begin(), reading.turns.end());
  }
  if (!bare) out.why = sentence(readings, judged);
  out.truth = judged.front().truth;
  const auto any = [&](Truth truth) {
    return std::any_of(judged.begin(), judged.end(), [&](const Judged& each) { return each.truth == truth; });
  };
  if (any(Truth::unknown)) out.truth = Truth::unknown;
  if (any(Truth::yes) && any(Truth::no)) {
    out.truth = Truth::unknown;
    out.causes.add({CauseKind::conflict, readings.front().name, readings.front().document});
    out.why += "; the records of that day differ";
  }
  if (out.truth == Truth::unknown)
    for (const Judged& each : judged)
      if (each.truth == Truth::unknown) out.causes.merge(each.causes);
  return out;
}

std::string number_text_of(const NumberTest& test, const std::string& text) {
  const std::string bound = " " + std::string(symbol(test.op)) + " " + test.bound_text;
  if (test.upper || !text.ends_with(bound)) return text;
  return text.substr(0, text.size() - bound.size()) + (test.term.relative ? " %" : ""); // two scales
}

Finding find(const NumberTest& test, const Case& of) {
  return compared(test, read_number(test.term, of), of.bare);
}

} // namespace cartwright
