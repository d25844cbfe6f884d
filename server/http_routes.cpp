#include "server/http_routes.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"
#include "server/http_case_routes.hpp"
#include "server/http_maintenance_routes.hpp"
#include "server/http_paths.hpp"
#include "server/json_document.hpp"
#include "server/page_assets.hpp"
#include "server/problem_details.hpp"

namespace cartwright {

namespace {

using Answer = Reply (*)(const Answering&, const Ask&);

constexpr Roles everybody = Roles::all(), coordinators = {Role::coordinator}, nobody_in_particular = {};

struct ApiRoute {
  std::string_view method, path;
  Roles roles;
  Answer answer;
};

constexpr ApiRoute api[] = {
    {"POST", "/v1/match", coordinators, [](const Answering& a, const Ask& ask) { return a.match(ask); }},
    {"POST", "/v1/explain/{trial}", coordinators,
     [](const Answering& a, const Ask& ask) { return a.explain(ask); }},
    {"POST", "/v1/review", coordinators, [](const Answering& a, const Ask& ask) { return a.review(ask); }},
    {"POST", "/v1/check", coordinators, [](const Answering& a, const Ask& ask) { return a.check(ask); }},
    {"GET", "/v1/trials", everybody, [](const Answering& a, const Ask&) { return a.trials(); }},
    {"GET", "/v1/trials/{id}", everybody, [](const Answering& a, const Ask& ask) { return a.trial(ask); }},
    {"GET", "/v1/centres", everybody, [](const Answering& a, const Ask&) { return a.centres(); }},
    {"GET", "/v1/centres/{id}", everybody, [](const Answering& a, const Ask& ask) { return a.centre(ask); }},
    {"GET", "/v1/pathways", everybody, [](const Answering& a, const Ask&) { return a.pathways(); }},
    {"GET", "/v1/products", everybody, [](const Answering& a, const Ask&) { return a.products(); }},
    {"GET", "/v1/samples", everybody, [](const Answering& a, const Ask&) { return a.samples(); }},
    {"GET", "/v1/samples/{id}", everybody, [](const Answering& a, const Ask& ask) { return a.sample(ask); }},
    {"GET", "/v1/search", everybody, [](const Answering& a, const Ask& ask) { return a.search(ask); }},
    {"GET", "/v1/search/completions", everybody,
     [](const Answering& a, const Ask& ask) { return a.complete(ask); }},
};

const PageAsset* asset_at(std::string_view path) {
  const auto all = page_assets();
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const PageAsset& asset) { return asset.path == path; });
  return at == all.end() ? nullptr : &*at;
}

HttpResponse asset_response(const PageAsset& asset, const HttpRequest& request) {
  HttpResponse out;
  out.headers = {{"ETag", std::string(asset.etag)}, {"Cache-Control", "no-cache"}};
  out.content_type = asset.content_type;
  if (request.header("if-none-match") == asset.etag) {
    out.status = 304;
    return out;
  }
  out.body = asset.content;
  return out;
}

/// A body, where there is one, must be JSON; a question must have one.
std::optional<HttpResponse> refuse_body(const HttpRequest& request, bool needed) {
  if (!needed && request.body.empty()) return std::nullopt;
  const auto type = request.header("content-type");
  const std::string media = lower(trimmed(type.value_or("").substr(0, type.value_or("").find(';'))));
  if (media != "application/json") return problem_response(415, "The body must be application/json.");
  return std::nullopt;
}

HttpResponse not_allowed(const std::string& allowed) {
  HttpResponse out = problem_response(405, "This address answers to another method.");
  out.headers.emplace_back("Allow", allowed);
  return out;
}

std::string as_of_in(const HttpRequest& request) {
  for (const auto& [name, value] : request.query)
    if (name == "as_of") return value;
  return "";
}

bool reads(const std::string& method) {
  return method == "GET" || method == "HEAD";
}

bool answers_to(std::string_view wanted, const std::string& method) {
  return wanted == method || (wanted == "GET" && reads(method));
}

/// What the server tells about the one who asks, so that a page can show what there is for them.
Reply whoami(const Asker& asker, bool keeps_cases) {
  Json roles = Json::array();
  for (const Role role : all_roles)
    if (asker.roles.has(role)) roles.push_back(word(role));
  return {Outcome::ok, json_text({{"name", asker.name}, {"roles", roles}, {"casebook", keeps_cases}}), {}};
}

