#include "catalogues/import/draft_trial.hpp"

#include <algorithm>

#include "catalogues/import/registry_words.hpp"

namespace cartwright {

namespace {

std::string registry_page(const RegistryRecord& record) {
  return "https://clinicaltrials.gov/study/" + record.id;
}

/// The criteria that come from the registry's own fields.
constexpr const char* age_id = "R1";
constexpr const char* sex_id = "R2";
/// The same, of an earlier record of another format.
constexpr const char* carried_age_id = "C1";
constexpr const char* carried_sex_id = "C2";

/// Builds the list of criteria: the registry's own fields first, then the drafted rules, then what is not
/// known.
class CriteriaOf {
public:
  CriteriaOf(const std::string& url, const std::optional<Day>& seen) {
    source_.url = url;
    if (seen) source_.seen = text_of(*seen);
  }

  void add_ages(const RegistryRecord& record) {
    const auto low = registry_age(record.minimum_age), high = registry_age(record.maximum_age);
    const bool years = (!low || low->unit == "years") && (!high || high->unit == "years");
    if (!years) return add(age_id, CriterionKind::inclusion, other_ages(record), "the registry's age fields");
    const bool bounded_below = low && low->count > 0;
    std::string rule;
    if (bounded_below && high)
      rule = "age in " + std::to_string(low->count) + ".." + std::to_string(high->count) + " y";
    else if (bounded_below)
      rule = "age >= " + std::to_string(low->count) + " y";
    else if (high)
      rule = "age <= " + std::to_string(high->count) + " y";
    if (!rule.empty()) add(age_id, CriterionKind::inclusion, rule, "the registry's age fields");
  }

  void add_sex(const RegistryRecord& record) {
    if (record.sex == "female" || record.sex == "male")
      add(sex_id, CriterionKind::inclusion, "sex is " + record.sex, "the registry's field for sex");
  }

  /// The words of the registry are not taken over: a maintainer words what a drafted rule says.
  void add_drafted(const std::vector<DraftedRule>& drafted) {
    std::size_t number = 0;
    for (const DraftedRule& each : drafted) {
      ++number;
      if (each.rule.empty()) continue;
      const bool exclusion = each.kind == "exclusion";
      add((exclusion ? "DE" : "DI") + std::to_string(number),
          exclusion ? CriterionKind::exclusion : CriterionKind::inclusion, each.rule,
          "drafted from the text, to be worded");
    }
  }

  std::vector<Criterion> take(bool has_text) {
    add("ZZ", CriterionKind::inclusion,
        has_text ? "not_public \"drafted from a registry text that nobody has reviewed yet\""
                 : "not_public \"the eligibility text was not part of the record\"",
        "what is not known");
    return std::move(out_);
  }

private:
  static std::string other_ages(const RegistryRecord& record) {
    std::string says = "minimum age " + (record.minimum_age.empty() ? "none" : record.minimum_age) +
                       ", maximum age " + (record.maximum_age.empty() ? "none" : record.maximum_age);
    std::replace(says.begin(), says.end(), '"', '\'');
    return "not_evaluated \"" + says + "\"";
  }

  void add(const std::string& id, CriterionKind kind, const std::string& rule, const std::string& origin) {
    Criterion criterion;
    criterion.id = CriterionId{id};
    criterion.kind = kind;
    criterion.says = "(" + origin + ") " + rule;
    criterion.rule = rule;
    criterion.source = source_;
    out_.push_back(std::move(criterion));
  }

