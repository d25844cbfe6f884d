#include "server/http_gate.hpp"

#include "engine/domain/text.hpp"
#include "server/problem_details.hpp"

namespace cartwright {

namespace {

constexpr std::size_t longest_path = 2048;

/// "127.0.0.1:8787" or "localhost:8787" and the like.
bool names_this_server(std::string_view host, const ServerOptions& options, int port) {
  const std::string suffix = ":" + std::to_string(port);
  for (const std::string& name :
       {options.host, std::string("localhost"), std::string("127.0.0.1"), std::string("[::1]")})
    if (lower(host) == lower(name) + suffix || lower(host) == lower(name)) return true;
  return false;
}

bool same_origin(std::string_view origin, std::string_view host) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (origin.substr(0, scheme.size()) == scheme) return lower(origin.substr(scheme.size())) == lower(host);
  return false;
}

} // namespace

std::optional<HttpResponse> refuse(const HttpRequest& request, const ServerOptions& options, int port) {
  if (request.path.size() > longest_path) return problem_response(414, "The address is too long.");
  const auto host = request.header("host");
  if (!host || request.header_count("host") != 1)
    return problem_response(400, "A request names exactly one host.");
  if (options.loopback() && !names_this_server(*host, options, port))
    return problem_response(403, "This server answers only under its own address.");
  const auto origin = request.header("origin");
  if (origin && !same_origin(*origin, *host))
    return problem_response(403, "Questions from other sites are not answered.");
  return std::nullopt;
}

} // namespace cartwright
