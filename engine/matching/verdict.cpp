#include "engine/matching/verdict.hpp"

#include <algorithm>
#include <set>

#include "engine/domain/slots.hpp"

namespace cartwright {

std::string_view word(CriterionState state) {
  switch (state) {
  case CriterionState::not_met:
    return "not_met";
  case CriterionState::unknown:
    return "unknown";
  case CriterionState::judgement:
    return "judgement";
  case CriterionState::met:
    return "met";
  }
  return "unknown";
}

std::string_view word(Verdict verdict) {
  switch (verdict) {
  case Verdict::ineligible:
    return "ineligible";
  case Verdict::eligible_later:
    return "eligible_later";
  case Verdict::potentially_eligible:
    return "potentially_eligible";
  case Verdict::eligible:
    return "eligible";
  }
  return "ineligible";
}

CriterionState state_of(const Criterion& criterion, const Finding& root) {
  const Truth helps = criterion.kind == CriterionKind::inclusion ? root.truth : negate(root.truth);
  if (helps == Truth::yes) return CriterionState::met;
  if (helps == Truth::no) return CriterionState::not_met;
  return root.causes.only_judgement() ? CriterionState::judgement : CriterionState::unknown;
}

namespace {

using criteria::Program;
using criteria::StepIndex;

std::vector<CriterionState> states(const CompiledTrial& trial, const Trace& trace) {
  std::vector<CriterionState> out;
  for (std::size_t i = 0; i < trial.roots.size(); ++i)
    out.push_back(state_of(trial.trial->criteria[i], trace[trial.roots[i]]));
  return out;
}

Verdict verdict_without_time(const std::vector<std::size_t>& scope,
                             const std::vector<CriterionState>& state) {
  bool open = false;
  for (const std::size_t i : scope) {
    if (state[i] == CriterionState::not_met) return Verdict::ineligible;
    open = open || state[i] == CriterionState::unknown;
  }
  return open ? Verdict::potentially_eligible : Verdict::eligible;
}

/// The states of one trial on later days, evaluated only where time can change something.
class Calendar {
public:
  /// Only days on which one of the `watched` roots may turn are looked at.
  Calendar(const CompiledTrial& trial, const Program& program, const Case& of, const Trace& now,
           std::vector<StepIndex> watched)
      : trial_(trial), program_(program), case_(of), limit_(after(of.as_of, look_ahead_limit)),
        watched_(std::move(watched)) {
    note_turns(now);
  }

  /// Visits the turning days in order until `enough` says stop.
  template <class Enough> void walk(Enough enough) {
    constexpr int most_days = 200; // a history has few boundaries; a hostile one must not cost more
    for (int visited = 0; !days_.empty() && visited < most_days; ++visited) {
      const Day day = *days_.begin();
      days_.erase(days_.begin());
      const Trace then = evaluate_some(program_, trial_.steps, look_ahead(case_, day));
      note_turns(then);
      if (enough(day, then)) return;
    }
  }

private:
  void note_turns(const Trace& trace) {
    for (const StepIndex root : watched_)
      for (const Day day : trace[root].turns)
        if (day > case_.as_of && day <= limit_ && seen_.insert(day).second) days_.insert(day);
  }

