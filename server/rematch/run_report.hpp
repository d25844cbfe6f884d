// What a run changed, for people and programs: a summary, and case by case what happened, why, and what to do
// next. Nothing is held in memory but the summary.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/domain/result.hpp"
#include "server/answer_text.hpp"
#include "server/rematch/run_store.hpp"
#include "server/sql.hpp"

namespace cartwright {

/// One trial over all cases of a run.
struct TrialTally {
  std::string title;
  std::map<MoveKind, std::size_t> moves;
};

/// A listing whose status was seen long ago, and the open cases that rely on it.
struct StaleListing {
  TrialId trial;
  std::optional<Day> seen;
  std::size_t cases = 0;      ///< where it is a candidate or on the shortlist
  std::size_t foremost = 0;   ///< of these: on the shortlist, or among the first places
  std::size_t shortlists = 0; ///< of these: on the shortlist
};

/// Of open cases, as they are now.
using Shortlists = std::map<CaseId, std::set<TrialId>>;

struct RunSummary {
  RunHead run;
  std::optional<RunHead> base;
  std::size_t changed = 0;    ///< cases with moves
  std::size_t fresh = 0;      ///< cases that no run had seen before
  std::size_t unreadable = 0; ///< cases whose profile could not be read
  std::map<MoveKind, std::size_t> moves;
  std::map<CauseOf, std::size_t> causes; ///< moves for which each is named
  std::map<TrialId, TrialTally> trials;
  std::vector<StaleListing> stale; ///< where it is foremost in the most cases first
  Shortlists shortlists;
  bool shortlisted(const CaseId& id, const TrialId& trial) const;
  const KeptTrial* find(const TrialId& id) const;
  std::string title_of(const TrialId& id) const;

  KeptCatalogue catalogue, catalogue_before;
};

/// Listings seen too long ago that an open case relies on. `summary` has its run, catalogue and shortlists.
std::vector<StaleListing> stale_listings(sql::Transaction& work, const RunSummary& summary);

/// Calls with every noted case, in the order of coordinators and cases; may be walked again and again.
using NoteWalk = std::function<void(const std::function<bool(const NotedCase&)>&)>;

struct RunReport {
  RunSummary summary;
  NoteWalk walk;
};
/// Of a finished run; the newest one when none is named. The transaction must outlive the report.
Result<RunReport> open_report(sql::Transaction& work, std::optional<std::int64_t> run);

void write_report_text(std::ostream& out, const RunReport& report, const TextStyle& style);
void write_report_json(std::ostream& out, const RunReport& report);
/// A row a move.
void write_report_csv(std::ostream& out, const RunReport& report);
/// One page that needs nothing else, and prints well.
void write_report_html(std::ostream& out, const RunReport& report);
/// Messages ready to be sent, one a coordinator, into a directory that is made when it is not there. They
/// name cases, trials and causes, and no fact of a patient. Tells the files written.
Result<std::vector<std::filesystem::path>> write_digests(const std::filesystem::path& directory,
                                                         const RunReport& report);

/// The runs that have finished, newest first.
std::string runs_text(const std::vector<RunHead>& runs);
std::string runs_json(const std::vector<RunHead>& runs);

} // namespace cartwright
