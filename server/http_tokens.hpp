// Bearer tokens: the file holds SHA-256 digests, so that reading it gives nobody access.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/result.hpp"
#include "server/secrets.hpp"

namespace cartwright {

using TokenDigest = Digest;

class BearerTokens {
public:
  /// Refuses a file that others may read or change, an empty file, and names every malformed or repeated
  /// line.
  static Result<BearerTokens> load(const std::filesystem::path& file);

  /// The label of the token in the header `authorization`. Takes the same time for every wrong token.
  std::optional<std::string> owner(std::string_view authorization) const;
  std::size_t size() const { return tokens_.size(); }

private:
  struct Line {
    TokenDigest digest;
    std::string label;
  };
  static void read_line(std::string_view line, const std::string& where, std::vector<Line>& tokens,
                        Problems& problems);
  std::vector<Line> tokens_;
};

/// What follows "Bearer " in the header; nothing when it is another scheme.
std::optional<std::string_view> bearer_token(std::string_view authorization);

} // namespace cartwright
