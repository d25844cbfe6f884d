// Who may ask what: every route with every role, with tokens that are not accepted, and after too many of
// them.
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "server/casebook/tokens.hpp"
#include "server/http_access.hpp"
#include "server/http_paths.hpp"
#include "tests/support/casebooks.hpp"
#include "tests/support/every_route.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

const std::string all = "coordinator, maintainer, auditor, admin", readers = "coordinator, auditor";

/// Written down a second time on purpose: a change of who may do what has to be made in both places.
const std::map<std::string, std::string> expected = {
    {"POST /v1/match", "coordinator"},
    {"POST /v1/explain/{trial}", "coordinator"},
    {"POST /v1/review", "coordinator"},
    {"POST /v1/check", "coordinator"},
    {"GET /v1/trials", all},
    {"GET /v1/trials/{id}", all},
    {"GET /v1/centres", all},
    {"GET /v1/centres/{id}", all},
    {"GET /v1/samples", all},
    {"GET /v1/samples/{id}", all},
    {"GET /v1/cases", readers},
    {"POST /v1/cases", "coordinator"},
    {"GET /v1/cases/{case}", readers},
    {"PUT /v1/cases/{case}/profile", "coordinator"},
    {"GET /v1/cases/{case}/profiles/{number}", readers},
    {"POST /v1/cases/{case}/match", readers},
    {"POST /v1/cases/{case}/explain/{trial}", readers},
    {"POST /v1/cases/{case}/close", "coordinator"},
    {"POST /v1/cases/{case}/reopen", "coordinator"},
    {"POST /v1/cases/{case}/assign", "coordinator"},
    {"PUT /v1/cases/{case}/shortlist/{trial}", "coordinator"},
    {"DELETE /v1/cases/{case}/shortlist/{trial}", "coordinator"},
    {"POST /v1/cases/{case}/overrides", "coordinator"},
    {"POST /v1/cases/{case}/overrides/{number}/withdraw", "coordinator"},
    {"GET /v1/cases/{case}/export", readers},
    {"GET /v1/cases/{case}/audit", readers},
    {"GET /v1/trials/{id}/funnel", "coordinator, maintainer"},
    {"GET /v1/audit", "auditor"},
    {"GET /v1/audit/verify", "auditor"},
    {"GET /v1/tokens", "admin"},
    {"POST /v1/tokens", "admin"},
    {"DELETE /v1/tokens/{token}", "admin"},
    {"GET /v1/pathways", all},
    {"GET /v1/products", all},
    {"GET /v1/search", all},
    {"GET /v1/search/completions", all},
    {"GET /v1/maintenance/queue", "maintainer"},
    {"GET /v1/maintenance/drafts/{id}", "maintainer"},
    {"POST /v1/maintenance/drafts/{id}", "maintainer"},
    {"POST /v1/maintenance/check/{id}", "maintainer"},
    {"POST /v1/maintenance/rule", "maintainer"},
    {"POST /v1/maintenance/review/{id}", "maintainer"},
    {"POST /v1/maintenance/discard/{id}", "maintainer"},
    {"POST /v1/maintenance/preview", "maintainer"},
    {"POST /v1/maintenance/publish", "maintainer"},
    {"POST /v1/maintenance/restore", "maintainer"},
    {"GET /v1/maintenance/revisions", "maintainer, auditor"},
    {"GET /v1/maintenance/revisions/{id}", "maintainer, auditor"},
    {"GET /v1/maintenance/compare", "maintainer, auditor"},
    {"GET /v1/maintenance/freshness", "maintainer, auditor"},
    {"GET /v1/maintenance/coverage", "maintainer, auditor"},
    {"GET /v1/me", all},
    {"GET /metrics", all},
    {"GET /healthz", ""},
    {"GET /v1/openapi.json", ""},
};

struct Kept {
  Kept() : book(casebook_at(engine.location())), desk(shipped_service(), *book) {}

  std::string token(Roles roles, const std::string& label = "eve") {
    const auto made = add_token(*book, anna, {label, roles, day("2100-01-01")});
    REQUIRE(made);
    last_id = made->head.id;
    return made->token;
  }
  Places places() {
    token({Role::auditor}, "to be revoked");
    const auto added = desk.add(anna, sample("paraskeletal").dump(), "");
    REQUIRE(added);
    return {added->head.id.text(), last_id};
  }

  OnSqlite engine;
  std::unique_ptr<Casebook> book;
  CaseDesk desk;
  std::string last_id;
};

