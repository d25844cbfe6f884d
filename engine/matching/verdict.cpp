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

/// A trial's criteria with what was said of them.
struct Rules {
  const CompiledTrial& trial;
  const SaidOfTrial& said;

  std::size_t size() const { return trial.roots.size(); }
  const Finding& found(std::size_t i, const Trace& trace) const { return trace[trial.roots[i]]; }
  const CriterionOverride* override_on(std::size_t i, Day day) const {
    return i < said.size() && said[i] != nullptr && holds_on(*said[i], day) ? said[i] : nullptr;
  }
  CriterionState state(std::size_t i, const Trace& trace, Day day) const {
    const CriterionOverride* over = override_on(i, day);
    return over != nullptr ? over->state : state_of(trial.trial->criteria[i], found(i, trace));
  }
  /// The day after the last one of what is said and holds now.
  std::optional<Day> lapse(std::size_t i, Day now) const {
    const CriterionOverride* over = override_on(i, now);
    return over != nullptr && over->until ? std::optional(*over->until + std::chrono::days(1)) : std::nullopt;
  }
  /// Time alone may change how it counts.
  bool may_turn(std::size_t i, const Trace& now, Day as_of) const {
    return override_on(i, as_of) != nullptr ? lapse(i, as_of).has_value() : !found(i, now).turns.empty();
  }
};

std::vector<CriterionState> states(const Rules& rules, const Trace& trace, Day day) {
  std::vector<CriterionState> out;
  for (std::size_t i = 0; i < rules.size(); ++i)
    out.push_back(rules.state(i, trace, day));
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

  /// A day on which something but the trial's rules may turn.
  void note(Day day) {
    if (day > case_.as_of && day <= limit_ && seen_.insert(day).second) days_.insert(day);
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
        note(day);
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

/// Not failing on that day for certain, not merely on the border of a date.
bool surely_mended(const Rules& rules, std::size_t i, const Trace& then, Day day) {
  if (rules.state(i, then, day) == CriterionState::not_met) return false;
  return rules.override_on(i, day) != nullptr || !depends_on_a_border(rules.found(i, then));
}

/// On that day nothing of the cohort fails, and what failed before is surely mended.
bool nothing_fails(const Rules& rules, const std::vector<std::size_t>& scope,
                   const std::vector<CriterionState>& before, const Trace& then, Day day) {
  return std::all_of(scope.begin(), scope.end(), [&](std::size_t i) {
    return before[i] == CriterionState::not_met ? surely_mended(rules, i, then, day)
                                                : rules.state(i, then, day) != CriterionState::not_met;
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
bool time_may_help(const Rules& rules, const Trace& now, Day as_of, const std::vector<CriterionState>& state,
                   const std::vector<WayPlan>& ways) {
  return std::any_of(ways.begin(), ways.end(), [&](const WayPlan& plan) {
    return plan.verdict == Verdict::ineligible &&
           std::all_of(plan.way.criteria.begin(), plan.way.criteria.end(), [&](std::size_t i) {
             return state[i] != CriterionState::not_met || rules.may_turn(i, now, as_of);
           });
  });
}

/// When no way can be waited for, only the failing criteria are asked for their own date.
std::vector<StepIndex> watched_roots(const Rules& rules, const Trace& now, Day as_of,
                                     const std::vector<CriterionState>& state,
                                     const std::vector<WayPlan>& ways) {
  const CompiledTrial& trial = rules.trial;
  if (time_may_help(rules, now, as_of, state, ways)) return trial.roots;
  std::vector<StepIndex> out;
  for (std::size_t i = 0; i < state.size(); ++i)
    if (state[i] == CriterionState::not_met) out.push_back(trial.roots[i]);
  return out;
}

void look_for_later(const Rules& rules, const Program& program, const Case& of, const Trace& now,
                    const std::vector<CriterionState>& state, std::vector<WayPlan>& ways,
                    std::vector<std::optional<Day>>& mends) {
  Calendar calendar(rules.trial, program, of, now, watched_roots(rules, now, of.as_of, state, ways));
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (const auto day = rules.lapse(i, of.as_of)) calendar.note(*day);
  calendar.walk([&](Day day, const Trace& then) {
    bool waiting = false;
    for (std::size_t i = 0; i < state.size(); ++i) {
      if (state[i] != CriterionState::not_met || mends[i]) continue;
      if (surely_mended(rules, i, then, day)) mends[i] = day;
      waiting = waiting || !mends[i];
    }
    for (WayPlan& plan : ways) {
      if (plan.verdict != Verdict::ineligible) continue;
      if (nothing_fails(rules, plan.way.criteria, state, then, day)) {
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

TrialVerdict judge(const CompiledTrial& trial, const Program& program, const Case& of, const Trace& now,
                   const SaidOfTrial& said) {
  const Rules rules{trial, said};
  const std::vector<CriterionState> state = states(rules, now, of.as_of);
  std::vector<WayPlan> ways = plan_ways(*trial.trial, state);
  TrialVerdict out;
  out.mends.resize(state.size());
  const bool some_fails = std::any_of(state.begin(), state.end(),
                                      [](CriterionState each) { return each == CriterionState::not_met; });
  if (some_fails) look_for_later(rules, program, of, now, state, ways, out.mends);
  for (const Cohort& cohort : trial.trial->cohorts)
    out.cohorts.push_back(best_through(&cohort, ways));
  const CohortAnswer best = best_through(nullptr, ways);
  out.verdict = best.verdict;
  out.eligible_from = best.eligible_from;
  out.recruiting = best.recruiting;
  return out;
}

} // namespace cartwright
