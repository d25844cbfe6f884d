#include "engine/evaluation/evidence.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/drug_match.hpp"

namespace cartwright {

Finding decided(Truth truth, std::string why, std::vector<FactUse> facts) {
  Finding out;
  out.truth = truth;
  out.why = std::move(why);
  out.facts = std::move(facts);
  return out;
}

Finding missing(const std::string& fact, const std::string& document, const std::string& why) {
  return unknown_because({CauseKind::missing, fact, document}, why);
}

namespace {

std::string listed(const std::vector<FactUse>& facts) {
  constexpr std::size_t shown = 3;
  std::vector<std::string> parts;
  for (const FactUse& fact : facts)
    if (parts.size() < shown) parts.push_back(fact.says);
  std::string out = join(parts, ", ");
  return facts.size() > shown ? out + " and " + std::to_string(facts.size() - shown) + " more" : out;
}

} // namespace

Finding AnyOf::concluded(bool closed, const Cause& open) const {
  Finding out;
  if (truth_ == Truth::yes) {
    out.truth = Truth::yes;
    return out;
  }
  out.causes = causes_;
  if (!closed) out.causes.add(open);
  if (out.causes.empty()) out.truth = Truth::no;
  return out;
}

const std::vector<FactUse>& AnyOf::facts_of(Truth truth) const {
  if (truth == Truth::yes) return for_;
  return doubtful_.empty() ? against_ : doubtful_;
}

std::string AnyOf::sentence(Truth truth, const std::string& said) const {
  if (truth == Truth::yes) return said + ": " + listed(for_);
  if (truth == Truth::no) return against_.empty() ? said : said + ": " + listed(against_);
  if (!doubtful_.empty()) return "not certain: " + listed(doubtful_);
  return (against_.empty() ? "nothing recorded says so" : listed(against_) + " does not") +
         ", and the record is not said to be complete";
}

bool known(const std::optional<PartialDate>& date, const Case& of) {
  return !date || date->earliest() <= of.samples_as_of;
}

std::string when(const std::optional<PartialDate>& date) {
  return date ? " on " + date->text() : " (undated)";
}

std::string name_of(const Episode& episode, const Vocabulary& vocabulary) {
  if (!episode.regimen.empty()) return episode.regimen;
  std::vector<std::string> names;
  for (const ConceptId agent : episode.agents)
    names.push_back(vocabulary[agent].label);
  if (!names.empty()) return join(names, " + ");
  return episode.id.empty() ? "a therapy without named drugs" : "therapy " + episode.id;
}

FactUse fact_of(const Episode& episode, const Case& of) {
  if (of.bare) return {episode.where, ""};
  std::string says = name_of(episode, of.vocabulary);
  if (episode.start) says += " from " + episode.start->text();
  if (episode.stop) says += " to " + episode.stop->text();
  if (!episode.start && !episode.stop) says += " (undated)";
  return {episode.where, says};
}

bool one_infusion(const Episode& episode, const Vocabulary& vocabulary) {
  return only_of_class(episode, "car_t", vocabulary) == Truth::yes || episode.intent == "cell_therapy";
}

std::optional<PartialDate> last_dose_of(const Episode& episode, const Vocabulary& vocabulary) {
  if (episode.stop || !one_infusion(episode, vocabulary)) return episode.stop;
  return episode.start;
}

bool no_more_lesions(const Case& of) {
  const Extramedullary& emd = of.patient.extramedullary;
  const bool mapped = std::any_of(emd.mapped_by.begin(), emd.mapped_by.end(), [&](const Imaging& imaging) {
    return (imaging.imaging == "PET-CT" || imaging.imaging == "WB-MRI") && known(imaging.date, of) &&
           !imaging.uncertain;
  });
  const bool unlisted = emd.state == "present" && emd.lesions.empty();
  return mapped && (emd.state == "absent" || (emd.complete.complete && !unlisted));
}

bool closed_since(const Completeness& complete, Day day) {
  return complete.complete || (complete.since && complete.since->latest() <= day);
}

} // namespace cartwright
