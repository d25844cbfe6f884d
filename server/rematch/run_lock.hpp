// Who may write runs: one at a time, or any number of workers that share one run. A lock goes away with the
// program that holds it, however it ends.
#pragma once

#include <memory>

#include "engine/domain/result.hpp"
#include "server/sql.hpp"

namespace cartwright {

class RunLock {
public:
  /// `shared`: beside other workers. Problem `unavailable` when somebody else is at it; waits a second at
  /// most.
  static Result<std::unique_ptr<RunLock>> take(sql::Database& database, bool shared);
  ~RunLock();
  RunLock(const RunLock&) = delete;
  RunLock& operator=(const RunLock&) = delete;

private:
  RunLock(sql::Database* database, bool shared, int file);
  sql::Database* database_; ///< of a lock that PostgreSQL holds; null otherwise
  bool shared_;
  int file_;
};

} // namespace cartwright
