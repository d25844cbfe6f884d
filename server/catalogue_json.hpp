// Trials and centres as the catalogue holds them, without a patient.
#pragma once

#include <string>

#include "engine/matching/snapshot.hpp"

namespace cartwright {

/// {"catalogue": ..., "trials": [...]}: one short entry a trial, sorted by id.
std::string trials_json(const Snapshot& snapshot);
/// One trial with its cohorts, sites and criteria, rules as written and as read.
std::string trial_json(const Trial& trial, const Vocabulary& vocabulary);
std::string centres_json(const Snapshot& snapshot);
std::string centre_json(const Centre& centre, const Snapshot& snapshot);

} // namespace cartwright
