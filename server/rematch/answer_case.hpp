// One case of a run: what it is told now, and what that changes. Pure but for reading the profile.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "engine/matching/snapshot.hpp"
#include "server/rematch/run_store.hpp"

namespace cartwright {

/// What all cases of a run share.
struct RunFrame {
  const Snapshot& snapshot;
  const KeptCatalogue& catalogue; ///< of this run
  Day as_of{};
  std::vector<std::size_t> offered;    ///< trials that are looked at
  const KeptCatalogue* base = nullptr; ///< of the run that it is compared with; null for the first one
  Day base_as_of{};
  bool same_program = true;
  std::map<std::string, KeptCatalogue> earlier; ///< by revision: those in which stored answers were given
};

struct CaseOutcome {
  StoredAnswer answer;
  bool store = false; ///< it differs from what is stored
  std::optional<CaseNote> note;
};

CaseOutcome answer_case(const RunFrame& frame, const CaseToAnswer& of);

/// Answers of `catalogue` put in order as of a run; trials that `of_run` does not offer are left out.
KeptAnswer placed(const StoredAnswer& answer, const KeptCatalogue& catalogue, const KeptCatalogue& of_run,
                  Day as_of);

} // namespace cartwright
