// How the server listens and what it refuses to take.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "engine/domain/problem.hpp"
#include "engine/domain/result.hpp"
#include "server/roles.hpp"

namespace cartwright {

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 8080; ///< 0: any free port
  std::size_t max_body = 2 * 1024 * 1024;
  int max_depth = 64;                                ///< of nested JSON
  std::chrono::milliseconds request_timeout{15'000}; ///< to receive a whole request; again to send the answer
  std::chrono::milliseconds idle_timeout{5'000};     ///< between two requests of a connection
  std::size_t max_concurrent = 16;                   ///< questions answered at one time; one more gets 503
  std::filesystem::path token_file;                  ///< one "SHA-256-hex label" a line; coordinators
  bool casebook_tokens = false;                      ///< the casebook has a token that is accepted now
  std::string local_user = "local user";             ///< who acts on loopback while nobody needs a token
  Roles local_roles = {Role::coordinator};           ///< what that one may do
  std::filesystem::path tls_certificate;             ///< PEM, the chain included
  std::filesystem::path tls_key;                     ///< PEM

  bool loopback() const; ///< reachable from this machine alone
  bool tls() const { return !tls_certificate.empty(); }
};

/// Every reason not to start with these options. Any address but loopback needs tokens and TLS.
Problems validate(const ServerOptions& options);

struct ListenAddress {
  std::string host;
  int port = 0;
};

/// "127.0.0.1:8080", "[::1]:8080", ":8080" (loopback), "8080" (loopback).
Result<ListenAddress> parse_listen(std::string_view text);

} // namespace cartwright
