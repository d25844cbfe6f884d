#include "server/catalogue_text.hpp"

#include "engine/domain/text.hpp"
#include "server/text_layout.hpp"

namespace cartwright {

namespace {

constexpr std::size_t indent = 16;

std::string row(const std::string& label, const std::string& text, const TextStyle& style) {
  return wrapped(text.empty() ? "not recorded" : text, indent, style.width, label);
}

std::string source_words(const Source& source) {
  return (source.url.empty() ? source.text : source.url) +
         (source.seen.empty() ? "" : ", seen " + source.seen);
}

std::string status_words(const Status& status) {
  const std::string value = status.value.empty() ? "unknown" : status.value;
  return value + (status.as_of ? ", as of " + text_of(*status.as_of) : ", date not recorded") +
         (status.last_known.empty() ? "" : "; last known: " + status.last_known);
}

std::string place_words(const std::string& city, const std::string& country) {
  return city + (city.empty() || country.empty() ? "" : ", ") + country;
}

std::string criterion_words(const Criterion& criterion, const TextStyle& style) {
  std::vector<std::string> scope;
  for (const CohortId& id : criterion.scope)
    scope.push_back(id.text());
  std::string out = wrapped(std::string(word(criterion.kind)) + ": " + criterion.says +
                                (scope.empty() ? "" : " (only " + join(scope, ", ") + ")"),
                            8, style.width, "  " + criterion.id.text());
  out += wrapped("rule: " + criterion.rule, 8, style.width);
  if (!criterion.as_read.empty())
    out += wrapped("as read: " + criterion.as_read + " (" + criterion.flag + ")", 8, style.width);
  return out;
}

} // namespace

std::string trial_text(const Trial& trial, const Vocabulary& vocabulary, const TextStyle& style) {
  std::vector<std::string> targets;
  for (const ConceptId id : trial.targets)
    targets.push_back(vocabulary[id].id);
  std::string out =
      toned(trial.id.text(), Tone::strong, style.colour) + "\n" + wrapped(trial.title, 0, style.width);
  out += row("targets", join(targets, ", "), style) + row("modality", trial.modality, style) +
         row("phase", trial.phase, style) + row("sponsor", trial.sponsor, style) +
         row("status", status_words(trial.status), style) + row("extramedullary", trial.emd_rule, style) +
         row("text read", trial.completeness + (trial.verified ? "" : ", not verified"), style) +
         row("source", source_words(trial.source), style);
  for (const Cohort& cohort : trial.cohorts)
    out += row(std::string(word(cohort.kind)) + " " + cohort.id.text(),
               cohort.title + (cohort.countries.empty() ? "" : " (" + join(cohort.countries, ", ") + ")") +
                   (cohort.status ? "; " + status_words(*cohort.status) : ""),
               style);
  for (const Site& site : trial.sites)
    out += row("site",
               site.facility + ", " + place_words(site.city, site.country) + ": " + status_words(site.status),
               style);
  out += "\n";
  for (const Criterion& criterion : trial.criteria)
    out += criterion_words(criterion, style);
  return out;
}

std::string centre_text(const Centre& centre, const Snapshot& snapshot, const TextStyle& style) {
  std::string out =
      toned(centre.name, Tone::strong, style.colour) + "\n" + row("local name", centre.name_local, style) +
      row("place", place_words(centre.city, centre.country), style) +
      row("also spelled", join(centre.aliases, "; "), style) +
      row("in EMD", centre.emd_experience == "documented" ? "experience documented" : "", style) +
      row("CAR-T volume", centre.car_t_myeloma_volume ? number_text(*centre.car_t_myeloma_volume) : "",
          style) +
      row("from abroad", centre.accepts_international ? (*centre.accepts_international ? "yes" : "no") : "",
          style);
  for (const Experience& each : centre.experience)
    out += row("experience",
               each.says + " (" + source_words(each.source) + (each.verified ? "" : ", not verified") + ")",
               style);
  std::vector<std::string> trials;
  for (const Trial& trial : snapshot.catalogue->trials)
    for (const Site& site : trial.sites)
      if (site.centre == centre.id && (trials.empty() || trials.back() != trial.id.text()))
        trials.push_back(trial.id.text());
  out += row("trials", trials.empty() ? "none of this catalogue" : join(trials, ", "), style);
  return out + row("source", source_words(centre.source) + (centre.verified ? "" : ", not verified"), style);
}

} // namespace cartwright
