#include "engine/matching/unlock.hpp"

#include <algorithm>
#include <map>

namespace cartwright {

bool is_candidate(const TrialAnswer& answer) {
  return answer.verdict != Verdict::ineligible && answer.recruiting != Recruiting::closed;
}

bool obtainable(const Cause& cause) {
  switch (cause.kind) {
  case CauseKind::missing:
  case CauseKind::stale:
  case CauseKind::inadmissible:
  case CauseKind::conflict:
  case CauseKind::imprecise:
    return !cause.document.empty();
  case CauseKind::not_public:
  case CauseKind::judgement:
  case CauseKind::not_evaluated:
    return false;
  }
  return false;
}

namespace {

bool human(const Cause& cause) {
  return cause.kind == CauseKind::judgement || cause.kind == CauseKind::not_public;
}

} // namespace

std::set<std::string> documents_awaited(const CriterionAnswer& criterion) {
  std::set<std::string> out;
  for (const Cause& cause : criterion.causes.items()) {
    if (human(cause)) continue;
    if (!obtainable(cause)) return {};
    out.insert(cause.document);
  }
  return out;
}

namespace {

struct Tally {
  std::map<std::string, std::size_t> waiting; ///< fact -> candidates that wait for it
  std::size_t decides = 0, completes = 0;
};

std::vector<std::string> most_wanted_first(const std::map<std::string, std::size_t>& waiting) {
  std::vector<std::pair<std::string, std::size_t>> facts(waiting.begin(), waiting.end());
  std::stable_sort(facts.begin(), facts.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> out;
  for (auto& [fact, candidates] : facts)
    out.push_back(std::move(fact));
  return out;
}

void count(const TrialAnswer& answer, std::map<std::string, Tally>& tallies) {
  std::set<std::string> deciding, awaited;
  std::set<std::pair<std::string, std::string>> facts; // by document
  bool blocked = false;
  for (const CriterionAnswer& criterion : answer.criteria) {
    if (criterion.counts_as() != CriterionState::unknown) continue;
    const std::set<std::string> documents = documents_awaited(criterion);
    if (documents.size() == 1) deciding.insert(*documents.begin());
    awaited.insert(documents.begin(), documents.end());
    const auto& causes = criterion.causes.items();
    blocked = blocked || (documents.empty() && !std::all_of(causes.begin(), causes.end(), human));
    for (const Cause& cause : causes)
      if (obtainable(cause)) facts.emplace(cause.document, cause.fact);
  }
  for (const auto& [document, fact] : facts)
    ++tallies[document].waiting[fact];
  for (const std::string& document : deciding)
    ++tallies[document].decides;
  if (awaited.size() == 1 && !blocked) ++tallies[*awaited.begin()].completes;
}

} // namespace

std::vector<Unlock> what_to_ask_next(const std::vector<TrialAnswer>& answers) {
  std::map<std::string, Tally> tallies;
  for (const TrialAnswer& answer : answers)
    if (is_candidate(answer)) count(answer, tallies);
  std::vector<Unlock> out;
  for (const auto& [document, tally] : tallies)
    if (tally.decides > 0)
      out.push_back({document, most_wanted_first(tally.waiting), tally.decides, tally.completes});
  std::stable_sort(out.begin(), out.end(), [](const Unlock& a, const Unlock& b) {
    return a.would_decide != b.would_decide ? a.would_decide > b.would_decide
                                            : a.would_complete > b.would_complete;
  });
  return out;
}

} // namespace cartwright
