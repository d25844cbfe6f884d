// Every text that was ever saved or published, by its digest: objects/ab/abcdef... Plain files, written once,
// never changed, never taken away.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "engine/domain/result.hpp"

namespace cartwright {

/// SHA-256 in hexadecimal.
std::string digest_of(std::string_view content);

class Objects {
public:
  explicit Objects(std::filesystem::path folder) : folder_(std::move(folder)) {}
  /// The digest of the content, which is on the disk afterwards.
  Result<std::string> put(std::string_view content) const;
  /// A problem when it is not there or is not what its name says.
  Result<std::string> get(const std::string& digest) const;
  /// The object whose digest begins so, when there is exactly one.
  std::optional<std::string> get_by_beginning(const std::string& beginning) const;
  /// The same bytes under another name: a link where the file system can, else a copy.
  Problems place(const std::string& digest, const std::filesystem::path& to) const;

private:
  std::filesystem::path path_of(const std::string& digest) const {
    return folder_ / digest.substr(0, 2) / digest;
  }
  std::filesystem::path folder_;
};

} // namespace cartwright
