// The store of rows in one file: versions, rights, other writers, a full disk, a killed program.
#include <catch2/catch.hpp>

#include <fstream>
#include <random>

#include <sys/stat.h>

#include "server/sqlite.hpp"
#include "tests/support/scratch.hpp"

using namespace cartwright;
using namespace cartwright::test;
using namespace std::chrono_literals;
using sql::Access;
using sql::Opening;

namespace {

sql::Use boxes(std::size_t version = 2) {
  std::vector<sql::Migration> steps = {
      {"boxes", "CREATE TABLE box (name TEXT PRIMARY KEY, weight {whole} NOT NULL CHECK (weight >= 0));"},
      {"labels", "CREATE TABLE label (box TEXT NOT NULL REFERENCES box(name), picture {blob});"},
      {"colours", "ALTER TABLE box ADD COLUMN colour TEXT;"}};
  steps.resize(version);
  return {"box store", "boxes", 0x42, std::move(steps)};
}

using Opened = Result<std::unique_ptr<sql::Database>>;
Opened open(const std::filesystem::path& file, Opening opening = Opening::create, std::size_t version = 2,
            std::chrono::milliseconds patience = 5s) {
  return sql::open_sqlite(file, boxes(version), {opening, patience});
}

std::string told(const Problems& problems) {
  std::string out;
  for (const Problem& problem : problems.items())
    out += problem.message + " -- " + problem.hint + "\n";
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

TEST_CASE("A store is made for its owner alone and keeps every kind of value") {
  const Scratch scratch;
  const auto file = scratch / "new/deeper/store.sqlite";
  auto opened = open(file);
  REQUIRE(opened);
  sql::Database& database = **opened;
  struct stat status {};
  REQUIRE(stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  REQUIRE(add(database, "a", 1).empty());
  const std::string picture("\x00\xff\x01", 3);
  REQUIRE(database.query("INSERT INTO label VALUES ($1, $2)", {std::string("a"), sql::Blob{picture}}));
  REQUIRE(database.query("INSERT INTO label VALUES ($1, $2)", {std::string("a"), sql::Value()}));
  const auto rows = database.query("SELECT box, picture, 1.5 FROM label ORDER BY picture DESC");
  REQUIRE(rows);
  REQUIRE(rows->size() == 2);
  CHECK((*rows)[0].text(0) == "a");
  CHECK((*rows)[0].blob(1) == picture);
  CHECK((*rows)[0].real(2) == 1.5);
  CHECK((*rows)[1].null(1));
  CHECK(database.integrity().empty());
}

TEST_CASE("A transaction that fails changes nothing and tells its first reason") {
  const Scratch scratch;
  auto opened = open(scratch / "store");
  REQUIRE(opened);
  sql::Database& database = **opened;
  REQUIRE(add(database, "a", 1).empty());
  sql::Transaction work(database, Access::write);
  work.run("INSERT INTO box(name, weight) VALUES ('b', 2)");
  work.run("INSERT INTO box(name, weight) VALUES ('c', -1)");
  CHECK(work.failed());
  work.run("INSERT INTO box(name, weight) VALUES ('d', 4)");
  CHECK_THAT(told(work.commit()),
             Catch::Contains("contradicts what is stored") && Catch::Contains("weight >= 0"));
  CHECK(count(database) == 1);
  {
    sql::Transaction forgotten(database, Access::write);
    forgotten.run("INSERT INTO box(name, weight) VALUES ('e', 5)");
  }
  CHECK(count(database) == 1);
  CHECK_FALSE(database.query("INSERT INTO label VALUES ('nowhere', NULL)"));
}

TEST_CASE("An older schema asks to be migrated, keeps its rows, and a newer one is left alone") {
  const Scratch scratch;
  const auto file = scratch / "store";
  REQUIRE(add(**open(file, Opening::create, 1), "kept", 7).empty());
  CHECK_THAT(told(open(file).problems()), Catch::Contains("version 1") && Catch::Contains("boxes migrate"));
  {
    auto opened = open(file, Opening::any_version);
    REQUIRE(opened);
    REQUIRE(sql::migrate(**opened).empty());
  }
  auto opened = open(file, Opening::existing);
  REQUIRE(opened);
  CHECK(count(**opened) == 1);
  CHECK((*opened)->query("SELECT * FROM label"));
  REQUIRE(open(scratch / "newer", Opening::create, 3));
  CHECK_THAT(told(open(scratch / "newer").problems()), Catch::Contains("newer program"));
}

TEST_CASE("A migration that fails leaves the version before") {
  const Scratch scratch;
  REQUIRE(open(scratch / "store", Opening::create, 1));
  sql::Use broken = boxes(2);
  broken.migrations[1].statements = "CREATE TABLE label (box TEXT); CREATE TABLE box (again TEXT);";
  auto opened = sql::open_sqlite(scratch / "store", broken, {Opening::any_version});
  REQUIRE(opened);
  CHECK_FALSE(sql::migrate(**opened).empty());
  CHECK(*(*opened)->version() == 1);
  CHECK_FALSE((*opened)->query("SELECT * FROM label"));
}

TEST_CASE("What is no store is refused and not touched") {
  const Scratch scratch;
  CHECK_THAT(told(open(scratch / "none", Opening::existing).problems()),
             Catch::Contains("there is no box store"));
  CHECK_FALSE(std::filesystem::exists(scratch / "none"));
  std::ofstream(scratch / "text") << std::string(5000, 'x');
  chmod((scratch / "text").c_str(), 0600);
  CHECK_THAT(told(open(scratch / "text").problems()), Catch::Contains("damaged, or is no box store"));
  sql::Use others = boxes();
  others.mark = 0x43;
  REQUIRE(sql::open_sqlite(scratch / "others", others, {Opening::create}));
  CHECK_THAT(told(open(scratch / "others").problems()), Catch::Contains("not a box store"));
  REQUIRE(open(scratch / "open to all"));
  chmod((scratch / "open to all").c_str(), 0644);
  CHECK_THAT(told(open(scratch / "open to all").problems()), Catch::Contains("chmod o-rwx"));
  CHECK_FALSE(open(scratch.directory()));
}

TEST_CASE("One writer at a time: the second is told, and readers see the last whole state") {
  const Scratch scratch;
  auto first = open(scratch / "store"), second = open(scratch / "store", Opening::existing, 2, 50ms);
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(add(**first, "a", 1).empty());
  {
    sql::Transaction writing(**first, Access::write);
    writing.run("INSERT INTO box(name, weight) VALUES ('b', 2)");
    CHECK_THAT(told(add(**second, "c", 3)), Catch::Contains("another program is writing"));
    sql::Transaction reading(**second, Access::read);
    CHECK(reading.one("SELECT count(*) FROM box")->whole(0) == 1);
    REQUIRE(writing.commit().empty());
    CHECK(reading.one("SELECT count(*) FROM box")->whole(0) == 1);
  }
  CHECK(add(**second, "c", 3).empty());
  CHECK(count(**first) == 3);
}

TEST_CASE("A full disk is told and what was stored stays") {
  const Scratch scratch;
  const auto file = scratch / "store";
  REQUIRE(add(**open(file), "kept", 1).empty());
  const auto end = in_child([&](const Say& say) {
    auto opened = open(file, Opening::existing);
    if (!opened) return 1;
    limit_file_size(40'000);
    for (int i = 0; i < 1000; ++i) {
      const Problems problems = add(**opened, std::string(500, 'x') + std::to_string(i), i);
      if (problems.empty()) continue;
      say(told(problems));
      return count(**opened) == i + 1 ? 0 : 2;
    }
    return 3;
  });
  CHECK(end.exit_code == 0);
  CHECK_THAT(end.said, Catch::Contains("nothing was changed"));
  auto opened = open(file, Opening::existing);
  REQUIRE(opened);
  CHECK((*opened)->integrity().empty());
  CHECK(add(**opened, "after", 1).empty());
}

TEST_CASE("A directory that cannot be written is told with the way to mend it") {
  const Scratch scratch;
  const auto file = scratch / "store";
  REQUIRE(add(**open(file), "kept", 1).empty());
  chmod(file.c_str(), 0660);
  chmod(scratch.directory().c_str(), 0555);
  for (const auto& [opening, name] :
       {std::pair(Opening::create, "another"), std::pair(Opening::existing, "store")}) {
    const auto end = in_child([&, opening = opening, name = std::string(name)](const Say& say) {
      become_nobody();
      say(told(open(scratch / name, opening).problems()));
      return 0;
    });
    CHECK_THAT(end.said, Catch::Contains("cannot be opened for writing") && Catch::Contains("ls -ld"));
  }
  chmod(scratch.directory().c_str(), 0700);
  CHECK(count(**open(file)) == 1);
}

TEST_CASE("Killed at any moment, the store holds what was confirmed and nothing half") {
  const Scratch scratch;
  const auto file = scratch / "store";
  REQUIRE(open(file));
  std::mt19937 random(7);
  std::int64_t before = 0;
  for (int round = 0; round < 40; ++round) {
    const auto end = killed_after(std::chrono::microseconds(500 + random() % 15'000), [&](const Say& say) {
      auto opened = open(file, Opening::existing);
      if (!opened) return 1;
      for (std::int64_t i = before;; ++i) {
        sql::Transaction work(**opened, Access::write); // pairs, so that half of one would show
        work.run("INSERT INTO box(name, weight) VALUES ($1, $2)", {"a" + std::to_string(i), i});
        work.run("INSERT INTO box(name, weight) VALUES ($1, $2)", {"b" + std::to_string(i), i});
        if (!work.commit().empty()) return 2;
        say("+");
      }
    });
    auto opened = open(file, Opening::existing);
    REQUIRE(opened);
    REQUIRE((*opened)->integrity().empty());
    const std::int64_t now = count(**opened);
    REQUIRE(now % 2 == 0);
    REQUIRE(now / 2 >= before + static_cast<std::int64_t>(end.said.size()));
    REQUIRE(now / 2 <= before + static_cast<std::int64_t>(end.said.size()) + 1);
    before = now / 2;
  }
  CHECK(before > 0);
}
