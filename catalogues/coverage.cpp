#include "catalogues/coverage.hpp"

#include <set>

#include "engine/criteria/checked.hpp"

namespace cartwright {

namespace {

using criteria::Shape;

CriteriaTally tally_of(const criteria::Checked& rule) {
  CriteriaTally out;
  out.stated = 1;
  bool ruled = false;
  std::size_t judgement = 0, not_public = 0, not_evaluated = 0;
  for (const criteria::CheckedNode& node : rule.nodes) {
    ruled = ruled || node.shape == Shape::test;
    judgement += node.shape == Shape::judgement ? 1 : 0;
    not_public += node.shape == Shape::not_public ? 1 : 0;
    not_evaluated += node.shape == Shape::not_evaluated ? 1 : 0;
  }
  if (ruled) {
    out.ruled = 1;
    out.judgement_parts = judgement;
    out.not_public_parts = not_public;
    out.not_evaluated_parts = not_evaluated;
  } else if (not_evaluated > 0) {
    out.not_evaluated = 1;
  } else if (not_public > 0) {
    out.not_public = 1;
  } else {
    out.judgement = 1;
  }
  return out;
}

/// The last criterion of a record that was not read whole says only that there may be more.
bool closes(const Trial& trial, std::size_t index) {
  return trial.completeness != "full" && index + 1 == trial.criteria.size() &&
         trial.criteria[index].rule.rfind("not_public", 0) == 0;
}

TrialCoverage cover(const Trial& trial, const Vocabulary& vocabulary,
                    const criteria::Definitions& definitions) {
  TrialCoverage out;
  out.trial = &trial;
  for (std::size_t i = 0; i < trial.criteria.size(); ++i) {
    if (closes(trial, i)) {
      out.more_unseen = true;
      continue;
    }
    if (const auto rule = criteria::read_rule(trial.criteria[i].evaluated_rule(), vocabulary, definitions))
      out.tally += tally_of(*rule);
  }
  return out;
}

void count_places(const Trial& trial, const Vocabulary& vocabulary, Coverage& out) {
  std::set<std::string> targets, countries;
  for (const ConceptId target : trial.targets)
    targets.insert(vocabulary[target].id);
  for (const Site& site : trial.sites)
    countries.insert(site.country.empty() ? "not recorded" : site.country);
  if (targets.empty()) targets.insert("none");
  if (countries.empty()) countries.insert("none");
  for (const std::string& target : targets)
    ++out.by_target[target];
  for (const std::string& country : countries)
    ++out.by_country[country];
  ++out.by_status[trial.status.value.empty() ? "unknown" : trial.status.value];
}

} // namespace

CriteriaTally& CriteriaTally::operator+=(const CriteriaTally& other) {
  stated += other.stated;
  ruled += other.ruled;
  judgement += other.judgement;
  not_public += other.not_public;
  not_evaluated += other.not_evaluated;
  judgement_parts += other.judgement_parts;
  not_public_parts += other.not_public_parts;
  not_evaluated_parts += other.not_evaluated_parts;
  return *this;
}

double CriteriaTally::covered_percent() const {
  return stated == 0
             ? 100
             : 100 * static_cast<double>(ruled + judgement + not_public) / static_cast<double>(stated);
}

Coverage coverage(const Catalogue& catalogue) {
  Problems told_elsewhere;
  const auto definitions =
      criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, told_elsewhere);
  Coverage out;
  for (const Trial& trial : catalogue.trials) {
    out.trials.push_back(cover(trial, *catalogue.vocabulary, definitions));
    const bool registry_only = trial.completeness == "registry_only";
    if (!registry_only) out.curated += out.trials.back().tally;
    ++(registry_only ? out.registry_only : trial.completeness == "full" ? out.full : out.partial);
    out.verified += trial.verified ? 1 : 0;
    count_places(trial, *catalogue.vocabulary, out);
  }
  return out;
}

} // namespace cartwright
