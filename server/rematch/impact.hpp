// What an edited trial changes for the open cases before anybody publishes it, and which of a trial's
// criteria cost it most of them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/matching/snapshot.hpp"
#include "server/answer_text.hpp"
#include "server/rematch/run_store.hpp"
#include "server/sql.hpp"

namespace cartwright {

/// One criterion over all open cases that could be read.
struct FunnelRow {
  const Criterion* criterion = nullptr;
  std::size_t met = 0, not_met = 0, unknown = 0, judgement = 0; ///< alone
  /// In the order of the trial's file: cases that fail here and nowhere before, and those that then are left.
  /// A criterion of some slots only rules nobody out of the trial and stands alone.
  std::size_t lost = 0, left = 0;
  bool in_order = true;
};

struct Funnel {
  const Trial* trial = nullptr;
  std::size_t cases = 0;                    ///< open ones that could be read
  std::size_t unreadable = 0;               ///< open ones that could not
  std::size_t of_verdict[4] = {0, 0, 0, 0}; ///< by Verdict
  std::vector<FunnelRow> rows;              ///< as in the trial's file
};

struct Impact {
  bool fresh = false; ///< the catalogue has no such trial yet
  std::map<MoveKind, std::size_t> moves;
  std::vector<NotedCase> changed; ///< one move each
  Funnel funnel;                  ///< of the edited trial
};

/// A trial's file or a draft of the importer.
Result<Trial> read_edited_trial(std::string_view text, const Vocabulary& vocabulary);
/// The catalogue with this trial alone, compiled; every problem of its rules.
Result<std::shared_ptr<const Snapshot>> alone(const Catalogue& catalogue, Trial trial);

/// `before` is null for a trial that is not in the catalogue; each snapshot holds the trial alone.
Result<Impact> impact_of(sql::Database& casebook, const Snapshot* before, const Snapshot& after, Day as_of);
Result<Funnel> funnel_of(sql::Database& casebook, const Snapshot& snapshot, Day as_of);

std::string impact_text(const Impact& impact, Day as_of, const TextStyle& style);
std::string impact_json(const Impact& impact, Day as_of);
std::string funnel_text(const Funnel& funnel, Day as_of, const TextStyle& style);
std::string funnel_json(const Funnel& funnel, Day as_of);

} // namespace cartwright
