// Which trials are worth matching for a patient. Promise: maybe too many, never too few; a fact that is
// missing, uncertain or only possible filters nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/domain/patient.hpp"
#include "engine/domain/result.hpp"
#include "engine/domain/vocabulary.hpp"
#include "indexes/search_index.hpp"

namespace cartwright {

/// The recorded facts that trials may be guarded against, as the index writes guards.
struct GuardFacts {
  std::vector<std::string> guards; ///< "exposed:AGENT", "sex:male", "status:newly_diagnosed", ...
  std::optional<double> age;       ///< whole years that the patient has at least
};
GuardFacts guard_facts(const Patient& patient, const Vocabulary& vocabulary, Day as_of);

/// Every trial that is not ineligible on that day, and perhaps others; sorted.
Result<std::vector<TrialId>> candidates(const SearchIndex& index, const Patient& patient,
                                        const Vocabulary& vocabulary, Day as_of);

} // namespace cartwright
