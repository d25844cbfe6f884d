// The store of rows behind PostgreSQL: values, versions, other writers, a server that goes away.
#include <catch2/catch.hpp>

#include <random>

#include "server/postgres.hpp"
#include "tests/support/local_postgres.hpp"

using namespace cartwright;
using namespace cartwright::test;
using namespace std::chrono_literals;
using sql::Access;
using sql::Opening;

namespace {

sql::Use boxes(std::size_t version = 2) {
  std::vector<sql::Migration> steps = {
      {"boxes", "CREATE TABLE box (name {key} PRIMARY KEY, weight {whole} NOT NULL CHECK (weight >= 0));"},
      {"labels",
       "CREATE TABLE label (box {key} NOT NULL REFERENCES box(name), picture {blob}); {append_only label}"},
      {"colours", "ALTER TABLE box ADD COLUMN colour TEXT;"}};
  steps.resize(version);
  return {"box store", "boxes", 0x42, std::move(steps)};
}

using Opened = Result<std::unique_ptr<sql::Database>>;
Opened open(const std::string& address, Opening opening = Opening::create, std::size_t version = 2,
            std::chrono::milliseconds patience = 5s) {
  return sql::open_postgres(address, boxes(version), {opening, patience});
}

std::string told(const Problems& problems) {
  std::string out;
  for (const Problem& problem : problems.items())
    out += problem.where + ": " + problem.message + " -- " + problem.hint + "\n";
  return out;
}

Problems add(sql::Database& database, const std::string& name, std::int64_t weight) {
  sql::Transaction work(database, Access::write);
  work.run("INSERT INTO box(name, weight) VALUES ($1, $2)", {name, weight});
  return work.commit();
}

std::int64_t count(sql::Database& database) {
  const auto rows = database.query("SELECT count(*) FROM box");
  REQUIRE(rows);
  return rows->front().whole(0);
}

} // namespace

TEST_CASE("PostgreSQL keeps every kind of value, row by row too") {
  LocalPostgres* server = LocalPostgres::shared();
  if (server == nullptr) return;
  auto opened = open(server->new_database());
  REQUIRE(opened);
  sql::Database& database = **opened;
  REQUIRE(add(database, "a", 1).empty());
  REQUIRE(add(database, "\u00b5'\"\\$1", 2).empty());
  const std::string picture("\x00\xff\x01\\", 4);
  REQUIRE(database.query("INSERT INTO label VALUES ($1, $2)", {std::string("a"), sql::Blob{picture}}));
  REQUIRE(database.query("INSERT INTO label VALUES ($1, $2)", {std::string("a"), sql::Value()}));
  const auto rows =
      database.query("SELECT box, picture, 1.5::float8, true FROM label ORDER BY picture NULLS LAST");
  REQUIRE(rows);
  REQUIRE(rows->size() == 2);
  CHECK((*rows)[0].blob(1) == picture);
  CHECK((*rows)[0].real(2) == 1.5);
  CHECK((*rows)[0].whole(3) == 1);
  CHECK((*rows)[1].null(1));
  CHECK(database.query("SELECT name FROM box WHERE weight = $1", {std::int64_t{2}})->front().text(0) ==
        "\u00b5'\"\\$1");
  sql::Transaction work(database, Access::write);
  for (std::int64_t i = 0; i < 1200; ++i)
    work.run("INSERT INTO box(name, weight) VALUES ($1, $2)", {"n" + std::to_string(i), i});
  std::int64_t sum = 0, seen = 0;
  work.each("SELECT weight FROM box WHERE name LIKE $1 ORDER BY weight", {std::string("n%")},
            [&](const sql::Row& row) {
              sum += row.whole(0);
              return ++seen < 1100;
            });
  CHECK(seen == 1100);
  CHECK(sum == 1099 * 1100 / 2);
  CHECK(work.commit().empty());
  CHECK(database.integrity().empty());
  CHECK_THAT(told(database.query("DELETE FROM label").problems()), Catch::Contains("append-only"));
  CHECK_THAT(told(database.script("TRUNCATE label")), Catch::Contains("append-only"));
}

