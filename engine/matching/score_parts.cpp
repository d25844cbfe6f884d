#include "engine/matching/score_parts.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

std::string rounded(double value, int decimals = 2) {
  const double scale = std::pow(10, decimals);
  return number_text(std::round(value * scale) / scale);
}

/// A match as of an earlier date does not see later facts.
bool known_by(const std::optional<PartialDate>& date, Day as_of) {
  return !date || date->earliest() <= as_of;
}

/// What the record says about one antigen: the newest result, and whether therapy was aimed at it before or
/// after.
struct AntigenRecord {
  const AntigenResult* newest = nullptr;
  bool treated = false;
  bool treated_after_result = false;
};

bool aims_at(const Episode& episode, ConceptId antigen, const Vocabulary& vocabulary) {
  return std::any_of(episode.agents.begin(), episode.agents.end(), [&](ConceptId agent) {
    const auto targets = vocabulary.targets_of(agent);
    return std::find(targets.begin(), targets.end(), antigen) != targets.end();
  });
}

AntigenRecord record_of(ConceptId antigen, const Patient& patient, const Vocabulary& vocabulary, Day as_of) {
  AntigenRecord out;
  for (const AntigenResult& result : patient.antigens) {
    if (result.antigen != antigen || result.result == "not_tested" || !result.date) continue;
    if (!known_by(result.date, as_of)) continue;
    if (out.newest == nullptr || out.newest->date->latest() < result.date->latest()) out.newest = &result;
  }
  for (const Episode& episode : patient.therapies.items) {
    if (!aims_at(episode, antigen, vocabulary) || !known_by(episode.start, as_of)) continue;
    out.treated = true;
    const bool before =
        out.newest != nullptr && episode.start && episode.start->latest() < out.newest->date->earliest();
    out.treated_after_result = out.treated_after_result || !before;
  }
  return out;
}

bool negative(const AntigenResult& result) {
  return result.result == "negative" || (result.percent && *result.percent == 0);
}

double strength(const Evidence& row, double half_weight_n) {
  const double n = row.n_emd.value_or(0);
  return *row.orr_emd_percent / 100 * n / (n + half_weight_n);
}

bool same_approach(const Evidence& row, const Trial& trial) {
  std::vector<ConceptId> trial_targets = trial.targets, row_targets = row.targets;
  std::sort(trial_targets.begin(), trial_targets.end());
  std::sort(row_targets.begin(), row_targets.end());
  return !trial_targets.empty() && trial_targets == row_targets && row.modality == trial.modality;
}

double lead_days(const std::string& modality, const Scale& scale) {
  if (modality == "car_t") return scale.at("autologous_days");
  if (modality == "allogeneic_car_t") return scale.at("allogeneic_days");
  return scale.at("off_the_shelf_days");
}

/// A record of which little was read has few criteria; that must not look like readiness.
double share_of_record(const std::string& read, const Scale& scale) {
  return read == "full" ? 1 : scale.at(read == "partial" ? "record_partial" : "record_registry_only");
}

/// Rows in extramedullary disease first, the larger before the smaller.
bool told_before(const Evidence* a, const Evidence* b) {
  if (a->emd_specific != b->emd_specific) return a->emd_specific;
  return a->n_emd.value_or(0) > b->n_emd.value_or(0);
}

} // namespace

PartValue antigen_fit(ConceptId antigen, const Patient& patient, const Vocabulary& vocabulary, Day as_of,
                      const Scale& scale) {
  const AntigenRecord record = record_of(antigen, patient, vocabulary, as_of);
  const std::string& name = vocabulary[antigen].id;
  const bool tested = record.newest != nullptr && !record.treated_after_result;
  const std::string on = tested ? " on " + record.newest->date->text() : "";
  if (tested && negative(*record.newest)) return {scale.at("negative"), name + " was negative" + on};
  if (tested && record.treated)
    return {scale.at("expressed_after_treatment"),
            name + " was still found" + on + ", after therapy aimed at it"};
  if (record.treated)
    return {scale.at("treated_untested"),
            "therapy was aimed at " + name + ", and no later test of it is recorded"};
  if (!patient.therapies.complete.complete)
    return {scale.at("history_not_known"), "whether therapy was aimed at " + name + " is not known"};
  if (tested) return {scale.at("expressed_never_treated"), name + " was found" + on + ", never treated"};
  return {scale.at("never_treated_untested"),
          "no therapy was aimed at " + name + "; its expression is not recorded"};
}

