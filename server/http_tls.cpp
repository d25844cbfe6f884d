#include "server/http_tls.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/stat.h>

namespace cartwright {

namespace {

void check_key_file(const std::filesystem::path& file, Problems& problems) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0)
    problems.error(ProblemCode::unavailable, file.string(), "The TLS key cannot be read.");
  else if ((status.st_mode & (S_IRWXO | S_IWGRP)) != 0)
    problems.error(ProblemCode::impossible_value, file.string(),
                   "The TLS key is open to others than its owner.", "chmod 600 " + file.string());
}

void use_files(ssl_ctx_st* context, const ServerOptions& options, Problems& problems) {
  if (SSL_CTX_use_certificate_chain_file(context, options.tls_certificate.c_str()) != 1)
    problems.error(ProblemCode::malformed, options.tls_certificate.string(),
                   "The TLS certificate cannot be read.",
                   "It must be PEM: the certificate first, then its chain.");
  if (problems.has_errors()) return;
  if (SSL_CTX_use_PrivateKey_file(context, options.tls_key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1)
    problems.error(ProblemCode::contradiction, options.tls_key.string(),
                   "The TLS key cannot be read or does not belong to the certificate.",
                   "It must be an unencrypted PEM key, the one the certificate was made with.");
}

} // namespace

Result<TlsContext> load_tls(const ServerOptions& options) {
  Problems problems;
  check_key_file(options.tls_key, problems);
  TlsContext context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) {
    problems.error(ProblemCode::unavailable, "tls", "TLS cannot be set up.");
    return problems;
  }
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // Without a prompt: an encrypted key is a start error, never a hang.
  SSL_CTX_set_default_passwd_cb(context.get(), [](char*, int, int, void*) { return 0; });
  use_files(context.get(), options, problems);
  ERR_clear_error();
  if (problems.has_errors()) return problems;
  return context;
}

} // namespace cartwright
