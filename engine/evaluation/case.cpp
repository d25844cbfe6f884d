#include "engine/evaluation/case.hpp"

#include "engine/evaluation/episodes.hpp"
#include "engine/evaluation/screening.hpp"

namespace cartwright {

Case open_case(const Patient& patient, const Vocabulary& vocabulary, Day as_of) {
  Case out{patient,
           vocabulary,
           as_of,
           as_of,
           std::make_shared<const TreatmentHistory>(derive_history(patient, vocabulary, as_of)),
           nullptr,
           std::make_shared<const Conditioning>(conditioning_drugs(vocabulary))};
  out.told = std::make_shared<const ToldConditions>(conditions_told(out));
  return out;
}

void may_change_on(const Case& of, Day day) {
  if (of.later != nullptr && day > of.samples_as_of) of.later->note(day);
}

void may_change_when_reaching(const Case& of, Day target, Period period) {
  if (of.later == nullptr) return;
  Day day = after(target, period);
  while (before(day, period) < target) // months differ in length
    day += std::chrono::days(1);
  may_change_on(of, day);
}

void may_grow_old(const Case& of, const std::optional<PartialDate>& date, Period period) {
  if (of.later == nullptr || !date) return;
  for (const Day day : {date->earliest(), date->latest()})
    may_change_when_reaching(of, day + std::chrono::days(1), period);
}

void may_be_covered(const Case& of, const Completeness& list, Period period) {
  if (list.since) may_change_when_reaching(of, list.since->latest(), period);
}

Case look_ahead(const Case& now, Day later) {
  Case out = now;
  out.as_of = later;
  return out;
}

} // namespace cartwright