bool aimed_at_before(ConceptId antigen, const Patient& patient, const Vocabulary& vocabulary, Day as_of) {
  return record_of(antigen, patient, vocabulary, as_of).treated;
}

bool has_extramedullary(const Patient& patient) {
  return patient.extramedullary.state == "present" || !patient.extramedullary.lesions.empty();
}

bool can_go(const Patient& patient, const std::string& country) {
  const auto& allowed = patient.travel.countries;
  return allowed.empty() || country == patient.person.country ||
         std::find(allowed.begin(), allowed.end(), country) != allowed.end();
}

std::vector<const Evidence*> evidence_for(const Trial& trial, const Catalogue& catalogue) {
  std::vector<const Evidence*> out;
  for (const Evidence& row : catalogue.evidence)
    if (same_approach(row, trial)) out.push_back(&row);
  std::stable_sort(out.begin(), out.end(), told_before);
  return out;
}

PartValue target_fit(const TrialAnswer& answer, const Patient& patient, const Vocabulary& vocabulary,
                     Day as_of, const Scale& scale) {
  if (answer.trial->targets.empty()) return {0, "the record names no target"};
  PartValue best{-1, ""};
  std::vector<std::string> said;
  for (const ConceptId antigen : answer.trial->targets) {
    const PartValue fit = antigen_fit(antigen, patient, vocabulary, as_of, scale);
    best.value = std::max(best.value, fit.value);
    said.push_back(fit.why);
  }
  best.why = join(said, "; ");
  return best;
}

PartValue emd_evidence(const TrialAnswer& answer, const Patient& patient, const Vocabulary& vocabulary,
                       Day as_of, const Scale& scale) {
  if (!has_extramedullary(patient)) return {0, "no extramedullary disease is recorded for this patient"};
  const Evidence* best = nullptr;
  const double half = scale.at("half_weight_n");
  for (const Evidence* row : answer.evidence) {
    if (!row->emd_specific || !row->orr_emd_percent || !row->n_emd) continue;
    if (best == nullptr || strength(*row, half) > strength(*best, half)) best = row;
  }
  if (best == nullptr)
    return {0, "no response rate in extramedullary disease is published for this target and modality"};
  // A series of mostly first treatments promises less to somebody in whom that target was tried.
  const auto& targets = answer.trial->targets;
  const bool again = std::all_of(targets.begin(), targets.end(), [&](ConceptId target) {
    return aimed_at_before(target, patient, vocabulary, as_of);
  });
  const double share = again ? scale.at("share_after_same_target") : 1;
  return {
      share * std::min(1.0, strength(*best, half)),
      "response in " + rounded(*best->orr_emd_percent, 1) + " % of n = " + number_text(*best->n_emd) +
          " with extramedullary disease (" + best->setting + "; " + best->design + "; " +
          (best->source.url.empty() ? best->source.text : best->source.url) +
          "), not comparable across rows" +
          (again ? "; earlier therapy was aimed at the same target, which counts as " + rounded(share) : "")};
}

PartValue readiness(const TrialAnswer& answer, const Scale& scale) {
  double cost = 0;
  std::size_t open = 0;
  for (const CriterionAnswer& criterion : answer.criteria) {
    const CriterionState state = criterion.counts_as();
    const bool open_by_word = state == CriterionState::unknown && state != criterion.state;
    double dearest = open_by_word ? scale.at(std::string(word(CauseKind::missing))) : 0;
    if (state == criterion.state || open_by_word)
      for (const Cause& cause : criterion.causes.items())
        dearest = std::max(dearest, scale.at(std::string(word(cause.kind))));
    cost += dearest;
    open += state == CriterionState::unknown ? 1 : 0;
  }
  const std::size_t all = answer.criteria.size();
  if (all == 0) return {0, "no criterion is recorded"};
  const std::string& read = answer.trial->completeness;
  return {readiness_value(cost, all, read, scale),
          std::to_string(open) + " of " + std::to_string(all) + " criteria are not decided" +
              (read == "full" ? ""
                              : "; the record was not read whole, which counts as " +
                                    rounded(share_of_record(read, scale)))};
}

