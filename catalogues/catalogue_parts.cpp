#include "catalogues/catalogue_parts.hpp"

#include "engine/domain/text.hpp"

namespace cartwright {

Source read_source(const Cursor& from) {
  Source out;
  from.only({"url", "seen", "text"}, Severity::error);
  out.url = from.text("url").value_or("");
  out.text = from.text("text").value_or("");
  out.seen = from.text("seen").value_or("");
  if (out.url.empty() && out.text.empty())
    from.error(ProblemCode::missing_key, "url", "the source names neither an address nor a text",
               "write url and seen, or text");
  if (!out.seen.empty() && !PartialDate::parse(out.seen))
    from.error(ProblemCode::impossible_date, "seen", "\"" + out.seen + "\" is not a date",
               "write YYYY-MM-DD");
  return out;
}

std::optional<Day> read_day(const Cursor& from, std::string_view key) {
  const auto date = from.date(key);
  if (!date) return std::nullopt;
  if (!date->exact()) {
    from.error(ProblemCode::impossible_date, key, "\"" + date->text() + "\" is no whole date",
               "write YYYY-MM-DD, or null when the day is not known");
    return std::nullopt;
  }
  return date->earliest();
}

const std::vector<std::string>& status_words() {
  static const std::vector<std::string> words = {"recruiting",
                                                 "not_yet_recruiting",
                                                 "enrolling_by_invitation",
                                                 "active_not_recruiting",
                                                 "suspended",
                                                 "terminated",
                                                 "completed",
                                                 "withdrawn",
                                                 "unknown"};
  return words;
}

Status read_status(const Cursor& from) {
  Status out;
  from.only({"value", "as_of", "source", "last_known"}, Severity::error);
  out.value = from.one_of("value", status_words()).value_or("unknown");
  out.as_of = read_day(from, "as_of");
  out.source = from.text("source").value_or("");
  out.last_known = from.one_of("last_known", status_words()).value_or("");
  return out;
}

std::vector<ConceptId> read_targets(const Cursor& from, const Vocabulary& vocabulary) {
  std::vector<ConceptId> out;
  for (const Cursor& target : from.list("targets")) {
    const auto name = target.as_text();
    if (!name) continue;
    const Lookup found = vocabulary.find(*name, ConceptKind::antigen);
    if (found.state == Lookup::State::found)
      out.push_back(found.concept_id);
    else
      target.error(ProblemCode::unknown_word, "", "\"" + *name + "\" is not a known antigen",
                   join_or(found.choices));
  }
  return out;
}

Centre read_centre(const Cursor& root) {
  Centre out;
  root.only({"centre", "id", "name", "name_local", "aliases", "city", "province", "country", "latitude",
             "longitude", "coordinates", "experience", "emd_experience", "car_t_myeloma_volume",
             "accepts_international", "source", "verified", "notes"},
            Severity::error);
  out.id = CentreId{root.required_text("id")};
  out.name = root.required_text("name");
  out.name_local = root.text("name_local").value_or("");
  out.aliases = root.texts("aliases");
  out.city = root.text("city").value_or("");
  out.province = root.text("province").value_or("");
  out.country = root.text("country").value_or("");
  out.latitude = root.number_in("latitude", -90, 90);
  out.longitude = root.number_in("longitude", -180, 180);
  for (const Cursor& entry : root.list("experience")) {
    Experience experience;
    experience.says = entry.required_text("says");
    experience.figure = entry.number("figure");
    if (const auto source = entry.object("source")) experience.source = read_source(*source);
    experience.verified = entry.flag("verified").value_or(false);
    out.experience.push_back(std::move(experience));
  }
  out.emd_experience = root.one_of("emd_experience", {"documented", "not_recorded"}).value_or("not_recorded");
  out.car_t_myeloma_volume = root.number("car_t_myeloma_volume");
  out.accepts_international = root.flag("accepts_international");
  if (const auto source = root.object("source")) out.source = read_source(*source);
  out.verified = root.flag("verified").value_or(false);
  out.notes = root.text("notes").value_or("");
  return out;
}

Evidence read_evidence(const Cursor& root, const Vocabulary& vocabulary) {
  Evidence out;
  out.id = root.required_text("id");
  out.targets = read_targets(root, vocabulary);
  out.modality = root.text("modality").value_or("");
  out.setting = root.text("setting").value_or("");
  out.comparator = root.text("comparator").value_or("");
  out.design = root.text("design").value_or("");
  out.strength = root.text("strength").value_or("");
  out.n = root.number("n");
  out.n_emd = root.number("n_emd");
  out.orr_emd_percent = root.number_in("orr_emd_percent", 0, 100);
  out.cr_emd_percent = root.number_in("cr_emd_percent", 0, 100);
  out.pfs_emd_months = root.number("pfs_emd_months");
  out.os_emd_months = root.number("os_emd_months");
  out.emd_specific = root.flag("emd_specific").value_or(false);
  if (const auto source = root.object("source")) out.source = read_source(*source);
  out.verified = root.flag("verified").value_or(false);
  return out;
}

Definition read_definition(const Cursor& root) {
  Definition out;
  out.id = root.required_text("id");
  out.says = root.required_text("says");
  out.rule = root.required_text("rule");
  if (const auto source = root.object("source")) out.source = read_source(*source);
  out.verified = root.flag("verified").value_or(false);
  return out;
}

RankingScales read_ranking(const Cursor& root) {
  RankingScales out;
  for (const Cursor& entry : root.list("parts")) {
    ScoreWeight part;
    part.name = entry.required_text("name");
    part.weight = entry.number_in("weight", 0, 1000).value_or(0);
    part.says = entry.required_text("says");
    for (const auto& [name, value] : entry.numbers("scale"))
      part.scale[name] = value;
    out.weights.push_back(std::move(part));
  }
  out.stale_after_days = root.whole("stale_after_days", 1, 3650).value_or(60);
  return out;
}

} // namespace cartwright
