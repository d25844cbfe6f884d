#include "engine/matching/document_dates.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"

namespace cartwright {

namespace {

template <class Use> void each_of(const std::vector<Episode>& episodes, Use use) {
  for (const Episode& episode : episodes)
    use(episode, episode.stop ? episode.stop : episode.start);
}

template <class Use> void each_of(const std::vector<RadiotherapyCourse>& courses, Use use) {
  for (const RadiotherapyCourse& course : courses)
    use(course, course.stop ? course.stop : course.start);
}

template <class Entries, class Use> void each_of(const Entries& entries, Use use) {
  for (const auto& entry : entries)
    use(entry, entry.date);
}

/// Every entry of the profile that may name its source, with its date.
template <class Use> void each_entry(const Patient& patient, Use use) {
  each_of(patient.markers, use);
  each_of(patient.extramedullary.mapped_by, use);
  each_of(patient.extramedullary.lesions, use);
  each_of(patient.circulating_plasma_cells, use);
  each_of(patient.therapies.items, use);
  each_of(patient.medications.items, use);
  each_of(patient.residual_disease, use);
  each_of(patient.transplants.items, use);
  each_of(patient.radiotherapy.items, use);
  each_of(patient.antigens, use);
  each_of(patient.measurements, use);
  each_of(patient.support.items, use);
  each_of(patient.performance, use);
  each_of(patient.infections, use);
  each_of(patient.conditions.items, use);
  each_of(patient.other_cancers.items, use);
}

bool newer(const std::optional<PartialDate>& date, const std::optional<PartialDate>& than) {
  return date && (!than || than->latest() < date->latest());
}

bool english(const std::string& language) {
  return language.empty() || language == "en" || language.starts_with("en-");
}

/// The antigens whose expression the group tells.
std::vector<ConceptId> antigens_of(const DocumentGroup& group, const Vocabulary& words) {
  constexpr std::string_view prefix = "antigen_";
  std::vector<ConceptId> out;
  for (const HeldFactName& held : group.must_hold)
    if (held.fact.starts_with(prefix))
      if (const auto found =
              words.known(std::string_view(held.fact).substr(prefix.size()), ConceptKind::antigen))
        out.push_back(*found);
  return out;
}

bool aimed_at_any(const Episode& episode, const std::vector<ConceptId>& antigens, const Vocabulary& words) {
  return std::any_of(episode.agents.begin(), episode.agents.end(), [&](ConceptId agent) {
    const auto targets = words.targets_of(agent);
    return std::find_first_of(targets.begin(), targets.end(), antigens.begin(), antigens.end()) !=
           targets.end();
  });
}

} // namespace

DocumentOnFile document_on_file(const DocumentGroup& group, const Case& of) {
  DocumentOnFile out;
  const auto note = [&](const std::optional<PartialDate>& date) {
    if (!known(date, of)) return;
    out.there = true;
    if (newer(date, out.date)) out.date = date;
  };
  each_entry(of.patient, [&](const Entry& entry, const std::optional<PartialDate>& date) {
    if (!entry.source.empty() && normalised(entry.source) == normalised(group.id)) note(date);
  });
  std::optional<PartialDate> newest_listed;
  for (const Document& document : of.patient.documents) {
    if (document.group != group.id || !known(document.date, of)) continue;
    note(document.date);
    if (newest_listed && !newer(document.date, newest_listed)) continue;
    newest_listed = document.date;
    out.language = document.language;
    out.to_translate = !english(document.language) && !document.translated.value_or(false);
  }
  return out;
}

std::optional<std::string> therapy_after(const DocumentGroup& group, Day day, const Case& of) {
  const std::string& which = group.follows;
  if (which.empty()) return std::nullopt;
  const auto antigens = antigens_of(group, of.vocabulary);
  std::optional<std::string> newest;
  for (const std::size_t i : of.history->in_time_order) {
    const Episode& episode = of.patient.therapies.items[i];
    if (!episode.start || episode.start->earliest() <= day || !known(episode.start, of)) continue;
    if (which == "any_therapy" || aimed_at_any(episode, antigens, of.vocabulary))
      newest = fact_of(episode, of).says;
  }
  return newest;
}

} // namespace cartwright
