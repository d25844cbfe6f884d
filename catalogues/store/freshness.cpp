#include "catalogues/store/freshness.hpp"

#include <algorithm>
#include <tuple>

namespace cartwright {

namespace {

/// A record is as fresh as the staler of its two parts.
std::optional<Day> verified_day(const Trial& trial) {
  const auto seen = parse_day(trial.source.seen);
  if (!trial.status.as_of || !seen) return trial.status.as_of ? trial.status.as_of : seen;
  return std::min(*trial.status.as_of, *seen);
}

auto order(const FreshnessEntry& entry) {
  return std::tuple(offer_order(entry.recruiting), entry.verified.value_or(Day::min()),
                    -static_cast<long>(entry.open_sites), entry.trial->id.text());
}

} // namespace

std::vector<FreshnessEntry> freshness(const Catalogue& catalogue, Day today) {
  std::vector<FreshnessEntry> out;
  for (const Trial& trial : catalogue.trials) {
    FreshnessEntry entry;
    entry.trial = &trial;
    entry.recruiting = trial.status.recruiting();
    entry.verified = verified_day(trial);
    if (entry.verified) entry.days = (today - *entry.verified).count();
    entry.stale = !entry.days || *entry.days > catalogue.ranking.stale_after_days;
    for (const Site& site : trial.sites)
      entry.open_sites += site.status.recruiting() == Recruiting::open ? 1 : 0;
    out.push_back(entry);
  }
  std::sort(out.begin(), out.end(),
            [](const FreshnessEntry& a, const FreshnessEntry& b) { return order(a) < order(b); });
  return out;
}

} // namespace cartwright
