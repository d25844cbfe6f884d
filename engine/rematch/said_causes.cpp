#include "engine/rematch/said_causes.hpp"

#include <algorithm>
#include <set>

#include "engine/domain/text.hpp"
#include "engine/matching/overrides.hpp"

namespace cartwright {

namespace {

const SaidInForce* said_of(const KeptTrial& trial, const Standing& standing, const CriterionId& criterion) {
  for (const SaidInForce& each : standing.said)
    if (each.criterion < trial.criteria.size() && trial.criteria[each.criterion].id == criterion)
      return &each;
  return nullptr;
}

const CriterionOverride* last_said(const SaidPair& pair, const CriterionId& criterion) {
  const CriterionOverride* out = nullptr;
  for (const CriterionOverride& each : pair.statements)
    if (each.trial == pair.is.id && each.criterion == criterion) out = &each;
  return out;
}

std::string numbered(std::int64_t number) {
  return " (override " + std::to_string(number) + ")";
}

std::string why_ended(const SaidPair& pair, const CriterionId& criterion) {
  const CriterionOverride* last = last_said(pair, criterion);
  if (last == nullptr) return "it is not on record now";
  const std::string lapsed = told_on(*last, pair.as_of).lapsed;
  return (lapsed.empty() ? "it holds no longer" : lapsed) + numbered(last->number);
}

} // namespace

std::string state_words(CriterionState state) {
  return state == CriterionState::not_met     ? "not met"
         : state == CriterionState::judgement ? "left to judgement"
                                              : std::string(word(state));
}

std::optional<std::string> change_of_word(const SaidPair& pair, const CriterionId& criterion) {
  const SaidInForce* was = said_of(pair.was, pair.before, criterion);
  const SaidInForce* is = said_of(pair.is, pair.after, criterion);
  if (is == nullptr && was == nullptr) return std::nullopt;
  if (is == nullptr)
    return "the coordinator no longer says that it is " + state_words(was->state) + ": " +
           why_ended(pair, criterion);
  if (was != nullptr && was->number == is->number) return std::nullopt;
  return "the coordinator says that it is " + state_words(is->state) +
         (is->until ? " until " + text_of(*is->until) : "") + numbered(is->number) +
         (was == nullptr ? "" : ", and said before that it is " + state_words(was->state));
}

std::string changes_of_word(const SaidPair& pair) {
  std::set<CriterionId> criteria;
  for (const SaidInForce& each : pair.before.said)
    if (each.criterion < pair.was.criteria.size()) criteria.insert(pair.was.criteria[each.criterion].id);
  for (const SaidInForce& each : pair.after.said)
    criteria.insert(pair.is.criteria[each.criterion].id);
  std::vector<std::string> out;
  for (const CriterionId& each : criteria)
    if (const auto said = change_of_word(pair, each)) out.push_back(each.text() + ": " + *said);
  return join(out, "; ");
}

std::vector<CriterionOverride> said_before(const SaidPair& pair) {
  std::vector<CriterionOverride> out;
  for (const SaidInForce& each : pair.before.said) {
    if (each.criterion >= pair.was.criteria.size()) continue;
    CriterionOverride said;
    said.number = each.number;
    said.trial = pair.is.id;
    said.criterion = pair.was.criteria[each.criterion].id;
    said.state = each.state;
    if (each.until && *each.until >= pair.as_of) said.until = each.until;
    out.push_back(std::move(said));
  }
  return out;
}

} // namespace cartwright
