// Which question a request asks, without sockets: a request in, a response out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/door.hpp"
#include "server/http_message.hpp"

namespace cartwright {

/// What may be asked; the OpenAPI document lists exactly these.
struct Route {
  std::string_view method;
  std::string_view path; ///< a template: "/v1/trials/{id}"
};
const std::vector<Route>& routes();

/// The template that fits a path, for logs and metrics: never the path itself. "other" when none fits.
std::string_view template_of(std::string_view path);

/// Answers every request that passed the gate.
HttpResponse respond(const HttpRequest& request, const Answering& answering);

} // namespace cartwright
