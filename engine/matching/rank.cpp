#include "engine/matching/rank.hpp"

#include <algorithm>
#include <tuple>

#include "engine/matching/score_parts.hpp"

namespace cartwright {

const std::vector<std::string>& score_part_names() {
  static const std::vector<std::string> names = {"target_fit",        "emd_evidence",      "readiness",
                                                 "time_to_treatment", "centre_experience", "travel",
                                                 "freshness"};
  return names;
}

const std::vector<std::string>& scale_names(const std::string& part) {
  static const std::map<std::string, std::vector<std::string>> names = {
      {"target_fit",
       {"expressed_never_treated", "expressed_after_treatment", "never_treated_untested", "treated_untested",
        "history_not_known", "negative"}},
      {"emd_evidence", {"half_weight_n", "share_after_same_target"}},
      {"readiness",
       {"missing", "stale", "inadmissible", "conflict", "imprecise", "judgement", "not_public",
        "not_evaluated", "record_partial", "record_registry_only"}},
      {"time_to_treatment",
       {"off_the_shelf_days", "allogeneic_days", "autologous_days", "horizon_slow_days",
        "horizon_moderate_days", "horizon_rapid_days", "horizon_not_known_days"}},
      {"centre_experience", {"documented_in_emd", "documented"}},
      {"travel", {"farthest_km", "country_not_listed"}},
      {"freshness", {"worthless_after_days"}}};
  static const std::vector<std::string> none;
  const auto at = names.find(part);
  return at == names.end() ? none : at->second;
}

namespace {

PartValue value_of(const ScoreWeight& part, const TrialAnswer& answer, const Snapshot& snapshot,
                   const Patient& patient, Day as_of) {
  const Catalogue& catalogue = *snapshot.catalogue;
  if (part.name == "target_fit") return target_fit(answer, patient, *catalogue.vocabulary, as_of, part.scale);
  if (part.name == "emd_evidence")
    return emd_evidence(answer, patient, *catalogue.vocabulary, as_of, part.scale);
  if (part.name == "readiness") return readiness(answer, part.scale);
  if (part.name == "time_to_treatment") return time_to_treatment(answer, patient, as_of, part.scale);
  if (part.name == "centre_experience") return centre_experience(answer, part.scale);
  if (part.name == "travel") return travel(answer, patient, part.scale);
  return freshness(answer, catalogue.ranking.stale_after_days, part.scale);
}

} // namespace

void score(TrialAnswer& answer, const Snapshot& snapshot, const Patient& patient, Day as_of,
           const WeightChanges& changes) {
  double sum = 0, weights = 0;
  for (const ScoreWeight& part : snapshot.catalogue->ranking.weights) {
    const auto changed = changes.find(part.name);
    const double weight = changed == changes.end() ? part.weight : changed->second;
    PartValue value = value_of(part, answer, snapshot, patient, as_of);
    sum += value.value * weight;
    weights += weight;
    answer.score_parts.push_back({part.name, value.value, weight, std::move(value.why)});
  }
  answer.score = weights > 0 ? sum / weights : 0;
}

void put_in_order(std::vector<TrialAnswer>& answers) {
  const auto key = [](const TrialAnswer& answer) {
    return std::tuple<bool, int, bool, int, double, const TrialId&>(
        answer.verdict == Verdict::ineligible, offer_order(answer.recruiting),
        answer.trial->purpose != "treatment", -static_cast<int>(answer.verdict), -answer.score,
        answer.trial->id);
  };
  std::sort(answers.begin(), answers.end(),
            [&](const TrialAnswer& a, const TrialAnswer& b) { return key(a) < key(b); });
  for (std::size_t i = 0; i < answers.size(); ++i)
    answers[i].rank = i + 1;
}

} // namespace cartwright
