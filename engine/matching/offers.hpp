// What else, besides trials: approved products by country and treatment approaches, fitted to the case by
// criteria of the same language, in the same program.
#pragma once

#include <vector>

#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

/// Approaches by fit, then in the order of the catalogue. `answers` in rank order, for the trials and open
/// centres of an approach.
std::vector<PathwayAnswer> answer_pathways(const Snapshot& snapshot, const Case& of, const Trace& trace,
                                           const std::vector<TrialAnswer>& answers);

/// Approved indications first, those under review or only reported last; among them by fit, product, country.
std::vector<ApprovalAnswer> answer_products(const Snapshot& snapshot, const Case& of, const Trace& trace);

} // namespace cartwright
