// The ways into a trial: its slots (cohorts, arms, parts, phases, stages), each of them in each country slot.
#pragma once

#include <vector>

#include "engine/domain/trial.hpp"

namespace cartwright {

struct WayIn {
  const Cohort* slot = nullptr;      ///< null when the trial has none but countries
  const Cohort* country = nullptr;   ///< null when the trial has no country slots
  std::vector<std::size_t> criteria; ///< indexes of those that hold here
  Recruiting recruiting = Recruiting::unknown;
};

/// At least one. A criterion that names slots holds where the way's slot is among them, and, if it names
/// countries, where the way's country is. A way is open only when the trial, its slot, its country slot and
/// some site in that country are.
std::vector<WayIn> ways_into(const Trial& trial);

} // namespace cartwright
