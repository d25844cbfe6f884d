#include "indexes/candidates.hpp"

#include <algorithm>

#include "indexes/xapian_store.hpp"

namespace cartwright {

namespace {

/// Certain, and begun whatever day of an imprecise date it was.
bool certain(const Entry& entry, const std::optional<PartialDate>& date, Day as_of) {
  return !entry.uncertain && (!date || date->latest() <= as_of);
}

double whole_years(Day from, Day to) {
  const std::chrono::year_month_day born{from}, now{to};
  int years = static_cast<int>(now.year()) - static_cast<int>(born.year());
  if (std::pair(now.month(), now.day()) < std::pair(born.month(), born.day())) --years;
  return years;
}

} // namespace

GuardFacts guard_facts(const Patient& patient, const Vocabulary& vocabulary, Day as_of) {
  GuardFacts out;
  for (const Episode& episode : patient.therapies.items)
    if (certain(episode, episode.start, as_of))
      for (const ConceptId agent : episode.agents)
        out.guards.push_back("exposed:" + vocabulary[agent].id);
  for (const Transplant& transplant : patient.transplants.items)
    if (certain(transplant, transplant.date, as_of)) out.guards.push_back("transplant:" + transplant.type);
  if (!patient.person.sex.empty()) out.guards.push_back("sex:" + patient.person.sex);
  if (!patient.diagnosis.status.empty()) out.guards.push_back("status:" + patient.diagnosis.status);
  if (const auto& born = patient.person.birth_date) out.age = whole_years(born->latest(), as_of);
  std::sort(out.guards.begin(), out.guards.end());
  out.guards.erase(std::unique(out.guards.begin(), out.guards.end()), out.guards.end());
  return out;
}

Result<std::vector<TrialId>> candidates(const SearchIndex& index, const Patient& patient,
                                        const Vocabulary& vocabulary, Day as_of) {
  const GuardFacts facts = guard_facts(patient, vocabulary, as_of);
  auto ids = index.store().unguarded("trial", facts.guards, facts.age);
  if (!ids) return ids.problems();
  std::sort(ids->begin(), ids->end());
  std::vector<TrialId> out;
  for (const std::string& id : *ids)
    out.emplace_back(id);
  return out;
}

} // namespace cartwright
