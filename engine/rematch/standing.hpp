// What a weekly run keeps of a patient and a trial: enough to say later what changed and why, and no more.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/domain/patient.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

/// What somebody says of a criterion, where the standing goes by it. Its reason stays with the case.
struct SaidInForce {
  std::size_t criterion = 0; ///< in the trial's order
  CriterionState state = CriterionState::met;
  std::int64_t number = 0; ///< of the override in its case
  std::optional<Day> until;
  bool operator==(const SaidInForce&) const = default;
};

struct Standing {
  Verdict verdict = Verdict::ineligible;
  std::optional<Day> eligible_from;
  Recruiting site = Recruiting::unknown; ///< the best site that the rules of its country leave open
  /// Weighted score parts that time alone does not move; see score_on. Zero when ineligible.
  float settled = 0;
  std::vector<CriterionState> states; ///< what counts, one a criterion, in the trial's order
  std::vector<SaidInForce> said;      ///< by criterion
  /// The first later day on which time alone may change anything above; nothing: none.
  std::optional<Day> turns;
  bool operator==(const Standing&) const = default;
};

/// Trials that may be offered to somebody: all but the closed ones, as indexes into the snapshot. Whether a
/// trial recruits is the same for every patient.
std::vector<std::size_t> offered_trials(const Snapshot& snapshot);
/// What match() calls the recruiting state of the trial, for every patient.
Recruiting recruiting_of(const Trial& trial);

/// Of the statements, those about this trial that hold on the day.
std::vector<SaidInForce> said_in_force(const Trial& trial, const std::vector<CriterionOverride>& overrides,
                                       Day day);

/// The standings in these trials, in their order. They say what match() says.
std::vector<Standing> stand(const Snapshot& snapshot, const Patient& patient, Day as_of,
                            std::span<const std::size_t> trials,
                            const std::vector<CriterionOverride>& overrides = {});

/// What to ask for next, as match() says it, with only these trials in view.
std::vector<Unlock> open_questions(const Snapshot& snapshot, const Patient& patient, Day as_of,
                                   std::span<const std::size_t> trials,
                                   const std::vector<CriterionOverride>& overrides = {});

} // namespace cartwright
