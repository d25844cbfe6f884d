#include "engine/matching/verdict.hpp"

#include <algorithm>
#include <set>

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

CriterionState state_of(CriterionKind kind, const Glance& glance) {
  const Truth helps = kind == CriterionKind::inclusion ? glance.truth : negate(glance.truth);
  if (helps == Truth::yes) return CriterionState::met;
  if (helps == Truth::no) return CriterionState::not_met;
  return glance.only_judgement ? CriterionState::judgement : CriterionState::unknown;
}

CriterionState state_of(const Criterion& criterion, const Finding& root) {
  return state_of(criterion.kind, {root.truth, root.causes.only_judgement(), false, false});
}

namespace {

bool depends_on_a_border(const Finding& finding) {
  const auto& causes = finding.causes.items();
  return std::any_of(causes.begin(), causes.end(),
                     [](const Cause& cause) { return cause.kind == CauseKind::imprecise; });
}

/// A trial's part of the trace of a program; its later days are evaluated one at a time.
class TraceOutlook : public Outlook {
public:
  TraceOutlook(const CompiledTrial& trial, const criteria::Program& program, const Case& of, const Trace& now)
      : trial_(trial), program_(program), case_(of), now_(now) {}

  Glance at(std::size_t criterion, Day day) override {
    const Finding& found = on(day)[trial_.roots[criterion]];
    return {found.truth, found.causes.only_judgement(), depends_on_a_border(found), !found.turns.empty()};
  }
  void each_turn(std::size_t criterion, Day day, const std::function<void(Day)>& take) override {
    for (const Day turn : on(day)[trial_.roots[criterion]].turns)
      take(turn);
  }

private:
  const Trace& on(Day day) {
    if (day == case_.as_of) return now_;
    if (!later_ || later_day_ != day) {
      later_.emplace(evaluate_some(program_, trial_.steps, look_ahead(case_, day)));
      later_day_ = day;
    }
    return *later_;
  }

  const CompiledTrial& trial_;
  const criteria::Program& program_;
  const Case& case_;
  const Trace& now_;
  std::optional<Trace> later_;
  Day later_day_{};
};

/// A trial's criteria with what was said of them.
struct Rules {
  const Trial& trial;
  const SaidOfTrial& said;
  Outlook& outlook;
  Day as_of{};

  std::size_t size() const { return trial.criteria.size(); }
  const CriterionOverride* override_on(std::size_t i, Day day) const {
    return i < said.size() && said[i] != nullptr && holds_on(*said[i], day) ? said[i] : nullptr;
  }
  CriterionState state(std::size_t i, Day day) const {
    const CriterionOverride* over = override_on(i, day);
    return over != nullptr ? over->state : state_of(trial.criteria[i].kind, outlook.at(i, day));
  }
  /// The day after the last one of what is said and holds now.
  std::optional<Day> lapse(std::size_t i) const {
    const CriterionOverride* over = override_on(i, as_of);
    return over != nullptr && over->until ? std::optional(*over->until + std::chrono::days(1)) : std::nullopt;
  }
  /// Time alone may change how it counts.
  bool may_turn(std::size_t i) const {
    return override_on(i, as_of) != nullptr ? lapse(i).has_value() : outlook.at(i, as_of).turns;
  }
};

std::vector<CriterionState> states(const Rules& rules) {
  std::vector<CriterionState> out;
  out.reserve(rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i)
    out.push_back(rules.state(i, rules.as_of));
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

/// The later days on which time can change something in a trial.
class Calendar {
public:
  /// Only days on which one of the `watched` criteria may turn are looked at.
  Calendar(const Rules& rules, std::vector<std::size_t> watched)
      : rules_(rules), limit_(after(rules.as_of, look_ahead_limit)), watched_(std::move(watched)) {
    note_turns(rules.as_of);
  }

  /// A day on which something but the trial's rules may turn.
  void note(Day day) {
    if (day > rules_.as_of && day <= limit_ && seen_.insert(day).second) days_.insert(day);
  }

  /// Visits the turning days in order until `enough` says stop.
  template <class Enough> void walk(Enough enough) {
    constexpr int most_days = 200; // a history has few boundaries; a hostile one must not cost more
    for (int visited = 0; !days_.empty() && visited < most_days; ++visited) {
      const Day day = *days_.begin();
      days_.erase(days_.begin());
      note_turns(day);
      if (enough(day)) return;
    }
  }

private:
  void note_turns(Day day) {
    for (const std::size_t criterion : watched_)
      rules_.outlook.each_turn(criterion, day, [this](Day turn) { note(turn); });
  }

  const Rules& rules_;
  Day limit_;
  std::vector<std::size_t> watched_;
  std::set<Day> days_, seen_;
};

/// Not failing on that day for certain, not merely on the border of a date.
bool surely_mended(const Rules& rules, std::size_t i, Day day) {
  if (rules.state(i, day) == CriterionState::not_met) return false;
  return rules.override_on(i, day) != nullptr || !rules.outlook.at(i, day).on_a_border;
}

/// On that day nothing of the cohort fails, and what failed before is surely mended.
bool nothing_fails(const Rules& rules, const std::vector<std::size_t>& scope,
                   const std::vector<CriterionState>& before, Day day) {
  return std::all_of(scope.begin(), scope.end(), [&](std::size_t i) {
    return before[i] == CriterionState::not_met ? surely_mended(rules, i, day)
                                                : rules.state(i, day) != CriterionState::not_met;
  });
}

/// One way in, with its verdict so far.
struct WayPlan {
  const WayIn& way;
  Verdict verdict = Verdict::potentially_eligible;
  std::optional<Day> eligible_from;
};

std::vector<WayPlan> plan_ways(const std::vector<WayIn>& ways, const std::vector<CriterionState>& state) {
  std::vector<WayPlan> out;
  out.reserve(ways.size());
  for (const WayIn& way : ways)
    out.push_back({way, verdict_without_time(way.criteria, state), std::nullopt});
  return out;
}

/// Some way in fails now, and time may mend all that fails in it.
bool time_may_help(const Rules& rules, const std::vector<CriterionState>& state,
                   const std::vector<WayPlan>& ways) {
  return std::any_of(ways.begin(), ways.end(), [&](const WayPlan& plan) {
    return plan.verdict == Verdict::ineligible &&
           std::all_of(plan.way.criteria.begin(), plan.way.criteria.end(), [&](std::size_t i) {
             return state[i] != CriterionState::not_met || rules.may_turn(i);
           });
  });
}

/// When no way can be waited for, only the failing criteria are asked for their own date.
std::vector<std::size_t> watched_criteria(const std::vector<CriterionState>& state, bool some_way_may_mend) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < state.size(); ++i)
    if (some_way_may_mend || state[i] == CriterionState::not_met) out.push_back(i);
  return out;
}

