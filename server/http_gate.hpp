// Who may come in: checked from the headers alone, before a body is read.
#pragma once

#include <optional>
#include <string>

#include "server/http_message.hpp"
#include "server/http_options.hpp"
#include "server/http_tokens.hpp"

namespace cartwright {

/// A refusal, or nothing: long addresses, foreign hosts (DNS rebinding), foreign origins, missing tokens.
std::optional<HttpResponse> refuse(const HttpRequest& request, const ServerOptions& options,
                                   const BearerTokens* tokens, int port);

} // namespace cartwright
