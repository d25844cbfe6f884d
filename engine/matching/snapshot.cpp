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

/// Pass 1: texts become nodes of the shared graph. Returns the node of each criterion. `file` begins every
/// place: "trials/NCT07003568.json: ".
std::vector<criteria::NodeIndex> add_rules(const Trial& trial, const std::string& file,
                                           const Vocabulary& vocabulary,
                                           const criteria::Definitions& definitions,
                                           criteria::CriteriaGraph& graph, Problems& problems) {
  std::vector<criteria::NodeIndex> nodes;
  for (const Criterion& criterion : trial.criteria) {
    const std::string place = file + "criteria[" + criterion.id.text() + "].";
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

/// What is not a trial, as one without sites and slots but its variants: one judge serves all.
Trial shell_of(const std::vector<Criterion>& criteria, const std::vector<Cohort>& variants) {
  Trial out;
  out.criteria = criteria;
  out.cohorts = variants;
  return out;
}

/// The rules of the approvals and pathways, with their nodes in the order of the shells.
void add_shells(const Navigation& navigation, Snapshot& snapshot, const criteria::Definitions& definitions,
                std::vector<std::vector<criteria::NodeIndex>>& nodes, Problems& problems) {
  const auto add = [&](Trial shell, const std::string& file) {
    snapshot.shells.push_back(std::move(shell));
    nodes.push_back(add_rules(snapshot.shells.back(), file, *snapshot.catalogue->vocabulary, definitions,
                              snapshot.graph, problems));
  };
  for (const Product& product : navigation.products)
    for (const Approval& approval : product.approvals)
      add(shell_of(approval.criteria, {}),
          "products/" + product.id + ".json: approvals[" + approval.country + "].");
  for (const Pathway& pathway : navigation.pathways)
    add(shell_of(pathway.criteria, pathway.variants), "pathways/" + pathway.id + ".json: ");
}

} // namespace

const CompiledTrial* Snapshot::find(const TrialId& id) const {
  const Trial* trial = find_sorted(catalogue->trials, id);
  return trial == nullptr ? nullptr : &trials[static_cast<std::size_t>(trial - catalogue->trials.data())];
}

const Centre* Snapshot::find(const CentreId& id) const {
  return find_sorted(catalogue->centres, id);
}

Result<std::shared_ptr<const Snapshot>> build_snapshot(std::shared_ptr<const Catalogue> catalogue,
                                                       std::shared_ptr<const Navigation> navigation) {
  Problems problems;
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->catalogue = std::move(catalogue);
  snapshot->navigation = navigation ? std::move(navigation) : std::make_shared<const Navigation>();
  const Catalogue& all = *snapshot->catalogue;
  const auto definitions = criteria::check_definitions(all.definitions, *all.vocabulary, problems);
  std::vector<std::vector<criteria::NodeIndex>> nodes;
  for (const Trial& trial : all.trials)
    nodes.push_back(add_rules(trial, "trials/" + trial.id.text() + ".json: ", *all.vocabulary, definitions,
                              snapshot->graph, problems));
  std::vector<std::vector<criteria::NodeIndex>> shell_nodes;
  add_shells(*snapshot->navigation, *snapshot, definitions, shell_nodes, problems);
  const auto review = add_review_rules(*all.vocabulary, definitions, snapshot->graph);
  if (problems.has_errors()) return problems;
  // Beyond this point nothing is added to the graph.
  snapshot->program = criteria::compile(snapshot->graph);
  for (std::size_t i = 0; i < all.trials.size(); ++i)
    snapshot->trials.push_back(link(all.trials[i], nodes[i], snapshot->program));
  for (std::size_t i = 0; i < snapshot->shells.size(); ++i) {
    const bool approval = i + snapshot->navigation->pathways.size() < snapshot->shells.size();
    auto& into = approval ? snapshot->approvals : snapshot->pathways;
    into.push_back(link(snapshot->shells[i], shell_nodes[i], snapshot->program));
  }
  for (const auto& [rule, node] : review)
    snapshot->review.push_back(
        {std::string(rule.name), std::string(rule.says), snapshot->program.step_of(node)});
  return Result<std::shared_ptr<const Snapshot>>(std::move(snapshot), std::move(problems));
}

} // namespace cartwright
