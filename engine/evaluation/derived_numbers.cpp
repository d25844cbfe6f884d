// Kidney function: recorded with its method, or computed from its inputs.
#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

using criteria::NumberKind;
using criteria::NumberTerm;

/// What the formulas need beside creatinine (umol/L).
struct Body {
  std::int32_t youngest = 0, oldest = 0;
  bool female = false;
  std::optional<double> kg;
  std::vector<FactUse> facts;
  Causes causes;
};

Body body_of(const Case& of, bool needs_weight) {
  Body out;
  const Person& person = of.patient.person;
  if (person.birth_date) {
    out.youngest = years_between(person.birth_date->latest(), of.as_of);
    out.oldest = years_between(person.birth_date->earliest(), of.as_of);
    for (const auto& [born, years] : {std::pair(person.birth_date->latest(), out.youngest),
                                      std::pair(person.birth_date->earliest(), out.oldest)})
      for (const int beyond : {0, 1}) // one born on 29 February grows older on 1 March
        may_change_on(of, after(born, {years + 1, PeriodUnit::years}) + std::chrono::days(beyond));
    out.facts.push_back({"person.birth_date", "born " + person.birth_date->text()});
  } else {
    out.causes.add({CauseKind::missing, "age", "medical_summary"});
  }
  out.female = person.sex == "female";
  if (person.sex.empty()) out.causes.add({CauseKind::missing, "sex", "medical_summary"});
  if (!needs_weight) return out;
  if (person.weight && known(person.weight->date, of)) {
    out.kg = person.weight->quantity.in_base();
    out.facts.push_back(
        {person.weight->where, "weight " + person.weight->quantity.text() + when(person.weight->date)});
  } else {
    out.causes.add({CauseKind::missing, "weight", "medical_summary"});
  }
  return out;
}

constexpr double umol_per_mg_dl = 88.4;

double cockcroft_gault(const Body& body, double age, double creatinine) {
  return (140 - age) * *body.kg * (body.female ? 0.85 : 1.0) / (72 * creatinine / umol_per_mg_dl);
}

/// Inker 2021, without a race term.
double ckd_epi_2021(const Body& body, double age, double creatinine) {
  const double k = body.female ? 0.7 : 0.9, a = body.female ? -0.241 : -0.302;
  const double ratio = creatinine / umol_per_mg_dl / k;
  return 142 * std::pow(std::min(ratio, 1.0), a) * std::pow(std::max(ratio, 1.0), -1.2) *
         std::pow(0.9938, age) * (body.female ? 1.012 : 1.0);
}

/// Four variables, IDMS, without a race term.
double mdrd(const Body& body, double age, double creatinine) {
  return 175 * std::pow(creatinine / umol_per_mg_dl, -1.154) * std::pow(age, -0.203) *
         (body.female ? 0.742 : 1.0);
}

/// "age, sex not recorded"
std::string lacking(const Causes& causes) {
  std::vector<std::string> names;
  for (const Cause& cause : causes.items())
    names.push_back(cause.fact);
  return join(names, ", ") + " not recorded";
}

using Formula = double (*)(const Body&, double, double);

Reading compute(const Reading& creatinine, const NumberTerm& term, const std::string& method,
                const Case& of) {
  const bool clearance = term.kind == NumberKind::creatinine_clearance;
  const Body body = body_of(of, clearance);
  Reading out;
  out.name = clearance ? "creatinine_clearance" : "egfr";
  out.document = "blood_chemistry";
  out.facts = creatinine.facts;
  out.facts.insert(out.facts.end(), body.facts.begin(), body.facts.end());
  out.causes = creatinine.causes;
  out.causes.merge(body.causes);
  std::string words = method;
  std::replace(words.begin(), words.end(), '_', ' ');
  if (!out.causes.empty()) {
    out.says = "cannot be computed by " + words + ": " +
               (creatinine.causes.empty() ? lacking(body.causes) : creatinine.says);
    return out;
  }
  const Formula formula = clearance ? cockcroft_gault : method == "mdrd" ? mdrd : ckd_epi_2021;
  const double a = formula(body, body.oldest, *creatinine.range.low),
               b = formula(body, body.youngest, *creatinine.range.low);
  out.range = {std::min(a, b), std::max(a, b)};
  out.says = (clearance ? "creatinine clearance " : "eGFR ") + number_text(std::round(a * 10) / 10) +
             (clearance ? " mL/min" : " mL/min/1.73m2") + " by " + words + " from " + creatinine.says;
  return out;
}

} // namespace

Readings read_kidney(const NumberTerm& term, const Case& of) {
  const bool clearance = term.kind == NumberKind::creatinine_clearance;
  criteria::SampleConditions recorded = term.sample;
  if (term.method != "any") recorded.methods = {term.method};
  Readings out = read_named(clearance ? "creatinine_clearance" : "egfr", recorded, of);
  if (out.front().causes.empty() || term.method == "measured") return out;
  const std::string method = term.method != "any" ? term.method
                             : clearance          ? "cockcroft_gault"
                                                  : "ckd_epi_2021";
  Readings computed;
  for (const Reading& creatinine : read_named("creatinine", term.sample, of))
    computed.push_back(compute(creatinine, term, method, of));
  const bool method_lacks = out.front().causes.items().front().fact == out.front().name &&
                            out.front().name == (clearance ? "creatinine_clearance_method" : "egfr_method");
  if (!method_lacks) return computed;
  // A value whose method is not recorded may be the one asked for: it has to lead to the same truth.
  for (Reading& reading : read_named(clearance ? "creatinine_clearance" : "egfr", term.sample, of))
    if (reading.causes.empty()) computed.push_back(std::move(reading));
  return computed;
}

} // namespace cartwright
