// The server's TLS identity: certificate and key, checked before anything listens.
#pragma once

#include <memory>

#include "engine/domain/result.hpp"
#include "server/http_options.hpp"

struct ssl_ctx_st;

namespace cartwright {

using TlsContext = std::shared_ptr<ssl_ctx_st>;

/// TLS 1.2 and later. Refuses a key that others may read and a key that is not the certificate's.
Result<TlsContext> load_tls(const ServerOptions& options);

} // namespace cartwright
