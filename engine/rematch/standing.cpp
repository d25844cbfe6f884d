#include "engine/rematch/standing.hpp"

#include <algorithm>

#include "engine/domain/slots.hpp"
#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/rank.hpp"
#include "engine/matching/score_parts.hpp"
#include "engine/matching/sites.hpp"
#include "engine/matching/unlock.hpp"
#include "engine/matching/verdict.hpp"

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

Recruiting best_site(const std::vector<SiteAnswer>& sites) {
  for (const SiteAnswer& site : sites) // open ones first
    if (!site.barred) return site.recruiting;
  return sites.empty() ? Recruiting::unknown : Recruiting::closed;
}

/// Time alone moves the other parts; they are put together again for the date of a run.
bool settled_part(const ScorePart& part) {
  return part.name != "time_to_treatment" && part.name != "freshness";
}

TrialAnswer bare_answer(const CompiledTrial& compiled, const Snapshot& snapshot, const Case& of,
                        const Trace& trace) {
  TrialVerdict verdict = judge(compiled, snapshot.program, of, trace);
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
    out.criteria.push_back(std::move(criterion));
  }
  out.sites = describe_sites(out, snapshot, of.patient);
  out.evidence = evidence_for(*compiled.trial, *snapshot.catalogue);
  return out;
}

/// Of everything that the trial's criteria rest on. Days beyond the look-ahead come into sight earlier.
std::optional<Day> first_turn(const CompiledTrial& compiled, const Trace& trace, Day as_of) {
  LaterDay out;
  const Day limit = after(as_of, look_ahead_limit);
  for (const criteria::StepIndex root : compiled.roots) {
    for (const Day day : trace[root].turns) {
      if (day > as_of) out.note(day);
      if (day <= limit) continue;
      for (Day seen = before(day, look_ahead_limit); seen <= day; seen += std::chrono::days(1))
        if (seen > as_of && after(seen, look_ahead_limit) >= day) {
          out.note(seen);
          break;
        }
    }
    if (trace.later(root)) out.note(*trace.later(root));
  }
  return out.first();
}

Standing standing_of(const CompiledTrial& compiled, const Snapshot& snapshot, const Case& of,
                     const Trace& trace) {
  TrialAnswer answer = bare_answer(compiled, snapshot, of, trace);
  Standing out;
  out.verdict = answer.verdict;
  out.eligible_from = answer.eligible_from;
  out.site = best_site(answer.sites);
  for (const CriterionAnswer& criterion : answer.criteria)
    out.states.push_back(criterion.state);
  out.turns = first_turn(compiled, trace, of.as_of);
  if (out.verdict == Verdict::ineligible) return out;
  score(answer, snapshot, of.patient, of.as_of, {});
  double sum = 0;
  for (const ScorePart& part : answer.score_parts)
    if (settled_part(part)) sum += part.value * part.weight;
  out.settled = static_cast<float>(sum);
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

std::vector<Standing> stand(const Snapshot& snapshot, const Patient& patient, Day as_of,
                            std::span<const std::size_t> trials) {
  Case of = open_case(patient, *snapshot.catalogue->vocabulary, as_of);
  LaterDay asked;
  of.later = &asked;
  const Trace trace = evaluate_some(snapshot.program, steps_of(snapshot, trials), of);
  std::vector<Standing> out;
  of.later = nullptr; // looking ahead is not asked
  for (const std::size_t trial : trials)
    out.push_back(standing_of(snapshot.trials[trial], snapshot, of, trace));
  return out;
}

std::vector<Unlock> open_questions(const Snapshot& snapshot, const Patient& patient, Day as_of,
                                   std::span<const std::size_t> trials) {
  const Case of = open_case(patient, *snapshot.catalogue->vocabulary, as_of);
  const Trace trace = evaluate_some(snapshot.program, steps_of(snapshot, trials), of);
  std::vector<TrialAnswer> answers;
  for (const std::size_t trial : trials)
    answers.push_back(bare_answer(snapshot.trials[trial], snapshot, of, trace));
  return what_to_ask_next(answers);
}

} // namespace cartwright
