// Because of what a trial moved for a case: found by asking again with one thing changed at a time.
#pragma once

#include <string>
#include <vector>

#include "engine/rematch/case_changes.hpp"
#include "engine/rematch/standing_plan.hpp"

namespace cartwright {

enum class CauseOf : std::uint8_t {
  fact,     ///< the profile says something else
  rule,     ///< a criterion was added, removed or changed
  status,   ///< of the trial or of one of its slots
  site,     ///< a site's status
  calendar, ///< the date alone
  listing,  ///< the trial came into the catalogue, or left it
  record,   ///< something else in the trial's record
  context,  ///< vocabulary, definitions, evidence, centres or weights
  program,  ///< another version of the program reads the same rule otherwise
  override  ///< somebody says otherwise of a criterion than before, or says it no longer
};
std::string_view word(CauseOf of);

struct MoveCause {
  CauseOf of = CauseOf::calendar;
  std::string item;   ///< the criterion or the site; empty: the trial
  std::string says;   ///< tells nothing about the patient
  std::string detail; ///< the sentence with the patient's figures; empty where there is none
  bool operator==(const MoveCause&) const = default;
};

/// Two runs about one case. The profiles are the same object when it did not change.
struct CasePair {
  const Snapshot& snapshot; ///< of the later run
  const StandingPlan& plan; ///< of its offered trials
  const KeptAnswer& before;
  const KeptAnswer& after;
  const Patient& patient_before;
  const Patient& patient_after;
  bool same_program = true;
  /// Every statement about the case, ended ones too; the last about a criterion counts.
  const std::vector<CriterionOverride>& said;
};

/// At least one. The same input gives the same sentences.
std::vector<MoveCause> causes_of(const TrialMove& move, const CasePair& pair);

} // namespace cartwright
