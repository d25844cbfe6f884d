// What changed for a case between two runs: trials gained and lost, moved up or down, now sooner or later,
// and because of what. Pure: two answers in, changes out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/rematch/kept_catalogue.hpp"
#include "engine/rematch/standing.hpp"

namespace cartwright {

enum class MoveKind : std::uint8_t { gained, lost, up, down, sooner, later };
std::string_view word(MoveKind kind);
std::optional<MoveKind> move_kind(std::string_view word);

/// Where one trial stands for a case. A candidate is neither ruled out nor closed.
struct TrialPlace {
  bool candidate = false;
  Verdict verdict = Verdict::ineligible;
  Recruiting recruiting = Recruiting::closed;
  Recruiting site = Recruiting::unknown;
  std::optional<Day> eligible_from;
  std::size_t rank = 0; ///< among the candidates, from 1
  bool operator==(const TrialPlace&) const = default;
};

/// What a run said about one case, with what is needed to put it in order. The two vectors run in step.
struct KeptAnswer {
  const KeptCatalogue* catalogue = nullptr; ///< of the run
  Day as_of{};
  std::string tempo;
  std::vector<const KeptTrial*> trials; ///< offered ones, sorted by id
  std::vector<Standing> standings;
};

/// By trial; trials that are no candidates are not in it.
std::map<TrialId, TrialPlace> places_of(const KeptAnswer& answer);

struct TrialMove {
  TrialId trial;
  MoveKind kind = MoveKind::gained;
  TrialPlace before, after;
  bool by_score = false; ///< only its score moved it
};

/// Moves by score alone are told where a trial enters or leaves this many first places.
inline constexpr std::size_t first_places = 10;

/// Sorted by trial. Being passed by trials that came or left is no move.
std::vector<TrialMove> moves_between(const KeptAnswer& before, const KeptAnswer& after);

} // namespace cartwright
