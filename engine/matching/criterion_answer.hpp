// One criterion on one case, explained.
#pragma once

#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/snapshot.hpp"
#include "engine/matching/verdict.hpp"

namespace cartwright {

/// Of every criterion of a trial (or of what is judged like one), in its order, with the day that mends it.
std::vector<CriterionAnswer> answer_criteria(const CompiledTrial& compiled, const TrialVerdict& verdict,
                                             const Snapshot& snapshot, const Trace& trace);

} // namespace cartwright
