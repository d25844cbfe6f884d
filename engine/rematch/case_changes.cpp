#include "engine/rematch/case_changes.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace cartwright {

namespace {

constexpr std::array<std::string_view, 6> kind_words = {"gained",     "lost",   "moved_up",
                                                        "moved_down", "sooner", "later"};

struct Ranked {
  const KeptTrial* trial = nullptr;
  TrialPlace place;
  double score = 0;
};

bool ranks_before(const Ranked& a, const Ranked& b) {
  const auto key = [](const Ranked& each) {
    return std::tuple<int, bool, int, double, const TrialId&>(
        offer_order(each.place.recruiting), each.trial->purpose != "treatment",
        -static_cast<int>(each.place.verdict), -each.score, each.trial->id);
  };
  return key(a) < key(b);
}

std::vector<Ranked> ranked(const KeptAnswer& answer) {
  std::vector<Ranked> out;
  for (std::size_t i = 0; i < answer.trials.size(); ++i) {
    const KeptTrial& trial = *answer.trials[i];
    const Standing& standing = answer.standings[i];
    if (standing.verdict == Verdict::ineligible || trial.recruiting == Recruiting::closed) continue;
    out.push_back({&trial,
                   {true, standing.verdict, trial.recruiting, standing.site, standing.eligible_from, 0},
                   score_on(standing, trial, answer.catalogue->ranking, answer.tempo, answer.as_of)});
  }
  std::sort(out.begin(), out.end(), ranks_before);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i].place.rank = i + 1;
  return out;
}

std::map<TrialId, TrialPlace> by_trial(const std::vector<Ranked>& ranked) {
  std::map<TrialId, TrialPlace> out;
  for (const Ranked& each : ranked)
    out.emplace(each.trial->id, each.place);
  return out;
}

/// Ranks among the trials that are candidates in both, so that those that came or left push nobody.
std::map<TrialId, std::size_t> common_ranks(const std::vector<Ranked>& of,
                                            const std::map<TrialId, TrialPlace>& other) {
  std::map<TrialId, std::size_t> out;
  for (const Ranked& each : of)
    if (other.contains(each.trial->id)) out.emplace(each.trial->id, out.size() + 1);
  return out;
}

/// What decides before the score does; smaller is better.
std::tuple<int, int, int> standing_key(const TrialPlace& place) {
  return {offer_order(place.recruiting), -static_cast<int>(place.verdict), offer_order(place.site)};
}

std::optional<MoveKind> kind_without_score(const TrialPlace& before, const TrialPlace& after) {
  if (const auto was = standing_key(before), is = standing_key(after); was != is)
    return is < was ? MoveKind::up : MoveKind::down;
  if (before.eligible_from == after.eligible_from || !before.eligible_from || !after.eligible_from)
    return std::nullopt;
  return *after.eligible_from < *before.eligible_from ? MoveKind::sooner : MoveKind::later;
}

/// Entering or leaving the first places, of a trial whose own score changed.
std::optional<MoveKind> kind_by_score(std::size_t was, std::size_t is, bool own_score_moved) {
  if (!own_score_moved || (was <= first_places) == (is <= first_places)) return std::nullopt;
  return is < was ? MoveKind::up : MoveKind::down;
}

std::map<TrialId, double> scores(const std::vector<Ranked>& ranked) {
  std::map<TrialId, double> out;
  for (const Ranked& each : ranked)
    out.emplace(each.trial->id, each.score);
  return out;
}

} // namespace

std::string_view word(MoveKind kind) {
  return kind_words[static_cast<std::size_t>(kind)];
}

std::optional<MoveKind> move_kind(std::string_view text) {
  const auto at = std::find(kind_words.begin(), kind_words.end(), text);
  if (at == kind_words.end()) return std::nullopt;
  return static_cast<MoveKind>(at - kind_words.begin());
}

std::map<TrialId, TrialPlace> places_of(const KeptAnswer& answer) {
  return by_trial(ranked(answer));
}

std::vector<TrialMove> moves_between(const KeptAnswer& before, const KeptAnswer& after) {
  const std::vector<Ranked> was = ranked(before), is = ranked(after);
  const auto old_places = by_trial(was), new_places = by_trial(is);
  const auto old_ranks = common_ranks(was, new_places), new_ranks = common_ranks(is, old_places);
  const auto old_scores = scores(was), new_scores = scores(is);
  std::vector<TrialMove> out;
  for (const auto& [trial, place] : old_places)
    if (!new_places.contains(trial)) out.push_back({trial, MoveKind::lost, place, {}, false});
  for (const auto& [trial, place] : new_places) {
    const auto old = old_places.find(trial);
    if (old == old_places.end()) {
      out.push_back({trial, MoveKind::gained, {}, place, false});
    } else if (const auto kind = kind_without_score(old->second, place)) {
      out.push_back({trial, *kind, old->second, place, false});
    } else if (const auto by_score = kind_by_score(old_ranks.at(trial), new_ranks.at(trial),
                                                   old_scores.at(trial) != new_scores.at(trial))) {
      out.push_back({trial, *by_score, old->second, place, true});
    }
  }
  std::sort(out.begin(), out.end(), [](const TrialMove& a, const TrialMove& b) { return a.trial < b.trial; });
  return out;
}

} // namespace cartwright
