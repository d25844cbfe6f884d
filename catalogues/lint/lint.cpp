#include "catalogues/lint/lint.hpp"

#include <algorithm>
#include <set>

#include "catalogues/lint/lint_parts.hpp"

namespace cartwright {

namespace {

/// The newest day on which anything of the catalogue was seen.
std::optional<Day> newest_date(const Catalogue& catalogue) {
  std::optional<Day> out;
  const auto note = [&](const std::optional<Day>& day) {
    if (day && (!out || *day > *out)) out = day;
  };
  for (const Trial& trial : catalogue.trials) {
    note(trial.status.as_of);
    note(parse_day(trial.source.seen));
    for (const Site& site : trial.sites)
      note(site.status.as_of);
  }
  return out;
}

LintTrial read(const Trial& trial, const Catalogue& catalogue, const criteria::Definitions& definitions,
               Problems& out) {
  LintTrial of{trial, catalogue, {}, out};
  for (const Criterion& criterion : trial.criteria) {
    auto rule = criteria::read_rule(criterion.evaluated_rule(), *catalogue.vocabulary, definitions);
    of.rules.push_back(rule ? std::optional(std::move(*rule)) : std::nullopt);
  }
  return of;
}

void lint_doubles(const LintTrial& of) {
  std::set<std::string> said;
  for (const Criterion& criterion : of.trial.criteria)
    if (!said.insert(criterion.says).second)
      of.out.warning(ProblemCode::duplicate, of.place(criterion, "says"), "the same sentence stands twice",
                     "say what is different, or join the two");
}

bool accepts(const Accepted& accepted, const Trial& trial, const Problem& problem) {
  const std::string file = "trials/" + trial.id.text() + ".json: ";
  return problem.severity == Severity::warning && accepted.code == word(problem.code) &&
         problem.where.rfind(file + accepted.at, 0) == 0;
}

} // namespace

Problems lint(const Catalogue& catalogue) {
  Problems out, told_elsewhere;
  const auto definitions =
      criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, told_elsewhere);
  const auto newest = newest_date(catalogue);
  for (const Trial& trial : catalogue.trials) {
    const LintTrial of = read(trial, catalogue, definitions, out);
    lint_contradictions(of);
    lint_undecidable(of);
    lint_slots(of);
    lint_targets(of);
    lint_words(of);
    lint_doubles(of);
    lint_sources(of);
    lint_dates(of, newest);
    lint_notes(of);
  }
  return out;
}

Problems lint(const Navigation& navigation, const Catalogue& catalogue) {
  Problems out, told_elsewhere;
  const auto definitions =
      criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, told_elsewhere);
  const auto ask = [&](const Trial& shell, const std::string& file) {
    LintTrial of = read(shell, catalogue, definitions, out);
    of.file = file;
    lint_contradictions(of);
    lint_undecidable(of);
    lint_slots(of);
    lint_doubles(of);
  };
  Trial shell;
  for (const Product& product : navigation.products)
    for (const Approval& approval : product.approvals) {
      shell.criteria = approval.criteria;
      ask(shell, "products/" + product.id + ".json: approvals[" + approval.country + "].");
    }
  for (const Pathway& pathway : navigation.pathways) {
    shell.criteria = pathway.criteria;
    shell.cohorts = pathway.variants;
    ask(shell, "pathways/" + pathway.id + ".json: ");
  }
  return out;
}

Problems without_accepted(const Problems& problems, const Catalogue& catalogue) {
  Problems out;
  std::set<const Accepted*> used;
  for (const Problem& problem : problems.items()) {
    bool accepted = false;
    for (const Trial& trial : catalogue.trials)
      for (const Accepted& each : trial.accepted)
        if (accepts(each, trial, problem)) {
          used.insert(&each);
          accepted = true;
        }
    if (!accepted) out.add(problem);
  }
  for (const Trial& trial : catalogue.trials)
    for (const Accepted& each : trial.accepted)
      if (!used.contains(&each))
        out.warning(ProblemCode::not_accepted, "trials/" + trial.id.text() + ".json: accepted",
                    "lint does not find " + each.code + (each.at.empty() ? "" : " at " + each.at),
                    "take the entry out, or mend its code and place");
  return out;
}

} // namespace cartwright
