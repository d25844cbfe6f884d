// Conditions now, ever, or within a period; the newest statement tells what is so now.
#include <algorithm>

#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"

namespace cartwright {

namespace {

using namespace criteria;

/// Entries about a condition, and whether one of them says that there is none.
struct ConditionRecord {
  AnyOf any;
  bool denied = false; ///< recorded as absent, for all that is asked
  std::vector<FactUse> denials;
};

Truth within_period(const ConditionEntry& entry, const ConditionTest& test, const Case& of,
                    std::vector<Day>& turns) {
  if (!test.within) return Truth::yes;
  if (!entry.date) return Truth::unknown;
  return elapsed(*entry.date, of.as_of, Op::at_most, *test.within, turns);
}

Truth holds(const ConditionEntry& entry, const ConditionTest& test, const Case& of, std::vector<Day>& turns) {
  Truth truth = Truth::no;
  if (entry.state == "present") truth = Truth::yes;
  if (entry.state == "resolved") truth = test.mode == ConditionMode::had ? Truth::yes : Truth::no;
  if (entry.state.empty()) truth = Truth::unknown;
  if (test.mode == ConditionMode::had && truth == Truth::yes && entry.state == "resolved")
    truth = within_period(entry, test, of, turns);
  return entry.uncertain && truth == Truth::yes ? Truth::unknown : truth;
}

/// "Absent" of the same or a wider condition denies; with `since` only from that day on.
bool denies(const ConditionEntry& entry, const ConditionTest& test, const Case& of) {
  if (entry.state != "absent" || entry.uncertain || !of.vocabulary.is_a(test.condition, entry.condition))
    return false;
  if (test.mode != ConditionMode::had) return true;
  if (!test.within) return !entry.since;
  return !entry.since || entry.since->latest() <= before(of.as_of, *test.within);
}

/// A later statement about the same condition; the newest tells what is so now.
bool superseded(const ConditionEntry& entry, const std::vector<ConditionEntry>& entries, const Case& of) {
  return std::any_of(entries.begin(), entries.end(), [&](const ConditionEntry& other) {
    return other.condition == entry.condition && !other.uncertain && entry.date && other.date &&
           known(other.date, of) && other.date->earliest() > entry.date->latest();
  });
}

/// Another statement that may be as new says the opposite.
bool contradicted(const ConditionEntry& entry, const std::vector<ConditionEntry>& entries, const Case& of) {
  return std::any_of(entries.begin(), entries.end(), [&](const ConditionEntry& other) {
    return &other != &entry && other.condition == entry.condition && known(other.date, of) &&
           !superseded(other, entries, of) && (other.state == "present") != (entry.state == "present");
  });
}

void collect(const std::vector<ConditionEntry>& entries, const ConditionTest& test, const Case& of,
             ConditionRecord& record, std::vector<Day>& turns) {
  for (const ConditionEntry& entry : entries) {
    if (!known(entry.date, of)) continue;
    const bool now = test.mode != ConditionMode::had;
    if (now && superseded(entry, entries, of)) continue;
    const std::string label = of.vocabulary[entry.condition].label;
    const FactUse fact{entry.where, label + " " + entry.state + when(entry.date)};
    if (now && of.vocabulary.is_a(entry.condition, test.condition) && contradicted(entry, entries, of)) {
      record.any.add(Truth::unknown, fact,
                     {CauseKind::conflict, of.vocabulary[test.condition].id, "medical_summary"});
    } else if (denies(entry, test, of)) {
      record.denied = true;
      record.denials.push_back(fact);
    } else if (of.vocabulary.is_a(entry.condition, test.condition) && entry.state != "absent") {
      record.any.add(holds(entry, test, of, turns), fact,
                     {CauseKind::imprecise, of.vocabulary[test.condition].id, "medical_summary"});
    } else if (of.vocabulary.is_a(test.condition, entry.condition) && entry.state == "present") {
      record.any.add(Truth::unknown, fact,
                     {CauseKind::imprecise, of.vocabulary[test.condition].id, "medical_summary"});
    }
  }
}

/// Graft-versus-host disease stands with the transplants.
void collect_gvhd(const ConditionTest& test, const Case& of, ConditionRecord& record) {
  const auto gvhd = of.vocabulary.known("gvhd", ConceptKind::condition);
  if (!gvhd || !of.vocabulary.is_a(*gvhd, test.condition)) return;
  const auto& transplants = of.patient.transplants;
  bool all_told = true;
  for (const Transplant& transplant : transplants.items) {
    if (transplant.type != "allogeneic" || !known(transplant.date, of)) continue;
    all_told = all_told && !transplant.gvhd.empty();
    if (transplant.gvhd.empty()) continue;
    const bool now = transplant.gvhd == "active" || transplant.gvhd == "chronic";
    const bool ever = now || transplant.gvhd == "resolved";
    record.any.add(
        transplant.uncertain && (ever || now) ? Truth::unknown
                                              : truth_of(test.mode == ConditionMode::had ? ever : now),
        {transplant.where, "graft-versus-host disease " + transplant.gvhd + when(transplant.gvhd_date)},
        {CauseKind::imprecise, "gvhd", "therapy_record"});
  }
  if (*gvhd == test.condition && transplants.complete.complete && all_told) record.denied = true;
}

/// The disease itself is a condition too: amyloidosis, POEMS, the diagnosis.
void collect_diagnosis(const ConditionTest& test, const Case& of, ConditionRecord& record) {
  const auto note = [&](const char* word, const std::string& state, const char* where) {
    const auto found = state.empty() ? std::nullopt : of.vocabulary.known(word, ConceptKind::condition);
    if (!found || !of.vocabulary.is_a(*found, test.condition)) return;
    if (state == "none" && *found == test.condition) record.denied = true;
    if (state != "none")
      record.any.add(Truth::yes, {where, of.vocabulary[*found].label + ": " + state});
  };
  note("al_amyloidosis", of.patient.amyloidosis == "localised" ? "" : of.patient.amyloidosis,
       "amyloidosis.state");
  note("poems", of.patient.poems, "poems.state");
  const auto& own = of.patient.diagnosis.condition;
  if (own && of.vocabulary.is_a(*own, test.condition))
    record.any.add(Truth::yes, {"diagnosis.condition", of.vocabulary[*own].label});
}

bool is_cancer(ConceptId condition, const Case& of) {
  const auto cancer = of.vocabulary.known("other_cancer", ConceptKind::condition);
  return cancer && of.vocabulary.is_a(condition, *cancer);
}

} // namespace

Finding find(const ConditionTest& test, const Case& of) {
  ConditionRecord record;
  std::vector<Day> turns;
  collect(of.patient.conditions.items, test, of, record, turns);
  collect(of.patient.other_cancers.items, test, of, record, turns);
  collect_gvhd(test, of, record);
  collect_diagnosis(test, of, record);
  const auto& concept_record = of.vocabulary[test.condition];
  const bool cancer = is_cancer(test.condition, of);
  const Completeness& list = cancer ? of.patient.other_cancers.complete : of.patient.conditions.complete;
  const bool recent = test.mode == ConditionMode::had && test.within;
  const bool closed =
      record.denied || (recent ? closed_since(list, before(of.as_of, *test.within)) : list.complete);
  const std::string asked =
      concept_record.label + (test.mode == ConditionMode::had
                                  ? test.within ? " within " + in_words(*test.within) : " ever"
                                  : " now");
  Finding out = record.any.conclude(closed, {CauseKind::missing, concept_record.id, "medical_summary"}, asked,
                                    "no " + asked);
  if (out.truth == Truth::no && out.facts.empty()) out.facts = record.denials;
  if (out.truth == Truth::unknown && out.facts.empty())
    out.why = "whether there is " + asked + " is not recorded";
  out.turns = std::move(turns);
  return out;
}

} // namespace cartwright
