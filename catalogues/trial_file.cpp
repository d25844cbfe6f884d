#include "catalogues/trial_file.hpp"

namespace cartwright {

namespace {

OrderedJson source_json(const Source& source) {
  OrderedJson out = OrderedJson::object();
  if (!source.url.empty()) out["url"] = source.url;
  if (!source.seen.empty()) out["seen"] = source.seen;
  if (!source.text.empty()) out["text"] = source.text;
  return out;
}

OrderedJson status_json(const Status& status) {
  OrderedJson out = {{"value", status.value.empty() ? "unknown" : status.value},
                     {"as_of", nullable(status.as_of)}};
  if (!status.source.empty()) out["source"] = status.source;
  out["last_known"] = nullable(status.last_known);
  return out;
}

OrderedJson cohort_json(const Cohort& cohort) {
  OrderedJson out = {
      {"id", cohort.id.text()}, {"kind", word(cohort.kind)}, {"title", nullable(cohort.title)}};
  if (!cohort.countries.empty()) out["countries"] = cohort.countries;
  if (cohort.status) out["status"] = status_json(*cohort.status);
  return out;
}

OrderedJson site_json(const Site& site) {
  return {{"facility", site.facility},
          {"city", nullable(site.city)},
          {"country", nullable(site.country)},
          {"centre", site.centre ? OrderedJson(site.centre->text()) : OrderedJson(nullptr)},
          {"status", site.status.value.empty() ? "unknown" : site.status.value},
          {"status_as_of", nullable(site.status.as_of)},
          {"latitude", nullable(site.latitude)},
          {"longitude", nullable(site.longitude)}};
}

OrderedJson criterion_json(const Criterion& criterion) {
  OrderedJson out = {{"id", criterion.id.text()},
                     {"kind", word(criterion.kind)},
                     {"says", criterion.says},
                     {"rule", criterion.rule}};
  if (!criterion.as_read.empty()) out["as_read"] = criterion.as_read;
  if (!criterion.flag.empty()) out["flag"] = criterion.flag;
  if (!criterion.scope.empty()) {
    out["scope"] = OrderedJson::array();
    for (const CohortId& id : criterion.scope)
      out["scope"].push_back(id.text());
  }
  out["source"] = source_json(criterion.source);
  out["verified"] = criterion.verified;
  return out;
}

template <class Items, class Write> OrderedJson list_json(const Items& items, Write write) {
  OrderedJson out = OrderedJson::array();
  for (const auto& item : items)
    out.push_back(write(item));
  return out;
}

} // namespace

OrderedJson trial_file_json(const Trial& trial, const Vocabulary& vocabulary) {
  const auto target = [&](ConceptId id) { return OrderedJson(vocabulary[id].id); };
  OrderedJson out = {{"trial", "cartwright/trial@1"},
                     {"id", trial.id.text()},
                     {"other_ids", trial.other_ids},
                     {"title", trial.title}};
  out["summary"] = nullable(trial.summary);
  out["phase"] = nullable(trial.phase);
  out["sponsor"] = nullable(trial.sponsor);
  out["targets"] = list_json(trial.targets, target);
  out["modality"] = trial.modality;
  out["construct"] = nullable(trial.construct);
  out["product"] = nullable(trial.product);
  out["lymphodepletion"] = trial.lymphodepletion;
  out["status"] = status_json(trial.status);
  out["emd_rule"] = trial.emd_rule;
  out["cohorts"] = list_json(trial.cohorts, cohort_json);
  out["sites"] = list_json(trial.sites, site_json);
  out["criteria"] = list_json(trial.criteria, criterion_json);
  out["completeness"] = trial.completeness;
  out["source"] = source_json(trial.source);
  out["verified"] = trial.verified;
  out["notes"] = nullable(trial.notes);
  return out;
}

} // namespace cartwright
