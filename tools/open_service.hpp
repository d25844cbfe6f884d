// What the commands for one patient share: the catalogue found and opened, files read, today's date.
#pragma once

#include <memory>
#include <string>

#include "engine/domain/result.hpp"
#include "server/service.hpp"
#include "tools/arguments.hpp"

namespace cartwright {

/// The directory named, else `catalogues` of the working directory, else the one beside the program's build
/// directory. A problem of kind `unavailable` when there is none.
Result<std::filesystem::path> find_catalogue(const std::string& named);
/// The same, or the revision named of the store named.
Result<std::filesystem::path> find_catalogue(const Arguments& arguments);
Result<std::shared_ptr<const Service>> open_service(const Arguments& arguments);
/// A whole file, or standard input for "-". Larger than a profile may be: `too_large`, without reading it
/// all.
Result<std::string> read_input(const std::string& name);
/// The calendar date where the program runs.
Day today();

} // namespace cartwright
