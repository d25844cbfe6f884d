// Calcium corrected for albumin: recorded, or computed from both of one day.
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

/// Payne, Br Med J 1973;4:643: 0.02 mmol/L for each g/L of albumin below 40.
double payne(double calcium, double albumin) {
  constexpr double mmol_per_g = 0.02, usual_albumin = 40;
  return calcium + mmol_per_g * (usual_albumin - albumin);
}

std::optional<PartialDate> date_of(const Reading& reading, const Case& of) {
  for (const Measurement& entry : of.patient.measurements)
    if (!reading.facts.empty() && entry.where == reading.facts.front().where) return entry.date;
  return std::nullopt;
}

Reading corrected(const Reading& calcium, const Reading& albumin, const Case& of) {
  Reading out;
  out.name = "calcium_corrected";
  out.document = "blood_chemistry";
  out.facts = calcium.facts;
  out.facts.insert(out.facts.end(), albumin.facts.begin(), albumin.facts.end());
  out.causes = calcium.causes;
  out.causes.merge(albumin.causes);
  if (!out.causes.empty()) {
    out.says =
        "corrected calcium cannot be computed: " + (calcium.causes.empty() ? albumin.says : calcium.says);
    return out;
  }
  const auto a = date_of(calcium, of), b = date_of(albumin, of);
  if (!a || !b || *a != *b) {
    out.causes.add({CauseKind::inadmissible, out.name, out.document});
    out.says = "total calcium and albumin are not of one day";
    return out;
  }
  constexpr double thousandth = 1000;
  const double value = std::round(payne(*calcium.range.low, *albumin.range.low) * thousandth) / thousandth;
  out.range = Range::exactly(value);
  out.upper_limit = calcium.upper_limit;
  out.lower_limit = calcium.lower_limit;
  out.says = "corrected calcium " + number_text(value) + " mmol/L by Payne from " + calcium.says + " and " +
             albumin.says;
  return out;
}

} // namespace

Readings read_corrected_calcium(const criteria::SampleConditions& sample, const Case& of) {
  Readings recorded = read_named("calcium_corrected", sample, of);
  if (recorded.front().causes.empty()) return recorded;
  const Readings totals = read_named("calcium_total", sample, of);
  const bool recorded_tells = totals.front().facts.empty() || !recorded.front().facts.empty();
  Readings out;
  for (const Reading& calcium : totals)
    for (const Reading& albumin : read_named("albumin", sample, of))
      out.push_back(corrected(calcium, albumin, of));
  return out.front().range.low || !recorded_tells ? out : recorded;
}

} // namespace cartwright
