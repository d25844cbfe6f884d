#include "engine/matching/readiness.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "engine/domain/text.hpp"
#include "engine/matching/document_dates.hpp"
#include "engine/matching/recorded_facts.hpp"
#include "engine/matching/unlock.hpp"

namespace cartwright {

std::string_view word(DocumentState state) {
  switch (state) {
  case DocumentState::here:
    return "here";
  case DocumentState::stale:
    return "stale";
  case DocumentState::missing:
    return "missing";
  case DocumentState::to_translate:
    return "to_translate";
  case DocumentState::not_needed:
    return "not_needed";
  }
  return "missing";
}

std::string_view word(FactState state) {
  switch (state) {
  case FactState::known:
    return "known";
  case FactState::in_part:
    return "in_part";
  case FactState::stale:
    return "stale";
  case FactState::missing:
    return "missing";
  case FactState::not_needed:
    return "not_needed";
  }
  return "missing";
}

namespace {

/// What the open criteria of the candidates want of one document.
struct Wanted {
  std::map<std::string, std::set<TrialId>> trials_by_fact;
  std::vector<TrialId> trials;
  std::size_t criteria = 0, alone = 0;
};

bool names(const CriterionAnswer& criterion, const std::string& document) {
  const auto& causes = criterion.causes.items();
  return criterion.state == CriterionState::unknown &&
         std::any_of(causes.begin(), causes.end(),
                     [&](const Cause& cause) { return obtainable(cause) && cause.document == document; });
}

void note(const TrialAnswer& answer, const std::string& document, Wanted& wanted) {
  std::size_t open = 0;
  bool alone = false;
  for (const CriterionAnswer& criterion : answer.criteria) {
    if (!names(criterion, document)) continue;
    ++open;
    alone = alone || documents_awaited(criterion) == std::set{document};
    for (const Cause& cause : criterion.causes.items())
      if (cause.document == document) wanted.trials_by_fact[cause.fact].insert(answer.trial->id);
  }
  if (open == 0) return;
  wanted.trials.push_back(answer.trial->id);
  wanted.criteria += open;
  wanted.alone += alone ? 1 : 0;
}

Wanted wanted_of(const std::string& document, const std::vector<TrialAnswer>& answers) {
  Wanted out;
  for (const TrialAnswer& answer : answers)
    if (is_candidate(answer)) note(answer, document, out);
  return out;
}

/// Causes speak of "lvef_method" or "dflc_earlier" when a detail of the fact is what lacks.
bool asks_for(std::string_view cause, std::string_view fact) {
  constexpr std::string_view details[] = {"_earlier",     "_method",      "_at_diagnosis",      "_at_relapse",
                                          "_upper_limit", "_lower_limit", "_laboratory_limits", "_assay",
                                          "_specimen",    "_percent",     "_absolute"};
  if (cause == fact) return true;
  return cause.starts_with(fact) && std::any_of(std::begin(details), std::end(details), [&](auto detail) {
           return cause.substr(fact.size()) == detail;
         });
}

bool settles(const HeldFactName& held, const std::string& cause, const Vocabulary& words) {
  if (asks_for(cause, held.fact)) return true;
  if (held.fact == "conditions" && words.known(cause, ConceptKind::condition)) return true;
  return std::any_of(held.asked_as.begin(), held.asked_as.end(),
                     [&](const std::string& word) { return asks_for(cause, word); });
}

std::optional<double> validity_of(const std::string& fact, const DocumentGroup& document) {
  for (const auto& [name, days] : document.fact_validity_days)
    if (name == fact) return days;
  return std::nullopt;
}

Day after_days(Day day, double days) {
  return day + std::chrono::days(static_cast<int>(days));
}

FactState state_of(const RecordedFact& recorded, std::optional<double> validity, Day as_of) {
  if (!recorded.asked) return FactState::not_needed;
  if (recorded.held == Truth::no) return FactState::missing;
  if (recorded.held == Truth::unknown) return FactState::in_part;
  const bool old = validity && recorded.date && after_days(recorded.date->latest(), *validity) < as_of;
  return old ? FactState::stale : FactState::known;
}

HeldFact held_fact(const HeldFactName& name, const DocumentGroup& group, const Wanted& wanted,
                   std::set<std::string>& settled, const Case& of) {
  const RecordedFact recorded = recorded_fact(name.fact, group.id, of).value_or(RecordedFact{});
  HeldFact out{name.fact,     name.says,     state_of(recorded, validity_of(name.fact, group), of.as_of),
               recorded.date, recorded.note, 0};
  std::set<TrialId> waiting;
  for (const auto& [cause, trials] : wanted.trials_by_fact)
    if (settles(name, cause, of.vocabulary)) {
      settled.insert(cause);
      waiting.insert(trials.begin(), trials.end());
    }
  out.trials = waiting.size();
  return out;
}

std::vector<AwaitedFact> others(const Wanted& wanted, const std::set<std::string>& settled) {
  std::vector<AwaitedFact> out;
  for (const auto& [fact, trials] : wanted.trials_by_fact)
    if (!settled.contains(fact)) out.push_back({fact, trials.size()});
  std::stable_sort(out.begin(), out.end(),
                   [](const AwaitedFact& a, const AwaitedFact& b) { return a.trials > b.trials; });
  return out;
}

std::size_t count_of(const std::vector<HeldFact>& holds, FactState state) {
  return static_cast<std::size_t>(
      std::count_if(holds.begin(), holds.end(), [&](const HeldFact& each) { return each.state == state; }));
}

/// "4 of 7 facts stand in the profile"
std::string facts_words(const std::vector<HeldFact>& holds) {
  const std::size_t all = holds.size() - count_of(holds, FactState::not_needed);
  return std::to_string(count_of(holds, FactState::known)) + " of " + std::to_string(all) +
         " facts stand in the profile";
}

/// The first fact that is older than was seen to be accepted.
std::optional<std::string> stale_fact(const std::vector<HeldFact>& holds, const DocumentGroup& document) {
  for (const HeldFact& fact : holds)
    if (fact.state == FactState::stale)
      return fact.says + " of " + fact.date->text() + " is older than " +
             number_text(*validity_of(fact.fact, document)) + " days, as a trial asks";
  return std::nullopt;
}

/// Why the record on file is out of date; nothing when it is not.
std::optional<std::string> stale_because(const DocumentReadiness& so_far, const DocumentGroup& group,
                                         const Case& of) {
  if (so_far.good_until && *so_far.good_until < of.as_of)
    return "good until " + text_of(*so_far.good_until) +
           (so_far.validity_suggested ? " by the project's suggestion" : "");
  if (so_far.date)
    if (const auto therapy = therapy_after(group, so_far.date->latest(), of))
      return *therapy + " came after it";
  return stale_fact(so_far.holds, group);
}

void take_file(const DocumentOnFile& file, const DocumentGroup& document, Day as_of, DocumentReadiness& out) {
  out.date = file.date;
  out.language = file.language;
  out.to_translate = file.to_translate;
  const auto validity = document.validity_days ? document.validity_days : document.suggested_validity_days;
  out.validity_suggested = validity && !document.validity_days;
  if (!file.date) return;
  out.days = static_cast<int>((as_of - file.date->latest()).count());
  if (validity) out.good_until = after_days(file.date->latest(), *validity);
}

void judge_state(bool there, const DocumentGroup& group, const Case& of, DocumentReadiness& out) {
  const bool nothing_to_tell = count_of(out.holds, FactState::not_needed) == out.holds.size();
  if (!there) {
    out.state = nothing_to_tell ? DocumentState::not_needed : DocumentState::missing;
    out.why = nothing_to_tell ? "there is nothing for it to tell" : "no such record is listed";
  } else if (const auto because = stale_because(out, group, of)) {
    out.state = DocumentState::stale;
    out.why = *because;
  } else if (out.to_translate) {
    out.state = DocumentState::to_translate;
    out.why = "in language " + out.language + ", no English translation is listed";
  } else {
    out.state = DocumentState::here;
    out.why = out.date ? "" : "its date is not recorded";
  }
  if (!nothing_to_tell) out.why += (out.why.empty() ? "" : "; ") + facts_words(out.holds);
}

DocumentReadiness group_readiness(const DocumentGroup& group, const Case& of,
                                  const std::vector<TrialAnswer>& answers) {
  const Wanted wanted = wanted_of(group.id, answers);
  DocumentReadiness out;
  out.group = group.id;
  out.label = group.label;
  std::set<std::string> settled;
  for (const HeldFactName& name : group.must_hold)
    out.holds.push_back(held_fact(name, group, wanted, settled, of));
  out.also = others(wanted, settled);
  out.blocks = wanted.trials;
  out.criteria = wanted.criteria;
  out.alone = wanted.alone;
  const DocumentOnFile file = document_on_file(group, of);
  take_file(file, group, of.as_of, out);
  judge_state(file.there, group, of, out);
  return out;
}

} // namespace

std::vector<DocumentReadiness> readiness_of(const std::vector<DocumentGroup>& groups, const Case& of,
                                            const std::vector<TrialAnswer>& answers) {
  std::vector<DocumentReadiness> out;
  for (const DocumentGroup& group : groups)
    out.push_back(group_readiness(group, of, answers));
  return out;
}

} // namespace cartwright
