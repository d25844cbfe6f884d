// SQLite: one file that several programs may open. The only owner of the library.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "server/sql.hpp"

namespace cartwright::sql {

struct SqliteOptions {
  Opening opening = Opening::existing;
  std::chrono::milliseconds patience{5'000}; ///< how long to wait for another writer
};

/// Opens the file with write-ahead log, full synchronisation and foreign keys on. A new file, and the
/// directories above it, are for their owner alone; a file that everybody may read is refused.
Result<std::unique_ptr<Database>> open_sqlite(const std::filesystem::path& file, Use use,
                                              const SqliteOptions& options);

} // namespace cartwright::sql
