// The same tests on every engine: a fresh casebook in a file, or in a database of a PostgreSQL server.
#pragma once

#include <memory>
#include <string>

#include "server/casebook/casebook.hpp"
#include "server/casebook/open_casebook.hpp"
#include "tests/support/local_postgres.hpp"

namespace cartwright::test {

struct OnSqlite {
  static bool possible() { return true; }
  OnSqlite() : location_((scratch_ / "casebook.sqlite").string()) {}
  const std::string& location() const { return location_; }
  /// Past every rule of the program, as somebody with the file could.
  void tamper(const std::string& statements) const;

private:
  Scratch scratch_;
  std::string location_;
};

struct OnPostgres {
  static bool possible() { return LocalPostgres::shared() != nullptr; }
  OnPostgres() : location_(LocalPostgres::shared()->new_database()) {}
  const std::string& location() const { return location_; }
  void tamper(const std::string& statements) const;

private:
  std::string location_;
};

/// A clock that goes on by a second with every look.
Clock ticking();
/// Fails the test when it cannot be opened.
std::unique_ptr<Casebook> casebook_at(const std::string& location,
                                      sql::Opening opening = sql::Opening::create);
std::unique_ptr<sql::Database> database_at(const std::string& location,
                                           sql::Opening opening = sql::Opening::create);
/// Messages and hints, for looking into.
std::string told(const Problems& problems);
template <class T> std::string told(const Result<T>& result) {
  return told(result.problems());
}

inline const Actor anna{"anna", "test"}, bruno{"bruno", "test"};
inline CheckedProfile profile_of(const std::string& id, const std::string& more = "") {
  return {id, R"({"profile": "cartwright/patient@1", "id": ")" + id + "\"" + more + "}"};
}

} // namespace cartwright::test
