// Statements of people about criteria, found for a trial and dated.
#pragma once

#include <vector>

#include "engine/domain/date.hpp"
#include "engine/domain/trial.hpp"
#include "engine/matching/answer.hpp"

namespace cartwright {

/// One a criterion of a trial, in its order; null where nobody said anything. Empty: about none.
using SaidOfTrial = std::vector<const CriterionOverride*>;

/// The last of several about one criterion counts.
SaidOfTrial said_of(const Trial& trial, const std::vector<CriterionOverride>& overrides);
bool holds_on(const CriterionOverride& said, Day day);
/// As it is told in the answer of that day: with the reason why it has lapsed, if it has.
CriterionOverride told_on(const CriterionOverride& said, Day day);

} // namespace cartwright
