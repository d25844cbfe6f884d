#include "engine/matching/match.hpp"

#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/criterion_answer.hpp"
#include "engine/matching/mapping.hpp"
#include "engine/matching/offers.hpp"
#include "engine/matching/readiness.hpp"
#include "engine/matching/review_items.hpp"
#include "engine/matching/score_parts.hpp"
#include "engine/matching/sites.hpp"
#include "engine/matching/unlock.hpp"
#include "engine/matching/verdict.hpp"

namespace cartwright {

namespace {

TrialAnswer answer_trial(const CompiledTrial& compiled, const Snapshot& snapshot, const Case& of,
                         const Trace& trace, const std::vector<CriterionOverride>& overrides) {
  const Trial& trial = *compiled.trial;
  const SaidOfTrial said = said_of(trial, overrides);
  TrialVerdict verdict = judge(compiled, snapshot.program, of, trace, said);
  TrialAnswer out;
  out.trial = &trial;
  out.verdict = verdict.verdict;
  out.eligible_from = verdict.eligible_from;
  out.recruiting = verdict.recruiting;
  out.cohorts = std::move(verdict.cohorts);
  out.criteria = answer_criteria(compiled, verdict, snapshot, trace);
  for (std::size_t i = 0; i < said.size() && i < out.criteria.size(); ++i)
    if (said[i] != nullptr) out.criteria[i].said = told_on(*said[i], of.as_of);
  out.sites = describe_sites(out, snapshot, of.patient);
  out.evidence = evidence_for(trial, *snapshot.catalogue);
  out.freshness = freshness_of(trial, of.as_of, snapshot.catalogue->ranking.stale_after_days);
  return out;
}

} // namespace

MatchAnswer match(const Snapshot& snapshot, const Patient& patient, const MatchQuestion& question) {
  const Case of = open_case(patient, *snapshot.catalogue->vocabulary, question.as_of);
  const Trace trace = evaluate(snapshot.program, of);
  MatchAnswer out;
  out.as_of = question.as_of;
  out.review = review_items(snapshot, of, trace);
  for (const CompiledTrial& trial : snapshot.trials) {
    out.answers.push_back(answer_trial(trial, snapshot, of, trace, question.overrides));
    score(out.answers.back(), snapshot, patient, question.as_of, question.weights);
  }
  put_in_order(out.answers);
  out.unlock = what_to_ask_next(out.answers);
  out.pathways = answer_pathways(snapshot, of, trace, out.answers);
  out.products = answer_products(snapshot, of, trace);
  out.investigations = missing_investigations(snapshot.navigation->documents, of);
  out.readiness = readiness_of(snapshot.navigation->documents, of, out.answers);
  return out;
}

} // namespace cartwright
