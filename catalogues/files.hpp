// Files read whole and written whole: aside first, then renamed, so that nobody sees half a file.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/domain/result.hpp"

namespace cartwright {

Result<std::string> read_file(const std::filesystem::path& path);
/// Empty when done; otherwise why not, and the old file is as it was.
Problems write_file(const std::filesystem::path& path, std::string_view content);

} // namespace cartwright
