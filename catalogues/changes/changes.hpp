// A difference told as changes: each one once, in the terms of people who watch trials.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalogues/changes/difference.hpp"

namespace cartwright {

enum class ChangeKind : std::uint8_t {
  trial_new,
  trial_gone,
  opened,   ///< not yet open, now recruiting
  reopened, ///< was closed
  closed,
  status_changed,
  phase_changed,
  title_changed,
  sponsor_changed,
  site_opened,
  site_closed,
  site_status_changed,
  site_added,
  site_gone,
  site_renamed,
  criterion_added,
  criterion_removed,
  criterion_changed
};
std::string_view word(ChangeKind kind);

struct Change {
  ChangeKind kind = ChangeKind::status_changed;
  std::string trial;
  std::string item;          ///< the site, or the id of the criterion
  std::string before, after; ///< status words, titles, rules; empty where there is none
  std::string centre;        ///< of a site, where known
  std::size_t sites = 0;     ///< of a new trial
  bool with_trial = false;   ///< a site that opened or closed because its trial did
};

/// Sorted by trial; within one, the trial first, then its sites, then its criteria.
std::vector<Change> changes_of(const Difference& difference);

} // namespace cartwright
