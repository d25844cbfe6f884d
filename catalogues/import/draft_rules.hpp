// The drafter of rules as the importer uses it.
#pragma once

#include "catalogues/drafting/draft.hpp"
#include "catalogues/import/draft_trial.hpp"

namespace cartwright {

/// Every item of the text in its order: what became a rule, and what did not, with why. `drafter` must
/// outlive it.
DraftRules draft_rules_by(const drafting::Drafter& drafter);

} // namespace cartwright
