// From where one may come in: checked from the headers alone, before a body is read.
#pragma once

#include <optional>
#include <string>

#include "server/http_message.hpp"
#include "server/http_options.hpp"

namespace cartwright {

/// A refusal, or nothing: long addresses, foreign hosts (DNS rebinding), foreign origins. Who asks is looked
/// at after this (see http_access.hpp).
std::optional<HttpResponse> refuse(const HttpRequest& request, const ServerOptions& options, int port);

} // namespace cartwright
