// A request and a response without a library: what the gate reads and writes, so that rules can be read apart
// from sockets.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cartwright {

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;
  std::string path;   ///< decoded, without the query
  NamedTexts query;   ///< decoded
  NamedTexts headers; ///< names in any case
  std::string body;
  std::string peer; ///< the address it came from

  /// The first header of that name.
  std::optional<std::string_view> header(std::string_view name) const;
  std::size_t header_count(std::string_view name) const;
};

struct HttpResponse {
  int status = 200;
  std::string content_type;
  std::string body;
  NamedTexts headers; ///< beside Content-Type and the guarding headers, which every response carries
};

/// Headers that every response carries, whatever its status.
const NamedTexts& guarding_headers();

/// The whole response as bytes, for the moments when no request was read; the connection closes after it.
std::string wire_text(const HttpResponse& response);

} // namespace cartwright
