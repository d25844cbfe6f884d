#include "engine/evaluation/drug_match.hpp"

#include <algorithm>
#include <vector>

namespace cartwright {

namespace {

/// Classes that say nothing about what the product is.
bool tells_nothing(const std::string& drug_class) {
  return drug_class == "investigational" || drug_class == "systemic_anticancer";
}

/// What is known of a product that is not named.
class Unnamed {
public:
  Unnamed(ConceptId product, const Vocabulary& vocabulary)
      : vocabulary_(vocabulary), targets_(vocabulary.targets_of(product)) {
    for (const std::string& parent : vocabulary[product].parents)
      if (const auto wide = vocabulary.known(parent, ConceptKind::drug_class); wide && !tells_nothing(parent))
        classes_.push_back(*wide);
  }
  /// Nothing speaks against it.
  bool may_be(ConceptId agent) const {
    const auto aimed = vocabulary_.targets_of(agent);
    return std::all_of(classes_.begin(), classes_.end(),
                       [&](ConceptId wide) { return vocabulary_.is_a(agent, wide); }) &&
           std::all_of(targets_.begin(), targets_.end(), [&](ConceptId target) {
             return std::find(aimed.begin(), aimed.end(), target) != aimed.end();
           });
  }

private:
  const Vocabulary& vocabulary_;
  std::span<const ConceptId> targets_;
  std::vector<ConceptId> classes_;
};

} // namespace

Truth is_drug(ConceptId given, std::span<const ConceptId> agents, const Vocabulary& vocabulary) {
  if (std::binary_search(agents.begin(), agents.end(), given)) return Truth::yes;
  if (!vocabulary[given].generic) return Truth::no;
  const Unnamed product(given, vocabulary);
  const bool possible =
      std::any_of(agents.begin(), agents.end(), [&](ConceptId agent) { return product.may_be(agent); });
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
