// A request for every route that succeeds when they are made in the order of the routes.
#pragma once

#include <string>

#include "server/http_routes.hpp"
#include "tests/support/running_server.hpp"

namespace cartwright::test {

struct Places {
  std::string case_id; ///< an open case
  std::string token;   ///< id of a token that may be revoked
};

inline std::string path_of(const Route& route, const Places& places) {
  std::string out(route.path);
  const auto put = [&](const std::string& place, const std::string& text) {
    if (const auto at = out.find(place); at != std::string::npos) out.replace(at, place.size(), text);
  };
  put("{case}", places.case_id);
  put("{token}", places.token);
  put("{trial}", "NCT07003568");
  put("{number}", "1");
  put("{id}", out.find("/trials/") != std::string::npos    ? "NCT07003568"
              : out.find("/centres/") != std::string::npos ? "ruijin_shanghai"
                                                           : "extraosseous-liver");
  return route.path.starts_with("/v1/search") ? out + "?q=BCMA" : out;
}

inline std::string body_for(const Route& route) {
  const std::string path(route.path), profile = sample("paraskeletal").dump();
  const auto ends = [&](const std::string& end) { return path.ends_with(end); };
  if (route.method == "GET" || route.method == "DELETE") return "";
  if (path == "/v1/cases" || ends("/profile")) return "{\"patient\": " + profile + "}";
  if (ends("/close") || ends("/reopen") || ends("/withdraw")) return R"({"because": "a test"})";
  if (ends("/assign")) return R"({"coordinator": "dora"})";
  if (ends("/shortlist/{trial}")) return R"({"note": "near home"})";
  if (ends("/overrides"))
    return R"({"trial": "NCT07003568", "criterion": "I1", "state": "met", "because": "seen"})";
  if (path == "/v1/tokens") return R"({"label": "eve", "roles": ["auditor"], "expires": "2100-01-01"})";
  return path.starts_with("/v1/cases/") ? "{}" : profile;
}

inline httplib::Result ask(const Running& server, const Route& route, const Places& places,
                           const std::string& token = "") {
  httplib::Request request;
  request.method = route.method;
  request.path = path_of(route, places);
  request.body = body_for(route);
  if (!request.body.empty()) request.set_header("Content-Type", "application/json");
  if (!token.empty()) request.set_header("Authorization", "Bearer " + token);
  auto client = server.client();
  return client.send(request);
}

} // namespace cartwright::test
