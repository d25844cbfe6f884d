#include <algorithm>
#include <map>
#include <set>

#include "catalogues/lint/knowledge.hpp"
#include "catalogues/lint/lint_parts.hpp"
#include "engine/domain/slots.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

using Chosen = std::vector<std::size_t>; ///< indexes of criteria

/// Nobody satisfies all of these.
bool nobody(const LintTrial& of, const Chosen& chosen) {
  Knowledge knowledge(*of.catalogue.vocabulary);
  for (const std::size_t i : chosen)
    if (of.rules[i]) knowledge.add(*of.rules[i], of.trial.criteria[i].kind == CriterionKind::inclusion);
  return knowledge.contradictory();
}

/// Of contradicting criteria those without which there is no contradiction.
Chosen culprits(const LintTrial& of, Chosen chosen) {
  for (std::size_t i = chosen.size(); i-- > 0;) {
    Chosen fewer = chosen;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (nobody(of, fewer)) chosen = std::move(fewer);
  }
  return chosen;
}

std::string names(const LintTrial& of, const Chosen& chosen) {
  std::vector<std::string> out;
  for (const std::size_t i : chosen)
    out.push_back(of.trial.criteria[i].id.text());
  return join(out, ", ");
}

std::string slot_place(const LintTrial& of, const WayIn& way) {
  const Cohort* slot = way.slot != nullptr ? way.slot : way.country;
  return of.place("cohorts[" + slot->id.text() + "]");
}

/// An exclusion that nothing triggers, an inclusion that everybody meets.
void lint_idle(const LintTrial& of) {
  for (std::size_t i = 0; i < of.rules.size(); ++i) {
    if (!of.rules[i]) continue;
    const Criterion& criterion = of.trial.criteria[i];
    Knowledge knowledge(*of.catalogue.vocabulary);
    knowledge.add(*of.rules[i], criterion.kind == CriterionKind::exclusion);
    if (knowledge.contradictory())
      of.out.warning(ProblemCode::contradiction, of.place(criterion, "rule"),
                     criterion.kind == CriterionKind::exclusion ? "this exclusion can never exclude anybody"
                                                                : "everybody meets this inclusion",
                     "look again at the operators and at not");
  }
}

} // namespace

void lint_contradictions(const LintTrial& of) {
  const std::vector<WayIn> ways = ways_into(of.trial);
  std::map<Chosen, std::vector<const WayIn*>> found;
  for (const WayIn& way : ways)
    if (nobody(of, way.criteria)) found[culprits(of, way.criteria)].push_back(&way);
  for (const auto& [chosen, blocked] : found) {
    const std::string who = names(of, chosen);
    const std::string what =
        chosen.size() == 1 ? who + " alone cannot be satisfied" : who + " cannot hold together";
    if (blocked.size() == ways.size()) {
      of.out.error(ProblemCode::contradiction, of.place(of.trial.criteria[chosen.back()], "rule"),
                   what + ": nobody could enter the trial",
                   "an exclusion's rule says what excludes; look at bounds and operators");
      continue;
    }
    std::set<std::string> told;
    for (const WayIn* way : blocked)
      if (told.insert(slot_place(of, *way)).second)
        of.out.error(ProblemCode::unreachable_slot, slot_place(of, *way),
                     what + ": nobody could enter this slot", "look at their scopes and bounds");
  }
  lint_idle(of);
}

} // namespace cartwright