TEST_CASE("PostgreSQL: versions, a failing transaction, and a store that is not there") {
  LocalPostgres* server = LocalPostgres::shared();
  if (server == nullptr) return;
  const std::string address = server->new_database();
  CHECK_THAT(told(open(address, Opening::existing).problems()), Catch::Contains("there is no box store"));
  REQUIRE(add(**open(address, Opening::create, 1), "kept", 7).empty());
  CHECK_THAT(told(open(address).problems()),
             Catch::Contains("version 1") && Catch::Contains("boxes migrate"));
  {
    auto old = open(address, Opening::any_version);
    REQUIRE(old);
    REQUIRE(sql::migrate(**old).empty());
    CHECK_FALSE(add(**old, "b", -1).empty());
    sql::Transaction work(**old, Access::write);
    work.run("INSERT INTO box(name, weight) VALUES ('b', 2)");
    work.run("INSERT INTO nothing VALUES (1)");
    CHECK(work.failed());
    CHECK(count(**old) == 1);
  }
  REQUIRE(open(address, Opening::existing));
  auto newer = open(address, Opening::any_version, 3);
  REQUIRE(newer);
  REQUIRE(sql::migrate(**newer).empty());
  CHECK_THAT(told(open(address).problems()), Catch::Contains("newer program"));
  REQUIRE((*newer)->clear().empty());
  CHECK(*(*newer)->version() == 0);
}

TEST_CASE("PostgreSQL: one writer at a time, and the second is told") {
  LocalPostgres* server = LocalPostgres::shared();
  if (server == nullptr) return;
  const std::string address = server->new_database();
  auto first = open(address), second = open(address, Opening::existing, 2, 100ms);
  REQUIRE(first);
  REQUIRE(second);
  sql::Transaction writing(**first, Access::write);
  writing.run("INSERT INTO box(name, weight) VALUES ('a', 1)");
  CHECK_THAT(told(add(**second, "b", 2)), Catch::Contains("another program is writing"));
  CHECK(count(**second) == 0);
  REQUIRE(writing.commit().empty());
  CHECK(add(**second, "b", 2).empty());
}

TEST_CASE("PostgreSQL gone and back: told, nothing lost, and used again without a restart") {
  LocalPostgres server; // one that may be stopped
  if (!server.why_not().empty()) {
    LocalPostgres::shared();
    return;
  }
  const std::string address = server.new_database();
  auto opened = open(address);
  REQUIRE(opened);
  REQUIRE(add(**opened, "before", 1).empty());
  sql::Transaction caught(**opened, Access::write);
  caught.run("INSERT INTO box(name, weight) VALUES ('caught', 2)");
  server.stop();
  caught.run("INSERT INTO box(name, weight) VALUES ('too late', 3)");
  CHECK_THAT(told(caught.commit()),
             Catch::Contains("cannot be reached") && Catch::Contains("nothing was changed"));
  CHECK_THAT(told(add(**opened, "away", 4)), Catch::Contains("cannot be reached"));
  CHECK_THAT(told(open(address).problems()), Catch::Contains("cannot be reached"));
  server.start();
  CHECK(add(**opened, "after", 5).empty());
  CHECK(count(**opened) == 2);
  server.stop();
  server.start();
  CHECK(add(**opened, "again", 6).empty()); // the connection died unseen
  CHECK((*opened)->integrity().empty());
}

TEST_CASE("PostgreSQL: an address is shown without its password") {
  for (const std::string address :
       {"postgresql://anna:secret@127.0.0.1:1/cases?sslmode=disable",
        "postgresql://127.0.0.1:1/cases?user=anna&password=secret&sslmode=disable"}) {
    const auto opened = open(address);
    REQUIRE_FALSE(opened);
    const std::string words = told(opened.problems());
    CHECK(words.find("secret") == std::string::npos);
    CHECK_THAT(words, Catch::Contains("127.0.0.1") && Catch::Contains("anna") &&
                          Catch::Contains("cannot be reached"));
  }
}

TEST_CASE("PostgreSQL: a program killed at any moment leaves what was confirmed and nothing half") {
  LocalPostgres* server = LocalPostgres::shared();
  if (server == nullptr) return;
  const std::string address = server->new_database();
  auto opened = open(address);
  REQUIRE(opened);
  std::mt19937 random(7);
  std::int64_t before = 0;
  for (int round = 0; round < 15; ++round) {
    const auto end = killed_after(std::chrono::microseconds(10'000 + random() % 30'000), [&](const Say& say) {
      auto child = open(address, Opening::existing);
      if (!child) return 1;
      for (std::int64_t i = before;; ++i) {
        sql::Transaction work(**child, Access::write);
        work.run("INSERT INTO box(name, weight) VALUES ($1, $2)", {"a" + std::to_string(i), i});
        work.run("INSERT INTO box(name, weight) VALUES ($1, $2)", {"b" + std::to_string(i), i});
        if (!work.commit().empty()) return 2;
        say("+");
      }
    });
    REQUIRE(add(**opened, "probe " + std::to_string(round), 0)
                .empty()); // waits until the killed one's work has ended
    const std::int64_t now = count(**opened) - round - 1;
    REQUIRE(now % 2 == 0);
    REQUIRE(now / 2 >= before + static_cast<std::int64_t>(end.said.size()));
    REQUIRE(now / 2 <= before + static_cast<std::int64_t>(end.said.size()) + 1);
    before = now / 2;
  }
  CHECK(before > 0);
}
