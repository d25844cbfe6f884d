// The bytes that the casebook keeps of a run: a catalogue, the answers of a case, and what changed for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/result.hpp"
#include "engine/matching/answer.hpp"
#include "engine/rematch/causes.hpp"

namespace cartwright {

std::string pack(const KeptCatalogue& catalogue);
Result<KeptCatalogue> unpack_catalogue(std::string_view bytes);

/// What is stored of the answers for one case; without the catalogue, which stands once for all.
struct StoredAnswer {
  std::string tempo;
  std::vector<Standing> standings; ///< of the offered trials, sorted by id
  /// Not empty: the profile could not be read, and why.
  std::string unreadable;
  bool operator==(const StoredAnswer&) const = default;
};
std::string pack(const StoredAnswer& answer);
Result<StoredAnswer> unpack_answer(std::string_view bytes);
/// Equal for answers that say the same, whenever they will turn.
std::string meaning_of(StoredAnswer answer);

/// What a run found about one case.
struct CaseNote {
  struct Move {
    TrialMove move;
    std::vector<MoveCause> causes;
  };
  struct Ask {
    std::string document;
    std::vector<std::string> facts; ///< the first few
    std::uint64_t more = 0;         ///< facts beside them
    std::uint64_t would_decide = 0;
  };
  std::int64_t profile_before = 0, profile = 0; ///< versions; before: 0 for a case that is new to the runs
  std::uint64_t candidates = 0;
  std::string unreadable; ///< as in StoredAnswer
  std::vector<Move> moves;
  std::vector<Ask> asks; ///< what to ask for next: of the candidates that moved, or all of a new case
};
std::string pack(const CaseNote& note);
Result<CaseNote> unpack_note(std::string_view bytes);

} // namespace cartwright
