#include "engine/domain/slots.hpp"

#include <algorithm>
#include <optional>

namespace cartwright {

namespace {

/// Open only when both are; what is closed stays closed, what is not known stays not known.
Recruiting narrower(Recruiting a, Recruiting b) {
  for (const Recruiting first : {Recruiting::closed, Recruiting::unknown, Recruiting::not_yet})
    if (a == first || b == first) return first;
  return Recruiting::open;
}

/// The best state of the sites that lie in the countries; no site listed: not known.
Recruiting sites_in(const Trial& trial, const std::vector<std::string>& countries) {
  std::optional<Recruiting> best;
  for (const Site& site : trial.sites) {
    if (std::find(countries.begin(), countries.end(), site.country) == countries.end()) continue;
    const Recruiting state = site.status.recruiting();
    if (!best || offer_order(state) < offer_order(*best)) best = state;
  }
  return best.value_or(Recruiting::unknown);
}

Recruiting state_of(const Trial& trial, const WayIn& way) {
  Recruiting out = trial.status.recruiting();
  for (const Cohort* part : {way.slot, way.country})
    if (part != nullptr && part->status) out = narrower(out, part->status->recruiting());
  if (way.country != nullptr) out = narrower(out, sites_in(trial, way.country->countries));
  return out;
}

/// Whether the scope says anything about slots like these, and whether it then names `chosen`.
bool admits(const std::vector<CohortId>& scope, const std::vector<const Cohort*>& alternatives,
            const Cohort* chosen) {
  const auto named = [&](const Cohort* slot) {
    return std::find(scope.begin(), scope.end(), slot->id) != scope.end();
  };
  return std::none_of(alternatives.begin(), alternatives.end(), named) || named(chosen);
}

std::vector<const Cohort*> alternatives(const Trial& trial, bool countries) {
  std::vector<const Cohort*> out;
  for (const Cohort& cohort : trial.cohorts)
    if ((cohort.kind == SlotKind::country) == countries) out.push_back(&cohort);
  return out;
}

/// No slot at all is one way too.
std::vector<const Cohort*> or_none(std::vector<const Cohort*> slots) {
  if (slots.empty()) slots.push_back(nullptr);
  return slots;
}

} // namespace

std::vector<WayIn> ways_into(const Trial& trial) {
  const auto slots = alternatives(trial, false), countries = alternatives(trial, true);
  std::vector<WayIn> out;
  for (const Cohort* slot : or_none(slots))
    for (const Cohort* country : or_none(countries)) {
      WayIn way{slot, country, {}, Recruiting::unknown};
      for (std::size_t i = 0; i < trial.criteria.size(); ++i) {
        const auto& scope = trial.criteria[i].scope;
        if (admits(scope, slots, slot) && admits(scope, countries, country)) way.criteria.push_back(i);
      }
      way.recruiting = state_of(trial, way);
      out.push_back(std::move(way));
    }
  return out;
}

} // namespace cartwright
