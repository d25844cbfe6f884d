#include "engine/evaluation/drug_match.hpp"

#include <algorithm>

namespace cartwright {

namespace {

/// Classes that say nothing about what the product is.
bool tells_nothing(const std::string& drug_class) {
  return drug_class == "investigational" || drug_class == "systemic_anticancer";
}

/// A product that is not named may be `candidate` when nothing known about it speaks against that.
bool may_be(ConceptId unnamed, ConceptId candidate, const Vocabulary& vocabulary) {
  for (const std::string& parent : vocabulary[unnamed].parents) {
    if (tells_nothing(parent)) continue;
    const auto wide = vocabulary.known(parent, ConceptKind::drug_class);
    if (wide && !vocabulary.is_a(candidate, *wide)) return false;
  }
  const auto aimed = vocabulary.targets_of(candidate);
  for (const ConceptId target : vocabulary.targets_of(unnamed))
    if (std::find(aimed.begin(), aimed.end(), target) == aimed.end()) return false;
  return true;
}

} // namespace

Truth is_drug(ConceptId given, std::span<const ConceptId> agents, const Vocabulary& vocabulary) {
  if (std::binary_search(agents.begin(), agents.end(), given)) return Truth::yes;
  if (!vocabulary[given].generic) return Truth::no;
  const bool possible = std::any_of(agents.begin(), agents.end(),
                                    [&](ConceptId agent) { return may_be(given, agent, vocabulary); });
  return possible ? Truth::unknown : Truth::no;
}

Truth holds_drug(const Episode& episode, std::span<const ConceptId> agents, const Vocabulary& vocabulary) {
  Truth out = episode.agents_known ? Truth::no : Truth::unknown;
  for (const ConceptId given : episode.agents)
    out = either(out, is_drug(given, agents, vocabulary));
  return episode.uncertain && out == Truth::yes ? Truth::unknown : out;
}

std::optional<ConceptId> class_named(const char* word, const Vocabulary& vocabulary) {
  return vocabulary.known(word, ConceptKind::drug_class);
}

Truth only_of_class(const Episode& episode, const char* word, const Vocabulary& vocabulary) {
  const auto wide = class_named(word, vocabulary);
  if (!wide || episode.agents.empty())
    return episode.agents_known && !episode.agents.empty() ? Truth::no : Truth::unknown;
  for (const ConceptId agent : episode.agents)
    if (!vocabulary.is_a(agent, *wide)) return Truth::no;
  return truth_of(episode.agents_known) == Truth::yes ? Truth::yes : Truth::unknown;
}

Truth any_of_class(const Episode& episode, const char* word, const Vocabulary& vocabulary) {
  const auto wide = class_named(word, vocabulary);
  if (!wide) return Truth::no;
  return holds_drug(episode, vocabulary.agents_below(*wide), vocabulary);
}

} // namespace cartwright
