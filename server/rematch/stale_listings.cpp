#include <algorithm>
#include <tuple>

#include "server/rematch/answer_case.hpp"
#include "server/rematch/report_words.hpp"

namespace cartwright {

namespace {

class Tally {
public:
  explicit Tally(const RunSummary& summary) : summary_(summary) {
    for (const KeptTrial& trial : summary.catalogue.trials)
      if (is_stale(trial, summary)) stale_.emplace(trial.id, StaleListing{trial.id, trial.seen});
  }

  void add(const CaseId& id, const std::map<TrialId, TrialPlace>& places) {
    for (const auto& [trial, place] : places)
      if (const auto at = stale_.find(trial); at != stale_.end()) {
        ++at->second.cases;
        if (place.rank <= first_places && !summary_.shortlisted(id, trial)) ++at->second.foremost;
      }
    const auto listed = summary_.shortlists.find(id);
    if (listed == summary_.shortlists.end()) return;
    for (const TrialId& trial : listed->second)
      if (const auto at = stale_.find(trial); at != stale_.end()) {
        ++at->second.shortlists;
        ++at->second.foremost;
        at->second.cases += places.contains(trial) ? 0 : 1;
      }
  }

  std::vector<StaleListing> take() const {
    std::vector<StaleListing> out;
    for (const auto& [trial, listing] : stale_)
      if (listing.cases > 0) out.push_back(listing);
    std::stable_sort(out.begin(), out.end(), [](const StaleListing& a, const StaleListing& b) {
      return std::tie(a.shortlists, a.foremost, a.cases) > std::tie(b.shortlists, b.foremost, b.cases);
    });
    return out;
  }

private:
  const RunSummary& summary_;
  std::map<TrialId, StaleListing> stale_;
};

} // namespace

std::vector<StaleListing> stale_listings(sql::Transaction& work, const RunSummary& summary) {
  std::map<std::string, KeptCatalogue> earlier;
  for (const sql::Row& row : work.run("SELECT DISTINCT revision FROM runs WHERE state = 'finished' AND "
                                      "EXISTS (SELECT 1 FROM answers WHERE run = runs.id)"))
    if (row.text(0) != summary.run.revision)
      if (auto catalogue = catalogue_of(work, row.text(0)))
        earlier.emplace(row.text(0), std::move(*catalogue));
  Tally tally(summary);
  each_answer_at(work, summary.run.id, [&](const CaseId& id, const HeldAnswer& held) {
    const auto then = earlier.find(held.revision);
    const KeptCatalogue& of = then == earlier.end() ? summary.catalogue : then->second;
    tally.add(id, places_of(placed(held.answer, of, summary.catalogue, summary.run.as_of)));
    return true;
  });
  return tally.take();
}

} // namespace cartwright
