// Which records to look at again first: what may still take patients before what is closed, the longest
// unseen before the fresh.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/domain/trial.hpp"

namespace cartwright {

struct FreshnessEntry {
  const Trial* trial = nullptr;
  Recruiting recruiting = Recruiting::unknown;
  std::optional<Day>
      verified; ///< the older of the days of its status and of its record; nothing: nobody dated it
  std::optional<long> days; ///< since then
  bool stale = false;       ///< older than the catalogue's limit, or without a day
  std::size_t open_sites = 0;
};

/// Every trial. Order: recruiting (open, not yet, unknown, closed), then undated, then oldest, then most open
/// sites, then id.
std::vector<FreshnessEntry> freshness(const Catalogue& catalogue, Day today);

} // namespace cartwright
