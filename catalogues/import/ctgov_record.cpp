#include "catalogues/import/ctgov_record.hpp"

#include "catalogues/import/registry_words.hpp"
#include "catalogues/json_cursor.hpp"
#include "catalogues/sha256.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

/// The keys that the API documents, for the objects that are read here. Others are new, and told.
void check_keys(const Cursor& study, const Cursor& protocol) {
  study.only({"protocolSection", "resultsSection", "annotationSection", "documentSection", "derivedSection",
              "hasResults"});
  protocol.only({"identificationModule", "statusModule", "sponsorCollaboratorsModule", "oversightModule",
                 "descriptionModule", "conditionsModule", "designModule", "armsInterventionsModule",
                 "outcomesModule", "eligibilityModule", "contactsLocationsModule", "referencesModule",
                 "ipdSharingStatementModule"});
}

void read_identification(const Cursor& protocol, RegistryRecord& out) {
  const auto from = protocol.object("identificationModule");
  if (!from) {
    if (!protocol.has("identificationModule"))
      protocol.error(ProblemCode::missing_key, "identificationModule",
                     "the record does not say which study it is", "");
    return;
  }
  from->only({"nctId", "nctIdAliases", "orgStudyIdInfo", "secondaryIdInfos", "organization", "briefTitle",
              "officialTitle", "acronym"});
  out.id = from->required_text("nctId");
  if (!out.id.empty() && !is_registry_number(out.id))
    from->error(ProblemCode::impossible_value, "nctId",
                "\"" + out.id.substr(0, 40) + "\" is no registry number", "NCT and eight digits");
  out.title = from->required_text("briefTitle");
  out.official_title = from->text("officialTitle").value_or("");
  out.other_ids = from->texts("nctIdAliases");
  for (const Cursor& other : from->list("secondaryIdInfos")) {
    const std::string type = other.text("type").value_or("");
    const bool registry = type == "EUDRACT_NUMBER" || type == "CTIS" || type == "REGISTRY";
    if (registry && other.has("id")) out.other_ids.push_back(other.text("id").value_or(""));
  }
}

void note_date(const Cursor& from, const char* key, const std::string& name, RegistryRecord& out) {
  const auto text = from.text(key);
  if (!text) return;
  if (registry_date(*text))
    out.dates[name] = *text;
  else
    from.problems().warning(ProblemCode::impossible_date, from.path_of(key),
                            "\"" + text->substr(0, 40) + "\" is not a date", "it is kept as written");
}

void read_status(const Cursor& protocol, RegistryRecord& out) {
  const auto from = protocol.object("statusModule");
  if (!from) return;
  from->only({"statusVerifiedDate",
              "overallStatus",
              "lastKnownStatus",
              "delayedPosting",
              "whyStopped",
              "expandedAccessInfo",
              "startDateStruct",
              "primaryCompletionDateStruct",
              "completionDateStruct",
              "studyFirstSubmitDate",
              "studyFirstSubmitQcDate",
              "studyFirstPostDateStruct",
              "resultsWaived",
              "resultsFirstSubmitDate",
              "resultsFirstSubmitQcDate",
              "resultsFirstPostDateStruct",
              "dispFirstSubmitDate",
              "dispFirstSubmitQcDate",
              "dispFirstPostDateStruct",
              "lastUpdateSubmitDate",
              "lastUpdatePostDateStruct"});
  const RegistryStatus now = registry_status(from->text("overallStatus").value_or(""),
                                             from->path_of("overallStatus"), from->problems());
  out.status = now.value;
  out.registry_status = now.unmapped;
  if (const auto last = from->text("lastKnownStatus"))
    out.last_known = registry_status(*last, from->path_of("lastKnownStatus"), from->problems()).value;
  note_date(*from, "statusVerifiedDate", "verified", out);
  const std::pair<const char*, const char*> dated[] = {{"startDateStruct", "start"},
                                                       {"primaryCompletionDateStruct", "primary_completion"},
                                                       {"completionDateStruct", "completion"},
                                                       {"lastUpdatePostDateStruct", "last_update"}};
  for (const auto& [key, name] : dated)
    if (const auto date = from->object(key)) note_date(*date, "date", name, out);
}

void read_design(const Cursor& protocol, RegistryRecord& out) {
  if (const auto from = protocol.object("sponsorCollaboratorsModule"))
    if (const auto lead = from->object("leadSponsor")) out.sponsor = lead->text("name").value_or("");
  if (const auto from = protocol.object("conditionsModule")) out.keywords = from->texts("keywords");
  if (const auto from = protocol.object("designModule"))
    out.phase = registry_phase(from->texts("phases"), from->path_of("phases"), from->problems());
}

