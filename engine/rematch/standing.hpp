// What a weekly run keeps of a patient and a trial: enough to say later what changed and why, and no more.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/domain/patient.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

struct Standing {
  Verdict verdict = Verdict::ineligible;
  std::optional<Day> eligible_from;
  Recruiting site = Recruiting::unknown; ///< the best site that the rules of its country leave open
  /// Weighted score parts that time alone does not move; see score_on. Zero when ineligible.
  float settled = 0;
  std::vector<CriterionState> states; ///< one a criterion, in the trial's order
  /// The first later day on which time alone may change anything above; nothing: none.
  std::optional<Day> turns;
  bool operator==(const Standing&) const = default;
};

/// Trials that may be offered to somebody: all but the closed ones, as indexes into the snapshot. Whether a
/// trial recruits is the same for every patient.
std::vector<std::size_t> offered_trials(const Snapshot& snapshot);
/// What match() calls the recruiting state of the trial, for every patient.
Recruiting recruiting_of(const Trial& trial);

/// The standings in these trials, in their order. They say what match() says.
std::vector<Standing> stand(const Snapshot& snapshot, const Patient& patient, Day as_of,
                            std::span<const std::size_t> trials);

/// What to ask for next, as match() says it, with only these trials in view.
std::vector<Unlock> open_questions(const Snapshot& snapshot, const Patient& patient, Day as_of,
                                   std::span<const std::size_t> trials);

} // namespace cartwright
