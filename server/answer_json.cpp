#include "server/answer_json.hpp"

#include <cmath>
#include <map>

#include "server/criterion_json.hpp"
#include "server/json_parts.hpp"
#include "server/offers_report.hpp"
#include "server/readiness_report.hpp"
#include "server/version.hpp"

namespace cartwright {

namespace {

/// Scores are told to four decimals: enough to check the arithmetic, and the same on every machine.
double told(double value) {
  return std::round(value * 1e4) / 1e4;
}

Json facts_json(const std::vector<FactUse>& facts) {
  Json out = Json::array();
  for (const FactUse& fact : facts)
    out.push_back({{"where", fact.where}, {"says", fact.says}});
  return out;
}

Json causes_json(const Causes& causes) {
  Json out = Json::array();
  for (const Cause& cause : causes.items())
    out.push_back({{"cause", word(cause.kind)},
                   {"fact", text_or_null(cause.fact)},
                   {"document", text_or_null(cause.document)}});
  return out;
}

Json review_value(const ReviewValue& value) {
  if (const Truth* truth = std::get_if<Truth>(&value))
    return *truth == Truth::unknown ? Json(nullptr) : Json(*truth == Truth::yes);
  if (const NumberRange* number = std::get_if<NumberRange>(&value)) {
    if (!number->low && !number->high) return nullptr;
    return {
        {"min", or_null(number->low)}, {"max", or_null(number->high)}, {"unit", text_or_null(number->unit)}};
  }
  if (const std::string* text = std::get_if<std::string>(&value)) return text_or_null(*text);
  const CountRange& range = std::get<CountRange>(value);
  if (!range.min) return nullptr;
  return {{"min", *range.min}, {"max", or_null(range.max)}};
}

Json review_object(const std::vector<ReviewItem>& review) {
  Json out = Json::object();
  for (const ReviewItem& item : review)
    out[item.name] = {{"label", item.says},
                      {"value", review_value(item.value)},
                      {"why", item.why},
                      {"facts", facts_json(item.facts)},
                      {"causes", causes_json(item.causes)}};
  return out;
}

Json scope_json(const std::vector<CohortId>& scope) {
  Json out = Json::array();
  for (const CohortId& id : scope)
    out.push_back(id.text());
  return out;
}

/// Beside the program's own state, never instead of it.
Json override_json(const CriterionOverride& said) {
  Json out = {{"state", word(said.state)},
              {"because", said.because},
              {"by", said.by},
              {"at", said.at},
              {"until", date_json(said.until)},
              {"number", said.number},
              {"profile", said.profile},
              {"holds", said.lapsed.empty()}};
  if (!said.lapsed.empty()) out["lapsed"] = said.lapsed;
  return out;
}

} // namespace

Json criterion_json(const CriterionAnswer& answer, bool with_rule) {
  const Criterion& criterion = *answer.criterion;
  Json out = {{"id", criterion.id.text()},
              {"kind", word(criterion.kind)},
              {"says", criterion.says},
              {"state", word(answer.state)},
              {"why", answer.why},
              {"facts", facts_json(answer.facts)},
              {"causes", causes_json(answer.causes)}};
  if (answer.mends) out["mends"] = text_of(*answer.mends);
  if (answer.said) out["override"] = override_json(*answer.said);
  if (!criterion.scope.empty()) out["scope"] = scope_json(criterion.scope);
  if (with_rule || !criterion.as_read.empty()) out["rule"] = criterion.rule;
  if (!criterion.as_read.empty()) {
    out["as_read"] = criterion.as_read;
    out["flag"] = criterion.flag;
  }
  out["source"] = source_json(criterion.source);
  out["verified"] = criterion.verified;
  return out;
}

namespace {

Json cohorts_json(const TrialAnswer& answer) {
  Json out = Json::array();
  for (const CohortAnswer& each : answer.cohorts) {
    const Cohort& cohort = *each.cohort;
    Json entry = {{"id", cohort.id.text()},
                  {"kind", word(cohort.kind)},
                  {"title", text_or_null(cohort.title)},
                  {"verdict", word(each.verdict)},
                  {"eligible_from", date_json(each.eligible_from)},
                  {"recruiting", word(each.recruiting)}};
    if (!cohort.countries.empty()) entry["countries"] = cohort.countries;
    out.push_back(std::move(entry));
  }
  return out;
}

Json site_json(const SiteAnswer& answer) {
  const Site& site = *answer.site;
  return {{"centre", answer.centre ? Json(answer.centre->id.text()) : Json(nullptr)},
          {"facility", site.facility},
          {"city", text_or_null(site.city)},
          {"country", text_or_null(site.country)},
          {"status", word(answer.recruiting)},
          {"status_as_of", date_json(site.status.as_of)},
          {"distance_km", answer.distance_km ? Json(std::llround(*answer.distance_km)) : Json(nullptr)},
          {"why", answer.why}};
}

Json evidence_row(const Evidence& row, const Vocabulary& vocabulary) {
  return {{"targets", names_json(row.targets, vocabulary)},
          {"modality", text_or_null(row.modality)},
          {"setting", row.setting},
          {"comparator", text_or_null(row.comparator)},
          {"design", row.design},
          {"strength", text_or_null(row.strength)},
          {"n", or_null(row.n)},
          {"n_emd", or_null(row.n_emd)},
          {"orr_emd_percent", or_null(row.orr_emd_percent)},
          {"cr_emd_percent", or_null(row.cr_emd_percent)},
          {"pfs_emd_months", or_null(row.pfs_emd_months)},
          {"os_emd_months", or_null(row.os_emd_months)},
          {"emd_specific", row.emd_specific},
          {"source", source_json(row.source)},
          {"verified", row.verified}};
}

Json evidence_ids(const TrialAnswer& answer) {
  Json out = Json::array();
  for (const Evidence* row : answer.evidence)
    out.push_back(row->id);
  return out;
}

/// The rows that the answers name, once each.
Json evidence_rows(const std::vector<const TrialAnswer*>& told, const Vocabulary& vocabulary) {
  std::map<std::string, const Evidence*> rows;
  for (const TrialAnswer* answer : told)
    for (const Evidence* row : answer->evidence)
      rows.emplace(row->id, row);
  Json out = Json::object();
  for (const auto& [id, row] : rows)
    out[id] = evidence_row(*row, vocabulary);
  return out;
}

Json trial_json(const TrialAnswer& answer, const Vocabulary& vocabulary, bool with_rules) {
  const Trial& trial = *answer.trial;
  Json parts = Json::array(), criteria = Json::array(), centres = Json::array();
  for (const ScorePart& part : answer.score_parts)
    parts.push_back(
        {{"name", part.name}, {"value", told(part.value)}, {"weight", part.weight}, {"why", part.why}});
  for (const CriterionAnswer& criterion : answer.criteria)
    criteria.push_back(criterion_json(criterion, with_rules));
  for (const SiteAnswer& site : answer.sites)
    centres.push_back(site_json(site));
  return {{"trial", trial.id.text()},
          {"title", trial.title},
          {"targets", names_json(trial.targets, vocabulary)},
          {"purpose", trial.purpose},
          {"verdict", word(answer.verdict)},
          {"eligible_from", date_json(answer.eligible_from)},
          {"recruiting", word(answer.recruiting)},
          {"rank", answer.rank},
          {"score", told(answer.score)},
          {"score_parts", std::move(parts)},
          {"cohorts", cohorts_json(answer)},
          {"criteria", std::move(criteria)},
          {"centres", std::move(centres)},
          {"evidence", evidence_ids(answer)},
          {"completeness", trial.completeness},
          {"freshness",
           {{"seen", date_json(answer.freshness.seen)},
            {"days", or_null(answer.freshness.days)},
            {"stale", answer.freshness.stale}}}};
}

Json unlock_json(const std::vector<Unlock>& unlocks) {
  Json out = Json::array();
  for (const Unlock& unlock : unlocks)
    out.push_back({{"document", unlock.document},
                   {"facts", unlock.facts},
                   {"would_decide", unlock.would_decide},
                   {"would_complete", unlock.would_complete}});
  return out;
}

Json head(Day as_of, const AnswerFrame& frame) {
  Json out = {{"cartwright", version},
              {"as_of", text_of(as_of)},
              {"catalogue", catalogue_json(*frame.snapshot)},
              {"patient", frame.patient}};
  if (!frame.case_id.empty()) {
    out["case"] = frame.case_id;
    out["profile"] = frame.profile;
  }
  out["problems"] = problem_list_json(frame.problems);
  return out;
}

} // namespace

std::string notice() {
  return "Decision support, not a decision: the treating team and the trial team decide, and nothing here "
         "promises acceptance.";
}

std::string match_json(const MatchAnswer& answer, const AnswerFrame& frame, const AnswerView& view) {
  Json out = head(answer.as_of, frame);
  out["review"] = review_object(answer.review);
  Json answers = Json::array();
  std::vector<const TrialAnswer*> told;
  for (const TrialAnswer& each : answer.answers) {
    if (!view.trials.empty() && !view.trials.contains(each.trial->id)) continue;
    if (view.top && answers.size() >= *view.top) break;
    told.push_back(&each);
    answers.push_back(trial_json(each, *frame.snapshot->catalogue->vocabulary, view.with_rules));
  }
  out["answers"] = std::move(answers);
  out["unlock"] = unlock_json(answer.unlock);
  if (!view.with_rules) { // about the case, not about the one trial that is explained
    out["pathways"] = pathways_json(answer.pathways);
    out["products"] = products_json(answer.products, *frame.snapshot->catalogue->vocabulary);
    out["investigations"] = investigations_json(answer.investigations);
    out["readiness"] = readiness_json(answer.readiness);
  }
  out["evidence"] = evidence_rows(told, *frame.snapshot->catalogue->vocabulary);
  out["notice"] = notice();
  return json_text(out);
}

std::string review_json(const MatchAnswer& answer, const AnswerFrame& frame) {
  Json out = head(answer.as_of, frame);
  out["review"] = review_object(answer.review);
  out["investigations"] = investigations_json(answer.investigations);
  out["readiness"] = readiness_json(answer.readiness);
  out["notice"] = notice();
  return json_text(out);
}

std::string problems_json(const Problems& problems) {
  return json_text({{"problems", problem_list_json(problems)}});
}

} // namespace cartwright
