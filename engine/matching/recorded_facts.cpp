#include "engine/matching/recorded_facts.hpp"

#include <algorithm>
#include <map>

#include "engine/domain/text.hpp"
#include "engine/evaluation/episodes.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"

namespace cartwright {

namespace {

RecordedFact held(bool there, std::optional<PartialDate> date = std::nullopt) {
  return {truth_of(there), date, "", true};
}

RecordedFact nothing_to_record(std::string why) {
  return {Truth::yes, std::nullopt, std::move(why), false};
}

/// The newest entry that counts; undated ones count as held.
template <class Entries, class Counts>
RecordedFact newest_of(const Entries& entries, const Case& of, Counts counts) {
  RecordedFact out;
  for (const auto& entry : entries) {
    if (!known(entry.date, of) || !counts(entry)) continue;
    out.held = Truth::yes;
    if (entry.date && (!out.date || out.date->latest() < entry.date->latest())) out.date = entry.date;
  }
  return out;
}

/// Held by all, by some or by none of the items.
template <class Items, class Takes, class Has>
RecordedFact share_of(const Items& items, const std::string& things, Takes takes, Has has) {
  std::size_t all = 0, holding = 0;
  for (const auto& item : items) {
    if (!takes(item)) continue;
    ++all;
    holding += has(item) ? 1 : 0;
  }
  if (all == 0) return nothing_to_record("no " + things + " recorded");
  RecordedFact out;
  out.held = holding == all ? Truth::yes : holding == 0 ? Truth::no : Truth::unknown;
  out.note = std::to_string(holding) + " of " + std::to_string(all) + " " + things;
  return out;
}

RecordedFact measured(ConceptId test, const Case& of) {
  RecordedFact out = newest_of(of.patient.measurements, of, [&](const Measurement& entry) {
    return entry.test == test && !entry.probable_slip;
  });
  const RecordedFact doubtful =
      newest_of(of.patient.measurements, of, [&](const Measurement& entry) { return entry.test == test; });
  if (out.held == Truth::no && doubtful.held == Truth::yes)
    return {Truth::unknown, doubtful.date, "a value outside the plausible bounds, to be confirmed", true};
  return out;
}

RecordedFact any_calcium(const Case& of) {
  RecordedFact out;
  for (const char* name : {"calcium_corrected", "calcium_total", "calcium_ionised"}) {
    const auto test = of.vocabulary.known(name, ConceptKind::measurement);
    if (!test) continue;
    const RecordedFact one = measured(*test, of);
    if (one.held > out.held || (one.date && out.date && out.date->latest() < one.date->latest())) out = one;
  }
  return out;
}

RecordedFact marker(ConceptId wanted, bool clone, const Case& of) {
  const RecordedFact tested = newest_of(of.patient.markers, of, [&](const Marker& entry) {
    return entry.marker == wanted && entry.state != MarkerState::not_tested;
  });
  if (!clone) return tested;
  const bool present =
      std::any_of(of.patient.markers.begin(), of.patient.markers.end(), [&](const Marker& entry) {
        return entry.marker == wanted && entry.state == MarkerState::present;
      });
  if (tested.held == Truth::yes && !present) return nothing_to_record("not present");
  return newest_of(of.patient.markers, of, [&](const Marker& entry) {
    return entry.marker == wanted && entry.clone_percent.has_value();
  });
}

/// A specimen that nobody named may be of marrow; cells of blood or of cerebrospinal fluid are neither.
RecordedFact antigen(ConceptId wanted, bool on_lesion, const Case& of) {
  return newest_of(of.patient.antigens, of, [&](const AntigenResult& entry) {
    const bool there =
        on_lesion ? entry.specimen == "lesion" : entry.specimen.empty() || entry.specimen == "marrow";
    return entry.antigen == wanted && entry.result != "not_tested" && there;
  });
}

/// Nothing when no such test is known, by its organism.
std::optional<RecordedFact> infection_test(std::string_view fact, const Case& of) {
  constexpr std::string_view organisms[] = {"HBV", "HCV", "HIV", "HTLV", "syphilis", "CMV", "EBV", "TB"};
  const std::string_view organism = fact.substr(0, fact.find('_'));
  if (std::find(std::begin(organisms), std::end(organisms), organism) == std::end(organisms))
    return std::nullopt;
  RecordedFact out = newest_of(of.patient.infections, of, [&](const InfectionTest& entry) {
    return normalised(entry.agent + entry.test) == normalised(fact);
  });
  const auto load = of.vocabulary.known(lower(fact), ConceptKind::measurement); // HBV_DNA as a number
  return out.held == Truth::no && load ? measured(*load, of) : out;
}

RecordedFact condition(ConceptId wanted, const Case& of) {
  criteria::ConditionTest test;
  test.condition = wanted;
  return held(find(test, of).truth != Truth::unknown);
}

template <class Has> RecordedFact of_lesions(const Case& of, Has has) {
  const auto& lesions = of.patient.extramedullary.lesions;
  if (lesions.empty() && no_more_lesions(of)) return nothing_to_record("no lesion in a complete mapping");
  if (lesions.empty()) return {};
  return share_of(
      lesions, "lesions", [&](const Lesion& lesion) { return known(lesion.date, of); }, has);
}

RecordedFact any_lesion_proven(const Case& of) {
  const RecordedFact told =
      of_lesions(of, [](const Lesion& lesion) { return lesion.biopsy_proven.has_value(); });
  const auto& lesions = of.patient.extramedullary.lesions;
  const bool proven = std::any_of(lesions.begin(), lesions.end(),
                                  [](const Lesion& lesion) { return lesion.biopsy_proven.value_or(false); });
  return proven ? held(true) : told;
}

/// The newest imaging of the whole body.
RecordedFact mapping(const Case& of) {
  return newest_of(of.patient.extramedullary.mapped_by, of, [](const Imaging& entry) {
    return entry.imaging == "PET-CT" || entry.imaging == "WB-MRI";
  });
}

template <class Has> RecordedFact of_therapies(const Case& of, Has has) {
  const auto& therapies = of.patient.therapies;
  if (therapies.items.empty() && !therapies.complete.complete) return {};
  return share_of(
      therapies.items, "therapies", [&](const Episode& episode) { return known(episode.start, of); }, has);
}

/// Without lymphodepletion and conditioning, which have no course of their own.
template <class Has> RecordedFact of_courses(const Case& of, Has has) {
  return of_therapies(of, [&](const Episode& episode) { return prepares(episode) || has(episode); });
}

bool ended_or_going_on(const Episode& episode, const Case& of) {
  return episode.start &&
         (episode.stop || episode.stop_reason == "ongoing" || one_infusion(episode, of.vocabulary));
}

/// A list is told when it says that it is complete; entries alone are a part of it.
template <class List> RecordedFact list(const List& items, bool complete) {
  RecordedFact out = held(complete);
  if (!complete && !items.empty()) {
    out.held = Truth::unknown;
    out.note = std::to_string(items.size()) + " listed, not said to be all";
  }
  return out;
}

using Look = RecordedFact (*)(const Case& of);

RecordedFact pregnancy(const Case& of) {
  const Person& person = of.patient.person;
  if (person.sex == "male") return nothing_to_record("male");
  if (person.pregnancy == "not_possible") return nothing_to_record("pregnancy not possible");
  const bool there = !person.pregnancy.empty() && known(person.pregnancy_date, of);
  return held(there, there ? person.pregnancy_date : std::nullopt);
}

RecordedFact cells_in_blood(const Case& of) {
  return newest_of(of.patient.circulating_plasma_cells, of,
                   [](const CirculatingPlasmaCells& entry) { return entry.percent.has_value(); });
}

RecordedFact number_of_cells_in_blood(const Case& of) {
  return newest_of(of.patient.circulating_plasma_cells, of,
                   [](const CirculatingPlasmaCells& entry) { return entry.absolute.has_value(); });
}

const std::map<std::string_view, Look>& person_and_disease() {
  static const std::map<std::string_view, Look> looks = {
      {"age", [](const Case& of) { return held(of.patient.person.birth_date.has_value()); }},
      {"sex", [](const Case& of) { return held(!of.patient.person.sex.empty()); }},
      {"weight",
       [](const Case& of) {
         const auto& weight = of.patient.person.weight;
         return weight && known(weight->date, of) ? held(true, weight->date) : held(false);
       }},
      {"diagnosis", [](const Case& of) { return held(of.patient.diagnosis.condition.has_value()); }},
      {"diagnosis_date", [](const Case& of) { return held(of.patient.diagnosis.date.has_value()); }},
      {"status", [](const Case& of) { return held(!of.patient.diagnosis.status.empty()); }},
      {"isotype", [](const Case& of) { return held(!of.patient.diagnosis.isotype.empty()); }},
      {"secretory", [](const Case& of) { return held(!of.patient.diagnosis.secretory.empty()); }},
      {"tempo", [](const Case& of) { return held(!of.patient.tempo.empty()); }},
      {"ecog",
       [](const Case& of) {
         return newest_of(of.patient.performance, of, [](const Performance&) { return true; });
       }},
      {"conditions",
       [](const Case& of) {
         return list(of.patient.conditions.items, of.patient.conditions.complete.complete);
       }},
      {"other_cancers",
       [](const Case& of) {
         return list(of.patient.other_cancers.items, of.patient.other_cancers.complete.complete);
       }},
      {"extramedullary_mapping", mapping},
      {"lesion_contiguity",
       [](const Case& of) {
         return of_lesions(of, [](const Lesion& one) { return one.contiguous_with_bone.has_value(); });
       }},
      {"lesion_size",
       [](const Case& of) {
         return of_lesions(of, [](const Lesion& one) { return one.size_mm.size() > 1; });
       }},
      {"lesion_measurable",
       [](const Case& of) {
         return of_lesions(of, [](const Lesion& one) { return one.measurable.has_value(); });
       }},
      {"lesion_threatens_organ",
       [](const Case& of) {
         return of_lesions(of, [](const Lesion& one) { return one.threatens_organ.has_value(); });
       }},
      {"lesion_biopsy", any_lesion_proven},
      {"cns",
       [](const Case& of) {
         const Cns& cns = of.patient.cns;
         return !cns.state.empty() && known(cns.date, of) ? held(true, cns.date) : held(false);
       }},
      {"circulating_plasma_cells", cells_in_blood},
      {"circulating_plasma_cells_absolute", number_of_cells_in_blood},
      {"calcium", any_calcium},
      {"active_infection",
       [](const Case& of) {
         const ActiveInfection& infection = of.patient.active_infection;
         return !infection.state.empty() && known(infection.date, of) ? held(true, infection.date)
                                                                      : held(false);
       }},
      {"pregnancy", pregnancy}};
  return looks;
}

const std::map<std::string_view, Look>& treatment() {
  static const std::map<std::string_view, Look> looks = {
      {"therapies",
       [](const Case& of) {
         return list(of.patient.therapies.items, of.patient.therapies.complete.complete);
       }},
      {"transplants",
       [](const Case& of) {
         return list(of.patient.transplants.items, of.patient.transplants.complete.complete);
       }},
      {"radiotherapy",
       [](const Case& of) {
         return list(of.patient.radiotherapy.items, of.patient.radiotherapy.complete.complete);
       }},
      {"therapy_agents",
       [](const Case& of) {
         return of_therapies(of, [](const Episode& one) { return one.agents_known && !one.agents.empty(); });
       }},
      {"therapy_dates",
       [](const Case& of) {
         return of_therapies(of, [&](const Episode& one) { return ended_or_going_on(one, of); });
       }},
      {"therapy_cycles",
       [](const Case& of) {
         return of_courses(of, [&](const Episode& one) {
           return one.cycles.has_value() || one_infusion(one, of.vocabulary);
         });
       }},
      {"therapy_doses",
       [](const Case& of) {
         return of_therapies(of, [](const Episode& one) { return !one.doses.empty(); });
       }},
      {"therapy_responses",
       [](const Case& of) {
         return of_courses(of, [](const Episode& one) { return one.best_response.has_value(); });
       }},
      {"therapy_stop_reasons", [](const Case& of) {
         return of_courses(of, [](const Episode& one) { return !one.stop_reason.empty(); });
       }}};
  return looks;
}

} // namespace

std::optional<RecordedFact> recorded_fact(std::string_view fact, std::string_view group, const Case& of) {
  const Vocabulary& words = of.vocabulary;
  for (const auto* looks : {&person_and_disease(), &treatment()})
    if (const auto look = looks->find(fact); look != looks->end()) return look->second(of);
  if (const auto test = words.known(fact, ConceptKind::measurement)) return measured(*test, of);
  if (const auto found = words.known(fact, ConceptKind::marker)) return marker(*found, false, of);
  const auto after = [&](std::string_view prefix) {
    return fact.substr(std::min(prefix.size(), fact.size()));
  };
  if (fact.starts_with("clone_"))
    if (const auto found = words.known(after("clone_"), ConceptKind::marker)) return marker(*found, true, of);
  if (fact.starts_with("antigen_"))
    if (const auto found = words.known(after("antigen_"), ConceptKind::antigen))
      return antigen(*found, group == "lesion_histology", of);
  if (const auto found = words.known(fact, ConceptKind::condition)) return condition(*found, of);
  return infection_test(fact, of);
}

} // namespace cartwright
