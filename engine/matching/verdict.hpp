// From criterion states to the verdict of a cohort and of a trial, now and on the first later day that time
// alone brings.
#pragma once

#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/overrides.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

/// An exclusion that does not hold is met.
CriterionState state_of(const Criterion& criterion, const Finding& root);

struct TrialVerdict {
  Verdict verdict = Verdict::potentially_eligible;
  std::optional<Day> eligible_from;
  Recruiting recruiting = Recruiting::unknown;
  std::vector<CohortAnswer> cohorts;     ///< one a slot, in the trial's order
  std::vector<std::optional<Day>> mends; ///< one a criterion; see CriterionAnswer::mends
};

/// `now` is the trace of the whole program on `of`. The best open way in speaks for the trial. What is `said`
/// of a criterion counts instead of what is found, on every day on which it holds.
TrialVerdict judge(const CompiledTrial& trial, const criteria::Program& program, const Case& of,
                   const Trace& now, const SaidOfTrial& said = {});

/// How far ahead a waiting patient is told a date.
inline constexpr Period look_ahead_limit{3, PeriodUnit::years};

} // namespace cartwright
