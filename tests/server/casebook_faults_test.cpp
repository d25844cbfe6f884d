// What must never be lost: programs killed at any moment, full disks, files that cannot be written, a server
// that goes away.
#include <catch2/catch.hpp>

#include <random>

#include <sys/stat.h>

#include "server/casebook/backup.hpp"
#include "tests/support/casebooks.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

Problems check(Casebook& book) {
  return book.with_database([](sql::Database& database) { return check_casebook(database); });
}

/// Profiles of several pages, so that a write takes a while.
CheckedProfile long_profile(std::int64_t number) {
  return profile_of("P-1", ", \"notes\": \"" + std::to_string(number) + std::string(20'000, 'x') + "\"");
}

struct Rhythm {
  int rounds, shortest_us, longest_us;
};
template <class Engine> Rhythm rhythm() {
  return std::is_same_v<Engine, OnSqlite> ? Rhythm{100, 1'000, 25'000} : Rhythm{25, 10'000, 60'000};
}

} // namespace

TEMPLATE_TEST_CASE("Killed at random moments of updating no case is lost and nothing is half written", "",
                   OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  const auto [rounds, shortest, longest] = rhythm<TestType>();
  CaseId id;
  {
    auto book = casebook_at(engine.location());
    id = book->add(anna, long_profile(1), "anna")->head.id;
  }
  std::mt19937 random(11);
  std::int64_t before = 1;
  for (int round = 0; round < rounds; ++round) {
    const auto moment = std::chrono::microseconds(
        shortest + static_cast<int>(random() % static_cast<unsigned>(longest - shortest)));
    const auto end = killed_after(moment, [&](const Say& say) {
      auto opened = open_database(engine.location(), sql::Opening::existing);
      if (!opened) return 1;
      Casebook book(std::move(*opened), ticking());
      for (std::int64_t version = before;; ++version) {
        if (!book.update(anna, id, version, long_profile(version + 1), "go on")) return 2;
        say("+");
      }
    });
    auto book = casebook_at(engine.location(), sql::Opening::existing);
    // Waits until the killed one's last work has ended at the server too.
    REQUIRE(book->with_database([](sql::Database& database) {
                  return sql::Transaction(database, sql::Access::write).commit();
                })
                .empty());
    const auto found = book->find(id);
    REQUIRE(found);
    const auto confirmed = before + static_cast<std::int64_t>(end.said.size());
    REQUIRE(found->head.version >= confirmed);
    REQUIRE(found->head.version <= confirmed + 1);
    REQUIRE(found->head.profile == found->head.version);
    REQUIRE(*book->profile(id) == long_profile(found->head.version).body);
    before = found->head.version;
  }
  auto book = casebook_at(engine.location(), sql::Opening::existing);
  CHECK(told(check(*book)).empty());
  CHECK(before > 0);
}

TEMPLATE_TEST_CASE("Killed at random moments of a backup every file of its name is whole", "", OnSqlite,
                   OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  const Scratch scratch;
  const int rounds = std::is_same_v<TestType, OnSqlite> ? 40 : 10;
  const int longest_us = std::is_same_v<TestType, OnSqlite> ? 120'000 : 900'000;
  auto book = casebook_at(engine.location());
  for (int i = 0; i < 20; ++i)
    REQUIRE(book->add(anna, long_profile(i), "anna"));
  std::mt19937 random(13);
  int whole = 0;
  for (int round = 0; round < rounds; ++round) {
    killed_after(std::chrono::microseconds(random() % static_cast<unsigned>(longest_us)), [&](const Say&) {
      auto opened = open_database(engine.location(), sql::Opening::existing);
      if (!opened) return 1;
      for (int i = 0;; ++i)
        if (!backup_casebook(**opened, scratch / (std::to_string(round) + "-" + std::to_string(i) + ".saved"))
                 .empty())
          return 2;
    });
    REQUIRE(told(check(*book)).empty());
  }
  for (const auto& each : std::filesystem::directory_iterator(scratch.directory())) {
    if (each.path().extension() != ".saved") continue; // others are parts that nobody takes for a backup
    auto saved = casebook_at(each.path().string(), sql::Opening::existing);
    REQUIRE(told(check(*saved)).empty());
    REQUIRE(saved->list({})->size() == 20);
    ++whole;
  }
  CHECK(whole > 0);
}

TEST_CASE("A full disk: a change and a backup are refused and the cases stay") {
  const OnSqlite engine;
  const Scratch scratch;
  auto book = casebook_at(engine.location());
  const CaseId id = book->add(anna, long_profile(1), "anna")->head.id;
  const auto end = in_child([&](const Say& say) {
    auto opened = open_database(engine.location(), sql::Opening::existing);
    if (!opened) return 1;
    Casebook starved(std::move(*opened), ticking());
    limit_file_size(60'000);
    const Problems saved = starved.with_database(
        [&](sql::Database& database) { return backup_casebook(database, scratch / "saved"); });
    Result<CaseRecord> updated = Problems();
    for (int i = 0; i < 10 && updated.problems().empty(); ++i)
      updated = starved.update(anna, id, std::nullopt, long_profile(2), "more");
    say(told(saved) + told(updated));
    return saved.empty() || updated ? 2 : 0;
  });
  INFO(end.said);
  CHECK(end.exit_code == 0);
  CHECK_THAT(end.said, Catch::Contains("make room"));
  CHECK_FALSE(std::filesystem::exists(scratch / "saved"));
  CHECK(std::filesystem::is_empty(scratch.directory()));
  CHECK(told(check(*book)).empty());
  CHECK(book->update(anna, id, std::nullopt, long_profile(3), "with room again"));
}

TEST_CASE("A casebook in a directory that cannot be written is told with the way to mend it") {
  const OnSqlite engine;
  const std::filesystem::path file = engine.location();
  REQUIRE(casebook_at(engine.location())->add(anna, profile_of("P-1"), "anna"));
  chmod(file.c_str(), 0660);
  chmod(file.parent_path().c_str(), 0555);
  const auto end = in_child([&](const Say& say) {
    become_nobody();
    say(told(open_database(engine.location(), sql::Opening::create)));
    return 0;
  });
  chmod(file.parent_path().c_str(), 0700);
  CHECK_THAT(end.said, Catch::Contains("cannot be opened for writing") && Catch::Contains("ls -ld"));
  CHECK(casebook_at(engine.location())->list({})->size() == 1);
}

TEST_CASE("PostgreSQL gone in the middle of the casebook's work, and back") {
  LocalPostgres server;
  if (!server.why_not().empty()) {
    LocalPostgres::shared();
    return;
  }
  const std::string location = server.new_database();
  auto book = casebook_at(location);
  const CaseId id = book->add(anna, profile_of("P-1"), "anna")->head.id;
  server.stop();
  CHECK_THAT(told(book->update(anna, id, 1, profile_of("P-1"), "away")),
             Catch::Contains("cannot be reached"));
  CHECK_THAT(told(book->find(id)), Catch::Contains("cannot be reached"));
  CHECK_THAT(told(open_database(location, sql::Opening::create)), Catch::Contains("start it"));
  server.start();
  CHECK(book->find(id)->head.version == 1);
  CHECK(book->update(anna, id, 1, profile_of("P-1"), "back"));
  CHECK(told(check(*book)).empty());
}
