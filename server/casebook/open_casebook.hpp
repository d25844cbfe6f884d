// Where the casebook is, and what its schema is. SQLite and PostgreSQL share every statement.
//
// Made for 100,000 open cases against 400 trials, weekly. An answer row a case and trial would be forty
// million rows a run; what one run says about one case is therefore a single row with a packed body (see
// server/rematch/packed.hpp), and a case whose answers did not change since the run before needs no new row:
// a row holds from its run until the next row of its case.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/sql.hpp"

namespace cartwright {

/// Schema and words of the casebook; `version` keeps it at an older schema, for tests of migrating.
sql::Use casebook_use(std::optional<std::size_t> version = std::nullopt);
/// Every table, those that others refer to first.
const std::vector<std::string>& casebook_tables();

/// `named`, else CARTWRIGHT_CASEBOOK, else casebook.sqlite in the user's state directory.
Result<std::string> casebook_location(const std::string& named);
/// `location` is a file or "postgresql://...".
Result<std::unique_ptr<sql::Database>> open_database(const std::string& location, sql::Opening opening);

} // namespace cartwright
