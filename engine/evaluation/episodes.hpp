// Single episodes against what a test asks of them: the drug as given, the progression, the course in words.
#pragma once

#include <string>
#include <vector>

#include "engine/criteria/test.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/evaluation/finding.hpp"

namespace cartwright {

/// Whether the episode held such a drug as the filter asks (dose, intent); its place is not looked at.
struct Held {
  Truth truth = Truth::no;
  Cause cause;        ///< when unknown
  std::string detail; ///< "25 mg", "maintenance", "dose not recorded"; may be empty
};
Held held_as_asked(const Episode& episode, const criteria::DrugSet& drugs,
                   const criteria::EpisodeFilter& which, const Case& of);

/// Progression during the episode, or within the window after its last dose, wherever it is recorded.
Truth progressed_on(const Episode& episode, Period window, const Case& of);
/// What follows was planned with this therapy or keeps its response, so there was no progression before it.
bool followed_without_progression(const Episode& episode, const Case& of);
bool followed_without_progression(const Transplant& transplant, const Case& of);
/// "best response PR, stopped 2024-01, progression not recorded"
std::string course_of(const Episode& episode);
/// Lymphodepletion or conditioning: part of what follows.
bool prepares(const Episode& episode);
FactUse with(FactUse fact, const std::string& more);
FactUse fact_of(const Transplant& transplant);

/// Drugs given before transplants that a history may leave out. Before one's own cells it is melphalan,
/// usually, and an alkylator whatever it is.
struct Conditioning {
  std::vector<ConceptId> usual;
  std::optional<ConceptId> melphalan;
  std::vector<ConceptId> alkylators; ///< a set that holds all of them holds what was given
};
Conditioning conditioning_drugs(const Vocabulary& vocabulary);
/// Whether the drugs hold one that is usual before such a transplant.
bool used_for_conditioning(const criteria::DrugSet& drugs, const std::string& type, const Case& of);
/// Whether conditioning that is not listed held such a drug. Before one's own cells there was an alkylator,
/// usually melphalan; which one is not known.
Truth conditioned_with(const Transplant& transplant, const criteria::DrugSet& drugs, const Case& of);

inline Cause imprecise(const std::string& fact) {
  return {CauseKind::imprecise, fact, "therapy_record"};
}
inline Cause not_recorded(const std::string& fact) {
  return {CauseKind::missing, fact, "therapy_record"};
}

} // namespace cartwright