HttpRequest request_with(const std::string& authorization, const std::string& peer = "192.0.2.1") {
  HttpRequest out;
  out.method = "GET";
  out.path = "/v1/trials";
  if (!authorization.empty()) out.headers = {{"Authorization", authorization}};
  out.peer = peer;
  return out;
}

int status_of(const std::variant<Asker, HttpResponse>& admitted) {
  const HttpResponse* refusal = std::get_if<HttpResponse>(&admitted);
  return refusal == nullptr ? 200 : refusal->status;
}

} // namespace

TEST_CASE("Every route lets in exactly the roles that may ask it") {
  Kept kept;
  std::set<std::string> walked;
  const Running server(Running::free_port(), &kept.desk);
  for (const Role role : all_roles) {
    const std::string token = kept.token({role});
    const Places places = kept.places();
    for (const Route& route : routes()) {
      const std::string name = std::string(route.method) + " " + std::string(route.path);
      walked.insert(name);
      REQUIRE(expected.contains(name));
      const std::string& allowed = expected.at(name);
      const bool may = allowed.empty() || roles_named(allowed)->has(role);
      const auto answer = ask(server, route, places, token);
      REQUIRE(answer);
      INFO(word(role) << " " << name << " " << answer->status << " " << answer->body.substr(0, 200));
      // Who may not change a case does not change it, so a later step can find it in another state: 404, 409.
      if (may && name.find(" /v1/maintenance/") != std::string::npos) {
        CHECK(answer->status == 503); // this server has no store; maintenance_http_test asks one that has
        continue;
      }
      if (may) CHECK((answer->status / 100 == 2 || answer->status == 404 || answer->status == 409));
      if (may && role == Role::coordinator) CHECK(answer->status / 100 == 2);
      if (!may) CHECK(answer->status == 403);
      if (!may) CHECK_THAT(answer->body, Catch::Contains("This is for: " + allowed));
    }
  }
  CHECK(walked.size() == expected.size());
}

TEST_CASE("Nobody gets anywhere without a token once there is one") {
  Kept kept;
  const Places places = kept.places();
  const Running server(Running::free_port(), &kept.desk);
  for (const Route& route : routes()) {
    const auto answer = ask(server, route, places);
    REQUIRE(answer);
    INFO(route.method << " " << route.path);
    CHECK(answer->status == (route.roles.empty() ? 200 : 401));
    if (answer->status == 401) CHECK(answer->get_header_value("WWW-Authenticate") == "Bearer");
  }
  CHECK(server.client().Get("/")->status == 200);
  CHECK(server.client().Get("/main.js")->status == 200);
  CHECK(server.client().Get("/v1/no-such-address")->status == 401);
  CHECK(kept.book->find(CaseId{places.case_id})->head.version == 1);
}

TEST_CASE("On loopback without tokens the local user is a coordinator and nothing else") {
  Kept kept;
  ServerOptions options = Running::free_port();
  options.local_user = "anna";
  const Running server(options, &kept.desk);
  const auto me = nlohmann::json::parse(server.client().Get("/v1/me")->body);
  CHECK(me == nlohmann::json{{"name", "anna"}, {"roles", {"coordinator"}}, {"casebook", true}});
  CHECK(server.client().Get("/v1/cases")->status == 200);
  CHECK(server.client().Get("/v1/audit")->status == 403);
  CHECK(server.client().Get("/v1/tokens")->status == 403);
  CHECK(server.client().Get("/v1/cases", {{"Authorization", "Bearer nonsense"}})->status == 401);
  const std::string body = "{\"patient\": " + sample("paraskeletal").dump() + "}";
  const auto added = server.client().Post("/v1/cases", body, "application/json");
  REQUIRE(added->status == 201);
  const auto json = nlohmann::json::parse(added->body);
  CHECK(json["coordinator"] == "anna");
  CHECK(json["profiles"][0]["by"] == "anna");
}

