// From criterion states to the verdict of a cohort and of a trial, now and on the first later day that time
// alone brings.
#pragma once

#include <functional>

#include "engine/domain/slots.hpp"
#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/overrides.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

/// An exclusion that does not hold is met.
CriterionState state_of(const Criterion& criterion, const Finding& root);

struct TrialVerdict {
  Verdict verdict = Verdict::potentially_eligible;
  std::optional<Day> eligible_from;
  Recruiting recruiting = Recruiting::unknown;
  std::vector<CohortAnswer> cohorts;     ///< one a slot, in the trial's order
  std::vector<CriterionState> states;    ///< what counts, one a criterion
  std::vector<std::optional<Day>> mends; ///< one a criterion; see CriterionAnswer::mends
};

/// `now` is the trace of the whole program on `of`. The best open way in speaks for the trial. What is `said`
/// of a criterion counts instead of what is found, on every day on which it holds.
TrialVerdict judge(const CompiledTrial& trial, const criteria::Program& program, const Case& of,
                   const Trace& now, const SaidOfTrial& said = {});

/// What a criterion's rule gives on a day, as far as a verdict needs it.
struct Glance {
  Truth truth = Truth::unknown;
  bool only_judgement = false; ///< unknown, and for nothing but a person to decide
  bool on_a_border = false;    ///< among its causes is a date or a number that is not precise
  bool turns = false;          ///< time alone may change it
};

/// The rules of one trial on the day of matching and on later days (see look_ahead()).
class Outlook {
public:
  virtual ~Outlook() = default;
  virtual Glance at(std::size_t criterion, Day day) = 0;
  /// Days after `day` on which the criterion may turn by time alone.
  virtual void each_turn(std::size_t criterion, Day day, const std::function<void(Day)>& take) = 0;
};

/// A trial with its ways in, found once.
struct JudgedTrial {
  const Trial& trial;
  const std::vector<WayIn>& ways;
};

/// The same of any outlook. Without `ask_mends` the days on which single criteria mend are left out.
TrialVerdict judge(const JudgedTrial& trial, Outlook& outlook, Day as_of, const SaidOfTrial& said,
                   bool ask_mends);
CriterionState state_of(CriterionKind kind, const Glance& glance);

/// How far ahead a waiting patient is told a date.
inline constexpr Period look_ahead_limit{3, PeriodUnit::years};

} // namespace cartwright