  Source source_;
  std::vector<Criterion> out_;
};

Status status_of(const RegistryRecord& record) {
  Status out;
  out.value = record.status;
  out.as_of = record.data_date;
  out.last_known = record.last_known;
  out.source = registry_page(record);
  return out;
}

void fill_guesses(const Guesses& guesses, Draft& out) {
  out.trial.targets = guesses.targets;
  out.trial.modality = guesses.modality;
  out.trial.product = guesses.product;
  out.trial.lymphodepletion = guesses.lymphodepletion;
  out.guessed = guesses.reasons;
}

void fill_criteria(const RegistryRecord& record, Draft& out) {
  CriteriaOf criteria(out.trial.source.url, record.data_date);
  criteria.add_ages(record);
  criteria.add_sex(record);
  criteria.add_drafted(out.drafted);
  out.trial.criteria = criteria.take(!out.text.empty());
  out.trial.completeness = out.text.empty() ? "registry_only" : "partial";
}

const Criterion* find_criterion(const Trial& trial, const std::string& id) {
  for (const Criterion& each : trial.criteria)
    if (each.id.text() == id) return &each;
  return nullptr;
}

/// A field that the newer record's format does not have. Of the same format its absence means that it was
/// taken out.
void carry_field(const char* own, const char* carried, const Draft& earlier, Draft& newer) {
  if (find_criterion(newer.trial, own) != nullptr) return;
  const bool other_format = earlier.provenance.format != newer.provenance.format;
  const Criterion* from = other_format ? find_criterion(earlier.trial, own) : nullptr;
  if (from == nullptr) from = find_criterion(earlier.trial, carried);
  if (from == nullptr) return;
  Criterion criterion = *from;
  criterion.id = CriterionId{carried};
  const auto closing = newer.trial.criteria.end() - 1;
  newer.trial.criteria.insert(closing, std::move(criterion));
}

} // namespace

TrialDrafter::TrialDrafter(const DraftingTables& tables)
    : tables_(tables), names_(*tables.catalogue.vocabulary), centres_(tables.catalogue.centres) {}

std::vector<Site> TrialDrafter::sites(const RegistryRecord& record, Problems& problems) const {
  std::vector<Site> out;
  for (std::size_t i = 0; i < record.sites.size(); ++i) {
    const RegistrySite& from = record.sites[i];
    Site site;
    site.facility = from.facility.empty() ? "facility not named" : from.facility;
    site.city = from.city;
    const auto country = tables_.countries.code(from.country);
    site.country = country.value_or("");
    if (!country && !from.country.empty())
      problems.warning(ProblemCode::unknown_word, "sites[" + std::to_string(i) + "].country",
                       "\"" + from.country.substr(0, 60) + "\" is no country known here; none is recorded",
                       "add the name to countries.json");
    site.centre = centres_.find(from);
    site.status.value = from.status;
    site.status.as_of = record.data_date;
    site.latitude = from.latitude;
    site.longitude = from.longitude;
    out.push_back(std::move(site));
  }
  return out;
}

Draft TrialDrafter::draft(const RegistryRecord& record, const std::string& place, Problems& problems) const {
  Draft out;
  Trial& trial = out.trial;
  trial.id = TrialId{record.id};
  trial.other_ids = record.other_ids;
  trial.title = record.title;
  trial.phase = record.phase;
  trial.sponsor = record.sponsor;
  trial.status = status_of(record);
  trial.emd_rule = "not_stated";
  trial.sites = sites(record, problems);
  trial.source.url = registry_page(record);
  if (record.data_date) trial.source.seen = text_of(*record.data_date);
  if (!record.registry_status.empty())
    trial.notes = "The registry's status is " + record.registry_status + ".";
  fill_guesses(guess(record, names_, *tables_.catalogue.vocabulary), out);
  out.provenance = {place, record.format, record.digest, record.data_date, importer_version};
  out.dates = record.dates;
  out.text = record.text;
  if (tables_.draft_rules && !out.text.empty()) out.drafted = tables_.draft_rules(out.text);
  out.raw = record.rest;
  fill_criteria(record, out);
  return out;
}

void TrialDrafter::carry_text(const Draft& earlier, Draft& newer) const {
  if (!newer.text.empty() || earlier.text.empty()) return;
  newer.text = earlier.text;
  newer.text_from = earlier.text_from ? earlier.text_from : earlier.provenance;
  newer.drafted = tables_.draft_rules ? tables_.draft_rules(newer.text) : std::vector<DraftedRule>{};
  // The registry's own fields stay in front; the closing statement is made anew.
  std::vector<Criterion>& criteria = newer.trial.criteria;
  CriteriaOf carried(newer.trial.source.url, newer.text_from->data_date);
  carried.add_drafted(newer.drafted);
  criteria.pop_back();
  for (Criterion& each : carried.take(true))
    criteria.push_back(std::move(each));
  newer.trial.completeness = "partial";
}

void TrialDrafter::carry_over(const Draft& earlier, Draft& newer) const {
  carry_text(earlier, newer);
  std::vector<OtherRecord> others = earlier.others;
  others.push_back({earlier.provenance, earlier.raw});
  for (OtherRecord& each : others)
    if (each.provenance.format != newer.provenance.format) newer.others.push_back(std::move(each));
  carry_field(age_id, carried_age_id, earlier, newer);
  carry_field(sex_id, carried_sex_id, earlier, newer);
}

} // namespace cartwright
