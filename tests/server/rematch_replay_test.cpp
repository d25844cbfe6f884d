// A spring and summer of the registry, run after run over 200 synthetic cases: every move has the cause that
// the difference of the two catalogues states, and every difference that could move a case did.
#include <algorithm>
#include <filesystem>
#include <set>

#include <catch2/catch.hpp>

#include "catalogues/changes/changes.hpp"
#include "catalogues/changes/read_state.hpp"
#include "catalogues/import/import_sources.hpp"
#include "catalogues/profile/read_profile.hpp"
#include "engine/rematch/standing.hpp"
#include "server/casebook/add_cases.hpp"
#include "tests/catalogues/import_words.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/run_cases.hpp"

namespace cartwright {

using namespace test;
namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t cases_replayed = 200;

/// The registry's trials of one day, drafted, in the place of the catalogue's own.
std::shared_ptr<const Snapshot> snapshot_of(const fs::path& folder, const DraftingTables& drafting) {
  auto catalogue = std::make_shared<Catalogue>(drafting.catalogue);
  catalogue->revision = "snapshot " + folder.filename().string();
  catalogue->trials.clear();
  const TrialDrafter drafter(drafting);
  const auto found = find_sources({folder});
  REQUIRE(found);
  std::set<std::string> seen;
  for (const ImportSource& source : found->sources) {
    const auto reader = open_reader(source);
    REQUIRE(reader);
    Problems unused;
    while (const auto read = (*reader)->next())
      if (read->record && seen.insert(read->record->id).second)
        catalogue->trials.push_back(drafter.draft(*read->record, read->place, unused).trial);
  }
  std::sort(catalogue->trials.begin(), catalogue->trials.end(),
            [](const Trial& a, const Trial& b) { return a.id < b.id; });
  const auto snapshot = build_snapshot(catalogue);
  INFO(told(snapshot.problems()));
  REQUIRE(snapshot);
  return *snapshot;
}

/// What the difference of the catalogues says of each trial, as causes of moves.
std::map<std::string, std::set<std::string>> expected_causes(const std::vector<Change>& changes) {
  std::map<std::string, std::set<std::string>> out;
  for (const Change& change : changes) {
    switch (change.kind) {
    case ChangeKind::trial_new:
    case ChangeKind::trial_gone:
      out[change.trial].insert("listing");
      break;
    case ChangeKind::opened:
    case ChangeKind::reopened:
    case ChangeKind::closed:
    case ChangeKind::status_changed:
      out[change.trial].insert("status");
      break;
    case ChangeKind::criterion_added:
    case ChangeKind::criterion_removed:
    case ChangeKind::criterion_changed:
      out[change.trial].insert("rule");
      break;
    case ChangeKind::site_opened:
    case ChangeKind::site_closed:
    case ChangeKind::site_status_changed:
    case ChangeKind::site_added:
    case ChangeKind::site_gone:
    case ChangeKind::site_renamed:
      out[change.trial].insert("site");
      break;
    default:
      out[change.trial].insert("record");
    }
  }
  return out;
}

/// The synthetic profiles are of November; the registry's days are moved on as far.
std::string later(const fs::path& folder) {
  return text_of(day(folder.filename().string()) + std::chrono::days(221));
}

/// The synthetic patients, read for one day.
std::vector<Patient> patients_on(Day date) {
  std::vector<Patient> out;
  for (std::uint32_t seed = 1; seed <= cases_replayed; ++seed) {
    auto patient = read_profile(synthetic::profile_text(seed), *shipped_catalogue().vocabulary, date);
    REQUIRE(patient);
    out.push_back(std::move(*patient));
  }
  return out;
}

struct Side {
  const Snapshot& snapshot;
  Day date{};
};

std::size_t candidates(const Side& side, const std::string& trial, const std::vector<Patient>& patients) {
  const std::size_t index[] = {
      static_cast<std::size_t>(side.snapshot.find(TrialId(trial)) - side.snapshot.trials.data())};
  return static_cast<std::size_t>(
      std::count_if(patients.begin(), patients.end(), [&](const Patient& patient) {
        return stand(side.snapshot, patient, side.date, index).front().verdict != Verdict::ineligible;
      }));
}

/// Trials that recruit now and did not before, or the other way round: every case for which it is or was a
/// candidate is told so, and no other. Gives how many trials there were.
std::size_t check_status_moves(const std::vector<Change>& changes, const Side& before, const Side& after,
                               const std::map<std::string, std::string>& moves) {
  std::size_t out = 0;
  const std::vector<Patient> then = patients_on(before.date), now = patients_on(after.date);
  for (const Change& change : changes) {
    if (change.kind == ChangeKind::trial_new || change.kind == ChangeKind::trial_gone) continue;
    const CompiledTrial *was = before.snapshot.find(TrialId(change.trial)),
                        *is = after.snapshot.find(TrialId(change.trial));
    REQUIRE(was != nullptr);
    REQUIRE(is != nullptr);
    const Recruiting from = recruiting_of(*was->trial), to = recruiting_of(*is->trial);
    if (from == to || (from != Recruiting::closed && to != Recruiting::closed)) continue;
    const bool closed = to == Recruiting::closed;
    const std::string kind = closed ? "lost:" : "gained:";
    const auto told_to = std::count_if(moves.begin(), moves.end(), [&](const auto& move) {
      return move.first.ends_with(" " + change.trial) && move.second.starts_with(kind);
    });
    INFO(change.trial << " " << change.before << " to " << change.after);
    CHECK(static_cast<std::size_t>(told_to) ==
          candidates(closed ? before : after, change.trial, closed ? then : now));
    ++out;
  }
  return out;
}

} // namespace

