// The registry's examples that lie beside the project: all are taken, and a spring and summer of changes is
// told once.
#include <algorithm>

#include <catch2/catch.hpp>

#include "catalogues/changes/changes.hpp"
#include "catalogues/changes/read_state.hpp"
#include "tests/catalogues/import_words.hpp"

using namespace cartwright;
using namespace cartwright::test;
namespace fs = std::filesystem;

namespace {

bool absent() {
  if (!shared_registry().empty()) return false;
  WARN("not checked: ../shared/registry is not on this machine");
  return true;
}

std::vector<CatalogueState> snapshots(const DraftingTables& drafting) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(shared_registry() / "cart_snapshots"))
    folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  std::vector<CatalogueState> out;
  for (const fs::path& folder : folders) {
    auto state = read_state(folder, drafting);
    INFO(folder << "\n" << all_texts(state.problems()));
    REQUIRE(state);
    out.push_back(std::move(*state));
  }
  return out;
}

std::size_t count(const std::vector<Change>& changes, std::initializer_list<ChangeKind> kinds) {
  return static_cast<std::size_t>(std::count_if(changes.begin(), changes.end(), [&](const Change& change) {
    return std::find(kinds.begin(), kinds.end(), change.kind) != kinds.end();
  }));
}

} // namespace

TEST_CASE("Registry examples: 30 files and 998 records are taken, and a second import changes no byte") {
  if (absent()) return;
  const TemporaryFolder folder;
  const std::vector<fs::path> sources = {shared_registry() / "ctgov_v2/records.jsonl.gz",
                                         shared_registry() / "ctgov_v2/examples"};
  const Imported done = import(sources, folder.path() / "drafts");
  INFO(all_texts(done.problems));
  REQUIRE(done.done);
  CHECK(done.report.total().records == 1028);
  CHECK(done.count(ImportOutcome::created) == 998);
  CHECK(done.count(ImportOutcome::unchanged) == 30); // the examples are among the 998
  CHECK(done.report.sites == 8040 + 68);
  CHECK(done.report.new_fields.empty());
  const auto first = contents(folder.path() / "drafts");
  CHECK(first.size() == 998);
  CHECK(import(sources, folder.path() / "drafts").count(ImportOutcome::unchanged) == 1028);
  CHECK(contents(folder.path() / "drafts") == first);
}

TEST_CASE("Registry snapshots: each change is told once, and together they are the difference of the ends") {
  if (absent()) return;
  const DraftingTables drafting{shipped_catalogue(), shipped_countries(), {}};
  const std::vector<CatalogueState> states = snapshots(drafting);
  REQUIRE(states.size() == 8);
  // Counted beforehand in the tables themselves, row by row.
  const std::vector<std::size_t> new_trials = {3, 3, 3, 4, 3, 8, 2}, statuses = {10, 3, 6, 4, 6, 5, 3};
  const std::vector<std::size_t> sponsors = {0, 0, 0, 0, 0, 0, 2}, ages = {0, 0, 0, 0, 0, 0, 1};
  Difference total = difference(states[0], states[0]);
  for (std::size_t i = 0; i + 1 < states.size(); ++i) {
    INFO(states[i].name << " to " << states[i + 1].name);
    const Difference step = difference(states[i], states[i + 1]);
    const std::vector<Change> changes = changes_of(step);
    CHECK(count(changes, {ChangeKind::trial_new}) == new_trials[i]);
    CHECK(count(changes, {ChangeKind::trial_gone}) == 0);
    CHECK(count(changes, {ChangeKind::opened, ChangeKind::reopened, ChangeKind::closed,
                          ChangeKind::status_changed}) == statuses[i]);
    CHECK(count(changes, {ChangeKind::sponsor_changed}) == sponsors[i]);
    CHECK(count(changes, {ChangeKind::criterion_changed, ChangeKind::criterion_added,
                          ChangeKind::criterion_removed}) == ages[i]);
    total = sum(total, step);
  }
  const Difference ends = difference(states.front(), states.back());
  CHECK(total.counts == ends.counts);
  CHECK(changes_of(total).size() == changes_of(ends).size());
  CHECK(count(changes_of(ends), {ChangeKind::trial_new}) == 26);
}

TEST_CASE("Registry snapshots: what was told, applied to the first state, gives the last") {
  if (absent()) return;
  const DraftingTables drafting{shipped_catalogue(), shipped_countries(), {}};
  const std::vector<CatalogueState> states = snapshots(drafting);
  std::map<std::string, std::string> status; // by trial, from what is told alone
  for (const auto& [fact, times] : states.front().facts)
    if (fact.aspect == Aspect::status) status[fact.trial] = fact.value;
  for (std::size_t i = 0; i + 1 < states.size(); ++i)
    for (const Change& change : changes_of(difference(states[i], states[i + 1]))) {
      const bool of_trial = change.kind == ChangeKind::trial_new || change.kind == ChangeKind::opened ||
                            change.kind == ChangeKind::reopened || change.kind == ChangeKind::closed ||
                            change.kind == ChangeKind::status_changed;
      if (!of_trial) continue;
      CHECK(status[change.trial] == change.before); // told before, it would not fit
      status[change.trial] = change.after;
    }
  for (const auto& [fact, times] : states.back().facts)
    if (fact.aspect == Aspect::status) CHECK(status[fact.trial] == fact.value);
}

TEST_CASE("Registry snapshots imported in order give the drafts of the last, and importing them again tells "
          "nothing") {
  if (absent()) return;
  const TemporaryFolder folder;
  const fs::path drafts = folder.path() / "drafts";
  const fs::path snapshots = shared_registry() / "cart_snapshots";
  const Imported done = import({snapshots}, drafts);
  INFO(all_texts(done.problems));
  CHECK(done.count(ImportOutcome::broken) == 0);
  CHECK(done.count(ImportOutcome::created) == 366);
  const DraftingTables drafting{shipped_catalogue(), shipped_countries(), {}};
  const auto imported = read_state(drafts, drafting), last = read_state(snapshots / "2026-08-15", drafting);
  REQUIRE(imported);
  REQUIRE(last);
  CHECK(difference(*last, *imported).counts.empty());
  const auto first = contents(drafts);
  CHECK(import({snapshots}, drafts).count(ImportOutcome::updated) == 0);
  CHECK(contents(drafts) == first);
}
