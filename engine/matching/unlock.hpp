// Of all unknowns: which document, obtained, would decide most candidates.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/matching/answer.hpp"

namespace cartwright {

/// Neither ruled out nor closed.
bool is_candidate(const TrialAnswer& answer);
/// A document can settle it; what nobody publishes or what a person judges, no document settles.
bool obtainable(const Cause& cause);
/// The documents for which one criterion waits; empty when something else is in the way.
std::set<std::string> documents_awaited(const CriterionAnswer& criterion);

/// Counts over trials that are neither ruled out nor closed. Documents that decide nothing are left out.
std::vector<Unlock> what_to_ask_next(const std::vector<TrialAnswer>& answers);

} // namespace cartwright
