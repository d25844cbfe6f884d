#include <algorithm>
#include <set>

#include "catalogues/lint/lint_parts.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

bool names(const Criterion& criterion, const Cohort& slot) {
  return std::find(criterion.scope.begin(), criterion.scope.end(), slot.id) != criterion.scope.end();
}

bool named(const Trial& trial, const Cohort& slot) {
  return std::any_of(trial.criteria.begin(), trial.criteria.end(),
                     [&](const Criterion& criterion) { return names(criterion, slot); });
}

/// A criterion that names all alternatives, or one of them twice.
void lint_scopes(const LintTrial& of) {
  for (const Criterion& criterion : of.trial.criteria) {
    const std::set<CohortId> once(criterion.scope.begin(), criterion.scope.end());
    if (once.size() != criterion.scope.size())
      of.out.warning(ProblemCode::slot_mistake, of.place(criterion, "scope"), "a slot stands twice",
                     "once is enough");
    if (!once.empty() && once.size() == of.trial.cohorts.size())
      of.out.warning(ProblemCode::slot_mistake, of.place(criterion, "scope"), "every slot is named",
                     "leave the scope out: then it holds everywhere");
  }
}

/// Sites in a country without a slot of its own: whoever goes there has no way in.
void lint_countries(const LintTrial& of) {
  std::set<std::string> covered, lacking;
  for (const Cohort& slot : of.trial.cohorts)
    for (const std::string& country : slot.countries)
      if (!covered.insert(country).second)
        of.out.error(ProblemCode::slot_mistake, of.place("cohorts[" + slot.id.text() + "].countries"),
                     country + " stands in two slots", "each country belongs to one slot");
  if (covered.empty()) return;
  for (const Site& site : of.trial.sites)
    if (!site.country.empty() && !covered.contains(site.country)) lacking.insert(site.country);
  if (!lacking.empty())
    of.out.error(ProblemCode::slot_mistake, of.place("cohorts"),
                 "there are sites in " + join({lacking.begin(), lacking.end()}, ", ") +
                     ", and no country slot holds for them",
                 "add a slot of kind country for the other countries");
}

/// Slots are alternatives: rules of a phase do not reach a cohort that stands beside it.
void lint_kinds(const LintTrial& of) {
  std::set<std::string> wide, narrow;
  for (const Cohort& slot : of.trial.cohorts) {
    if (!named(of.trial, slot) || slot.kind == SlotKind::country) continue;
    const bool inner = slot.kind == SlotKind::cohort || slot.kind == SlotKind::arm;
    (inner ? narrow : wide).insert(slot.id.text());
  }
  if (!wide.empty() && !narrow.empty())
    of.out.warning(ProblemCode::slot_mistake, of.place("cohorts"),
                   join({wide.begin(), wide.end()}, ", ") + " and " +
                       join({narrow.begin(), narrow.end()}, ", ") +
                       " are alternatives, though one may lie inside the other",
                   "give each cohort of each phase a slot, and name it in the rules of both");
}

void lint_unnamed(const LintTrial& of) {
  const auto& slots = of.trial.cohorts;
  const bool idle = slots.size() > 1 && std::none_of(slots.begin(), slots.end(), [&](const Cohort& slot) {
                      return named(of.trial, slot) || slot.status;
                    });
  if (idle)
    of.out.warning(ProblemCode::slot_mistake, of.place("cohorts"),
                   "no criterion and no status tells these slots apart",
                   "name the slots in the scope of their own rules, or leave them out");
}

} // namespace

void lint_slots(const LintTrial& of) {
  lint_scopes(of);
  lint_countries(of);
  lint_kinds(of);
  lint_unnamed(of);
}

} // namespace cartwright
