#include "engine/matching/offers.hpp"

#include <algorithm>
#include <tuple>

#include "engine/domain/place.hpp"
#include "engine/matching/criterion_answer.hpp"

namespace cartwright {

std::string_view fit_word(Verdict verdict) {
  switch (verdict) {
  case Verdict::eligible:
    return "fits";
  case Verdict::potentially_eligible:
    return "may_fit";
  case Verdict::eligible_later:
    return "fits_later";
  case Verdict::ineligible:
    return "does_not_fit";
  }
  return "does_not_fit";
}

namespace {

OfferFit fit_of(const CompiledTrial& compiled, const Snapshot& snapshot, const Case& of, const Trace& trace) {
  TrialVerdict verdict = judge(compiled, snapshot.program, of, trace);
  OfferFit out;
  out.verdict = verdict.verdict;
  out.fits_from = verdict.eligible_from;
  out.criteria = answer_criteria(compiled, verdict, snapshot, trace);
  out.variants = std::move(verdict.cohorts);
  return out;
}

template <class Item> bool holds(const std::vector<Item>& items, const Item& wanted) {
  return std::find(items.begin(), items.end(), wanted) != items.end();
}

bool of_approach(const Trial& trial, const Pathway& pathway) {
  return holds(pathway.modalities, trial.modality) &&
         std::any_of(trial.targets.begin(), trial.targets.end(),
                     [&](ConceptId target) { return holds(pathway.targets, target); });
}

std::optional<double> distance_to(const Centre& centre, const Patient& patient) {
  const Travel& travel = patient.travel;
  if (!centre.latitude || !centre.longitude || !travel.latitude || !travel.longitude) return std::nullopt;
  return distance_km({*travel.latitude, *travel.longitude}, {*centre.latitude, *centre.longitude});
}

/// The entry of a centre, made when it is not there yet.
OfferingCentre& entry_of(std::vector<OfferingCentre>& centres, const Centre& centre, const Patient& patient) {
  const auto at = std::find_if(centres.begin(), centres.end(),
                               [&](const OfferingCentre& each) { return each.centre == &centre; });
  if (at != centres.end()) return *at;
  centres.push_back({&centre, nullptr, {}, distance_to(centre, patient)});
  return centres.back();
}

void add_trial(const TrialAnswer& answer, const Patient& patient, std::vector<OfferingCentre>& centres) {
  for (const SiteAnswer& site : answer.sites) {
    if (site.centre == nullptr || site.recruiting != Recruiting::open) continue;
    auto& trials = entry_of(centres, *site.centre, patient).trials;
    if (!holds(trials, answer.trial->id)) trials.push_back(answer.trial->id);
  }
}

std::vector<OfferingCentre> centres_of(const Pathway& pathway, const Snapshot& snapshot,
                                       const Patient& patient, const std::vector<TrialAnswer>& answers) {
  std::vector<OfferingCentre> out;
  for (const PathwayCentre& documented : pathway.centres)
    if (const Centre* centre = snapshot.find(documented.centre))
      entry_of(out, *centre, patient).documented = &documented;
  for (const TrialAnswer& answer : answers)
    if (of_approach(*answer.trial, pathway)) add_trial(answer, patient, out);
  std::sort(out.begin(), out.end(), [](const OfferingCentre& a, const OfferingCentre& b) {
    const auto key = [](const OfferingCentre& each) {
      return std::tuple<bool, std::ptrdiff_t, const CentreId&>(
          each.documented == nullptr, -static_cast<std::ptrdiff_t>(each.trials.size()), each.centre->id);
    };
    return key(a) < key(b);
  });
  return out;
}

PathwayAnswer answer_pathway(const Pathway& pathway, const CompiledTrial& compiled, const Snapshot& snapshot,
                             const Case& of, const Trace& trace, const std::vector<TrialAnswer>& answers) {
  PathwayAnswer out;
  out.pathway = &pathway;
  out.fit = fit_of(compiled, snapshot, of, trace);
  for (const Product& product : snapshot.navigation->products)
    if (holds(pathway.agents, product.agent)) out.products.push_back(&product);
  out.centres = centres_of(pathway, snapshot, of.patient, answers);
  for (const TrialAnswer& answer : answers)
    if (of_approach(*answer.trial, pathway) && answer.recruiting == Recruiting::open &&
        answer.verdict != Verdict::ineligible)
      out.trials.push_back(answer.trial->id);
  return out;
}

/// Where she lives, or could go; nothing while nobody said where she could go.
std::optional<bool> in_reach(const std::string& country, const Patient& patient) {
  if (country == patient.person.country || holds(patient.travel.countries, country)) return true;
  return patient.travel.countries.empty() ? std::nullopt : std::optional(false);
}

bool approved(const Approval& approval) {
  return approval.status == "approved" || approval.status == "conditional";
}

} // namespace

std::vector<PathwayAnswer> answer_pathways(const Snapshot& snapshot, const Case& of, const Trace& trace,
                                           const std::vector<TrialAnswer>& answers) {
  std::vector<PathwayAnswer> out;
  const auto& pathways = snapshot.navigation->pathways;
  for (std::size_t i = 0; i < pathways.size(); ++i)
    out.push_back(answer_pathway(pathways[i], snapshot.pathways[i], snapshot, of, trace, answers));
  std::stable_sort(out.begin(), out.end(), [](const PathwayAnswer& a, const PathwayAnswer& b) {
    return a.fit.verdict > b.fit.verdict;
  });
  return out;
}

std::vector<ApprovalAnswer> answer_products(const Snapshot& snapshot, const Case& of, const Trace& trace) {
  std::vector<ApprovalAnswer> out;
  auto compiled = snapshot.approvals.begin();
  for (const Product& product : snapshot.navigation->products)
    for (const Approval& approval : product.approvals)
      out.push_back({&product, &approval, in_reach(approval.country, of.patient),
                     fit_of(*compiled++, snapshot, of, trace)});
  std::stable_sort(out.begin(), out.end(), [](const ApprovalAnswer& a, const ApprovalAnswer& b) {
    const auto key = [](const ApprovalAnswer& each) {
      return std::pair(!approved(*each.approval), -static_cast<int>(each.fit.verdict));
    };
    return key(a) < key(b);
  });
  return out;
}

} // namespace cartwright
