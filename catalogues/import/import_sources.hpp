// Which files a named source holds: a file, a folder (with all below it), a snapshot's pair of CSV files.
#pragma once

#include <filesystem>
#include <vector>

#include "catalogues/import/record_reader.hpp"

namespace cartwright {

struct FoundSources {
  std::vector<ImportSource> sources; ///< in the order of the names given; below a folder sorted by path
  std::size_t passed_over = 0;       ///< files below a folder that are no records: notes, licences
};

/// A path that does not exist, or a file that is nothing to import, is an error.
Result<FoundSources> find_sources(const std::vector<std::filesystem::path>& named);

} // namespace cartwright
