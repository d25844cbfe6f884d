// The catalogue laid out for many patients at once: what decides about each trial today, time left aside.
#pragma once

#include "engine/matching/snapshot.hpp"
#include "engine/population/population.hpp"

namespace cartwright {

/// Of the ways into a trial only those that are offered before all others speak for it: open ones where there
/// are any.
TrialRules rules_of(const CompiledTrial& trial);

/// Rows of a population's verdicts are the snapshot's trials: yes is eligible, no is ineligible (by time
/// alone perhaps later, see Columns::turning), unknown is potentially eligible. Exactly what judge() says of
/// each patient.
struct PopulationRules {
  LeafPlan leaves;
  Schedule schedule;
};
PopulationRules lay_out(const Snapshot& snapshot);

} // namespace cartwright
