// A catalogue file that somebody is changing: its content, who saved it when and why, and whether somebody
// reviewed exactly this content.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/domain/result.hpp"

namespace cartwright {

/// Who did something, when ("2026-12-01T09:30:00Z") and why.
struct Stamp {
  std::string by, at, why;
  bool operator==(const Stamp&) const = default;
};

/// A stamp and the digest of the content that it speaks of.
struct Mark {
  Stamp stamp;
  std::string digest;
  bool operator==(const Mark&) const = default;
};

/// The digest of a file that is to be taken out.
inline constexpr const char* removed_digest = "removed";

struct Edit {
  std::string path;                   ///< in the catalogue: "trials/NCT07003568.json"
  std::optional<std::string> content; ///< nothing: the file is to be taken out
  std::string published;   ///< digest of the published file that the last save had seen; empty: none
  std::string record;      ///< digest of the registry's record that it takes account of; may be empty
  std::vector<Mark> saves; ///< oldest first; all contents are kept
  std::optional<Mark> review;

  std::string digest() const;
  bool reviewed() const { return review && review->digest == digest(); }
};

std::string edit_file(const Edit& edit);
Result<Edit> read_edit(std::string_view text);

} // namespace cartwright
