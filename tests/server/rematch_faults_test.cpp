// Killed at any moment a run is whole or not there; workers share one and survive each other's death.
#include <catch2/catch.hpp>

#include <csignal>
#include <random>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

#include "server/casebook/add_cases.hpp"
#include "server/casebook/backup.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/run_cases.hpp"

namespace cartwright {

using namespace test;

namespace {

/// A few trials whose answers the calendar moves, so that every run has something to store.
struct SmallCatalogue {
  SmallCatalogue() {
    for (int i = 1; i <= 6; ++i) {
      nlohmann::json trial = good_trial();
      trial["id"] = "NCT0000000" + std::to_string(i);
      trial["criteria"] = {
          criterion("I1", "inclusion", "age >= " + std::to_string(15 + i * 5) + " y"),
          criterion("I2", "inclusion", "platelets[within " + std::to_string(i * 7) + " d] >= 50 x10^9/L"),
          criterion("E1", "exclusion", "not washout(systemic_anticancer; " + std::to_string(i * 14) + " d)")};
      copy.add(trial);
    }
    service = copy.open();
  }
  CatalogueCopy copy;
  std::shared_ptr<const Service> service;
};

void add_synthetic(const std::string& location, std::uint32_t count) {
  const auto book = casebook_at(location);
  std::vector<NewCase> cases;
  for (std::uint32_t seed = 1; seed <= count; ++seed)
    cases.push_back({{"P-" + std::to_string(seed), synthetic::profile_text(seed)}, "anna"});
  REQUIRE(add_cases(*book, anna, cases));
}

/// No run that is told is a half one, and nothing is left of those that were given up.
void check_runs(sql::Database& database) {
  CHECK(told(check_casebook(database)).empty());
  const auto whole = [&](const char* statement) {
    const auto rows = database.query(statement);
    REQUIRE(rows);
    return rows->front().whole(0);
  };
  CHECK(whole("SELECT count(*) FROM batches b JOIN runs r ON r.id = b.run WHERE r.state = 'finished' AND "
              "b.done IS "
              "NULL") == 0);
  CHECK(whole("SELECT count(*) FROM answers a JOIN runs r ON r.id = a.run WHERE r.state = 'abandoned'") == 0);
  CHECK(whole("SELECT count(*) FROM runs WHERE state = 'running'") <= 1);
  CHECK(whole("SELECT count(*) FROM audit WHERE action = 'run.finished'") ==
        whole("SELECT count(*) FROM runs WHERE state = 'finished'"));
}

/// Runs one after the other, each as of a later day.
int runs_without_end(const std::string& location, const Snapshot& snapshot, Day from, const Say& say) {
  auto database = open_database(location, sql::Opening::existing);
  if (!database) return 1;
  for (Day date = from;; date += std::chrono::days(1)) {
    RunWanted wanted = wanted_on(text_of(date));
    wanted.batch = 2;
    if (!rematch(**database, snapshot, wanted)) return 2;
    say("+");
  }
}

/// Opening and a run, on this machine as busy as it is now; two runs are made.
std::chrono::microseconds time_of_a_run(const std::string& location, const Snapshot& snapshot, Day& from) {
  using Clock = std::chrono::steady_clock;
  Clock::duration longest{};
  for (int i = 0; i < 2; ++i, from += std::chrono::days(1)) {
    const auto begin = Clock::now();
    const auto database = database_at(location);
    finished(rematch(*database, snapshot, wanted_on(text_of(from))));
    longest = std::max(longest, Clock::now() - begin);
  }
  return std::chrono::duration_cast<std::chrono::microseconds>(longest);
}

pid_t start_worker(const std::string& location, const Snapshot& snapshot, std::size_t batch) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  auto database = open_database(location, sql::Opening::existing);
  if (!database) ::_exit(1);
  RunWanted wanted = wanted_on(sample_date);
  wanted.worker = true;
  wanted.batch = batch;
  ::_exit(rematch(**database, snapshot, wanted) ? 0 : 2);
}

int exit_code(pid_t child) {
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

TEMPLATE_TEST_CASE("rematch: killed at random moments there is no half run and nothing is lost", "", OnSqlite,
                   OnPostgres) {
  if (!TestType::possible()) return;
  const bool embedded = std::is_same_v<TestType, OnSqlite>;
  const int rounds = embedded ? 100 : 20;
  const TestType engine;
  const SmallCatalogue catalogue;
  const Snapshot& snapshot = catalogue.service->snapshot();
  add_synthetic(engine.location(), 10);
  std::mt19937 random(3);
  std::size_t finished_runs_seen = 0, cut_short = 0;
  Day from = day(sample_date);
  const auto cycle = time_of_a_run(engine.location(), snapshot, from);
  for (int round = 0; round < rounds; ++round) {
    const auto moment =
        cycle / 10 + std::chrono::microseconds(random() % static_cast<unsigned>(3 * cycle.count()));
    const auto end = killed_after(
        moment, [&](const Say& say) { return runs_without_end(engine.location(), snapshot, from, say); });
    REQUIRE(end.exit_code == -1);
    finished_runs_seen += end.said.size();
    from += std::chrono::days(end.said.size());
    const auto database = database_at(engine.location());
    // Waits until the killed one's last work has ended at the server too.
    REQUIRE(sql::Transaction(*database, sql::Access::write).commit().empty());
    check_runs(*database);
    sql::Transaction work(*database, sql::Access::read);
    cut_short += newest_run(work, "running") ? 1 : 0;
  }
  CHECK(finished_runs_seen > 5);
  CHECK(cut_short > 5);
  const auto database = database_at(engine.location());
  const RunDone last = finished(rematch(*database, snapshot, wanted_on(text_of(from))));
  RunWanted wanted = wanted_on(text_of(from));
  wanted.full = true;
  const RunDone whole = finished(rematch(*database, snapshot, wanted));
  CHECK(whole.noted == 0);
  CHECK(answers_of(*database, last.run.id).size() == 10);
  CHECK(answers_of(*database, last.run.id) == answers_of(*database, whole.run.id));
  check_runs(*database);
}

TEST_CASE("rematch: two and four workers, one of them killed, give what one program gives") {
  if (!OnPostgres::possible()) return;
  const SmallCatalogue catalogue;
  const Snapshot& snapshot = catalogue.service->snapshot();
  const int workers = GENERATE(2, 4);
  for (int round = 0; round < 3; ++round) {
    const OnPostgres engine;
    add_synthetic(engine.location(), 40);
    // Stamps are whole seconds: a late worker takes a case of the run's own second for one changed after it.
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    std::vector<pid_t> children;
    for (int i = 0; i < workers; ++i)
      children.push_back(start_worker(engine.location(), snapshot, 2));
    std::this_thread::sleep_for(std::chrono::milliseconds(60 + 40 * round));
    ::kill(children.front(), SIGKILL);
    for (int i = 0; i < workers; ++i)
      CHECK(exit_code(children[static_cast<std::size_t>(i)]) <= 0); // killed, or done; never refused
    const auto database = database_at(engine.location());
    check_runs(*database);
    sql::Transaction work(*database, sql::Access::read);
    const auto runs = finished_runs(work, 10);
    for (const RunHead& each : runs)
      UNSCOPED_INFO("run " << each.id << " started " << each.started << " by workers of round " << round);
    REQUIRE(runs.size() == 1);
    REQUIRE(work.commit().empty());
    CHECK(answers_of(*database, 1).size() == 40);
    RunWanted wanted = wanted_on(sample_date);
    wanted.full = true;
    const RunDone whole = finished(rematch(*database, snapshot, wanted));
    CHECK(whole.noted == 0);
    CHECK(whole.stored == 0);
    CHECK(answers_of(*database, 1) == answers_of(*database, whole.run.id));
  }
}

TEST_CASE("rematch: workers need PostgreSQL, and one run at a time is said so") {
  const SmallCatalogue catalogue;
  const OnSqlite engine;
  add_synthetic(engine.location(), 1);
  const auto database = database_at(engine.location());
  RunWanted wanted = wanted_on(sample_date);
  wanted.worker = true;
  CHECK_THAT(told(rematch(*database, catalogue.service->snapshot(), wanted)),
             Catch::Contains("workers share a run only on PostgreSQL"));
}

} // namespace cartwright
