// Saving and bringing back a casebook. A backup is a casebook in one SQLite file, whichever engine it was
// taken from: it can be checked, opened, or brought into the other engine. Taken while others work; what it
// holds is one state of everything.
#pragma once

#include <filesystem>

#include "server/casebook/casebook.hpp"
#include "server/sql.hpp"

namespace cartwright {

/// Empty when the file is whole and on the disk. Written aside and then named, so that a file of this name is
/// always a whole backup; an existing one is never overwritten.
Problems backup_casebook(sql::Database& from, const std::filesystem::path& file);

struct RestoreOptions {
  bool replace = false; ///< also when there are cases already
  Clock clock = utc_now;
};
/// Everything is as in the backup, brought to this program's schema, with one more entry in the trail; or
/// nothing is changed.
Problems restore_casebook(sql::Database& into, const std::filesystem::path& file, const Actor& actor,
                          const RestoreOptions& options);

/// Damage, a trail that does not hold, and what refers to nothing.
Problems check_casebook(sql::Database& database);

} // namespace cartwright