void read_interventions(const Cursor& protocol, RegistryRecord& out) {
  const auto from = protocol.object("armsInterventionsModule");
  if (!from) return;
  from->only({"armGroups", "interventions"});
  for (const Cursor& each : from->list("interventions")) {
    if (const auto name = each.text("name")) out.interventions.push_back(*name);
    for (const std::string& other : each.texts("otherNames"))
      out.interventions.push_back(other);
  }
  for (const Cursor& each : from->list("armGroups"))
    if (const auto label = each.text("label")) out.arms.push_back(*label);
}

void read_eligibility(const Cursor& protocol, RegistryRecord& out) {
  const auto from = protocol.object("eligibilityModule");
  if (!from) return;
  from->only({"eligibilityCriteria", "healthyVolunteers", "sex", "genderBased", "genderDescription",
              "minimumAge", "maximumAge", "stdAges", "studyPopulation", "samplingMethod"});
  out.text = from->text("eligibilityCriteria").value_or("");
  out.sex = lower(from->text("sex").value_or(""));
  out.minimum_age = from->text("minimumAge").value_or("");
  out.maximum_age = from->text("maximumAge").value_or("");
}

RegistrySite read_site(const Cursor& from) {
  RegistrySite out;
  from.only({"facility", "status", "city", "state", "zip", "country", "contacts", "countryCode", "geoPoint"});
  out.facility = from.text("facility").value_or("");
  out.city = from.text("city").value_or("");
  out.state = from.text("state").value_or("");
  out.country = from.text("country").value_or("");
  out.status =
      registry_status(from.text("status").value_or(""), from.path_of("status"), from.problems()).value;
  if (const auto point = from.object("geoPoint")) {
    out.latitude = point->number_in("lat", -90, 90);
    out.longitude = point->number_in("lon", -180, 180);
  }
  return out;
}

void read_sites(const Cursor& protocol, RegistryRecord& out) {
  const auto from = protocol.object("contactsLocationsModule");
  if (!from) return;
  from->only({"centralContacts", "overallOfficials", "locations"});
  for (const Cursor& each : from->list("locations"))
    if (each.expect_object()) out.sites.push_back(read_site(each));
}

void read_data_date(const Cursor& study, RegistryRecord& out) {
  std::string date;
  if (const auto derived = study.object("derivedSection"))
    if (const auto misc = derived->object("miscInfoModule")) date = misc->text("versionHolder").value_or("");
  if (date.empty()) date = out.dates["last_update"];
  const auto read = registry_date(date);
  if (read && read->exact()) out.data_date = read->earliest();
  if (out.dates["last_update"].empty()) out.dates.erase("last_update");
}

/// What the draft says itself is taken out; everything else stays as it came.
SortedJson rest_of(SortedJson study) {
  SortedJson& protocol = study["protocolSection"];
  const std::pair<const char*, std::vector<const char*>> taken[] = {
      {"identificationModule", {"nctId", "briefTitle"}},
      {"statusModule", {"overallStatus", "lastKnownStatus"}},
      {"eligibilityModule", {"eligibilityCriteria"}}};
  for (const auto& [module, keys] : taken)
    if (protocol.contains(module))
      for (const char* key : keys)
        protocol[module].erase(key);
  if (!protocol.contains("contactsLocationsModule")) return study;
  SortedJson& module = protocol["contactsLocationsModule"];
  if (!module.contains("locations")) return study;
  for (SortedJson& site : module["locations"])
    for (const char* key : {"facility", "city", "status", "geoPoint"})
      site.erase(key);
  return study;
}

} // namespace

Result<RegistryRecord> read_ctgov_record(const SortedJson& study) {
  Problems problems;
  const Cursor root(study, "", problems);
  RegistryRecord out;
  if (!root.expect_object()) return problems;
  const auto protocol = root.object("protocolSection");
  if (!protocol) {
    if (!root.has("protocolSection"))
      root.error(ProblemCode::missing_key, "protocolSection",
                 "this is no study of the registry's API, version 2",
                 "a study has protocolSection.identificationModule.nctId");
    return problems;
  }
  check_keys(root, *protocol);
  out.format = "ctgov_v2";
  read_identification(*protocol, out);
  read_status(*protocol, out);
  read_design(*protocol, out);
  read_interventions(*protocol, out);
  read_eligibility(*protocol, out);
  read_sites(*protocol, out);
  read_data_date(root, out);
  if (problems.has_errors()) return problems;
  Sha256 sum;
  sum.add(compact_text(study));
  out.digest = "sha256:" + sum.hex();
  out.rest = compact_text(rest_of(study));
  return Result<RegistryRecord>(std::move(out), std::move(problems));
}

} // namespace cartwright
