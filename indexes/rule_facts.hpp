// What a trial's rules say at a glance: ages, what they make of earlier BCMA therapy, the diseases they take,
// and the recorded facts that alone make a patient ineligible. Read off the checked rules, never guessed from
// words.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/criteria/checked.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

/// required: every way in wants it; some_cohorts: one way in does; excluded: none is allowed;
/// restricted: something else is said of it (a modality, a washout, a response); not_stated.
enum class PriorTherapyRule : std::uint8_t { not_stated, restricted, excluded, some_cohorts, required };
std::string_view word(PriorTherapyRule rule);

struct RuleFacts {
  std::optional<double> age_low, age_high; ///< years, the widest of all ways in
  PriorTherapyRule prior_bcma = PriorTherapyRule::not_stated;
  std::vector<ConceptId> conditions; ///< that a rule on the diagnosis names
  /// Each is a recorded fact that fails a rule of every way in, for good: "exposed:AGENT", "sex:male".
  std::vector<std::string> guards;
  std::optional<double> guard_age; ///< older than this fails every way in
};

RuleFacts rule_facts(const Trial& trial, const Vocabulary& vocabulary,
                     const criteria::Definitions& definitions);

} // namespace cartwright
