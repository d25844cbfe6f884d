// Which question a request asks, without sockets: a request in, a response out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/casebook/case_desk.hpp"
#include "server/door.hpp"
#include "server/http_message.hpp"
#include "server/maintenance/desk.hpp"
#include "server/roles.hpp"

namespace cartwright {

/// What may be asked; the OpenAPI document lists exactly these.
struct Route {
  std::string_view method;
  std::string_view path; ///< a template: "/v1/trials/{id}"
  Roles roles;           ///< who may ask; empty: anybody, without a token
};
const std::vector<Route>& routes();

/// The template that fits a path, for logs and metrics: never the path itself. "other" when none fits.
std::string_view template_of(std::string_view path);

/// Who may ask this: the roles of the route that answers. Everybody who is let in when nothing does, so that
/// a stranger does not learn which addresses there are; nobody needs to be let in for the page itself.
Roles allowed_roles(const HttpRequest& request);

/// Behind the doors.
struct Answerers {
  const Answering* answering = nullptr;
  CaseDesk* desk = nullptr;    ///< null: this server keeps no cases
  Desk* maintenance = nullptr; ///< null: this server keeps no maintainers' store
};

/// Answers every request that passed the gate, for somebody who may ask it.
HttpResponse respond(const HttpRequest& request, const Asker& asker, const Answerers& answerers);

} // namespace cartwright