TEST_CASE("rematch: the registry's snapshots replayed over 200 cases, each move with its cause") {
  if (shared_registry().empty()) {
    WARN("not checked: ../shared/registry is not on this machine");
    return;
  }
  const DraftingTables drafting{shipped_catalogue(), shipped_countries(), {}};
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(shared_registry() / "cart_snapshots"))
    folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  REQUIRE(folders.size() == 8);

  const OnSqlite engine;
  const auto book = casebook_at(engine.location());
  std::vector<NewCase> cases;
  for (std::uint32_t seed = 1; seed <= cases_replayed; ++seed)
    cases.push_back({{"P-" + std::to_string(seed), synthetic::profile_text(seed)}, "anna"});
  REQUIRE(add_cases(*book, anna, cases));
  const auto database = database_at(engine.location());

  std::shared_ptr<const Snapshot> before;
  std::optional<CatalogueState> state_before;
  Day date_before{};
  std::size_t opened_or_closed = 0;
  std::map<std::string, std::size_t> seen; // causes over all runs
  for (const fs::path& folder : folders) {
    INFO(folder.filename().string());
    const auto snapshot = snapshot_of(folder, drafting);
    auto state = read_state(folder, drafting);
    REQUIRE(state);
    RunWanted wanted = wanted_on(later(folder));
    wanted.batch = 50;
    const RunDone done = finished(rematch(*database, *snapshot, wanted));
    const auto moves = moves_of(*database, done.run.id);
    if (before) {
      const auto changes = changes_of(difference(*state_before, *state));
      const auto expected = expected_causes(changes);
      for (const auto& [where, said] : moves) {
        const std::string trial = where.substr(where.find(' ') + 1);
        INFO(where << " " << said);
        const auto words = said.substr(said.find(": ") + 2);
        const std::string cause = words.substr(0, words.find_first_of(" ,"));
        ++seen[cause];
        CHECK(cause != "fact"); // no profile changed
        CHECK(cause != "context");
        CHECK(cause != "program");
        if (cause == "listing" || cause == "status" || cause == "rule" || cause == "site") {
          REQUIRE(expected.contains(trial));
          CHECK(expected.at(trial).contains(cause));
        }
      }
      opened_or_closed +=
          check_status_moves(changes, {*before, date_before}, {*snapshot, wanted.as_of}, moves);
      // An incremental run says what a full one says.
      wanted.full = true;
      const RunDone full = finished(rematch(*database, *snapshot, wanted));
      CHECK(full.noted == 0);
      CHECK(answers_of(*database, full.run.id) == answers_of(*database, done.run.id));
    } else {
      CHECK(moves.empty());
    }
    before = snapshot;
    date_before = wanted.as_of;
    state_before = std::move(*state);
  }
  CHECK(opened_or_closed > 3);
  CHECK(seen["listing"] > 0);
  CHECK(seen["status"] > 0);
  CHECK(seen["calendar"] > 0);
}

} // namespace cartwright
