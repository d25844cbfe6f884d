#include "indexes/synonyms.hpp"

namespace cartwright {

std::string concept_value(const ConceptRecord& record) {
  return std::string(word(record.kind)) + ":" + record.id;
}

std::vector<Synonym> synonyms(const ConceptNames& names, const Vocabulary& vocabulary) {
  std::vector<Synonym> out;
  for (const auto& [key, concepts] : names.keys())
    for (const ConceptId id : concepts)
      out.push_back({key, concept_value(vocabulary[id])});
  return out;
}

} // namespace cartwright
