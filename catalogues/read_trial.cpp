#include <algorithm>
#include <set>

#include "catalogues/catalogue_parts.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

Criterion read_criterion(const Cursor& from) {
  Criterion out;
  from.only({"id", "kind", "says", "rule", "as_read", "flag", "scope", "source", "verified"},
            Severity::error);
  out.id = CriterionId{from.required_text("id")};
  const std::string kind = from.one_of("kind", {"inclusion", "exclusion"}).value_or("");
  if (!from.has("kind"))
    from.error(ProblemCode::missing_key, "kind", "inclusion or exclusion is missing", "");
  out.kind = kind == "exclusion" ? CriterionKind::exclusion : CriterionKind::inclusion;
  out.says = from.required_text("says");
  out.rule = from.required_text("rule");
  out.as_read = from.text("as_read").value_or("");
  out.flag = from.text("flag").value_or("");
  if (out.as_read.empty() != out.flag.empty())
    from.error(ProblemCode::missing_key, out.flag.empty() ? "flag" : "as_read",
               "as_read and flag belong together", "say what is read, and why");
  for (const std::string& cohort : from.texts("scope"))
    out.scope.emplace_back(cohort);
  if (const auto source = from.object("source")) out.source = read_source(*source);
  if (!from.has("source"))
    from.error(ProblemCode::missing_key, "source", "the source is missing",
               "every fact says where it comes from");
  out.verified = from.flag("verified").value_or(false);
  return out;
}

namespace {

Site read_site(const Cursor& from) {
  Site out;
  from.only({"facility", "city", "country", "centre", "status", "status_as_of", "latitude", "longitude"},
            Severity::error);
  out.facility = from.required_text("facility");
  out.city = from.text("city").value_or("");
  out.country = from.text("country").value_or("");
  if (const auto centre = from.text("centre")) out.centre = CentreId{*centre};
  out.status.value = from.one_of("status", status_words()).value_or("unknown");
  out.status.as_of = read_day(from, "status_as_of");
  out.latitude = from.number_in("latitude", -90, 90);
  out.longitude = from.number_in("longitude", -180, 180);
  return out;
}

bool country_code(const std::string& text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// A slot names countries exactly when it is one of a country.
void check_countries(const Cursor& from, const Cohort& slot) {
  for (const std::string& code : slot.countries)
    if (!country_code(code))
      from.error(ProblemCode::unknown_word, "countries", "\"" + code + "\" is no country code",
                 "two capital letters as in ISO 3166: FR, US, CN");
  if (slot.kind == SlotKind::country && slot.countries.empty())
    from.error(ProblemCode::missing_key, "countries", "a slot of a country must say which",
               "write \"countries\": [\"FR\"]");
  if (slot.kind != SlotKind::country && !slot.countries.empty())
    from.error(ProblemCode::contradiction, "countries", "only a slot of kind country names countries",
               "write \"kind\": \"country\", or leave countries out");
}

} // namespace

Cohort read_cohort(const Cursor& from) {
  Cohort out;
  from.only({"id", "kind", "title", "countries", "status"}, Severity::error);
  out.id = CohortId{from.required_text("id")};
  const auto kind = from.one_of("kind", {"cohort", "arm", "part", "phase", "stage", "country"});
  out.kind = slot_kind(kind.value_or("")).value_or(SlotKind::cohort);
  out.title = from.text("title").value_or("");
  out.countries = from.texts("countries");
  check_countries(from, out);
  if (const auto status = from.object("status")) out.status = read_status(*status);
  return out;
}

void check_ids(const Cursor& root, const std::vector<Cohort>& slots, const std::vector<Criterion>& all) {
  std::set<std::string> cohorts, criteria;
  for (const Cohort& cohort : slots)
    if (!cohorts.insert(cohort.id.text()).second)
      root.error(ProblemCode::duplicate, "cohorts", "the cohort " + cohort.id.text() + " stands twice", "");
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Criterion& criterion = all[i];
    const std::string at = "criteria[" + std::to_string(i) + "]";
    if (!criteria.insert(criterion.id.text()).second)
      root.error(ProblemCode::duplicate, at + ".id", "the criterion " + criterion.id.text() + " stands twice",
                 "give every criterion its own id");
    for (const CohortId& id : criterion.scope)
      if (!cohorts.contains(id.text()))
        root.error(ProblemCode::not_found, at + ".scope", "there is no cohort " + id.text(),
                   "the cohorts are: " + join({cohorts.begin(), cohorts.end()}, ", "));
  }
}

