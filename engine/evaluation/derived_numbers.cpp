// Numbers computed from several measurements: kidney function and light chains.
#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

using criteria::NumberKind;
using criteria::NumberTerm;

Readings measured(const char* name, const criteria::SampleConditions& sample, const Case& of) {
  const auto found = of.vocabulary.known(name, ConceptKind::measurement);
  if (!found)
    return {
        not_known({CauseKind::missing, name, "blood_chemistry"}, std::string("no ") + name + " is recorded")};
  return read_measurement(*found, sample, of);
}

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
  Readings out = measured(clearance ? "creatinine_clearance" : "egfr", recorded, of);
  if (out.front().causes.empty() || term.method == "measured") return out;
  const std::string method = term.method != "any" ? term.method
                             : clearance          ? "cockcroft_gault"
                                                  : "ckd_epi_2021";
  Readings computed;
  for (const Reading& creatinine : measured("creatinine", term.sample, of))
    computed.push_back(compute(creatinine, term, method, of));
  const bool method_lacks = out.front().causes.items().front().fact == out.front().name &&
                            out.front().name == (clearance ? "creatinine_clearance_method" : "egfr_method");
  if (!method_lacks) return computed;
  // A value whose method is not recorded may be the one asked for: it has to lead to the same truth.
  for (Reading& reading : measured(clearance ? "creatinine_clearance" : "egfr", term.sample, of))
    if (reading.causes.empty()) computed.push_back(std::move(reading));
  return computed;
}

namespace {

/// Reference range of kappa to lambda (Katzmann 2002), when the laboratory states none.
constexpr double normal_ratio_low = 0.26, normal_ratio_high = 1.65;

struct Chains {
  double kappa = 0, lambda = 0; ///< mg/L
};

/// The involved chain is the one the profile names, else the one in excess; with a normal ratio either may
/// be.
Truth kappa_involved(const Chains& chains, const Case& of) {
  if (!of.patient.diagnosis.light_chain.empty()) return truth_of(of.patient.diagnosis.light_chain == "kappa");
  if (chains.lambda == 0 || chains.kappa / chains.lambda > normal_ratio_high) return Truth::yes;
  return chains.kappa / chains.lambda < normal_ratio_low ? Truth::no : Truth::unknown;
}

Range range_of(NumberKind kind, const Chains& chains, const Case& of) {
  if (kind == NumberKind::flc_ratio) return Range::exactly(chains.kappa / chains.lambda);
  const bool involved = kind == NumberKind::involved_flc;
  const double kappa = involved ? chains.kappa : chains.kappa - chains.lambda,
               lambda = involved ? chains.lambda : chains.lambda - chains.kappa;
  const Truth by_kappa = kappa_involved(chains, of);
  if (by_kappa == Truth::unknown) return {std::min(kappa, lambda), std::max(kappa, lambda)};
  return Range::exactly(by_kappa == Truth::yes ? kappa : lambda);
}

bool one_day(const Reading& kappa, const Reading& lambda, const Case& of) {
  const auto date_of = [&](const Reading& reading) {
    for (const Measurement& entry : of.patient.measurements)
      if (!reading.facts.empty() && entry.where == reading.facts.front().where) return entry.date;
    return std::optional<PartialDate>();
  };
  const auto a = date_of(kappa), b = date_of(lambda);
  return a && b && *a == *b;
}

Reading pair(const Reading& kappa, const Reading& lambda, const NumberTerm& term, const Case& of) {
  Reading out;
  out.name = std::string(word(term.kind));
  out.document = "protein_studies";
  out.facts = kappa.facts;
  out.facts.insert(out.facts.end(), lambda.facts.begin(), lambda.facts.end());
  out.causes = kappa.causes;
  out.causes.merge(lambda.causes);
  if (!out.causes.empty()) {
    out.says = kappa.causes.empty() ? lambda.says : kappa.says;
    return out;
  }
  const Chains chains{*kappa.range.low, *lambda.range.low};
  const bool ratio = term.kind == NumberKind::flc_ratio;
  if (!one_day(kappa, lambda, of) || (ratio && chains.lambda == 0)) {
    out.causes.add({CauseKind::inadmissible, out.name, out.document});
    out.says = one_day(kappa, lambda, of) ? "lambda is zero, so there is no ratio"
                                          : "kappa and lambda are not of one day";
    return out;
  }
  out.range = range_of(term.kind, chains, of);
  out.lower_limit = normal_ratio_low;
  out.upper_limit = normal_ratio_high;
  if (*out.range.low != *out.range.high)
    out.causes.add({CauseKind::missing, "light_chain", "protein_studies"});
  const auto rounded = [](double value) { return number_text(std::round(value * 100) / 100); };
  std::string words = out.name;
  std::replace(words.begin(), words.end(), '_', ' ');
  out.says = words + " " + rounded(*out.range.low) +
             (*out.range.low == *out.range.high ? "" : " or " + rounded(*out.range.high)) +
             (ratio ? "" : " mg/L") + " from " + kappa.says + " and " + lambda.says;
  return out;
}

} // namespace

Readings read_light_chains(const NumberTerm& term, const Case& of) {
  if (term.kind == NumberKind::flc_ratio) {
    Readings recorded = measured("flc_ratio", term.sample, of);
    for (Reading& reading : recorded) {
      if (!reading.lower_limit) reading.lower_limit = normal_ratio_low;
      if (!reading.upper_limit) reading.upper_limit = normal_ratio_high;
    }
    if (recorded.front().causes.empty()) return recorded;
  }
  Readings out;
  for (const Reading& kappa : measured("kappa_flc", term.sample, of))
    for (const Reading& lambda : measured("lambda_flc", term.sample, of))
      out.push_back(pair(kappa, lambda, term, of));
  return out;
}

} // namespace cartwright