double readiness_value(double cost, std::size_t criteria, const std::string& read, const Scale& scale) {
  return criteria == 0 ? 0 : share_of_record(read, scale) * (1 - cost / static_cast<double>(criteria));
}

double time_to_treatment_value(const std::string& modality, const std::string& tempo, double waiting_days,
                               const Scale& scale) {
  const double horizon = scale.at("horizon_" + (tempo.empty() ? "not_known" : tempo) + "_days");
  return std::clamp(1 - (waiting_days + lead_days(modality, scale)) / horizon, 0.0, 1.0);
}

double freshness_value(std::optional<int> days, int stale_after_days, const Scale& scale) {
  if (!days) return 0;
  if (*days <= stale_after_days) return 1;
  const double worthless = scale.at("worthless_after_days");
  return std::clamp((worthless - *days) / (worthless - stale_after_days), 0.0, 1.0);
}

PartValue time_to_treatment(const TrialAnswer& answer, const Patient& patient, Day as_of,
                            const Scale& scale) {
  const std::string tempo = patient.tempo.empty() ? "not_known" : patient.tempo;
  const double horizon = scale.at("horizon_" + tempo + "_days");
  const double waiting =
      answer.eligible_from ? static_cast<double>((*answer.eligible_from - as_of).count()) : 0;
  const double needed = waiting + lead_days(answer.trial->modality, scale);
  const std::string pace = patient.tempo.empty() ? "tempo not recorded" : tempo + " tempo";
  return {time_to_treatment_value(answer.trial->modality, patient.tempo, waiting, scale),
          "about " + number_text(needed) + " days assumed until treatment, against " + number_text(horizon) +
              " days (" + pace + ")"};
}

double experience_value(const Centre* centre, const Scale& scale) {
  if (centre == nullptr) return 0;
  if (centre->emd_experience == "documented") return scale.at("documented_in_emd");
  return centre->experience.empty() ? 0 : scale.at("documented");
}

PartValue centre_experience(const TrialAnswer& answer, const Scale& scale) {
  PartValue best{0, "no experience of an open centre is recorded"};
  for (const SiteAnswer& site : answer.sites) {
    if (site.recruiting != Recruiting::open || site.barred) continue;
    const double value = experience_value(site.centre, scale);
    if (value > best.value)
      best = {value, site.centre->name + (site.centre->emd_experience == "documented"
                                              ? ": documented in extramedullary disease"
                                              : ": documented")};
  }
  return best;
}

double travel_value(std::optional<double> nearest_km, bool elsewhere, const Scale& scale) {
  if (nearest_km) return std::clamp(1 - *nearest_km / scale.at("farthest_km"), 0.0, 1.0);
  return elsewhere ? scale.at("country_not_listed") : 0;
}

PartValue travel(const TrialAnswer& answer, const Patient& patient, const Scale& scale) {
  if (!patient.travel.latitude || !patient.travel.longitude) return {0, "the patient's home is not recorded"};
  const SiteAnswer* nearest_site = nullptr;
  bool elsewhere = false;
  for (const SiteAnswer& site : answer.sites) {
    if (site.recruiting != Recruiting::open || !site.distance_km || site.barred) continue;
    if (!can_go(patient, site.site->country)) {
      elsewhere = true;
    } else if (nearest_site == nullptr || *site.distance_km < *nearest_site->distance_km) {
      nearest_site = &site;
    }
  }
  const double value =
      travel_value(nearest_site == nullptr ? std::nullopt : nearest_site->distance_km, elsewhere, scale);
  if (nearest_site == nullptr && elsewhere)
    return {value, "open sites lie only in countries that the profile does not list"};
  if (nearest_site == nullptr) return {value, "no open site with a known place is recorded"};
  return {value, rounded(*nearest_site->distance_km, 0) + " km to the nearest open site, " +
                     nearest_site->site->city};
}

PartValue freshness(const TrialAnswer& answer, int stale_after_days, const Scale& scale) {
  if (!answer.freshness.days) return {0, "when the record was last seen is not recorded"};
  return {freshness_value(answer.freshness.days, stale_after_days, scale),
          "status seen " + std::to_string(*answer.freshness.days) + " days ago"};
}

} // namespace cartwright
