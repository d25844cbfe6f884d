// A dated snapshot as two tables: trials.csv, a row a trial, and sites.csv, a row a site.
#pragma once

#include "catalogues/import/record_reader.hpp"

namespace cartwright {

/// Both files must be there: a trial without its sites would read as one whose sites are gone.
Result<std::unique_ptr<RecordReader>> open_snapshot_pair(const ImportSource& source);

} // namespace cartwright
