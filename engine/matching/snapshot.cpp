#include "engine/matching/snapshot.hpp"

#include <algorithm>

#include "engine/matching/review_rules.hpp"

namespace cartwright {

namespace {

template <class T, class Id> const T* find_sorted(const std::vector<T>& sorted, const Id& id) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), id,
                                   [](const T& item, const Id& wanted) { return item.id < wanted; });
  return at != sorted.end() && at->id == id ? &*at : nullptr;
}

/// Pass 1: texts become nodes of the shared graph. Returns the node of each criterion.
std::vector<criteria::NodeIndex> add_rules(const Trial& trial, const Vocabulary& vocabulary,
                                           const criteria::Definitions& definitions,
                                           criteria::CriteriaGraph& graph, Problems& problems) {
  std::vector<criteria::NodeIndex> nodes;
  for (const Criterion& criterion : trial.criteria) {
    const std::string place = "trials/" + trial.id.text() + ".json: criteria[" + criterion.id.text() + "].";
    const bool doubled = !criterion.as_read.empty();
    const auto rule = criteria::read_rule(criterion.evaluated_rule(), vocabulary, definitions);
    problems.absorb(rule.problems(), place + (doubled ? "as_read:" : "rule:"));
    if (rule) nodes.push_back(graph.add(*rule));
    if (!doubled) continue;
    // The text as printed is shown, not evaluated; it must still be a rule. Its slip is known already.
    const auto printed = criteria::read_rule(criterion.rule, vocabulary, definitions);
    if (!printed) problems.absorb(printed.problems(), place + "rule:");
  }
  return nodes;
}

/// Pass 2: once the program exists, each trial learns its roots and everything they need.
CompiledTrial link(const Trial& trial, const std::vector<criteria::NodeIndex>& nodes,
                   const criteria::Program& program) {
  CompiledTrial out;
  out.trial = &trial;
  std::vector<char> needed(program.steps().size(), 0);
  for (const criteria::NodeIndex node : nodes) {
    out.roots.push_back(program.step_of(node));
    for (const criteria::StepIndex step : program.needed_for(out.roots.back()))
      needed[step] = 1;
  }
  for (criteria::StepIndex step = 0; step < needed.size(); ++step)
    if (needed[step] != 0) out.steps.push_back(step);
  return out;
}

} // namespace

const CompiledTrial* Snapshot::find(const TrialId& id) const {
  const Trial* trial = find_sorted(catalogue->trials, id);
  return trial == nullptr ? nullptr : &trials[static_cast<std::size_t>(trial - catalogue->trials.data())];
}

const Centre* Snapshot::find(const CentreId& id) const {
  return find_sorted(catalogue->centres, id);
}

Result<std::shared_ptr<const Snapshot>> build_snapshot(std::shared_ptr<const Catalogue> catalogue) {
  Problems problems;
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->catalogue = std::move(catalogue);
  const Catalogue& all = *snapshot->catalogue;
  const auto definitions = criteria::check_definitions(all.definitions, *all.vocabulary, problems);
  std::vector<std::vector<criteria::NodeIndex>> nodes;
  for (const Trial& trial : all.trials)
    nodes.push_back(add_rules(trial, *all.vocabulary, definitions, snapshot->graph, problems));
  const auto review = add_review_rules(*all.vocabulary, definitions, snapshot->graph);
  if (problems.has_errors()) return problems;
  // Beyond this point nothing is added to the graph.
  snapshot->program = criteria::compile(snapshot->graph);
  for (std::size_t i = 0; i < all.trials.size(); ++i)
    snapshot->trials.push_back(link(all.trials[i], nodes[i], snapshot->program));
  for (const auto& [rule, node] : review)
    snapshot->review.push_back(
        {std::string(rule.name), std::string(rule.says), snapshot->program.step_of(node)});
  return Result<std::shared_ptr<const Snapshot>>(std::move(snapshot), std::move(problems));
}

} // namespace cartwright
