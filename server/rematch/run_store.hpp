// Runs in the casebook. A run that is not finished is told to nobody; what it has stored waits to be taken up
// again, or is removed with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/casebook/case_record.hpp"
#include "server/rematch/packed.hpp"
#include "server/sql.hpp"

namespace cartwright {

struct RunHead {
  std::int64_t id = 0;
  std::string revision;
  Day as_of{};
  std::string program;
  std::string state;                ///< running, finished, abandoned
  std::optional<std::int64_t> base; ///< the finished run that it is compared with
  std::int64_t cases = 0;           ///< that were open when it began
  std::string started, started_by;
  std::optional<std::string> finished;
};

/// What an answer holds for: the same of all three, the same answer.
struct RunBinding {
  std::string revision;
  Day as_of{};
  std::string program;
};

std::optional<RunHead> find_run(sql::Transaction& work, std::int64_t id);
std::optional<RunHead> newest_run(sql::Transaction& work, std::string_view state);
/// Finished ones, the newest first.
std::vector<RunHead> finished_runs(sql::Transaction& work, std::int64_t limit);
/// The catalogue of a run.
std::optional<KeptCatalogue> catalogue_of(sql::Transaction& work, const std::string& revision);

struct NewRun {
  RunBinding binding;
  const KeptCatalogue& catalogue;
  std::string by, at;
  std::size_t batch = 256; ///< cases handled at one time
};
RunHead add_run(sql::Transaction& work, const NewRun& wanted);
/// Removes what it stored.
void abandon_run(sql::Transaction& work, const RunHead& run);
/// True once: for the caller that finishes it.
bool finish_run(sql::Transaction& work, const RunHead& run, const std::string& at);

struct Batch {
  std::int64_t number = 0;
  std::string first, last; ///< ids of its cases, both included
};
/// One that nobody has done; with `claim` also none that another worker has in hand, and it is in ours until
/// the transaction ends.
std::optional<Batch> next_batch(sql::Transaction& work, const RunHead& run, bool claim);
void mark_done(sql::Transaction& work, const RunHead& run, const Batch& batch, const std::string& at,
               const std::string& worker);
struct BatchCount {
  std::int64_t all = 0, done = 0;
};
BatchCount count_batches(sql::Transaction& work, const RunHead& run);

/// An open case with what an earlier run said of it.
struct CaseToAnswer {
  CaseId id;
  std::string coordinator;
  std::int64_t profile = 0;
  std::string body;
  struct Earlier {
    std::int64_t run = 0;
    std::string revision; ///< whose trials the answer's standings are
    std::int64_t profile = 0;
    std::string body; ///< of the profile; empty when it is the same
    StoredAnswer answer;
  };
  std::optional<Earlier> earlier;
};
std::vector<CaseToAnswer> cases_of(sql::Transaction& work, const RunHead& run, const Batch& batch);

void store_answer(sql::Transaction& work, const RunHead& run, const CaseToAnswer& of,
                  const StoredAnswer& answer);
void store_note(sql::Transaction& work, const RunHead& run, const CaseToAnswer& of, const CaseNote& note);

struct NotedCase {
  CaseId id;
  std::string coordinator;
  CaseNote note;
};
/// By coordinator and case. `take` returns false to stop.
void each_note(sql::Transaction& work, std::int64_t run, const std::function<bool(const NotedCase&)>& take);

/// The answer that holds for a case at a run: its row of that run, or the last one before.
struct HeldAnswer {
  std::string revision;
  std::int64_t profile = 0;
  StoredAnswer answer;
};
/// Of every open case that has one at the run; `take` returns false to stop.
void each_answer_at(sql::Transaction& work, std::int64_t run,
                    const std::function<bool(const CaseId&, const HeldAnswer&)>& take);
std::optional<HeldAnswer> answer_at(sql::Transaction& work, std::int64_t run, const CaseId& id);

} // namespace cartwright
