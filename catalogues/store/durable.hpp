// What a store needs of the file system: files that are whole after a power cut, and one writer at a time.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/domain/result.hpp"

namespace cartwright {

/// Written aside, forced to the disk, renamed. Empty when done; otherwise why not, and the old file stands.
Problems write_durably(const std::filesystem::path& path, std::string_view content);
/// Forces a folder's entries to the disk.
Problems sync_folder(const std::filesystem::path& folder);
/// Forces all of the file system that holds the folder to the disk.
Problems sync_file_system(const std::filesystem::path& folder);
/// The folder and those above it.
Problems make_folder(const std::filesystem::path& folder);

/// Exclusive use, ended by the system whatever becomes of the process.
class FileLock {
public:
  /// Waits a while for another holder; then `unavailable`.
  static Result<FileLock> take(const std::filesystem::path& file);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;

private:
  explicit FileLock(int handle) : handle_(handle) {}
  int handle_ = -1;
};

Problems unavailable_at(const std::filesystem::path& where, const std::string& message,
                        const std::string& hint);

} // namespace cartwright
