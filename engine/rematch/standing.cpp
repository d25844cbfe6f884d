#include "engine/rematch/standing.hpp"

#include <algorithm>

#include "engine/domain/slots.hpp"
#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/unlock.hpp"
#include "engine/matching/verdict.hpp"
#include "engine/rematch/standing_plan.hpp"

namespace cartwright {

namespace {

/// Operands stand before what they are operands of, so the sorted union is in evaluation order.
std::vector<criteria::StepIndex> steps_of(const Snapshot& snapshot, std::span<const std::size_t> trials) {
  std::vector<char> needed(snapshot.program.steps().size(), 0);
  for (const std::size_t trial : trials)
    for (const criteria::StepIndex step : snapshot.trials[trial].steps)
      needed[step] = 1;
  std::vector<criteria::StepIndex> out;
  for (criteria::StepIndex step = 0; step < needed.size(); ++step)
    if (needed[step] != 0) out.push_back(step);
  return out;
}

/// As far as asking for what is missing needs it.
TrialAnswer bare_answer(const CompiledTrial& compiled, const Snapshot& snapshot, const Case& of,
                        const Trace& trace, const SaidOfTrial& said) {
  TrialVerdict verdict = judge(compiled, snapshot.program, of, trace, said);
  TrialAnswer out;
  out.trial = compiled.trial;
  out.verdict = verdict.verdict;
  out.eligible_from = verdict.eligible_from;
  out.recruiting = verdict.recruiting;
  out.cohorts = std::move(verdict.cohorts);
  for (std::size_t i = 0; i < compiled.roots.size(); ++i) {
    CriterionAnswer criterion;
    criterion.criterion = &compiled.trial->criteria[i];
    criterion.state = state_of(*criterion.criterion, trace[compiled.roots[i]]);
    criterion.causes = trace[compiled.roots[i]].causes;
    if (i < said.size() && said[i] != nullptr) criterion.said = told_on(*said[i], of.as_of);
    out.criteria.push_back(std::move(criterion));
  }
  return out;
}

} // namespace

Recruiting recruiting_of(const Trial& trial) {
  const std::vector<WayIn> ways = ways_into(trial);
  return std::min_element(ways.begin(), ways.end(),
                          [](const WayIn& a, const WayIn& b) {
                            return offer_order(a.recruiting) < offer_order(b.recruiting);
                          })
      ->recruiting;
}

std::vector<std::size_t> offered_trials(const Snapshot& snapshot) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < snapshot.trials.size(); ++i)
    if (recruiting_of(*snapshot.trials[i].trial) != Recruiting::closed) out.push_back(i);
  return out;
}

std::vector<SaidInForce> said_in_force(const Trial& trial, const std::vector<CriterionOverride>& overrides,
                                       Day day) {
  std::vector<SaidInForce> out;
  const SaidOfTrial said = said_of(trial, overrides);
  for (std::size_t i = 0; i < said.size(); ++i)
    if (said[i] != nullptr && holds_on(*said[i], day))
      out.push_back({i, said[i]->state, said[i]->number, said[i]->until});
  return out;
}

std::vector<Standing> stand(const Snapshot& snapshot, const Patient& patient, Day as_of,
                            std::span<const std::size_t> trials,
                            const std::vector<CriterionOverride>& overrides) {
  return StandingPlan(snapshot, trials).stand(patient, as_of, trials, overrides);
}

std::vector<Unlock> open_questions(const Snapshot& snapshot, const Patient& patient, Day as_of,
                                   std::span<const std::size_t> trials,
                                   const std::vector<CriterionOverride>& overrides) {
  const Case of = open_case(patient, *snapshot.catalogue->vocabulary, as_of);
  const Trace trace = evaluate_some(snapshot.program, steps_of(snapshot, trials), of);
  std::vector<TrialAnswer> answers;
  for (const std::size_t trial : trials)
    answers.push_back(bare_answer(snapshot.trials[trial], snapshot, of, trace,
                                  said_of(*snapshot.trials[trial].trial, overrides)));
  return what_to_ask_next(answers);
}

} // namespace cartwright
