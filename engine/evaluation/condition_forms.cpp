// Conditions now, ever, or within a period; the newest statement tells what is so now.
#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/screening.hpp"

namespace cartwright {

namespace {

using namespace criteria;

/// Entries about a condition, and whether one of them says that there is none.
struct ConditionRecord {
  explicit ConditionRecord(const Case& of) : any(of) {}
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

/// The grade that is recorded, or that the word itself names: neuropathy_grade_2.
std::optional<std::int32_t> grade_of(const ConditionEntry& entry, const Vocabulary& vocabulary) {
  if (entry.grade) return entry.grade;
  const std::string& id = vocabulary[entry.condition].id;
  const std::size_t at = id.find("_grade_");
  constexpr std::size_t length = 7;
  const bool names_one = at != std::string::npos && id.size() == at + length + 1;
  return names_one ? std::optional<std::int32_t>(id.back() - '0') : std::nullopt;
}

/// The narrower word for the grade, where the vocabulary has one.
ConceptId graded_word(const ConditionEntry& entry, const Vocabulary& vocabulary) {
  const auto neuropathy = vocabulary.known("peripheral_neuropathy", ConceptKind::condition);
  if (!entry.grade || !neuropathy || entry.condition != *neuropathy) return entry.condition;
  const auto word =
      vocabulary.known("neuropathy_grade_" + std::to_string(*entry.grade), ConceptKind::condition);
  return word.value_or(entry.condition);
}

/// The grade as asked; one that is not recorded decides nothing.
Truth of_grade(const std::optional<std::int32_t>& grade, const ConditionTest& test) {
  if (!test.grade_op) return Truth::yes;
  if (!grade) return Truth::unknown;
  return compare(Range::exactly(*grade), *test.grade_op, test.grade);
}

/// Counts as what is asked for; a wider condition may hold the excepted one only.
Truth not_excepted(ConceptId condition, const ConditionTest& test, const Vocabulary& vocabulary) {
  Truth out = Truth::yes;
  for (const ConceptId except : test.except) {
    if (vocabulary.is_a(condition, except)) return Truth::no;
    if (vocabulary.is_a(except, condition)) out = Truth::unknown;
  }
  return out;
}

/// What happens on a day and is over: "present" on a date says when, not that it lasts.
bool is_event(ConceptId condition, const Vocabulary& vocabulary) {
  const auto event = vocabulary.known("acute_event", ConceptKind::condition);
  return event && vocabulary.is_a(condition, *event);
}

Truth holds(const ConditionEntry& entry, const ConditionTest& test, const Case& of, std::vector<Day>& turns) {
  Truth truth = Truth::no;
  if (entry.state == "present") truth = entry.grade == 0 ? Truth::unknown : Truth::yes;
  if (entry.state == "resolved") truth = test.mode == ConditionMode::had ? Truth::yes : Truth::no;
  if (entry.state.empty()) truth = Truth::unknown;
  const bool over = entry.state == "resolved" || is_event(entry.condition, of.vocabulary);
  if (test.mode == ConditionMode::had && truth == Truth::yes && over)
    truth = within_period(entry, test, of, turns);
  truth = both(truth, both(of_grade(grade_of(entry, of.vocabulary), test),
                           not_excepted(entry.condition, test, of.vocabulary)));
  return entry.uncertain && truth == Truth::yes ? Truth::unknown : truth;
}

/// "Absent" of the same or a wider condition denies; with `since` only from that day on.
bool denies(const ConditionEntry& entry, const ConditionTest& test, const Case& of) {
  if (entry.state != "absent" || entry.uncertain || !of.vocabulary.is_a(test.condition, entry.condition))
    return false;
  if (test.mode != ConditionMode::had) return true;
  if (!test.within) return !entry.since;
  if (entry.since) may_change_when_reaching(of, entry.since->latest(), *test.within);
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

/// Another statement that may be as new leads to another answer on the grade.
bool graded_otherwise(const ConditionEntry& entry, const std::vector<ConditionEntry>& entries,
                      const ConditionTest& test, const Case& of) {
  return test.grade_op && std::any_of(entries.begin(), entries.end(), [&](const ConditionEntry& other) {
           return &other != &entry && other.condition == entry.condition && known(other.date, of) &&
                  other.grade && entry.grade && !superseded(other, entries, of) &&
                  of_grade(other.grade, test) != of_grade(entry.grade, test);
         });
}

std::string words_of(const ConditionEntry& entry, const Case& of) {
  return of.vocabulary[entry.condition].label + " " + entry.state +
         (entry.grade ? ", grade " + std::to_string(*entry.grade) : "") + when(entry.date);
}

/// Why an entry about the condition may not decide.
Cause doubt_about(const ConditionEntry& entry, const ConditionTest& test, const Case& of) {
  const std::string asked = of.vocabulary[test.condition].id;
  if (test.grade_op && !grade_of(entry, of.vocabulary) && !entry.uncertain)
    return {CauseKind::missing, asked + "_grade", "medical_summary"};
  return {CauseKind::imprecise, asked, "medical_summary"};
}

/// The entry's word or, graded, a narrower one is the asked one, or below or above it.
bool may_tell(const ConditionEntry& entry, const ConditionTest& test, const Vocabulary& vocabulary) {
  return entry.grade || vocabulary.is_a(entry.condition, test.condition) ||
         vocabulary.is_a(test.condition, entry.condition);
}

void collect(const std::vector<ConditionEntry>& entries, const ConditionTest& test, const Case& of,
             ConditionRecord& record, std::vector<Day>& turns) {
  for (const ConditionEntry& entry : entries) {
    if (!may_tell(entry, test, of.vocabulary) || !known(entry.date, of)) continue;
    const bool now = test.mode != ConditionMode::had;
    if (now && superseded(entry, entries, of)) continue;
    const auto fact = [&] { return FactUse{entry.where, words_of(entry, of)}; };
    const bool narrower = of.vocabulary.is_a(graded_word(entry, of.vocabulary), test.condition);
    if (narrower &&
        ((now && contradicted(entry, entries, of)) || graded_otherwise(entry, entries, test, of))) {
      record.any.add(Truth::unknown, fact,
                     Cause{CauseKind::conflict, of.vocabulary[test.condition].id, "medical_summary"});
    } else if (denies(entry, test, of)) {
      record.denied = true;
      if (!of.bare) record.denials.push_back(fact());
    } else if (narrower && entry.state != "absent") {
      record.any.add(holds(entry, test, of, turns), fact, doubt_about(entry, test, of));
    } else if (of.vocabulary.is_a(test.condition, entry.condition) &&
               (entry.state == "present" || entry.state.empty()) &&
               graded_word(entry, of.vocabulary) == entry.condition) {
      record.any.add(Truth::unknown, fact,
                     Cause{CauseKind::imprecise, of.vocabulary[test.condition].id, "medical_summary"});
    }
  }
}

auto told_of_gvhd(const Transplant& transplant) {
  return [&transplant] {
    return FactUse{transplant.where,
                   "graft-versus-host disease " + transplant.gvhd + when(transplant.gvhd_date)};
  };
}

/// Graft-versus-host disease stands with the transplants.
void collect_gvhd(const ConditionTest& test, const Case& of, ConditionRecord& record) {
  const auto gvhd = of.vocabulary.known("gvhd", ConceptKind::condition);
  if (!gvhd || !of.vocabulary.is_a(*gvhd, test.condition)) return;
  const auto& transplants = of.patient.transplants;
  const Truth graded = both(of_grade(std::nullopt, test), not_excepted(*gvhd, test, of.vocabulary));
  bool all_told = true;
  for (const Transplant& transplant : transplants.items) {
    if (transplant.type != "allogeneic" || !known(transplant.date, of)) continue;
    all_told = all_told && !transplant.gvhd.empty();
    if (transplant.gvhd.empty()) continue;
    const bool now = transplant.gvhd == "active" || transplant.gvhd == "chronic";
    const bool ever = now || transplant.gvhd == "resolved";
    const Truth holds = both(truth_of(test.mode == ConditionMode::had ? ever : now), graded);
    record.any.add(transplant.uncertain && holds == Truth::yes ? Truth::unknown : holds,
                   told_of_gvhd(transplant),
                   test.grade_op ? Cause{CauseKind::missing, "gvhd_grade", "therapy_record"}
                                 : Cause{CauseKind::imprecise, "gvhd", "therapy_record"});
  }
  if (*gvhd == test.condition && transplants.complete.complete && all_told) record.denied = true;
}

/// A narrower word, such as acute disease, of a graft-versus-host disease that the transplants tell of.
void collect_kind_of_gvhd(const ConditionTest& test, const Case& of, ConditionRecord& record) {
  const auto gvhd = of.vocabulary.known("gvhd", ConceptKind::condition);
  if (!gvhd || *gvhd == test.condition || !of.vocabulary.is_a(test.condition, *gvhd)) return;
  const bool chronic_asked = of.vocabulary.known("chronic_gvhd", ConceptKind::condition) == test.condition;
  bool all_without = of.patient.transplants.complete.complete;
  for (const Transplant& transplant : of.patient.transplants.items) {
    if (transplant.type != "allogeneic" || !known(transplant.date, of)) continue;
    all_without = all_without && transplant.gvhd == "none";
    const bool now = transplant.gvhd == "active" || transplant.gvhd == "chronic";
    if (!now && !(test.mode == ConditionMode::had && transplant.gvhd == "resolved")) continue;
    const bool told =
        chronic_asked && transplant.gvhd == "chronic" && !test.grade_op && !transplant.uncertain;
    record.any.add(told ? Truth::yes : Truth::unknown, told_of_gvhd(transplant),
                   Cause{CauseKind::imprecise, of.vocabulary[test.condition].id, "therapy_record"});
  }
  if (all_without) record.denied = true;
}

void collect_sign(const Sign& sign, const ConditionTest& test, const Case& of, ConditionRecord& record) {
  const bool ever = test.mode == ConditionMode::had;
  const Truth truth = ever ? sign.ever : sign.now;
  const bool narrower = sign.of_itself_only ? sign.condition == test.condition
                                            : of.vocabulary.is_a(sign.condition, test.condition);
  if (truth == Truth::no && of.vocabulary.is_a(test.condition, sign.condition)) {
    record.denied = true;
    record.denials.insert(record.denials.end(), sign.facts.begin(), sign.facts.end());
  } else if (truth == Truth::yes &&
             (narrower || (!sign.of_itself_only && of.vocabulary.is_a(test.condition, sign.condition)))) {
    const Truth counts =
        narrower && !(ever && test.within)
            ? both(of_grade(std::nullopt, test), not_excepted(sign.condition, test, of.vocabulary))
            : Truth::unknown;
    for (const FactUse& fact : sign.facts)
      record.any.add(
          counts, [&] { return fact; },
          Cause{CauseKind::imprecise, of.vocabulary[test.condition].id, "infection_screen"});
  }
}

/// What infection tests and other parts of the record say of the condition.
void collect_signs(const ConditionTest& test, const Case& of, ConditionRecord& record) {
  for (const Sign& sign : of.told->signs)
    collect_sign(sign, test, of, record);
}

/// Dialysis of the past four weeks is dependence on it until the record says otherwise; no later day ends it.
void collect_dialysis(const ConditionTest& test, const Case& of, ConditionRecord& record) {
  const auto dependence = of.vocabulary.known("dialysis_dependence", ConceptKind::condition);
  if (!dependence ||
      !(of.vocabulary.is_a(*dependence, test.condition) || of.vocabulary.is_a(test.condition, *dependence)))
    return;
  for (const SupportEvent& event : of.patient.support.items) {
    const auto& last = event.until ? event.until : event.date;
    if (event.kind != "dialysis" || !last || event.uncertain || !known(event.date, of)) continue;
    constexpr Period past{4, PeriodUnit::weeks};
    std::vector<Day> turns; // looking ahead takes her as she is
    may_grow_old(of, last, past);
    const Truth recent = elapsed(*last, of.samples_as_of, Op::at_most, past, turns);
    const FactUse fact{event.where, "dialysis" + when(last)};
    if (recent == Truth::yes) collect_sign({*dependence, recent, recent, {fact}}, test, of, record);
    if (recent == Truth::unknown)
      record.any.add(
          recent, [&] { return fact; },
          Cause{CauseKind::imprecise, of.vocabulary[test.condition].id, "medical_summary"});
  }
}

/// The disease itself is a condition too: amyloidosis, POEMS, the diagnosis.
void collect_diagnosis(const ConditionTest& test, const Case& of, ConditionRecord& record) {
  const auto add = [&](ConceptId condition, const FactUse& fact) {
    const Truth counts = both(of_grade(std::nullopt, test), not_excepted(condition, test, of.vocabulary));
    record.any.add(
        counts, [&] { return fact; },
        Cause{CauseKind::missing, of.vocabulary[test.condition].id, "medical_summary"});
  };
  const auto note = [&](const char* word, const std::string& state, const char* where) {
    const auto found = state.empty() ? std::nullopt : of.vocabulary.known(word, ConceptKind::condition);
    if (!found || !of.vocabulary.is_a(*found, test.condition)) return;
    if (state == "none" && *found == test.condition) record.denied = true;
    if (state != "none") add(*found, {where, of.vocabulary[*found].label + ": " + state});
  };
  note("al_amyloidosis", of.patient.amyloidosis == "localised" ? "" : of.patient.amyloidosis,
       "amyloidosis.state");
  note("poems", of.patient.poems, "poems.state");
  if (of.patient.diagnosis.plasma_cell_leukemia == "none")
    note("plasma_cell_leukemia", "none", "diagnosis.plasma_cell_leukemia");
  const auto& own = of.patient.diagnosis.condition;
  if (own && of.vocabulary.is_a(*own, test.condition))
    add(*own, {"diagnosis.condition", of.vocabulary[*own].label});
}

/// " of grade >= 2, without skin cancer"
std::string options_of(const ConditionTest& test, const Case& of) {
  std::string out;
  if (test.grade_op)
    out += " of grade " + std::string(symbol(*test.grade_op)) + " " + std::to_string(test.grade);
  std::vector<std::string> names;
  for (const ConceptId except : test.except)
    names.push_back(of.vocabulary[except].label);
  return names.empty() ? out : out + ", not counting " + join_or(names) + ",";
}

std::string asked_words(const ConditionTest& test, const Case& of) {
  const std::string when_asked = test.mode != ConditionMode::had ? " now"
                                 : test.within                   ? " within " + in_words(*test.within)
                                                                 : " ever";
  return of.vocabulary[test.condition].label + options_of(test, of) + when_asked;
}

/// Graft-versus-host disease stands with the transplants: a list of conditions alone does not rule it out.
bool transplants_told(const ConditionTest& test, const Case& of) {
  const auto gvhd = of.vocabulary.known("gvhd", ConceptKind::condition);
  if (!gvhd || !of.vocabulary.is_a(test.condition, *gvhd)) return true;
  const auto& all = of.patient.transplants;
  return all.complete.complete && std::all_of(all.items.begin(), all.items.end(), [](const Transplant& each) {
           return each.type != "allogeneic" || !each.gvhd.empty();
         });
}

/// What has its own place in the profile, or is seen by a test only: a list of conditions without it does not
/// rule it out.
bool stands_elsewhere(const ConditionTest& test, const Case& of) {
  const auto is = [&](const char* word) {
    const auto known = of.vocabulary.known(word, ConceptKind::condition);
    return known && of.vocabulary.is_a(test.condition, *known);
  };
  if (is("al_amyloidosis")) return of.patient.amyloidosis.empty();
  if (is("poems")) return of.patient.poems.empty();
  if (is("plasma_cell_leukemia")) return of.patient.diagnosis.plasma_cell_leukemia.empty();
  return is("hepatitis_b") || is("hepatitis_c") || is("hiv_infection") || is("syphilis");
}

/// Whether an infection is under control stands with the active infection, not in the list of conditions.
bool asks_control(const ConditionTest& test, const Case& of) {
  const auto uncontrolled = of.vocabulary.known("uncontrolled_infection", ConceptKind::condition);
  return uncontrolled && test.condition == *uncontrolled && test.mode != ConditionMode::had;
}

bool is_cancer(ConceptId condition, const Case& of) {
  const auto cancer = of.vocabulary.known("other_cancer", ConceptKind::condition);
  return cancer && of.vocabulary.is_a(condition, *cancer);
}

bool something_told(ConceptId condition, const Case& of) {
  const auto& named = of.told->named;
  return std::any_of(named.begin(), named.end(), [&](ConceptId each) {
    return of.vocabulary.is_a(each, condition) || of.vocabulary.is_a(condition, each);
  });
}

/// Where nothing is told, it only matters how far the list of its kind is closed.
Finding nothing_told(const ConditionTest& test, const Case& of) {
  const Completeness& list =
      is_cancer(test.condition, of) ? of.patient.other_cancers.complete : of.patient.conditions.complete;
  const bool recent = test.mode == ConditionMode::had && test.within;
  if (recent) may_be_covered(of, list, *test.within);
  if (recent ? closed_since(list, before(of.as_of, *test.within)) : list.complete)
    return decided(Truth::no, "");
  return unknown_because({CauseKind::missing, "", ""}, "");
}

} // namespace

Finding find(const ConditionTest& test, const Case& of) {
  if (of.bare && !something_told(test.condition, of)) return nothing_told(test, of);
  ConditionRecord record(of);
  std::vector<Day> turns;
  collect(of.patient.conditions.items, test, of, record, turns);
  collect(of.patient.other_cancers.items, test, of, record, turns);
  collect_gvhd(test, of, record);
  collect_kind_of_gvhd(test, of, record);
  collect_diagnosis(test, of, record);
  collect_signs(test, of, record);
  collect_dialysis(test, of, record);
  const auto& concept_record = of.vocabulary[test.condition];
  const bool cancer = is_cancer(test.condition, of);
  const Completeness& list = cancer ? of.patient.other_cancers.complete : of.patient.conditions.complete;
  const bool recent = test.mode == ConditionMode::had && test.within;
  if (recent) may_be_covered(of, list, *test.within);
  const bool closed =
      record.denied || ((recent ? closed_since(list, before(of.as_of, *test.within)) : list.complete) &&
                        transplants_told(test, of) && !asks_control(test, of) && !stands_elsewhere(test, of));
  const Cause untold = asks_control(test, of)
                           ? Cause{CauseKind::missing, "active_infection", "infection_screen"}
                           : Cause{CauseKind::missing, concept_record.id, "medical_summary"};
  Finding out = record.any.conclude(closed, untold,
                                    [&](bool yes) { return (yes ? "" : "no ") + asked_words(test, of); });
  if (out.truth == Truth::no && out.facts.empty()) out.facts = record.denials;
  if (out.truth == Truth::unknown && out.facts.empty() && !of.bare)
    out.why = "whether there is " + asked_words(test, of) + " is not recorded";
  out.turns = std::move(turns);
  return out;
}

} // namespace cartwright
