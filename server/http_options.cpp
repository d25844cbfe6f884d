#include "server/http_options.hpp"

#include <arpa/inet.h>

#include <charconv>
#include <optional>

namespace cartwright {

namespace {

bool loopback_v4(const std::string& host) {
  in_addr address{};
  return inet_pton(AF_INET, host.c_str(), &address) == 1 && (ntohl(address.s_addr) >> 24) == 127;
}

bool loopback_v6(const std::string& host) {
  in6_addr address{};
  return inet_pton(AF_INET6, host.c_str(), &address) == 1 && IN6_IS_ADDR_LOOPBACK(&address);
}

void check_exposure(const ServerOptions& options, Problems& problems) {
  if (options.loopback()) return;
  const std::string why = "The address can be reached from other machines, ";
  if (options.token_file.empty() && !options.casebook_tokens)
    problems.error(ProblemCode::missing_key, "token_file", why + "so tokens are needed.",
                   "Make one in the casebook (cartwright token add LABEL --roles ROLES), give --token-file "
                   "FILE (lines of SHA-256 and label), or listen on 127.0.0.1.");
  if (options.tls_certificate.empty() || options.tls_key.empty())
    problems.error(ProblemCode::missing_key, "tls_certificate, tls_key",
                   why + "so a TLS certificate and its key are needed.",
                   "Give --tls-certificate FILE and --tls-key FILE, or listen on 127.0.0.1.");
}

void check_tls_pair(const ServerOptions& options, Problems& problems) {
  if (!options.loopback() || options.tls_certificate.empty() == options.tls_key.empty()) return;
  problems.error(ProblemCode::missing_key, options.tls_key.empty() ? "tls_key" : "tls_certificate",
                 "A TLS certificate and its key come together.", "Give both or neither.");
}

template <class Number>
void check_range(std::string where, Number value, Number least, Number most, Problems& problems) {
  if (value >= least && value <= most) return;
  problems.error(ProblemCode::impossible_value, std::move(where),
                 std::to_string(value) + " is outside " + std::to_string(least) + " to " +
                     std::to_string(most) + ".");
}

std::optional<int> port_of(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 0 || port > 65535)
    return std::nullopt;
  return port;
}

} // namespace

bool ServerOptions::loopback() const {
  return host == "localhost" || loopback_v4(host) || loopback_v6(host);
}

Problems validate(const ServerOptions& options) {
  Problems problems;
  if (options.host.empty())
    problems.error(ProblemCode::missing_key, "host", "No address to listen on.",
                   "127.0.0.1 is the usual one.");
  else
    check_exposure(options, problems);
  check_tls_pair(options, problems);
  check_range("port", options.port, 0, 65535, problems);
  check_range<std::size_t>("max_body", options.max_body, 1024, 64 * 1024 * 1024, problems);
  check_range("max_depth", options.max_depth, 8, 1000, problems);
  check_range<long long>("request_timeout", options.request_timeout.count(), 50, 600'000, problems);
  check_range<long long>("idle_timeout", options.idle_timeout.count(), 50, 600'000, problems);
  check_range<std::size_t>("max_concurrent", options.max_concurrent, 1, 1024, problems);
  return problems;
}

Result<ListenAddress> parse_listen(std::string_view text) {
  const auto colon = text.rfind(':');
  const std::string_view port_text = colon == std::string_view::npos ? text : text.substr(colon + 1);
  std::string_view host = colon == std::string_view::npos ? std::string_view() : text.substr(0, colon);
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  const auto port = port_of(port_text);
  if (!port || (!bracketed && host.find(':') != std::string_view::npos)) {
    Problems problems;
    problems.error(ProblemCode::malformed, "listen", "This is not an address and a port.",
                   "HOST:PORT, for example 127.0.0.1:8080 or [::1]:8080; port 0 takes any free one.");
    return problems;
  }
  return ListenAddress{host.empty() ? "127.0.0.1" : std::string(host), *port};
}

} // namespace cartwright
