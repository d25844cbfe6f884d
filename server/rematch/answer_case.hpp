// One case of a run: what it is told now, and what that changes. Pure but for reading the profile.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "engine/matching/snapshot.hpp"
#include "server/rematch/run_store.hpp"

namespace cartwright {

/// A catalogue in which answers that still hold were given.
struct EarlierCatalogue {
  KeptCatalogue catalogue;
  std::vector<std::optional<std::size_t>> place; ///< of each offered trial of this run in its answers
  bool same_shape = false; ///< its answers have the same trials and criteria as those of this run
};

/// What all cases of a run share.
struct RunFrame {
  const Snapshot& snapshot;
  const KeptCatalogue& catalogue; ///< of this run
  Day as_of{};
  std::vector<std::size_t> offered;    ///< trials that are looked at
  StandingPlan plan;                   ///< of those
  const KeptCatalogue* base = nullptr; ///< of the run that it is compared with; null for the first one
  Day base_as_of{};
  bool same_program = true;
  std::map<std::string, EarlierCatalogue> earlier; ///< by revision
  /// Nothing of an earlier answer may be kept.
  bool ask_everything = true;
  std::vector<char> as_before; ///< of each offered trial: its record is that of the base
};

struct CaseOutcome {
  StoredAnswer answer;
  bool store = false; ///< it differs from what is stored
  std::optional<CaseNote> note;
  std::size_t asked = 0; ///< trials that were evaluated
};

/// Lays an earlier catalogue against this run's.
EarlierCatalogue laid_against(const RunFrame& frame, KeptCatalogue catalogue);
/// What may be kept of the base's answers; call when `base` is set.
void find_what_may_be_kept(RunFrame& frame);

CaseOutcome answer_case(const RunFrame& frame, const CaseToAnswer& of);

/// Answers of `catalogue` put in order as of a run; trials that `of_run` does not offer are left out.
KeptAnswer placed(const StoredAnswer& answer, const KeptCatalogue& catalogue, const KeptCatalogue& of_run,
                  Day as_of);

} // namespace cartwright
