#include "engine/matching/population_rules.hpp"

#include <algorithm>

#include "engine/domain/slots.hpp"
#include "engine/matching/rank.hpp"

namespace cartwright {

TrialRules rules_of(const CompiledTrial& trial) {
  const std::vector<WayIn> ways = ways_into(*trial.trial);
  const auto order = [](const WayIn& way) { return offer_order(way.recruiting); };
  const int first = order(*std::min_element(
      ways.begin(), ways.end(), [&](const WayIn& a, const WayIn& b) { return order(a) < order(b); }));
  TrialRules out;
  for (const WayIn& way : ways) {
    if (order(way) != first) continue;
    out.slots.emplace_back();
    for (const std::size_t criterion : way.criteria)
      out.slots.back().push_back(
          {trial.roots[criterion], trial.trial->criteria[criterion].kind == CriterionKind::exclusion});
  }
  return out;
}

PopulationRules lay_out(const Snapshot& snapshot) {
  PopulationRules out{LeafPlan(*snapshot.catalogue->vocabulary), {}};
  std::vector<TrialRules> rules;
  for (const CompiledTrial& trial : snapshot.trials)
    rules.push_back(rules_of(trial));
  out.schedule = Schedule::compile(snapshot.program, rules, out.leaves);
  return out;
}

} // namespace cartwright
