// How ready a case is: for each of the twelve document groups whether it is here, stale, missing or to be
// translated, which facts it must hold are in the profile, and which trials wait for it.
#pragma once

#include <vector>

#include "engine/domain/navigation.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/matching/answer.hpp"

namespace cartwright {

/// In the order of the catalogue. `answers` in rank order; trials that are ruled out or closed wait for
/// nothing.
std::vector<DocumentReadiness> readiness_of(const std::vector<DocumentGroup>& groups, const Case& of,
                                            const std::vector<TrialAnswer>& answers);

} // namespace cartwright
