// Tokens: told once, kept as digests, accepted until they expire or are revoked.
#include <catch2/catch.hpp>

#include "server/casebook/tokens.hpp"
#include "tests/support/casebooks.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

Day on(const std::string& text) {
  return *parse_day(text);
}

} // namespace

TEMPLATE_TEST_CASE("A token lets its owner in with its roles until it ends", "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  std::string now = "2026-11-22T08:00:00Z";
  Casebook book(database_at(engine.location()), [&] { return now; });
  CHECK_FALSE(*any_token(book));
  const auto made = add_token(book, anna, {"bruno", {Role::coordinator, Role::auditor}, on("2026-12-31")});
  REQUIRE(made);
  CHECK(*any_token(book));
  const auto owner = owner_of(book, made->token);
  REQUIRE(owner);
  REQUIRE(*owner);
  CHECK((*owner)->name == "bruno");
  CHECK((*owner)->roles == Roles{Role::coordinator, Role::auditor});

  // Every character counts.
  for (std::size_t i = 0; i < made->token.size(); ++i) {
    std::string wrong = made->token;
    wrong[i] = wrong[i] == 'A' ? 'B' : 'A';
    INFO(i);
    CHECK_FALSE(*owner_of(book, wrong));
  }
  for (const std::string& wrong :
       {std::string(), std::string("cw-"), made->token + "A", made->token.substr(1), made->head.id})
    CHECK_FALSE(*owner_of(book, wrong));

  now = "2026-12-31T23:59:58Z";
  CHECK(*owner_of(book, made->token));
  now = "2026-12-31T23:59:59Z";
  CHECK_FALSE(*owner_of(book, made->token));
  CHECK_FALSE(*any_token(book));
}

TEMPLATE_TEST_CASE("A revoked token is refused at once and the trail tells it", "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  auto book = casebook_at(engine.location());
  const auto made = add_token(*book, anna, {"bruno", {Role::admin}, on("2027-01-01")});
  const auto other = add_token(*book, anna, {"carla", {Role::maintainer}, on("2027-01-01")});
  REQUIRE(made);
  REQUIRE(other);
  CHECK(made->token != other->token);
  CHECK(revoke_token(*book, bruno, made->head.id)->revoked_by == "bruno");
  CHECK_FALSE(*owner_of(*book, made->token));
  CHECK(*owner_of(*book, other->token));
  CHECK_THAT(told(revoke_token(*book, bruno, made->head.id)), Catch::Contains("revoked already"));
  CHECK_THAT(told(revoke_token(*book, bruno, "NOSUCHID")), Catch::Contains("no such token"));
  const auto all = list_tokens(*book);
  REQUIRE(all->size() == 2);
  const auto trail = book->with_database([](sql::Database& database) { return audit_entries(database, {}); });
  REQUIRE(trail->size() == 3);
  CHECK((*trail)[2].action == "token.revoked");
  // Neither the secret nor the whole token is kept anywhere.
  const std::string secret = made->token.substr(made->token.rfind('-') + 1);
  const auto rows =
      book->with_database([](sql::Database& database) { return database.query("SELECT * FROM tokens"); });
  for (const sql::Row& row : *rows)
    for (std::size_t i = 0; i < row.values().size(); ++i)
      CHECK(row.text(i).find(secret) == std::string::npos);
  for (const AuditEntry& entry : *trail)
    CHECK(entry.detail.find(secret) == std::string::npos);
}

TEST_CASE("A token without label, role or future is refused with every reason") {
  const OnSqlite engine;
  auto book = casebook_at(engine.location());
  const auto refused = add_token(*book, anna, {" ", {}, on("2026-11-21")});
  REQUIRE_FALSE(refused);
  CHECK(refused.problems().size() == 3);
}

TEST_CASE("Roles are read as they are written") {
  CHECK(roles_named("coordinator, auditor") == Roles{Role::coordinator, Role::auditor});
  CHECK(roles_named("admin") == Roles{Role::admin});
  CHECK_FALSE(roles_named("coordinator root"));
  CHECK_FALSE(roles_named(" , "));
  CHECK(roles_named(text_of(Roles::all())) == Roles::all());
}
