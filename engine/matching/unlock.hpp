// Of all unknowns: which document, obtained, would decide most candidates.
#pragma once

#include <vector>

#include "engine/matching/answer.hpp"

namespace cartwright {

/// Counts over trials that are neither ruled out nor closed. Documents that decide nothing are left out.
std::vector<Unlock> what_to_ask_next(const std::vector<TrialAnswer>& answers);

} // namespace cartwright
