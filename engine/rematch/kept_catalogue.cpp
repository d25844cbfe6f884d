#include "engine/rematch/kept_catalogue.hpp"

#include <algorithm>
#include <cmath>

#include "engine/domain/quantity.hpp"
#include "engine/domain/text.hpp"
#include "engine/matching/score_parts.hpp"

namespace cartwright {

namespace {

std::string place_text(const Site& site) {
  const auto figure = [](const std::optional<double>& value) { return value ? number_text(*value) : ""; };
  return site.country + " " + (site.centre ? site.centre->text() : "") + " " + figure(site.latitude) + " " +
         figure(site.longitude);
}

std::string other_text(const Trial& trial, const Vocabulary& vocabulary) {
  std::string out = trial.completeness;
  for (const ConceptId target : trial.targets)
    out += "|" + vocabulary[target].id;
  for (const Cohort& cohort : trial.cohorts)
    out += "|" + std::string(word(cohort.kind)) + " " + join(cohort.countries, " ");
  for (const Site& site : trial.sites)
    out += "|" + place_text(site);
  return out;
}

std::string site_name(const Site& site) {
  return site.city.empty() ? site.facility : site.facility + ", " + site.city;
}

KeptTrial keep_trial(const CompiledTrial& compiled, const Snapshot& snapshot) {
  const Trial& trial = *compiled.trial;
  KeptTrial out;
  out.id = trial.id;
  out.title = trial.title;
  out.recruiting = recruiting_of(trial);
  out.status = trial.status.value;
  out.seen = trial.status.as_of;
  out.purpose = trial.purpose;
  out.modality = trial.modality;
  for (const Cohort& cohort : trial.cohorts)
    out.slots.push_back({cohort.id.text(), cohort.status ? cohort.status->value : ""});
  for (const Site& site : trial.sites)
    out.sites.push_back({site_name(site), site.status.value});
  out.other = other_text(trial, *snapshot.catalogue->vocabulary);
  if (out.recruiting == Recruiting::closed) return out;
  for (std::size_t i = 0; i < trial.criteria.size(); ++i) {
    const Criterion& criterion = trial.criteria[i];
    out.criteria.push_back({criterion.id, criterion.kind, criterion.evaluated_rule(),
                            checked_text(snapshot.program, compiled.roots[i]), criterion.scope});
  }
  return out;
}

KeptRanking keep_ranking(const RankingScales& scales) {
  KeptRanking out;
  out.stale_after_days = scales.stale_after_days;
  for (const ScoreWeight& part : scales.weights) {
    out.weights += part.weight;
    if (part.name == "time_to_treatment") {
      out.time_weight = part.weight;
      out.time_scale = part.scale;
    } else if (part.name == "freshness") {
      out.freshness_weight = part.weight;
      out.freshness_scale = part.scale;
    }
  }
  return out;
}

/// What a combination adds to the words of its parts.
std::string own_text(const criteria::Program& program, const criteria::Step& step) {
  using criteria::Shape;
  switch (step.shape) {
  case Shape::test:
    return program.test(step).text;
  case Shape::judgement:
  case Shape::not_public:
  case Shape::not_evaluated:
    return std::string(criteria::word(step.shape)) + " \"" + program.text(step) + "\"";
  case Shape::score:
    return "score " + text_of(program.score(step));
  case Shape::at_least:
    return "at_least " + std::to_string(step.need);
  default:
    return std::string(criteria::word(step.shape));
  }
}

} // namespace

std::string checked_text(const criteria::Program& program, criteria::StepIndex root) {
  const criteria::Step& step = program.steps()[root];
  std::string out = own_text(program, step);
  if (step.operand_count == 0) return out;
  std::vector<std::string> parts;
  for (const criteria::StepIndex operand : program.operands(step))
    parts.push_back(checked_text(program, operand));
  return out + "(" + join(parts, "; ") + ")";
}

const KeptTrial* KeptCatalogue::find(const TrialId& id) const {
  const auto at =
      std::lower_bound(trials.begin(), trials.end(), id,
                       [](const KeptTrial& trial, const TrialId& wanted) { return trial.id < wanted; });
  return at != trials.end() && at->id == id ? &*at : nullptr;
}

KeptCatalogue keep(const Snapshot& snapshot, std::string context) {
  KeptCatalogue out;
  out.revision = snapshot.catalogue->revision;
  out.context = std::move(context);
  out.ranking = keep_ranking(snapshot.catalogue->ranking);
  for (const CompiledTrial& compiled : snapshot.trials)
    out.trials.push_back(keep_trial(compiled, snapshot));
  return out;
}

double score_on(const Standing& standing, const KeptTrial& trial, const KeptRanking& ranking,
                const std::string& tempo, Day as_of) {
  if (standing.verdict == Verdict::ineligible || ranking.weights <= 0) return 0;
  const auto days_from = [&](const std::optional<Day>& day) {
    return static_cast<int>((as_of - *day).count());
  };
  const double waiting = standing.eligible_from ? -days_from(standing.eligible_from) : 0;
  const double time = time_to_treatment_value(trial.modality, tempo, waiting, ranking.time_scale);
  const double fresh = freshness_value(trial.seen ? std::optional(days_from(trial.seen)) : std::nullopt,
                                       ranking.stale_after_days, ranking.freshness_scale);
  const double sum = standing.settled + time * ranking.time_weight + fresh * ranking.freshness_weight;
  constexpr double decimals = 1e6;
  return std::round(sum / ranking.weights * decimals) / decimals;
}

} // namespace cartwright
