#include "tests/support/casebooks.hpp"

#include <catch2/catch.hpp>

namespace cartwright::test {

void OnSqlite::tamper(const std::string& statements) const {
  const std::string command = "sqlite3 -bail '" + location_ + "' \"" + statements + "\"";
  REQUIRE(std::system(command.c_str()) == 0);
}

void OnPostgres::tamper(const std::string& statements) const {
  const std::string name = location_.substr(14, location_.find('?') - 14); // postgresql:///NAME?
  LocalPostgres::shared()->run(
      name, "SET search_path = cartwright_casebook; SET session_replication_role = replica; " + statements);
}

Clock ticking() {
  return [seconds = std::make_shared<int>(0)] {
    const int now = ++*seconds;
    char text[40];
    std::snprintf(text, sizeof text, "2026-11-22T%02d:%02d:%02dZ", now / 3600 % 24, now / 60 % 60, now % 60);
    return std::string(text);
  };
}

std::unique_ptr<sql::Database> database_at(const std::string& location, sql::Opening opening) {
  auto opened = open_database(location, opening);
  INFO(told(opened.problems()));
  REQUIRE(opened);
  return std::move(*opened);
}

std::unique_ptr<Casebook> casebook_at(const std::string& location, sql::Opening opening) {
  return std::make_unique<Casebook>(database_at(location, opening), ticking());
}

std::string told(const Problems& problems) {
  std::string out;
  for (const Problem& problem : problems.items())
    out += std::string(word(problem.code)) + " " + problem.where + ": " + problem.message + " -- " +
           problem.hint + "\n";
  return out;
}

} // namespace cartwright::test
