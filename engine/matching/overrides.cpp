#include "engine/matching/overrides.hpp"

namespace cartwright {

SaidOfTrial said_of(const Trial& trial, const std::vector<CriterionOverride>& overrides) {
  SaidOfTrial out;
  for (const CriterionOverride& said : overrides) {
    if (said.trial != trial.id) continue;
    out.resize(trial.criteria.size(), nullptr);
    for (std::size_t i = 0; i < trial.criteria.size(); ++i)
      if (trial.criteria[i].id == said.criterion) out[i] = &said;
  }
  return out;
}

bool holds_on(const CriterionOverride& said, Day day) {
  return said.lapsed.empty() && (!said.until || day <= *said.until);
}

CriterionOverride told_on(const CriterionOverride& said, Day day) {
  CriterionOverride out = said;
  if (out.lapsed.empty() && !holds_on(said, day)) out.lapsed = "it held until " + text_of(*said.until);
  return out;
}

} // namespace cartwright
