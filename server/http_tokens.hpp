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

  /// `authorization` is the header's value. Takes the same time for every wrong token.
  bool accept(std::optional<std::string_view> authorization) const;
  std::size_t size() const { return digests_.size(); }

private:
  std::vector<TokenDigest> digests_;
};

} // namespace cartwright
