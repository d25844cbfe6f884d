// All open cases against the catalogue, as one run: whole or not at all.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "server/casebook/casebook.hpp"
#include "server/rematch/run_store.hpp"
#include "server/service.hpp"

namespace cartwright {

struct RunProgress {
  std::int64_t done = 0, all = 0; ///< cases
};

struct RunWanted {
  Day as_of{};
  Actor actor;
  std::string context; ///< see KeptCatalogue
  bool full = false;   ///< ask every trial of every case, whatever is stored
  bool worker = false; ///< PostgreSQL: share one run with others
  std::size_t threads = 1;
  std::size_t batch = 256; ///< cases handled at one time
  std::function<void(const RunProgress&)> progress;
  Clock clock = utc_now;
};

struct RunDone {
  RunHead run;
  bool resumed = false;       ///< an interrupted run was taken up again
  std::int64_t answered = 0;  ///< cases that this call looked at
  std::int64_t noted = 0;     ///< of them: with something to report
  std::int64_t evaluated = 0; ///< pairs of a case and a trial that were evaluated
  std::int64_t stored = 0;    ///< of them: with another answer than before
};

/// Takes up an interrupted run of the same catalogue, date and program; one of others is removed.
Result<RunDone> rematch(sql::Database& database, const Snapshot& snapshot, const RunWanted& wanted);

/// Digest of all files of a catalogue that are no trials.
std::string context_of(const std::filesystem::path& catalogue);

} // namespace cartwright
