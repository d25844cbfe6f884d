// Free light chains: the involved one, the difference, the ratio, from kappa and lambda of one day.
#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/reading.hpp"
#include "engine/evaluation/series.hpp"

namespace cartwright {

namespace {

using criteria::NumberKind;
using criteria::NumberTerm;

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

/// Involved to uninvolved, from kappa to lambda.
Range involved_ratio(double ratio, Truth by_kappa) {
  if (by_kappa == Truth::unknown) return {std::min(ratio, 1 / ratio), std::max(ratio, 1 / ratio)};
  return Range::exactly(by_kappa == Truth::yes ? ratio : 1 / ratio);
}

Range range_of(NumberKind kind, const Chains& chains, const Case& of) {
  if (kind == NumberKind::flc_ratio) return Range::exactly(chains.kappa / chains.lambda);
  if (kind == NumberKind::involved_ratio)
    return involved_ratio(chains.kappa / chains.lambda, kappa_involved(chains, of));
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
  const bool turned = term.kind == NumberKind::involved_ratio,
             ratio = turned || term.kind == NumberKind::flc_ratio;
  const bool by_zero = (ratio && chains.lambda == 0) || (turned && chains.kappa == 0);
  if (!one_day(kappa, lambda, of) || by_zero) {
    out.causes.add({CauseKind::inadmissible, out.name, out.document});
    out.says = one_day(kappa, lambda, of) ? "one chain is zero, so there is no ratio"
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

/// Involved to uninvolved where only the ratio of kappa to lambda is recorded.
Readings turn_recorded_ratio(const criteria::SampleConditions& sample, const Case& of) {
  Readings out = read_named("flc_ratio", sample, of);
  for (Reading& reading : out) {
    if (!reading.range.low || *reading.range.low <= 0) continue;
    const double ratio = *reading.range.low;
    reading.range = involved_ratio(ratio, kappa_involved({ratio, 1}, of));
    reading.name = std::string(word(NumberKind::involved_ratio));
    if (*reading.range.low != *reading.range.high)
      reading.causes.add({CauseKind::missing, "light_chain", "protein_studies"});
  }
  return out;
}

} // namespace

Readings read_light_chains(const NumberTerm& term, const Case& of) {
  if (term.kind == NumberKind::flc_ratio) {
    Readings recorded = read_named("flc_ratio", term.sample, of);
    for (Reading& reading : recorded) {
      if (!reading.lower_limit) reading.lower_limit = normal_ratio_low;
      if (!reading.upper_limit) reading.upper_limit = normal_ratio_high;
    }
    if (recorded.front().causes.empty()) return recorded;
  }
  Readings out;
  for (const Reading& kappa : read_named("kappa_flc", term.sample, of))
    for (const Reading& lambda : read_named("lambda_flc", term.sample, of))
      out.push_back(pair(kappa, lambda, term, of));
  const bool paired = std::any_of(out.begin(), out.end(), [](const Reading& each) { return each.range.low; });
  if (term.kind != NumberKind::involved_ratio || paired) return out;
  Readings turned = turn_recorded_ratio(term.sample, of);
  return turned.front().range.low ? turned : out;
}

namespace {

std::vector<SeriesPoint> points_named(const char* name, const criteria::SampleConditions& sample,
                                      const Case& of) {
  const auto found = of.vocabulary.known(name, ConceptKind::measurement);
  return found ? series_of_measurement(*found, sample, of).points : std::vector<SeriesPoint>();
}

struct DatedChains {
  const SeriesPoint *kappa = nullptr, *lambda = nullptr;
  Chains chains() const { return {*kappa->value, *lambda->value}; }
  bool whole() const { return kappa->value && lambda->value; }
};

/// Kappa and lambda of the same day.
std::vector<DatedChains> pairs_of(const std::vector<SeriesPoint>& kappa,
                                  const std::vector<SeriesPoint>& lambda) {
  std::vector<DatedChains> out;
  for (const SeriesPoint& a : kappa)
    for (const SeriesPoint& b : lambda)
      if (a.date && b.date && *a.date == *b.date) out.push_back({&a, &b});
  return out;
}

/// One chain is involved throughout: the recorded one, else the one in excess in the newest pair that tells.
Truth kappa_throughout(const std::vector<DatedChains>& pairs, const Case& of) {
  Truth out = Truth::unknown;
  std::optional<Day> newest;
  for (const DatedChains& pair : pairs) {
    if (!pair.whole() || (newest && pair.kappa->date->latest() <= *newest)) continue;
    const Truth own = kappa_involved(pair.chains(), of);
    if (own == Truth::unknown) continue;
    newest = pair.kappa->date->latest();
    out = own;
  }
  return out;
}

SeriesPoint point_of(const DatedChains& pair, NumberKind kind, Truth by_kappa) {
  SeriesPoint out;
  out.date = pair.kappa->date;
  out.fact = {pair.kappa->fact.where, pair.kappa->fact.says + " and " + pair.lambda->fact.says};
  out.doubt = pair.kappa->doubt ? pair.kappa->doubt : pair.lambda->doubt;
  if (!pair.whole()) return out;
  if (by_kappa == Truth::unknown) {
    out.doubt = Cause{CauseKind::missing, "light_chain", "protein_studies"};
    return out;
  }
  const Chains chains = pair.chains();
  const double involved = by_kappa == Truth::yes ? chains.kappa : chains.lambda,
               other = by_kappa == Truth::yes ? chains.lambda : chains.kappa;
  out.value = kind == NumberKind::dflc ? involved - other : involved;
  return out;
}

} // namespace

Series series_of_light_chains(NumberKind kind, const criteria::SampleConditions& sample, const Case& of) {
  Series out;
  out.name = std::string(word(kind));
  out.document = "protein_studies";
  const auto kappa = points_named("kappa_flc", sample, of), lambda = points_named("lambda_flc", sample, of);
  const auto pairs = pairs_of(kappa, lambda);
  const Truth by_kappa = kappa_throughout(pairs, of);
  for (const DatedChains& pair : pairs)
    out.points.push_back(point_of(pair, kind, by_kappa));
  return out;
}

} // namespace cartwright
