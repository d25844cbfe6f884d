// What an edited trial changes for the open cases before anybody publishes it, and which of a trial's
// criteria cost it most of them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/matching/snapshot.hpp"
#include "server/answer_text.hpp"
#include "server/casebook/casebook.hpp"
#include "server/rematch/run_store.hpp"

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
  bool gone = false;  ///< it will have none any more; the funnel is of what it was
  std::map<MoveKind, std::size_t> moves;
  std::vector<NotedCase> changed; ///< one move each
  Funnel funnel;                  ///< of the edited trial
};

/// A trial before and after, each in a snapshot of its own; null where the catalogue does not have it.
struct TrialEdit {
  std::shared_ptr<const Snapshot> before, after;
};

/// Of several edits at once.
struct JointImpact {
  std::size_t cases = 0, unreadable = 0; ///< open ones that could be read, and not
  std::size_t touched = 0;               ///< that at least one edit changes
  std::vector<Impact> trials;            ///< in the order of the edits
};

/// A trial's file or a draft of the importer.
Result<Trial> read_edited_trial(std::string_view text, const Vocabulary& vocabulary);
/// The catalogue with this trial alone, compiled; every problem of its rules.
Result<std::shared_ptr<const Snapshot>> alone(const Catalogue& catalogue, Trial trial);

Result<Impact> impact_of(Casebook& casebook, const TrialEdit& edit, Day as_of);
/// All earlier snapshots share one vocabulary and all later ones another. `same_context`: nothing but trials
/// differs.
Result<JointImpact> impact_of(Casebook& casebook, const std::vector<TrialEdit>& edits, bool same_context,
                              Day as_of);
Result<Funnel> funnel_of(Casebook& casebook, const Snapshot& snapshot, Day as_of);

std::string impact_text(const Impact& impact, Day as_of, const TextStyle& style);
std::string impact_json(const Impact& impact, Day as_of);
std::string funnel_text(const Funnel& funnel, Day as_of, const TextStyle& style);
std::string funnel_json(const Funnel& funnel, Day as_of);

} // namespace cartwright