TEST_CASE("Tokens that are not accepted") {
  Kept kept;
  const std::string right = kept.token({Role::coordinator}), id = kept.last_id;
  HttpAccess access({}, std::nullopt, kept.book.get());
  CHECK(status_of(access.admit(request_with("Bearer " + right), {Role::coordinator})) == 200);
  CHECK(status_of(access.admit(request_with("bearer  " + right + " "), {Role::coordinator})) == 200);
  CHECK(status_of(access.admit(request_with("Bearer " + right), {Role::admin})) == 403);
  std::string other = right;
  other.back() = other.back() == 'A' ? 'B' : 'A';
  for (const std::string& wrong : {"Bearer " + other, "Bearer " + right.substr(1), "Basic " + right, right,
                                   std::string("Bearer"), "Bearer " + right + right})
    CHECK(status_of(access.admit(request_with(wrong), {Role::coordinator})) == 401);
  REQUIRE(revoke_token(*kept.book, anna, id));
  CHECK(status_of(access.admit(request_with("Bearer " + right), {Role::coordinator})) == 401);
}

TEST_CASE("An expired token opens nothing, on loopback too") {
  const OnSqlite engine;
  auto now = std::make_shared<std::string>("2026-11-22T08:00:00Z");
  Casebook book(database_at(engine.location()), [now] { return *now; });
  const auto made = add_token(book, anna, {"eve", {Role::coordinator}, day("2026-11-22")});
  REQUIRE(made);
  HttpAccess access({}, std::nullopt, &book);
  CHECK(status_of(access.admit(request_with("Bearer " + made->token), Roles::all())) == 200);
  *now = "2026-11-23T00:00:00Z";
  CHECK(status_of(access.admit(request_with("Bearer " + made->token), Roles::all())) == 401);
  CHECK(status_of(access.admit(request_with(""), Roles::all())) == 401);
}

TEST_CASE("After too many wrong tokens an address has to wait, and others do not") {
  Kept kept;
  const std::string right = "Bearer " + kept.token({Role::coordinator});
  HttpAccess access({}, std::nullopt, kept.book.get());
  for (int i = 0; i < 10; ++i)
    CHECK(status_of(access.admit(request_with("Bearer wrong"), Roles::all())) == 401);
  const auto refused = access.admit(request_with(right), Roles::all());
  REQUIRE(status_of(refused) == 429);
  const auto& headers = std::get<HttpResponse>(refused).headers;
  CHECK(std::any_of(headers.begin(), headers.end(), [](const auto& each) {
    return each.first == "Retry-After" && std::stoi(each.second) > 0;
  }));
  CHECK(status_of(access.admit(request_with(right, "192.0.2.2"), Roles::all())) == 200);
}

TEST_CASE("The limit of failures counts one window and forgets") {
  FailureLimiter limiter(3, std::chrono::seconds(60));
  const FailureLimiter::Moment start{};
  for (int i = 0; i < 3; ++i) {
    CHECK_FALSE(limiter.wait("a", start + std::chrono::seconds(i)));
    limiter.failed("a", start + std::chrono::seconds(i));
  }
  CHECK(limiter.wait("a", start + std::chrono::seconds(10)) == std::chrono::seconds(50));
  CHECK_FALSE(limiter.wait("b", start + std::chrono::seconds(10)));
  CHECK_FALSE(limiter.wait("a", start + std::chrono::seconds(60)));
  limiter.failed("a", start + std::chrono::seconds(61));
  CHECK_FALSE(limiter.wait("a", start + std::chrono::seconds(62)));
  for (int i = 0; i < 30'000; ++i)
    limiter.failed(std::to_string(i), start + std::chrono::seconds(62)); // remembers no more than it may
  for (int i = 0; i < 3; ++i)
    limiter.failed("c", start + std::chrono::seconds(63));
  CHECK(limiter.wait("c", start + std::chrono::seconds(64)));
}

TEST_CASE("Addresses and their templates") {
  using Ids = std::vector<std::string>;
  CHECK(ids_in("/v1/cases", "/v1/cases") == Ids{});
  CHECK(ids_in("/v1/cases/{case}", "/v1/cases/C-1") == Ids{"C-1"});
  CHECK(ids_in("/v1/cases/{case}/shortlist/{trial}", "/v1/cases/C-1/shortlist/NCT1") == Ids{"C-1", "NCT1"});
  for (const char* path :
       {"", "/", "/v1", "/v1/cases/", "/v1/cases/C-1/", "/v1/cases/C-1/x", "v1/cases/C-1", "//v1/cases/C-1"})
    CHECK_FALSE(ids_in("/v1/cases/{case}", path));
  CHECK_FALSE(ids_in("/v1/cases/{case}/close", "/v1/cases//close"));
  CHECK(template_of("/v1/cases/C-SECRET/audit") == "/v1/cases/{case}/audit");
  CHECK(template_of("/v1/cases/C-SECRET/other") == "other");
}
