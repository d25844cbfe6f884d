#include "engine/matching/sites.hpp"

#include <algorithm>
#include <tuple>

namespace cartwright {

Recruiting site_state(Recruiting trial, Recruiting site) {
  if (trial == Recruiting::closed || site == Recruiting::closed) return Recruiting::closed;
  if (trial == Recruiting::open) return site;
  return trial;
}

std::optional<Coordinates> place_of(const Site& site, const Centre* centre) {
  if (site.latitude && site.longitude) return Coordinates{*site.latitude, *site.longitude};
  if (centre != nullptr && centre->latitude && centre->longitude)
    return Coordinates{*centre->latitude, *centre->longitude};
  return std::nullopt;
}

const Cohort* country_slot(const Trial& trial, const Site& site) {
  for (const Cohort& each : trial.cohorts)
    if (std::find(each.countries.begin(), each.countries.end(), site.country) != each.countries.end())
      return &each;
  return nullptr;
}

namespace {

std::string site_sentence(const SiteAnswer& answer, Recruiting trial) {
  const Site& site = *answer.site;
  const std::string seen =
      site.status.as_of ? "seen " + text_of(*site.status.as_of) : std::string("date not recorded");
  std::string out =
      "site status \"" + (site.status.value.empty() ? "unknown" : site.status.value) + "\", " + seen;
  if (trial != Recruiting::open && site.status.recruiting() == Recruiting::open)
    out += "; the trial itself is " + std::string(trial == Recruiting::not_yet  ? "not yet recruiting"
                                                  : trial == Recruiting::closed ? "closed"
                                                                                : "of unknown status");
  return out;
}

const CohortAnswer* country_slot(const TrialAnswer& answer, const Site& site) {
  const Cohort* slot = country_slot(*answer.trial, site);
  for (const CohortAnswer& each : answer.cohorts)
    if (slot != nullptr && each.cohort == slot) return &each;
  return nullptr;
}

SiteAnswer describe(const Site& site, const TrialAnswer& answer, const Snapshot& snapshot,
                    const Patient& patient) {
  SiteAnswer out;
  out.site = &site;
  out.centre = site.centre ? snapshot.find(*site.centre) : nullptr;
  const CohortAnswer* slot = country_slot(answer, site);
  const Recruiting trial = slot == nullptr ? answer.recruiting : slot->recruiting;
  out.barred =
      slot != nullptr && slot->verdict == Verdict::ineligible && answer.verdict != Verdict::ineligible;
  out.recruiting = site_state(trial, site.status.recruiting());
  const auto place = place_of(site, out.centre);
  if (place && patient.travel.latitude && patient.travel.longitude)
    out.distance_km = distance_km({*patient.travel.latitude, *patient.travel.longitude}, *place);
  out.why = site_sentence(out, trial);
  if (out.barred) out.why += "; the trial's rules for this country rule the patient out";
  return out;
}

} // namespace

std::vector<SiteAnswer> describe_sites(const TrialAnswer& answer, const Snapshot& snapshot,
                                       const Patient& patient) {
  std::vector<SiteAnswer> out;
  for (const Site& site : answer.trial->sites)
    out.push_back(describe(site, answer, snapshot, patient));
  const auto key = [](const SiteAnswer& answer) {
    constexpr double beyond_any_distance = 1e9;
    return std::tuple<int, bool, double, const std::string&>(offer_order(answer.recruiting), answer.barred,
                                                             answer.distance_km.value_or(beyond_any_distance),
                                                             answer.site->facility);
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const SiteAnswer& a, const SiteAnswer& b) { return key(a) < key(b); });
  return out;
}

Freshness freshness_of(const Trial& trial, Day as_of, int stale_after_days) {
  Freshness out;
  out.seen = trial.status.as_of;
  if (!out.seen) return out;
  out.days = static_cast<int>((as_of - *out.seen).count());
  out.stale = *out.days > stale_after_days;
  return out;
}

} // namespace cartwright