void look_for_later(const Rules& rules, const std::vector<CriterionState>& state, std::vector<WayPlan>& ways,
                    bool some_way_may_mend, std::vector<std::optional<Day>>* mends) {
  Calendar calendar(rules, watched_criteria(state, some_way_may_mend));
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (const auto day = rules.lapse(i)) calendar.note(*day);
  calendar.walk([&](Day day) {
    bool waiting = false;
    for (std::size_t i = 0; mends != nullptr && i < state.size(); ++i) {
      if (state[i] != CriterionState::not_met || (*mends)[i]) continue;
      if (surely_mended(rules, i, day)) (*mends)[i] = day;
      waiting = waiting || !(*mends)[i];
    }
    for (WayPlan& plan : ways) {
      if (plan.verdict != Verdict::ineligible) continue;
      if (nothing_fails(rules, plan.way.criteria, state, day)) {
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

TrialVerdict judge(const JudgedTrial& judged, Outlook& outlook, Day as_of, const SaidOfTrial& said,
                   bool ask_mends) {
  const Rules rules{judged.trial, said, outlook, as_of};
  TrialVerdict out;
  out.states = states(rules);
  const std::vector<CriterionState>& state = out.states;
  std::vector<WayPlan> ways = plan_ways(judged.ways, state);
  if (ask_mends) out.mends.resize(state.size());
  const bool some_fails = std::find(state.begin(), state.end(), CriterionState::not_met) != state.end();
  const bool may_mend = some_fails && time_may_help(rules, state, ways);
  if (may_mend || (some_fails && ask_mends))
    look_for_later(rules, state, ways, may_mend, ask_mends ? &out.mends : nullptr);
  for (const Cohort& cohort : judged.trial.cohorts)
    out.cohorts.push_back(best_through(&cohort, ways));
  const CohortAnswer best = best_through(nullptr, ways);
  out.verdict = best.verdict;
  out.eligible_from = best.eligible_from;
  out.recruiting = best.recruiting;
  return out;
}

TrialVerdict judge(const CompiledTrial& trial, const criteria::Program& program, const Case& of,
                   const Trace& now, const SaidOfTrial& said) {
  TraceOutlook outlook(trial, program, of, now);
  const std::vector<WayIn> ways = ways_into(*trial.trial);
  return judge({*trial.trial, ways}, outlook, of.as_of, said, true);
}

} // namespace cartwright