namespace {

Accepted read_accepted(const Cursor& from) {
  from.only({"code", "at", "why"}, Severity::error);
  return {from.required_text("code"), from.text("at").value_or(""), from.required_text("why")};
}

/// What was not read whole must say so in a criterion: an absent rule proves nothing.
void check_completeness(const Cursor& root, const Trial& trial) {
  if (trial.criteria.empty())
    root.error(ProblemCode::missing_key, "criteria", "a trial without criteria fits everybody",
               "write what the record states");
  const bool says_so = !trial.criteria.empty() && trial.criteria.back().rule.rfind("not_public", 0) == 0;
  if (trial.completeness != "full" && !trial.criteria.empty() && !says_so)
    root.error(ProblemCode::contradiction, "completeness",
               "the record was not read whole, and no last criterion says so",
               "end the list with a rule not_public \"further criteria were not seen\"");
}

} // namespace

Trial read_trial(const Cursor& root, const Vocabulary& vocabulary) {
  Trial out;
  root.only({"trial",           "id",      "other_ids", "title",   "summary",   "phase",
             "sponsor",         "targets", "modality",  "purpose", "construct", "product",
             "lymphodepletion", "status",  "emd_rule",  "cohorts", "sites",     "criteria",
             "completeness",    "source",  "verified",  "notes",   "accepted"},
            Severity::error);
  out.id = TrialId{root.required_text("id")};
  out.other_ids = root.texts("other_ids");
  out.title = root.required_text("title");
  out.summary = root.text("summary").value_or("");
  out.phase =
      root.one_of("phase", {"early_1", "1", "1_2", "2", "2_3", "3", "4", "not_applicable"}).value_or("");
  out.sponsor = root.text("sponsor").value_or("");
  out.modality = root.one_of("modality", {"car_t", "allogeneic_car_t", "bispecific", "trispecific", "adc",
                                          "antibody", "small_molecule", "combination", "other"})
                     .value_or("");
  out.purpose = root.one_of("purpose", {"treatment", "follow_up", "care"}).value_or("treatment");
  out.construct = root.text("construct").value_or("");
  out.product = root.text("product").value_or("");
  out.targets = read_targets(root, vocabulary);
  out.lymphodepletion = root.texts("lymphodepletion");
  if (const auto status = root.object("status")) out.status = read_status(*status);
  if (!root.has("status"))
    root.error(ProblemCode::missing_key, "status", "the status is missing",
               "write value unknown and as_of null when nobody states it");
  out.emd_rule =
      root.one_of("emd_rule", {"required", "allowed", "excluded", "not_stated"}).value_or("not_stated");
  for (const Cursor& entry : root.list("cohorts"))
    if (entry.expect_object()) out.cohorts.push_back(read_cohort(entry));
  for (const Cursor& entry : root.list("sites"))
    if (entry.expect_object()) out.sites.push_back(read_site(entry));
  for (const Cursor& entry : root.list("criteria"))
    if (entry.expect_object()) out.criteria.push_back(read_criterion(entry));
  out.completeness =
      root.one_of("completeness", {"full", "partial", "registry_only"}).value_or("registry_only");
  if (const auto source = root.object("source")) out.source = read_source(*source);
  out.verified = root.flag("verified").value_or(false);
  out.notes = root.text("notes").value_or("");
  for (const Cursor& entry : root.list("accepted"))
    if (entry.expect_object()) out.accepted.push_back(read_accepted(entry));
  check_ids(root, out.cohorts, out.criteria);
  check_completeness(root, out);
  return out;
}

} // namespace cartwright
