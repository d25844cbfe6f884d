#include "server/catalogue_json.hpp"

#include "server/json_parts.hpp"

namespace cartwright {

namespace {

Json status_json(const Status& status) {
  return {{"value", text_or_null(status.value)},
          {"recruiting", word(status.recruiting())},
          {"as_of", date_json(status.as_of)},
          {"last_known", text_or_null(status.last_known)},
          {"source", text_or_null(status.source)}};
}

Json head_json(const Trial& trial, const Vocabulary& vocabulary) {
  return {{"id", trial.id.text()},
          {"title", trial.title},
          {"phase", text_or_null(trial.phase)},
          {"sponsor", text_or_null(trial.sponsor)},
          {"targets", names_json(trial.targets, vocabulary)},
          {"modality", text_or_null(trial.modality)},
          {"purpose", trial.purpose},
          {"construct", text_or_null(trial.construct)},
          {"product", text_or_null(trial.product)},
          {"status", status_json(trial.status)},
          {"emd_rule", text_or_null(trial.emd_rule)},
          {"completeness", trial.completeness},
          {"criteria_count", trial.criteria.size()},
          {"source", source_json(trial.source)},
          {"verified", trial.verified}};
}

Json cohorts_json(const Trial& trial) {
  Json out = Json::array();
  for (const Cohort& cohort : trial.cohorts)
    out.push_back({{"id", cohort.id.text()},
                   {"kind", word(cohort.kind)},
                   {"title", text_or_null(cohort.title)},
                   {"countries", cohort.countries},
                   {"status", cohort.status ? status_json(*cohort.status) : Json(nullptr)}});
  return out;
}

Json sites_json(const Trial& trial) {
  Json out = Json::array();
  for (const Site& site : trial.sites)
    out.push_back({{"facility", site.facility},
                   {"city", text_or_null(site.city)},
                   {"country", text_or_null(site.country)},
                   {"centre", site.centre ? Json(site.centre->text()) : Json(nullptr)},
                   {"status", status_json(site.status)},
                   {"latitude", or_null(site.latitude)},
                   {"longitude", or_null(site.longitude)}});
  return out;
}

Json criterion_json(const Criterion& criterion) {
  Json scope = Json::array();
  for (const CohortId& id : criterion.scope)
    scope.push_back(id.text());
  return {{"id", criterion.id.text()},
          {"kind", word(criterion.kind)},
          {"says", criterion.says},
          {"rule", criterion.rule},
          {"as_read", text_or_null(criterion.as_read)},
          {"flag", text_or_null(criterion.flag)},
          {"scope", std::move(scope)},
          {"source", source_json(criterion.source)},
          {"verified", criterion.verified}};
}

Json centre_head(const Centre& centre) {
  Json experience = Json::array();
  for (const Experience& each : centre.experience)
    experience.push_back({{"says", each.says},
                          {"figure", or_null(each.figure)},
                          {"source", source_json(each.source)},
                          {"verified", each.verified}});
  return {{"id", centre.id.text()},
          {"name", centre.name},
          {"name_local", text_or_null(centre.name_local)},
          {"aliases", centre.aliases},
          {"city", text_or_null(centre.city)},
          {"province", text_or_null(centre.province)},
          {"country", text_or_null(centre.country)},
          {"latitude", or_null(centre.latitude)},
          {"longitude", or_null(centre.longitude)},
          {"experience", std::move(experience)},
          {"emd_experience", text_or_null(centre.emd_experience)},
          {"car_t_myeloma_volume", or_null(centre.car_t_myeloma_volume)},
          {"accepts_international", or_null(centre.accepts_international)},
          {"source", source_json(centre.source)},
          {"verified", centre.verified}};
}

bool holds(const Trial& trial, const CentreId& centre) {
  for (const Site& site : trial.sites)
    if (site.centre == centre) return true;
  return false;
}

Json trials_at(const Centre& centre, const Catalogue& catalogue) {
  Json out = Json::array();
  for (const Trial& trial : catalogue.trials)
    if (holds(trial, centre.id)) out.push_back(trial.id.text());
  return out;
}

} // namespace

std::string trials_json(const Snapshot& snapshot) {
  Json list = Json::array();
  for (const Trial& trial : snapshot.catalogue->trials)
    list.push_back(head_json(trial, *snapshot.catalogue->vocabulary));
  return json_text({{"catalogue", catalogue_json(snapshot)}, {"trials", std::move(list)}});
}

std::string trial_json(const Trial& trial, const Vocabulary& vocabulary) {
  Json out = head_json(trial, vocabulary);
  out["other_ids"] = trial.other_ids;
  out["summary"] = text_or_null(trial.summary);
  out["lymphodepletion"] = trial.lymphodepletion;
  out["cohorts"] = cohorts_json(trial);
  out["sites"] = sites_json(trial);
  Json criteria = Json::array();
  for (const Criterion& criterion : trial.criteria)
    criteria.push_back(criterion_json(criterion));
  out["criteria"] = std::move(criteria);
  return json_text(out);
}

std::string centres_json(const Snapshot& snapshot) {
  Json list = Json::array();
  for (const Centre& centre : snapshot.catalogue->centres) {
    Json entry = centre_head(centre);
    entry["trials"] = trials_at(centre, *snapshot.catalogue);
    list.push_back(std::move(entry));
  }
  return json_text({{"catalogue", catalogue_json(snapshot)}, {"centres", std::move(list)}});
}

std::string centre_json(const Centre& centre, const Snapshot& snapshot) {
  Json out = centre_head(centre);
  out["trials"] = trials_at(centre, *snapshot.catalogue);
  return json_text(out);
}

} // namespace cartwright