  const CompiledTrial& trial_;
  const Program& program_;
  const Case& case_;
  Day limit_;
  std::vector<StepIndex> watched_;
  std::set<Day> days_, seen_;
};

bool depends_on_a_border(const Finding& finding) {
  const auto& causes = finding.causes.items();
  return std::any_of(causes.begin(), causes.end(),
                     [](const Cause& cause) { return cause.kind == CauseKind::imprecise; });
}

/// On that day nothing of the cohort fails, and what failed before is certain, not merely on the border of a
/// date.
bool nothing_fails(const CompiledTrial& trial, const std::vector<std::size_t>& scope,
                   const std::vector<CriterionState>& before, const Trace& then) {
  return std::none_of(scope.begin(), scope.end(), [&](std::size_t i) {
    const Finding& root = then[trial.roots[i]];
    if (state_of(trial.trial->criteria[i], root) == CriterionState::not_met) return true;
    return before[i] == CriterionState::not_met && depends_on_a_border(root);
  });
}

/// One way in, with its verdict so far.
struct WayPlan {
  WayIn way;
  Verdict verdict = Verdict::potentially_eligible;
  std::optional<Day> eligible_from;
};

std::vector<WayPlan> plan_ways(const Trial& trial, const std::vector<CriterionState>& state) {
  std::vector<WayPlan> out;
  for (WayIn& way : ways_into(trial)) {
    const Verdict verdict = verdict_without_time(way.criteria, state);
    out.push_back({std::move(way), verdict, std::nullopt});
  }
  return out;
}

/// Some way in fails now, and time may mend all that fails in it.
bool time_may_help(const CompiledTrial& trial, const Trace& now, const std::vector<CriterionState>& state,
                   const std::vector<WayPlan>& ways) {
  return std::any_of(ways.begin(), ways.end(), [&](const WayPlan& plan) {
    return plan.verdict == Verdict::ineligible &&
           std::all_of(plan.way.criteria.begin(), plan.way.criteria.end(), [&](std::size_t i) {
             return state[i] != CriterionState::not_met || !now[trial.roots[i]].turns.empty();
           });
  });
}

/// When no way can be waited for, only the failing criteria are asked for their own date.
std::vector<StepIndex> watched_roots(const CompiledTrial& trial, const Trace& now,
                                     const std::vector<CriterionState>& state,
                                     const std::vector<WayPlan>& ways) {
  if (time_may_help(trial, now, state, ways)) return trial.roots;
  std::vector<StepIndex> out;
  for (std::size_t i = 0; i < state.size(); ++i)
    if (state[i] == CriterionState::not_met) out.push_back(trial.roots[i]);
  return out;
}

void look_for_later(const CompiledTrial& trial, const Program& program, const Case& of, const Trace& now,
                    const std::vector<CriterionState>& state, std::vector<WayPlan>& ways,
                    std::vector<std::optional<Day>>& mends) {
  Calendar calendar(trial, program, of, now, watched_roots(trial, now, state, ways));
  calendar.walk([&](Day day, const Trace& then) {
    bool waiting = false;
    for (std::size_t i = 0; i < state.size(); ++i) {
      if (state[i] != CriterionState::not_met || mends[i]) continue;
      const Finding& root = then[trial.roots[i]];
      if (state_of(trial.trial->criteria[i], root) != CriterionState::not_met && !depends_on_a_border(root))
        mends[i] = day;
      waiting = waiting || !mends[i];
    }
    for (WayPlan& plan : ways) {
      if (plan.verdict != Verdict::ineligible) continue;
      if (nothing_fails(trial, plan.way.criteria, state, then)) {
        plan.verdict = Verdict::eligible_later;
        plan.eligible_from = day;
      }
      waiting = waiting || plan.verdict == Verdict::ineligible;
    }
    return !waiting;
  });
}

/// Open ways speak first; among equals the better verdict, then the earlier date.
bool speaks_before(const CohortAnswer& a, const CohortAnswer& b) {
  if (a.recruiting != b.recruiting) return offer_order(a.recruiting) < offer_order(b.recruiting);
  if (a.verdict != b.verdict) return a.verdict > b.verdict;
  return a.eligible_from && b.eligible_from && *a.eligible_from < *b.eligible_from;
}

/// The best way that leads through the slot; through any when it is null.
CohortAnswer best_through(const Cohort* slot, const std::vector<WayPlan>& ways) {
  std::optional<CohortAnswer> best;
  for (const WayPlan& plan : ways) {
    if (slot != nullptr && plan.way.slot != slot && plan.way.country != slot) continue;
    const CohortAnswer answer{slot, plan.verdict, plan.eligible_from, plan.way.recruiting};
    if (!best || speaks_before(answer, *best)) best = answer;
  }
  return *best;
}

} // namespace

TrialVerdict judge(const CompiledTrial& trial, const Program& program, const Case& of, const Trace& now) {
  const std::vector<CriterionState> state = states(trial, now);
  std::vector<WayPlan> ways = plan_ways(*trial.trial, state);
  TrialVerdict out;
  out.mends.resize(state.size());
  const bool some_fails = std::any_of(state.begin(), state.end(),
                                      [](CriterionState each) { return each == CriterionState::not_met; });
  if (some_fails) look_for_later(trial, program, of, now, state, ways, out.mends);
  for (const Cohort& cohort : trial.trial->cohorts)
    out.cohorts.push_back(best_through(&cohort, ways));
  const CohortAnswer best = best_through(nullptr, ways);
  out.verdict = best.verdict;
  out.eligible_from = best.eligible_from;
  out.recruiting = best.recruiting;
  return out;
}

} // namespace cartwright
