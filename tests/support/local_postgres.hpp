// A PostgreSQL server of the tests' own: a directory that goes away, a socket in it, no network, no password.
#pragma once

#include <memory>
#include <string>

#include <sys/types.h>

#include "tests/support/scratch.hpp"

namespace cartwright::test {

class LocalPostgres {
public:
  /// Null, after saying why, where no server can be started.
  static LocalPostgres* shared();
  LocalPostgres();
  ~LocalPostgres();
  LocalPostgres(const LocalPostgres&) = delete;
  LocalPostgres& operator=(const LocalPostgres&) = delete;

  std::string address() const; ///< of its one database
  /// A new database, and its address.
  std::string new_database();
  void start();
  void stop();
  /// Runs statements as the server's administrator.
  void run(const std::string& database, const std::string& statements) const;
  const std::string& why_not() const { return why_not_; } ///< empty when it runs

private:
  Scratch scratch_;
  std::string why_not_;
  pid_t server_ = 0;
  int databases_ = 0;
};

} // namespace cartwright::test
