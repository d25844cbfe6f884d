// Where a trial is open, how far from home, and how fresh that knowledge is.
#pragma once

#include "engine/domain/patient.hpp"
#include "engine/domain/place.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

/// A site of a trial, or of a country slot, that does not recruit is never open, whatever its own status
/// says. Open first, then those whose country's rules do not bar the patient, nearest first. `answer` already
/// has its verdict, recruiting and cohorts.
std::vector<SiteAnswer> describe_sites(const TrialAnswer& answer, const Snapshot& snapshot,
                                       const Patient& patient);
/// Of a site, by the state of the trial or of the slot of its country.
Recruiting site_state(Recruiting trial, Recruiting site);
/// Its own place, or that of its centre.
std::optional<Coordinates> place_of(const Site& site, const Centre* centre);
/// The slot of the site's country; null when the trial has none for it.
const Cohort* country_slot(const Trial& trial, const Site& site);
Freshness freshness_of(const Trial& trial, Day as_of, int stale_after_days);

} // namespace cartwright
