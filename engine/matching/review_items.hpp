// The case review from a trace that exists already, so that a match does not evaluate twice.
#pragma once

#include <vector>

#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

std::vector<ReviewItem> review_items(const Snapshot& snapshot, const Case& of, const Trace& trace);

} // namespace cartwright
