// Beside every index stands its stamp: which schema and catalogue it was built from, which file holds it and
// that file's sum. Renaming the stamp into place is the one moment at which a new index replaces the old.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/domain/result.hpp"

namespace cartwright {

struct IndexStamp {
  int schema = 0;
  std::string catalogue; ///< the catalogue's revision
  std::string file;      ///< name in the same directory
  std::string sum;       ///< SHA-256 of that file, hex
  std::uint64_t bytes = 0;
  std::uint64_t documents = 0;
  bool operator==(const IndexStamp&) const = default;
};

std::string stamp_text(const IndexStamp& stamp);
/// `malformed` when a line lacks or is damaged; the text carries its own sum.
Result<IndexStamp> read_stamp(const std::string& text, const std::string& where);

} // namespace cartwright
