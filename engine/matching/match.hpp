// One patient against the whole catalogue on one date. Pure: the same input gives the same answer.
#pragma once

#include "engine/domain/patient.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/rank.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

struct MatchQuestion {
  Day as_of{};
  WeightChanges weights;
  std::vector<CriterionOverride> overrides = {}; ///< those of trials and criteria that are not there are left out
};

/// Every trial of the catalogue, ranked and explained, with the case review, the readiness of its documents
/// and what to ask for next.
MatchAnswer match(const Snapshot& snapshot, const Patient& patient, const MatchQuestion& question);

} // namespace cartwright
