// Numbers of the case review that are computed: each with its method, its inputs and what is missing.
#pragma once

#include <vector>

#include "engine/evaluation/case.hpp"
#include "engine/matching/answer.hpp"

namespace cartwright {

/// Corrected calcium, kidney function by each formula, light chains, sum of products, stages, CAR-HEMATOTOX.
std::vector<ReviewItem> review_numbers(const Case& of);

} // namespace cartwright