HttpResponse no_casebook() {
  Problems problems;
  problems.error(ProblemCode::unavailable, "casebook", "this server keeps no cases",
                 "start it with a casebook: cartwright serve --casebook FILE");
  return problem_response(503, "This server keeps no cases.", problems);
}

HttpResponse respond_api(const ApiRoute& route, const std::vector<std::string>& ids,
                         const HttpRequest& request, const Answering& answering) {
  if (auto refused = refuse_body(request, route.method == "POST")) return *refused;
  return response_of(route.answer(
      answering, {request.body, as_of_in(request), ids.empty() ? "" : ids.front(), request.query}));
}

HttpResponse respond_case(const CaseRoute& route, const std::vector<std::string>& ids,
                          const HttpRequest& request, const Asker& asker, CaseDesk* desk) {
  if (desk == nullptr) return no_casebook();
  if (auto refused = refuse_body(request, false)) return *refused;
  return response_of(route.answer(*desk, {asker, ids, request.body, request.query}));
}

HttpResponse no_store() {
  Problems problems;
  problems.error(ProblemCode::unavailable, "store", "this server keeps no maintainers' store",
                 "start it with one: cartwright serve --store DIR");
  return problem_response(503, "This server keeps no maintainers' store.", problems);
}

HttpResponse respond_maintenance(const MaintenanceRoute& route, const std::vector<std::string>& ids,
                                 const HttpRequest& request, const Asker& asker, const Answerers& answerers) {
  if (answerers.maintenance == nullptr) return no_store();
  if (auto refused = refuse_body(request, route.method == "POST")) return *refused;
  Casebook* casebook = answerers.desk == nullptr ? nullptr : &answerers.desk->casebook();
  return response_of(route.answer(*answerers.maintenance, {asker, ids.empty() ? "" : ids.front(),
                                                           request.body, request.query, casebook}));
}

/// "GET, HEAD, POST" of the routes that fit the path; empty when none does.
std::string methods_at(std::string_view path) {
  std::vector<std::string> out;
  for (const Route& route : routes())
    if (ids_in(route.path, path)) {
      out.emplace_back(route.method);
      if (route.method == "GET") out.emplace_back("HEAD");
    }
  return join(out, ", ");
}

} // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> out;
    for (const ApiRoute& route : api)
      out.push_back({route.method, route.path, route.roles});
    for (const CaseRoute& route : case_routes())
      out.push_back({route.method, route.path, route.roles});
    for (const MaintenanceRoute& route : maintenance_routes())
      out.push_back({route.method, route.path, route.roles});
    out.insert(out.end(), {{"GET", "/v1/me", everybody},
                           {"GET", "/v1/openapi.json", nobody_in_particular},
                           {"GET", "/healthz", nobody_in_particular},
                           {"GET", "/metrics", everybody}});
    return out;
  }();
  return all;
}

std::string_view template_of(std::string_view path) {
  for (const Route& route : routes())
    if (ids_in(route.path, path)) return route.path;
  const PageAsset* asset = asset_at(path);
  return asset == nullptr ? "other" : asset->path;
}

Roles allowed_roles(const HttpRequest& request) {
  for (const Route& route : routes())
    if (answers_to(route.method, request.method) && ids_in(route.path, request.path)) return route.roles;
  return asset_at(request.path) == nullptr ? everybody : nobody_in_particular;
}

HttpResponse respond(const HttpRequest& request, const Asker& asker, const Answerers& answerers) {
  for (const ApiRoute& route : api)
    if (answers_to(route.method, request.method))
      if (const auto ids = ids_in(route.path, request.path))
        return respond_api(route, *ids, request, *answerers.answering);
  for (const CaseRoute& route : case_routes())
    if (answers_to(route.method, request.method))
      if (const auto ids = ids_in(route.path, request.path))
        return respond_case(route, *ids, request, asker, answerers.desk);
  for (const MaintenanceRoute& route : maintenance_routes())
    if (answers_to(route.method, request.method))
      if (const auto ids = ids_in(route.path, request.path))
        return respond_maintenance(route, *ids, request, asker, answerers);
  if (request.path == "/v1/me" && reads(request.method))
    return response_of(whoami(asker, answerers.desk != nullptr));
  if (const PageAsset* asset = asset_at(request.path))
    return reads(request.method) ? asset_response(*asset, request) : not_allowed("GET, HEAD");
  if (const std::string methods = methods_at(request.path); !methods.empty()) return not_allowed(methods);
  return problem_response(404, "There is nothing at this address.");
}

} // namespace cartwright
