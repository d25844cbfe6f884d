#include "catalogues/changes/pair_criteria.hpp"

#include <algorithm>
#include <tuple>

#include "catalogues/changes/similarity.hpp"

namespace cartwright {

namespace {

struct Candidate {
  double alike = 0;
  std::size_t went = 0, came = 0;
};

Shown shown_of(const Fact& fact, const ShownItems& shown) {
  const auto found = shown.find({fact.trial, fact.item});
  return found == shown.end() ? Shown{fact.item, "", ""} : found->second;
}

/// Ids may be numbered anew when a rule is put in, so the wording decides and the id only helps.
double likeness(const Shown& before, const Shown& after) {
  constexpr double same_id = 0.25;
  return similarity(before.text, after.text) + (before.id == after.id ? same_id : 0);
}

std::vector<Candidate> candidates(const std::vector<Shown>& went, const std::vector<Shown>& came) {
  constexpr double least = 0.4;
  std::vector<Candidate> out;
  for (std::size_t i = 0; i < went.size(); ++i)
    for (std::size_t k = 0; k < came.size(); ++k)
      if (const double alike = likeness(went[i], came[k]); alike >= least) out.push_back({alike, i, k});
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return a.alike > b.alike; });
  return out;
}

} // namespace

std::vector<Change> criterion_changes(const std::string& trial, const FactList& went, const FactList& came,
                                      const ShownItems& shown) {
  std::vector<Shown> before, after;
  for (const Fact& fact : went)
    before.push_back(shown_of(fact, shown));
  for (const Fact& fact : came)
    after.push_back(shown_of(fact, shown));
  std::vector<bool> told_before(before.size()), told_after(after.size());
  std::vector<Change> out;
  const auto tell = [&](ChangeKind kind, const std::string& id, const std::string& from,
                        const std::string& to) {
    Change change;
    change.kind = kind;
    change.trial = trial;
    change.item = id;
    change.before = from;
    change.after = to;
    out.push_back(std::move(change));
  };
  for (const Candidate& each : candidates(before, after)) {
    if (told_before[each.went] || told_after[each.came]) continue;
    told_before[each.went] = told_after[each.came] = true;
    tell(ChangeKind::criterion_changed, after[each.came].id, before[each.went].text, after[each.came].text);
  }
  for (std::size_t i = 0; i < before.size(); ++i)
    if (!told_before[i]) tell(ChangeKind::criterion_removed, before[i].id, before[i].text, "");
  for (std::size_t i = 0; i < after.size(); ++i)
    if (!told_after[i]) tell(ChangeKind::criterion_added, after[i].id, "", after[i].text);
  std::stable_sort(out.begin(), out.end(), [](const Change& a, const Change& b) { return a.item < b.item; });
  return out;
}

} // namespace cartwright
