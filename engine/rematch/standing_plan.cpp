#include "engine/rematch/standing_plan.hpp"

#include <algorithm>
#include <bit>

#include "engine/matching/sites.hpp"
#include "engine/matching/verdict.hpp"

namespace cartwright {

using criteria::StepIndex;

namespace {

template <class T> std::size_t place_in(std::vector<T>& all, const T& wanted) {
  const auto at = std::find(all.begin(), all.end(), wanted);
  if (at != all.end()) return static_cast<std::size_t>(at - all.begin());
  all.push_back(wanted);
  return all.size() - 1;
}

/// Of the best way in; of the best that leads through the slot, when one is named.
Recruiting recruiting_through(const std::vector<WayIn>& ways, const Cohort* slot) {
  std::optional<Recruiting> best;
  for (const WayIn& way : ways)
    if (slot == nullptr || way.slot == slot || way.country == slot)
      if (!best || offer_order(way.recruiting) < offer_order(*best)) best = way.recruiting;
  return best.value_or(Recruiting::unknown);
}

/// For a patient with extramedullary disease in whom nothing was aimed at yet.
double evidence_value(const CompiledTrial& compiled, const Catalogue& catalogue) {
  Patient with_disease;
  with_disease.extramedullary.state = "present";
  TrialAnswer answer;
  answer.trial = compiled.trial;
  answer.evidence = evidence_for(*compiled.trial, catalogue);
  for (const ScoreWeight& part : catalogue.ranking.weights)
    if (part.name == "emd_evidence")
      return cartwright::emd_evidence(answer, with_disease, *catalogue.vocabulary, Day{}, part.scale).value;
  return 0;
}

/// A criterion costs as much to learn as the dearest of its causes.
std::array<double, 256> costs_of_kinds(const RankingScales& ranking) {
  std::array<double, 256> out{};
  for (const ScoreWeight& part : ranking.weights) {
    if (part.name != "readiness") continue;
    for (std::size_t kinds = 1; kinds < out.size(); ++kinds) {
      const auto first = static_cast<unsigned>(std::countr_zero(kinds));
      const std::size_t others = kinds & (kinds - 1);
      out[kinds] = others != 0 ? std::max(out[others], out[kinds ^ others])
                               : part.scale.at(std::string(word(static_cast<CauseKind>(first))));
    }
  }
  return out;
}

class BareOutlook : public Outlook {
public:
  BareOutlook(const CompiledTrial& trial, BareTrace& trace) : trial_(trial), trace_(trace) {}
  Glance at(std::size_t criterion, Day day) override {
    const BareValue found = trace_.on(trial_.roots[criterion], day);
    return {found.truth, found.only_judgement(), found.has(CauseKind::imprecise), found.turns};
  }
  void each_turn(std::size_t criterion, Day day, const std::function<void(Day)>& take) override {
    trace_.each_turn(trial_.roots[criterion], day, take);
  }

private:
  const CompiledTrial& trial_;
  BareTrace& trace_;
};

Verdict verdict_of(const Cohort* slot, const std::vector<CohortAnswer>& cohorts) {
  for (const CohortAnswer& each : cohorts)
    if (each.cohort == slot) return each.verdict;
  return Verdict::potentially_eligible;
}

} // namespace

struct StandingPlan::View {
  const Patient& patient;
  const Vocabulary& vocabulary;
  Day as_of{};
  const std::vector<CriterionOverride>& overrides;
  bool extramedullary = false;
  std::optional<Coordinates> home = std::nullopt;
  std::vector<std::optional<double>> fits = {}, distances = {};
  std::vector<std::optional<bool>> reachable = {}, aimed_at = {};
};

StandingPlan::StandingPlan(const Snapshot& snapshot, std::span<const std::size_t> trials)
    : snapshot_(snapshot), program_(snapshot.program), place_(snapshot.trials.size()),
      cost_of_kinds_(costs_of_kinds(snapshot.catalogue->ranking)) {
  for (const std::size_t trial : trials) {
    place_[trial] = trials_.size();
    trials_.push_back(planned(snapshot.trials[trial]));
  }
}

StandingPlan::PlannedTrial StandingPlan::planned(const CompiledTrial& compiled) {
  PlannedTrial out;
  out.compiled = &compiled;
  out.ways = ways_into(*compiled.trial);
  for (const Site& site : compiled.trial->sites)
    out.sites.push_back(planned(site, *compiled.trial, out.ways));
  for (const ConceptId target : compiled.trial->targets)
    out.targets.push_back(place_in(antigens_, target));
  out.emd_evidence = evidence_value(compiled, *snapshot_.catalogue);
  return out;
}

StandingPlan::PlannedSite StandingPlan::planned(const Site& site, const Trial& trial,
                                                const std::vector<WayIn>& ways) {
  PlannedSite out;
  const Centre* centre = site.centre ? snapshot_.find(*site.centre) : nullptr;
  out.slot = country_slot(trial, site);
  out.recruiting = site_state(recruiting_through(ways, out.slot), site.status.recruiting());
  out.country = place_in(countries_, site.country);
  if (const auto place = place_of(site, centre)) out.place = place_in(places_, *place);
  for (const ScoreWeight& part : snapshot_.catalogue->ranking.weights)
    if (part.name == "centre_experience") out.experience = experience_value(centre, part.scale);
  return out;
}

std::vector<StepIndex> StandingPlan::steps_of(std::span<const std::size_t> trials) const {
  std::vector<char> needed(snapshot_.program.steps().size(), 0);
  for (const std::size_t trial : trials)
    for (const StepIndex step : snapshot_.trials[trial].steps)
      needed[step] = 1;
  std::vector<StepIndex> out; // operands stand before what they are operands of
  for (StepIndex step = 0; step < needed.size(); ++step)
    if (needed[step] != 0) out.push_back(step);
  return out;
}

std::vector<Standing> StandingPlan::stand(const Patient& patient, Day as_of,
                                          std::span<const std::size_t> trials,
                                          const std::vector<CriterionOverride>& overrides) const {
  const Vocabulary& vocabulary = *snapshot_.catalogue->vocabulary;
  const Case of = open_case(patient, vocabulary, as_of);
  BareTrace trace(program_, steps_of(trials), of);
  View view{patient, vocabulary, as_of, overrides, has_extramedullary(patient)};
  if (patient.travel.latitude && patient.travel.longitude)
    view.home = Coordinates{*patient.travel.latitude, *patient.travel.longitude};
  view.fits.resize(antigens_.size());
  view.aimed_at.resize(antigens_.size());
  view.distances.resize(places_.size());
  view.reachable.resize(countries_.size());
  std::vector<Standing> out;
  out.reserve(trials.size());
  for (const std::size_t trial : trials)
    out.push_back(standing_of(trials_[place_[trial]], trace, view));
  return out;
}

Standing StandingPlan::standing_of(const PlannedTrial& planned, BareTrace& trace, View& view) const {
  const CompiledTrial& compiled = *planned.compiled;
  BareOutlook outlook(compiled, trace);
  const SaidOfTrial said = said_of(*compiled.trial, view.overrides);
  TrialVerdict verdict = judge({*compiled.trial, planned.ways}, outlook, view.as_of, said, false);
  Standing out;
  out.verdict = verdict.verdict;
  out.eligible_from = verdict.eligible_from;
  out.states = std::move(verdict.states);
  out.said = said_in_force(*compiled.trial, view.overrides, view.as_of);
  LaterDay turns;
  for (const StepIndex root : compiled.roots)
    if (const auto day = trace.first_change(root)) turns.note(*day);
  for (const SaidInForce& each : out.said)
    if (each.until) note_turn(turns, *each.until + std::chrono::days(1), view.as_of);
  out.turns = turns.first();
  Barred barred(planned.sites.size(), 0);
  std::optional<Recruiting> best;
  for (std::size_t i = 0; i < barred.size(); ++i) {
    const PlannedSite& site = planned.sites[i];
    barred[i] = site.slot != nullptr && out.verdict != Verdict::ineligible &&
                verdict_of(site.slot, verdict.cohorts) == Verdict::ineligible;
    if (barred[i] == 0 && (!best || offer_order(site.recruiting) < offer_order(*best)))
      best = site.recruiting;
  }
  out.site = best.value_or(barred.empty() ? Recruiting::unknown : Recruiting::closed);
  if (out.verdict != Verdict::ineligible)
    out.settled = static_cast<float>(settled(planned, readiness_cost(planned, out, trace), barred, view));
  return out;
}

/// As readiness() adds it up: what somebody said to be unknown waits for a record.
double StandingPlan::readiness_cost(const PlannedTrial& planned, const Standing& standing,
                                    const BareTrace& trace) const {
  const CompiledTrial& compiled = *planned.compiled;
  double out = 0;
  for (std::size_t i = 0; i < compiled.roots.size(); ++i) {
    const BareValue& found = trace.now(compiled.roots[i]);
    const CriterionState state = standing.states[i];
    const bool as_found = state == state_of(compiled.trial->criteria[i].kind,
                                            {found.truth, found.only_judgement(), false, false});
    if (as_found)
      out += cost_of_kinds_[found.kinds];
    else if (state == CriterionState::unknown)
      out += cost_of_kinds_[found.kinds | BareValue::bit(CauseKind::missing)];
  }
  return out;
}

double StandingPlan::target_fit(const PlannedTrial& planned, const Scale& scale, View& view) const {
  if (planned.targets.empty()) return 0;
  double best = -1;
  for (const std::size_t target : planned.targets) {
    if (!view.fits[target])
      view.fits[target] =
          antigen_fit(antigens_[target], view.patient, view.vocabulary, view.as_of, scale).value;
    best = std::max(best, *view.fits[target]);
  }
  return best;
}

double StandingPlan::emd_evidence(const PlannedTrial& planned, const Scale& scale, View& view) const {
  if (!view.extramedullary || planned.emd_evidence == 0) return 0;
  const bool again = std::all_of(planned.targets.begin(), planned.targets.end(), [&](std::size_t target) {
    auto& known = view.aimed_at[target];
    if (!known) known = aimed_at_before(antigens_[target], view.patient, view.vocabulary, view.as_of);
    return *known;
  });
  return (again ? scale.at("share_after_same_target") : 1) * planned.emd_evidence;
}

double StandingPlan::travel(const PlannedTrial& planned, const Barred& barred, const Scale& scale,
                            View& view) const {
  if (!view.home) return 0;
  std::optional<double> nearest;
  bool elsewhere = false;
  for (std::size_t i = 0; i < planned.sites.size(); ++i) {
    const PlannedSite& site = planned.sites[i];
    if (site.recruiting != Recruiting::open || !site.place || barred[i] != 0) continue;
    auto& reachable = view.reachable[site.country];
    if (!reachable) reachable = can_go(view.patient, countries_[site.country]);
    auto& distance = view.distances[*site.place];
    if (!distance) distance = distance_km(*view.home, places_[*site.place]);
    if (!*reachable)
      elsewhere = true;
    else if (!nearest || *distance < *nearest)
      nearest = *distance;
  }
  return travel_value(nearest, elsewhere, scale);
}

/// Time alone moves the other parts; they are put together again for the date of a run.
double StandingPlan::settled(const PlannedTrial& planned, double readiness_cost, const Barred& barred,
                             View& view) const {
  const Trial& trial = *planned.compiled->trial;
  double experience = 0;
  for (std::size_t i = 0; i < planned.sites.size(); ++i)
    if (planned.sites[i].recruiting == Recruiting::open && barred[i] == 0)
      experience = std::max(experience, planned.sites[i].experience);
  double sum = 0;
  for (const ScoreWeight& part : snapshot_.catalogue->ranking.weights) {
    if (part.name == "target_fit") sum += target_fit(planned, part.scale, view) * part.weight;
    if (part.name == "emd_evidence") sum += emd_evidence(planned, part.scale, view) * part.weight;
    if (part.name == "readiness")
      sum += readiness_value(readiness_cost, trial.criteria.size(), trial.completeness, part.scale) *
             part.weight;
    if (part.name == "centre_experience") sum += experience * part.weight;
    if (part.name == "travel") sum += travel(planned, barred, part.scale, view) * part.weight;
  }
  return sum;
}

} // namespace cartwright
