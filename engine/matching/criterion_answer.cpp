#include "engine/matching/criterion_answer.hpp"

#include "engine/matching/explain.hpp"

namespace cartwright {

namespace {

CriterionAnswer answer_criterion(const Criterion& criterion, const Snapshot& snapshot, const Trace& trace,
                                 criteria::StepIndex root) {
  CriterionAnswer out;
  out.criterion = &criterion;
  out.state = state_of(criterion, trace[root]);
  Explanation explanation = explain_step(snapshot.program, trace, root);
  out.why = std::move(explanation.why);
  out.facts = std::move(explanation.facts);
  out.causes = trace[root].causes;
  return out;
}

} // namespace

std::vector<CriterionAnswer> answer_criteria(const CompiledTrial& compiled, const TrialVerdict& verdict,
                                             const Snapshot& snapshot, const Trace& trace) {
  std::vector<CriterionAnswer> out;
  for (std::size_t i = 0; i < compiled.roots.size(); ++i) {
    out.push_back(answer_criterion(compiled.trial->criteria[i], snapshot, trace, compiled.roots[i]));
    out.back().mends = verdict.mends[i];
  }
  return out;
}

} // namespace cartwright
