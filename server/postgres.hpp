// PostgreSQL: one store for many programs and machines. The only owner of the library.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "server/sql.hpp"

namespace cartwright::sql {

struct PostgresOptions {
  Opening opening = Opening::existing;
  std::chrono::milliseconds patience{5'000}; ///< how long to wait for another writer
};

/// "postgresql://..." or "postgres://..."
bool names_postgres(std::string_view address);

/// Connects and uses the schema "cartwright_NAME" of the database. A connection that breaks is made anew for
/// the next transaction; what was being stored then is told to be so.
Result<std::unique_ptr<Database>> open_postgres(const std::string& address, Use use,
                                                const PostgresOptions& options);

} // namespace cartwright::sql
