#include <algorithm>

#include "catalogues/lint/lint_parts.hpp"

namespace cartwright {

namespace {

using criteria::Checked;
using criteria::CheckedNode;
using criteria::Shape;
using criteria::Test;

/// Which decided values a node could take, if every document were there.
struct Reach {
  bool yes = false, no = false;
};

/// A washout in half-lives of drugs whose half-life nobody recorded is never decided.
bool decidable(const Test& test, const Vocabulary& vocabulary) {
  const auto* washout = std::get_if<criteria::WashoutTest>(&test.form);
  if (washout == nullptr || !washout->interval.half_lives || washout->interval.fixed) return true;
  const auto& agents = washout->of.drugs.agents;
  return std::any_of(agents.begin(), agents.end(), [&](ConceptId agent) {
    const ConceptRecord& record = vocabulary[agent];
    return record.half_life || record.assumed_half_life;
  });
}

bool statement(Shape shape) {
  return shape == Shape::judgement || shape == Shape::not_public || shape == Shape::not_evaluated;
}

Reach reach_of(const CheckedNode& node, const Checked& rule, const std::vector<Reach>& below,
               const Vocabulary& vocabulary) {
  if (statement(node.shape)) return {};
  if (node.shape == Shape::test) {
    const bool open = decidable(rule.tests[node.test], vocabulary);
    return {open, open};
  }
  std::uint32_t can_hold = 0, can_fail = 0;
  for (const std::uint32_t child : node.children) {
    can_hold += below[child].yes ? 1 : 0;
    can_fail += below[child].no ? 1 : 0;
  }
  const auto all = static_cast<std::uint32_t>(node.children.size());
  if (node.shape == Shape::all_of) return {can_hold == all, can_fail > 0};
  if (node.shape == Shape::any_of) return {can_hold > 0, can_fail == all};
  if (node.shape == Shape::at_least) return {can_hold >= node.need, all - can_fail < node.need};
  if (node.shape == Shape::negation)
    return {below[node.children.front()].no, below[node.children.front()].yes};
  return {true, true}; // a shape that is not looked into
}

} // namespace

void lint_undecidable(const LintTrial& of) {
  for (std::size_t i = 0; i < of.rules.size(); ++i) {
    if (!of.rules[i]) continue;
    const Checked& rule = *of.rules[i];
    std::vector<Reach> reach;
    for (const CheckedNode& node : rule.nodes)
      reach.push_back(reach_of(node, rule, reach, *of.catalogue.vocabulary));
    // A single statement says openly that it is not decided here.
    if (reach.back().yes || reach.back().no || statement(rule.nodes.back().shape)) continue;
    of.out.warning(
        ProblemCode::undecidable_rule, of.place(of.trial.criteria[i], "rule"),
        "no document could ever decide this rule",
        "write one statement, or the part that can be evaluated; a half-life is a fact of the vocabulary");
  }
}

void lint_sources(const LintTrial& of) {
  for (const Criterion& criterion : of.trial.criteria)
    if (criterion.source.url.empty())
      of.out.warning(ProblemCode::missing_source, of.place(criterion, "source"), "the source has no address",
                     "name where the sentence can be read");
  if (of.trial.source.url.empty())
    of.out.warning(ProblemCode::missing_source, of.place("source"), "the source has no address",
                   "name the registry's page");
  if (of.trial.source.seen.empty())
    of.out.warning(ProblemCode::missing_source, of.place("source.seen"),
                   "nobody recorded when the source was seen", "look again, and write the day");
}

} // namespace cartwright
