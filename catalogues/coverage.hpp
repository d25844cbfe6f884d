// How much of what the records state is said as rules, trial by trial.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "engine/domain/trial.hpp"

namespace cartwright {

/// A criterion that holds any test counts as ruled, whatever else stands in it; its other parts are counted
/// too. One that is statements only counts by the worst of them.
struct CriteriaTally {
  std::size_t stated = 0, ruled = 0, judgement = 0, not_public = 0, not_evaluated = 0;
  /// Statements inside ruled criteria.
  std::size_t judgement_parts = 0, not_public_parts = 0, not_evaluated_parts = 0;
  CriteriaTally& operator+=(const CriteriaTally& other);
  /// Of what is stated: evaluated, for judgement or marked not public. 100 when nothing is stated.
  double covered_percent() const;
};

struct TrialCoverage {
  const Trial* trial = nullptr;
  CriteriaTally tally;
  bool more_unseen = false; ///< closes with "further criteria were not seen", which is not counted as stated
};

struct Coverage {
  std::vector<TrialCoverage> trials; ///< in the catalogue's order
  CriteriaTally curated;             ///< over trials that are full or partial
  std::size_t full = 0, partial = 0, registry_only = 0, verified = 0;
  std::map<std::string, std::size_t> by_target;  ///< trials; "none" where the record names none
  std::map<std::string, std::size_t> by_country; ///< trials with a site there; "none" without any site
  std::map<std::string, std::size_t> by_status;  ///< trials
  std::size_t curated_trials() const { return full + partial; }
};

Coverage coverage(const Catalogue& catalogue);

} // namespace cartwright
