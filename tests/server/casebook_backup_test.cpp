// Backups and restoring, on every engine and from one to the other; migrating an older casebook.
#include <catch2/catch.hpp>

#include <fstream>

#include <sys/stat.h>

#include "server/casebook/backup.hpp"
#include "server/casebook/tokens.hpp"
#include "server/sqlite.hpp"
#include "tests/support/casebooks.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

Problems backup(Casebook& book, const std::filesystem::path& file) {
  return book.with_database([&](sql::Database& database) { return backup_casebook(database, file); });
}

Problems restore(Casebook& book, const std::filesystem::path& file, bool replace = false) {
  return book.with_database([&](sql::Database& database) {
    return restore_casebook(database, file, anna, {replace, ticking()});
  });
}

Problems check(Casebook& book) {
  return book.with_database([](sql::Database& database) { return check_casebook(database); });
}

std::size_t files_in(const std::filesystem::path& directory) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(directory), std::filesystem::directory_iterator()));
}

} // namespace

TEMPLATE_TEST_CASE("A backup brings back everything as it was", "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  const Scratch scratch;
  auto book = casebook_at(engine.location());
  const CaseId id = book->add(anna, profile_of("P-1", ", \"notes\": \"\u00b5g\""), "anna")->head.id;
  REQUIRE(book->override_criterion(
      anna, id, 1, {TrialId{"NCT1"}, CriterionId{"I1"}, CriterionState::met, "seen", "2026-12-31", "w"}));
  REQUIRE(book->shortlist(anna, id, 2, TrialId{"NCT2"}, ""));
  REQUIRE(add_token(*book, anna, {"bruno", {Role::auditor}, Day(std::chrono::days(30000))}));
  REQUIRE(backup(*book, scratch / "saved").empty());
  CHECK(files_in(scratch.directory()) == 1);
  struct stat status {};
  REQUIRE(stat((scratch / "saved").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);

  REQUIRE(book->update(anna, id, 3, profile_of("P-1"), "after the backup"));
  CHECK_THAT(told(restore(*book, scratch / "saved")),
             Catch::Contains("not empty") && Catch::Contains("--replace"));
  CHECK(book->find(id)->head.version == 4);
  REQUIRE(told(restore(*book, scratch / "saved", true)).empty());
  const auto back = book->find(id);
  REQUIRE(back);
  CHECK(back->head.version == 3);
  CHECK(back->overrides.size() == 1);
  CHECK(back->overrides[0].until == "2026-12-31");
  CHECK(back->shortlist.size() == 1);
  CHECK(*book->profile(id) == profile_of("P-1", ", \"notes\": \"\u00b5g\"").body);
  CHECK(list_tokens(*book)->size() == 1);
  CHECK(told(check(*book)).empty());
  const auto trail = book->with_database([](sql::Database& database) { return audit_entries(database, {}); });
  CHECK(trail->back().action == "casebook.restored");
  CHECK(book->update(anna, id, 3, profile_of("P-1"), "goes on"));
  CHECK_FALSE(
      book->with_database([](sql::Database& database) { return database.query("DELETE FROM audit"); }));
}

TEST_CASE("A backup of one engine is restored in the other") {
  if (!OnPostgres::possible()) return;
  const OnSqlite file;
  const OnPostgres server;
  const Scratch scratch;
  auto small = casebook_at(file.location()), large = casebook_at(server.location());
  const CaseId id = small->add(anna, profile_of("P-1"), "anna")->head.id;
  REQUIRE(backup(*small, scratch / "saved").empty());
  REQUIRE(told(restore(*large, scratch / "saved")).empty());
  CHECK(large->find(id)->head.patient == "P-1");
  REQUIRE(large->update(anna, id, 1, profile_of("P-1"), "on the server"));
  REQUIRE(backup(*large, scratch / "back").empty());
  REQUIRE(told(restore(*small, scratch / "back", true)).empty());
  CHECK(small->find(id)->head.version == 2);
  CHECK(told(check(*small)).empty());
  CHECK(told(check(*large)).empty());
}

TEST_CASE("A backup never overwrites and a bad one is not restored") {
  const OnSqlite engine;
  const Scratch scratch;
  auto book = casebook_at(engine.location());
  const CaseId id = book->add(anna, profile_of("P-1"), "anna")->head.id;
  std::ofstream(scratch / "there") << "something else";
  CHECK_THAT(told(backup(*book, scratch / "there")), Catch::Contains("never overwritten"));
  CHECK(files_in(scratch.directory()) == 1);
  CHECK_THAT(told(backup(*book, scratch / "no/such/\0x")), Catch::Contains(""));
  REQUIRE(backup(*book, scratch / "meddled").empty());
  REQUIRE(std::system(("sqlite3 '" + (scratch / "meddled").string() +
                       "' \"DROP TRIGGER audit_unchanged; UPDATE audit SET by_whom = 'x'\"")
                          .c_str()) == 0);
  CHECK_THAT(told(restore(*book, scratch / "meddled", true)),
             Catch::Contains("not sound") && Catch::Contains("entry was changed"));
  REQUIRE(backup(*book, scratch / "torn").empty());
  std::filesystem::resize_file(scratch / "torn", std::filesystem::file_size(scratch / "torn") - 8192);
  CHECK_FALSE(restore(*book, scratch / "torn", true).empty());
  CHECK_THAT(told(restore(*book, scratch / "none", true)), Catch::Contains("there is no casebook"));
  CHECK(book->find(id)->head.version == 1);
  CHECK(told(check(*book)).empty());
}

TEST_CASE("An older casebook is migrated with its cases, and so is an older backup") {
  const Scratch scratch;
  const auto old = scratch / "old";
  CaseId id;
  {
    auto opened = sql::open_sqlite(old, casebook_use(1), {sql::Opening::create});
    REQUIRE(opened);
    Casebook book(std::move(*opened), ticking());
    id = book.add(anna, profile_of("P-1"), "anna")->head.id;
    REQUIRE(backup(book, scratch / "saved").empty());
  }
  CHECK_THAT(told(open_database(old.string(), sql::Opening::existing)),
             Catch::Contains("version 1") && Catch::Contains("cartwright casebook migrate"));
  {
    auto database = database_at(old.string(), sql::Opening::any_version);
    REQUIRE(sql::migrate(*database).empty());
  }
  auto book = casebook_at(old.string(), sql::Opening::existing);
  CHECK(book->find(id)->head.patient == "P-1");
  CHECK(told(check(*book)).empty());
  auto fresh = casebook_at((scratch / "fresh").string());
  REQUIRE(told(restore(*fresh, scratch / "saved")).empty());
  CHECK(fresh->find(id)->head.patient == "P-1");
  CHECK(fresh->with_database([](sql::Database& database) { return database.query("SELECT * FROM runs"); }));
}
