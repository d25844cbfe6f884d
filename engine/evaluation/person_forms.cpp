// Conditions, infections, support, and the person: words that look alike stay apart.
#include <algorithm>

#include "engine/domain/text.hpp"
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

void collect(const std::vector<ConditionEntry>& entries, const ConditionTest& test, const Case& of,
             ConditionRecord& record, std::vector<Day>& turns) {
  for (const ConditionEntry& entry : entries) {
    if (!known(entry.date, of)) continue;
    const std::string label = of.vocabulary[entry.condition].label;
    const FactUse fact{entry.where, label + " " + entry.state + when(entry.date)};
    if (denies(entry, test, of)) {
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
  const Lookup gvhd = of.vocabulary.find("gvhd", ConceptKind::condition);
  if (gvhd.state != Lookup::State::found || !of.vocabulary.is_a(gvhd.concept_id, test.condition)) return;
  const auto& transplants = of.patient.transplants;
  bool all_told = true;
  for (const Transplant& transplant : transplants.items) {
    if (transplant.type != "allogeneic" || !known(transplant.date, of)) continue;
    all_told = all_told && !transplant.gvhd.empty();
    if (transplant.gvhd.empty()) continue;
    const bool now = transplant.gvhd == "active" || transplant.gvhd == "chronic";
    const bool ever = now || transplant.gvhd == "resolved";
    record.any.add(
        truth_of(test.mode == ConditionMode::had ? ever : now),
        {transplant.where, "graft-versus-host disease " + transplant.gvhd + when(transplant.gvhd_date)});
  }
  if (gvhd.concept_id == test.condition && transplants.complete.complete && all_told) record.denied = true;
}

/// The disease itself is a condition too: amyloidosis, POEMS, the diagnosis.
void collect_diagnosis(const ConditionTest& test, const Case& of, ConditionRecord& record) {
  const auto note = [&](const char* word, const std::string& state, const char* where) {
    const Lookup found = of.vocabulary.find(word, ConceptKind::condition);
    if (state.empty() || found.state != Lookup::State::found ||
        !of.vocabulary.is_a(found.concept_id, test.condition))
      return;
    if (state == "none" && found.concept_id == test.condition) record.denied = true;
    if (state != "none")
      record.any.add(Truth::yes, {where, of.vocabulary[found.concept_id].label + ": " + state});
  };
  note("al_amyloidosis", of.patient.amyloidosis == "localised" ? "" : of.patient.amyloidosis,
       "amyloidosis.state");
  note("poems", of.patient.poems, "poems.state");
  const auto& own = of.patient.diagnosis.condition;
  if (own && of.vocabulary.is_a(*own, test.condition))
    record.any.add(Truth::yes, {"diagnosis.condition", of.vocabulary[*own].label});
}

bool is_cancer(ConceptId condition, const Case& of) {
  for (const char* word : {"other_cancer", "other_malignancy", "second_primary_malignancy", "malignancy"})
    if (const Lookup found = of.vocabulary.find(word, ConceptKind::condition);
        found.state == Lookup::State::found && of.vocabulary.is_a(condition, found.concept_id))
      return true;
  return false;
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
  const bool closed = record.denied || (cancer ? of.patient.other_cancers.complete.complete
                                               : of.patient.conditions.complete.complete);
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

Finding find(const ActiveInfectionTest&, const Case& of) {
  const ActiveInfection& infection = of.patient.active_infection;
  if (infection.state.empty() || !known(infection.date, of))
    return missing("active_infection", "infection_screen",
                   "whether there is an active infection is not recorded");
  const FactUse fact{"active_infection.state", "active infection: " + infection.state + when(infection.date)};
  if (infection.state != "controlled")
    return decided(truth_of(infection.state == "present"), fact.says, {fact});
  Finding out =
      unknown_because({CauseKind::judgement, "active_infection", ""},
                      fact.says + "; whether a controlled infection counts is for the treating team");
  out.facts = {fact};
  return out;
}

Finding find(const InfectionResultTest& test, const Case& of) {
  const InfectionTest* newest = nullptr;
  std::vector<FactUse> facts;
  bool differ = false;
  const std::string fact = test.organism + "_" + test.test, document = "infection_screen";
  for (const InfectionTest& entry : of.patient.infections) {
    if (normalised(entry.agent) != normalised(test.organism) ||
        normalised(entry.test) != normalised(test.test) || !known(entry.date, of))
      continue;
    const bool newer =
        newest == nullptr || (entry.date && (!newest->date || entry.date->latest() > newest->date->latest()));
    if (newest != nullptr && entry.date == newest->date) differ = differ || entry.result != newest->result;
    if (newer) {
      newest = &entry;
      differ = false;
    }
  }
  if (newest == nullptr)
    return missing(fact, document, "no " + test.organism + " " + test.test + " is recorded");
  const FactUse used{newest->where,
                     test.organism + " " + test.test + " " + newest->result + when(newest->date)};
  std::optional<Cause> cause;
  if (differ) cause = Cause{CauseKind::conflict, fact, document};
  if (newest->uncertain) cause = Cause{CauseKind::imprecise, fact, document};
  if (test.within) {
    const Day limit = before(of.samples_as_of, *test.within);
    if (!newest->date || newest->date->earliest() < limit)
      cause = Cause{newest->date && newest->date->latest() < limit ? CauseKind::stale : CauseKind::imprecise,
                    fact, document};
  }
  if (!cause)
    return decided(truth_of(newest->result == test.result), used.says + ", asked " + test.result, {used});
  Finding out =
      unknown_because(*cause, used.says + (differ        ? ", and another result of that day differs"
                                           : test.within ? ", asked within " + in_words(*test.within)
                                                         : ", marked as uncertain"));
  out.facts = {used};
  return out;
}

Finding find(const SupportTest& test, const Case& of) {
  AnyOf any;
  std::vector<Day> turns;
  std::string words = test.kind;
  std::replace(words.begin(), words.end(), '_', ' ');
  for (const SupportEvent& event : of.patient.support.items) {
    if (event.kind != test.kind || !known(event.date, of)) continue;
    const auto& last = event.until ? event.until : event.date;
    Truth truth = last ? elapsed(*last, of.as_of, Op::less, test.within, turns) : Truth::unknown;
    if (event.uncertain && truth == Truth::yes) truth = Truth::unknown;
    any.add(truth, {event.where, words + when(last)},
            {CauseKind::imprecise, "support_" + test.kind, "therapy_record"});
  }
  const Completeness& complete = of.patient.support.complete;
  const bool told = complete.kinds.empty() || std::find(complete.kinds.begin(), complete.kinds.end(),
                                                        test.kind) != complete.kinds.end();
  const bool closed = told && closed_since(complete, before(of.as_of, test.within));
  Finding out = any.conclude(closed, {CauseKind::missing, "support_" + test.kind, "therapy_record"},
                             words + " within " + in_words(test.within),
                             "no " + words + " within " + in_words(test.within));
  out.turns = std::move(turns);
  return out;
}

namespace {

/// Prednisone mg that one mg equals: prednisolone 1, methylprednisolone 1.25, dexamethasone 6.67,
/// hydrocortisone 0.25.
std::optional<double> prednisone_factor(const std::string& agent) {
  if (agent == "prednisone" || agent == "prednisolone") return 1;
  if (agent == "methylprednisolone" || agent == "triamcinolone") return 1.25;
  if (agent == "dexamethasone") return 20 / 3.0;
  if (agent == "betamethasone") return 20 / 3.0;
  if (agent == "hydrocortisone") return 0.25;
  return std::nullopt;
}

/// mg of prednisone a day; nothing when the drug or the dose is not stated.
std::optional<double> as_prednisone(const SupportEvent& event, const Case& of) {
  if (!event.agent || !event.dose || event.dose->dimension() != Dimension::mass_rate) return std::nullopt;
  const auto factor = prednisone_factor(of.vocabulary[*event.agent].id);
  if (!factor) return std::nullopt;
  return event.dose->in_base() * *factor;
}

} // namespace

Finding find(const SteroidTest& test, const Case& of) {
  AnyOf any;
  std::vector<Day> turns;
  const Cause dose_missing{CauseKind::missing, "steroid_dose", "therapy_record"};
  for (const SupportEvent& event : of.patient.support.items) {
    if (event.kind != "systemic_steroid" || !known(event.date, of)) continue;
    const auto& last = event.until ? event.until : event.date;
    const Truth recent = last ? elapsed(*last, of.as_of, Op::less, test.within, turns) : Truth::unknown;
    const auto dose = as_prednisone(event, of);
    const auto order = dose ? compare_values(*dose, test.above_mg_per_day) : std::weak_ordering::less;
    const Truth high = dose ? truth_of(order == std::weak_ordering::greater ||
                                       (test.or_equal && order == std::weak_ordering::equivalent))
                            : Truth::unknown;
    Truth truth = both(recent, high);
    if (event.uncertain && truth == Truth::yes) truth = Truth::unknown;
    const std::string told =
        dose ? number_text(*dose) + " mg prednisone a day" : "its prednisone equivalent not known";
    any.add(truth, {event.where, "systemic steroid" + when(last) + ", " + told}, dose_missing);
  }
  const Completeness& complete = of.patient.support.complete;
  const bool told = complete.kinds.empty() || std::find(complete.kinds.begin(), complete.kinds.end(),
                                                        "systemic_steroid") != complete.kinds.end();
  const bool closed = told && closed_since(complete, before(of.as_of, test.within));
  const std::string asked = (test.or_equal ? "steroid from " : "steroid above ") +
                            number_text(test.above_mg_per_day) + " mg prednisone a day within " +
                            in_words(test.within);
  Finding out = any.conclude(closed, {CauseKind::missing, "support_systemic_steroid", "therapy_record"},
                             asked, "no " + asked);
  out.turns = std::move(turns);
  return out;
}

namespace {

Finding pregnancy(PersonState asked, const Case& of) {
  const Person& person = of.patient.person;
  if (person.sex == "male") return decided(Truth::no, "sex male", {{"person.sex", "sex male"}});
  if (person.pregnancy.empty() || !known(person.pregnancy_date, of))
    return missing("pregnancy", "medical_summary", "the state of pregnancy is not recorded");
  std::string words = person.pregnancy;
  std::replace(words.begin(), words.end(), '_', ' ');
  const FactUse fact{"person.pregnancy.state", "pregnancy: " + words + when(person.pregnancy_date)};
  const bool yes = asked == PersonState::pregnant    ? person.pregnancy == "positive"
                   : asked == PersonState::lactating ? person.pregnancy == "lactating"
                                                     : person.pregnancy != "not_possible";
  return decided(truth_of(yes), fact.says, {fact});
}

} // namespace

Finding find(const PersonTest& test, const Case& of) {
  if (test.state != PersonState::fit_to_fly) return pregnancy(test.state, of);
  const auto& fit = of.patient.travel.fit_to_fly;
  if (!fit) return missing("fit_to_fly", "medical_summary", "whether she is fit to fly is not recorded");
  const std::string says = *fit ? "recorded as fit to fly" : "recorded as not fit to fly";
  return decided(truth_of(*fit), says, {{"travel.fit_to_fly", says}});
}

} // namespace cartwright
