#include "server/http_routes.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"
#include "server/page_assets.hpp"
#include "server/problem_details.hpp"

namespace cartwright {

namespace {

using Answer = Reply (*)(const Answering&, const Ask&);

struct ApiRoute {
  std::string_view method, path;
  Answer answer;
};

constexpr ApiRoute api[] = {
    {"POST", "/v1/match", [](const Answering& a, const Ask& ask) { return a.match(ask); }},
    {"POST", "/v1/explain/{trial}", [](const Answering& a, const Ask& ask) { return a.explain(ask); }},
    {"POST", "/v1/review", [](const Answering& a, const Ask& ask) { return a.review(ask); }},
    {"POST", "/v1/check", [](const Answering& a, const Ask& ask) { return a.check(ask); }},
    {"GET", "/v1/trials", [](const Answering& a, const Ask&) { return a.trials(); }},
    {"GET", "/v1/trials/{id}", [](const Answering& a, const Ask& ask) { return a.trial(ask); }},
    {"GET", "/v1/centres", [](const Answering& a, const Ask&) { return a.centres(); }},
    {"GET", "/v1/centres/{id}", [](const Answering& a, const Ask& ask) { return a.centre(ask); }},
    {"GET", "/v1/pathways", [](const Answering& a, const Ask&) { return a.pathways(); }},
    {"GET", "/v1/products", [](const Answering& a, const Ask&) { return a.products(); }},
    {"GET", "/v1/samples", [](const Answering& a, const Ask&) { return a.samples(); }},
    {"GET", "/v1/samples/{id}", [](const Answering& a, const Ask& ask) { return a.sample(ask); }},
    {"GET", "/v1/search", [](const Answering& a, const Ask& ask) { return a.search(ask); }},
    {"GET", "/v1/search/completions", [](const Answering& a, const Ask& ask) { return a.complete(ask); }},
};

/// The text in the place of the braces; empty when the template has none. False when the path does not fit.
bool fits(std::string_view pattern, std::string_view path, std::string& id) {
  const std::size_t brace = pattern.find('{');
  if (brace == std::string_view::npos) return pattern == path;
  if (path.size() <= brace || path.substr(0, brace) != pattern.substr(0, brace)) return false;
  id = std::string(path.substr(brace));
  return id.find('/') == std::string::npos;
}

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

std::optional<HttpResponse> refuse_body(const HttpRequest& request) {
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

HttpResponse respond_api(const ApiRoute& route, const std::string& id, const HttpRequest& request,
                         std::string_view body, const Answering& answering) {
  if (route.method == "POST")
    if (auto refused = refuse_body(request)) return *refused;
  return response_of(route.answer(answering, {body, as_of_in(request), id, request.query}));
}

} // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> out;
    for (const ApiRoute& route : api)
      out.push_back({route.method, route.path});
    out.insert(out.end(), {{"GET", "/v1/openapi.json"}, {"GET", "/healthz"}, {"GET", "/metrics"}});
    return out;
  }();
  return all;
}

std::string_view template_of(std::string_view path) {
  std::string id;
  for (const Route& route : routes())
    if (fits(route.path, path, id)) return route.path;
  const PageAsset* asset = asset_at(path);
  return asset == nullptr ? "other" : asset->path;
}

HttpResponse respond(const HttpRequest& request, const Answering& answering) {
  std::string id, allowed;
  for (const ApiRoute& route : api) {
    if (!fits(route.path, request.path, id)) continue;
    if (route.method == request.method || (route.method == "GET" && reads(request.method)))
      return respond_api(route, id, request, request.body, answering);
    allowed = route.method == "GET" ? "GET, HEAD" : "POST";
  }
  if (!allowed.empty()) return not_allowed(allowed);
  if (const PageAsset* asset = asset_at(request.path))
    return reads(request.method) ? asset_response(*asset, request) : not_allowed("GET, HEAD");
  return problem_response(404, "There is nothing at this address.");
}

} // namespace cartwright
