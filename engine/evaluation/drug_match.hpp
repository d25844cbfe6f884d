// Does an episode hold such a drug? Three-valued: a product that is not named may be the one asked for.
#pragma once

#include <span>

#include "engine/criteria/test.hpp"
#include "engine/domain/patient.hpp"
#include "engine/domain/truth.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright {

/// Whether the episode held any of `agents` (sorted). An uncertain entry that matches is unknown.
Truth holds_drug(const Episode& episode, std::span<const ConceptId> agents, const Vocabulary& vocabulary);
/// Whether one given agent is, or may be, any of `agents`.
Truth is_drug(ConceptId given, std::span<const ConceptId> agents, const Vocabulary& vocabulary);
/// The class by its word; nothing when the vocabulary lacks it.
std::optional<ConceptId> class_named(const char* word, const Vocabulary& vocabulary);
/// Whether every known agent of the episode is below the class; unknown when agents are not known.
Truth only_of_class(const Episode& episode, const char* word, const Vocabulary& vocabulary);
/// Whether some agent of the episode is below the class.
Truth any_of_class(const Episode& episode, const char* word, const Vocabulary& vocabulary);

} // namespace cartwright
