// The maintainers' desk over real sockets: the whole way of a draft, refusals, and answers that follow.
#include <optional>
#include <thread>

#include <httplib.h>

#include <catch2/catch.hpp>

#include "server/http_transport.hpp"
#include "tests/support/run_cases.hpp"
#include "tests/support/store_copy.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;

namespace {

/// A server over a store for the length of a test.
class Serving {
public:
  /// With cases, when a casebook is given.
  explicit Serving(Casebook* casebook = nullptr) : desk_(copy_.desk()) {
    if (casebook != nullptr) cases_.emplace([this] { return desk_->live().now()->service; }, *casebook);
    ServerOptions options;
    options.port = 0;
    options.local_roles = {Role::maintainer};
    auto bound = HttpServer::bind(options, desk_->live(), {}, cases_ ? &*cases_ : nullptr, desk_.get());
    REQUIRE(bound);
    server_ = std::move(*bound);
    thread_ = std::thread([this] { server_->run(); });
    client().Get("/healthz");
  }
  ~Serving() {
    server_->stop();
    thread_.join();
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  Desk& desk() { return *desk_; }
  httplib::Client client() const {
    httplib::Client out("127.0.0.1", server_->port());
    out.set_read_timeout(60);
    return out;
  }
  json get(const std::string& path, int status = 200) const {
    const auto answer = client().Get("/v1/maintenance/" + path);
    REQUIRE(answer);
    INFO(path << ": " << answer->body.substr(0, 600));
    CHECK(answer->status == status);
    return json::parse(answer->body);
  }
  json post(const std::string& path, const json& body, int status = 200) const {
    const auto answer = client().Post("/v1/maintenance/" + path, body.dump(), "application/json");
    REQUIRE(answer);
    INFO(path << ": " << answer->body.substr(0, 600));
    CHECK(answer->status == status);
    return json::parse(answer->body);
  }

private:
  StoreCopy copy_;
  std::unique_ptr<Desk> desk_;
  std::optional<CaseDesk> cases_;
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
};

const std::string one = StoreCopy::id(1);

} // namespace

TEST_CASE("Maintenance over HTTP: from the queue to a published revision that answers come from") {
  const Serving server;
  CHECK(server.get("queue")["entries"].empty());
  json draft = server.get("drafts/" + one);
  CHECK(draft["state"] == "none");
  json content = draft["content"];
  content["title"] = "Over the wire";
  const json checked = server.post("check/" + one, {{"content", content}});
  CHECK(checked["differences"][0]["where"] == "title");
  CHECK(checked["state"] == "none");
  const json saved =
      server.post("drafts/" + one, {{"base", draft["base"]}, {"content", content}, {"why", "a title"}});
  CHECK(saved["state"] == "draft");
  CHECK(saved["saves"][0]["by"] == "local user");
  CHECK(server.get("queue")["entries"][0]["state"] == "draft");
  const json reviewed = server.post("review/" + one, {{"base", saved["base"]}, {"why", "right"}});
  CHECK(reviewed["state"] == "reviewed");
  const json preview = server.post("preview", {{"ids", json::array({one})}});
  CHECK(preview["published"] == false);
  CHECK(preview["changes"]["changes"][0]["change"] == "title_changed");
  server.post("publish", {{"expect", "sha256:other"}, {"why", "x"}}, 409);
  const json done = server.post("publish", {{"expect", preview["revision"]["catalogue"]}, {"why", "titles"}});
  CHECK(done["published"] == true);
  CHECK(done["revision"]["number"] == 2);
  const auto trial = server.client().Get("/v1/trials/" + one);
  CHECK(json::parse(trial->body)["title"] == "Over the wire");
  CHECK(server.get("revisions")["revisions"][0]["why"] == "titles");
  CHECK(server.get("revisions/2")["changed"][0]["review"]["why"] == "right");
  CHECK(server.get("compare?from=1&to=2")["changes"]["changes"].size() == 1);
  const json back = server.post("preview", {{"revision", "1"}});
  server.post("restore", {{"revision", "1"}, {"expect", back["revision"]["catalogue"]}, {"why", "no"}});
  const auto again = server.client().Get("/v1/trials/" + one);
  CHECK(json::parse(again->body)["title"] == "A trial for tests");
  CHECK(server.get("freshness?top=1&as_of=2026-11-22")["records"].size() == 1);
  CHECK(server.get("coverage")["trials"].size() == 2);
}

TEST_CASE("Maintenance over HTTP: the preview names the open cases that change, and no fact of a patient") {
  const OnSqlite engine;
  const auto book = casebook_at(engine.location());
  const auto add = [&](const std::string& id, const std::string& born) {
    const auto record = book->add(anna, synthetic_profile(id, {{"person", {{"birth_date", born}}}}), "anna");
    REQUIRE(record);
    return record->head.id.text();
  };
  add("P-1", "1990-01-01");
  const std::string old = add("P-2", "1940-02-03");
  const Serving server(book.get());
  const json draft = server.get("drafts/" + one);
  json content = draft["content"];
  json limit = content["criteria"][0];
  limit["id"] = "I77";
  limit["kind"] = "inclusion";
  limit["says"] = "Not older than 70";
  limit["rule"] = "age <= 70 y";
  limit.erase("scope");
  content["criteria"].push_back(limit);
  const json saved =
      server.post("drafts/" + one, {{"base", draft["base"]}, {"content", content}, {"why", "x"}});
  server.post("review/" + one, {{"base", saved["base"]}, {"why", "right"}});
  const json preview = server.post("preview", {{"ids", json::array({one})}});
  const json& impact = preview["impact"];
  INFO(impact.dump(2));
  CHECK(impact["known"] == true);
  CHECK(impact["cases"] == 2);
  CHECK(impact["touched"] == 1);
  CHECK(impact["trials_looked_at"] == 1);
  REQUIRE(impact["trials"].size() == 1);
  const json& trial = impact["trials"][0];
  CHECK(trial["trial"] == one);
  CHECK(trial["moves"] == json{{"lost", 1}});
  REQUIRE(trial["cases"].size() == 1);
  CHECK(trial["cases"][0]["case"] == old);
  CHECK(trial["cases"][0]["then"].is_null());
  CHECK(trial["cases"][0]["causes"][0]["cause"] == "rule");
  CHECK(trial["cases"][0]["causes"][0]["item"] == "I77");
  for (const char* fact : {"1940-02", "86 y", "\"P-2\""})
    CHECK_THAT(impact.dump(), !Catch::Contains(fact));
  const auto runs =
      book->with_database([](sql::Database& database) { return database.query("SELECT 1 FROM runs"); });
  CHECK(runs->empty());
}

TEST_CASE("Maintenance over HTTP: a preview without cases says so") {
  const Serving server;
  const json draft = server.get("drafts/" + one);
  json content = draft["content"];
  content["title"] = "Another";
  const json saved =
      server.post("drafts/" + one, {{"base", draft["base"]}, {"content", content}, {"why", "x"}});
  server.post("review/" + one, {{"base", saved["base"]}, {"why", "right"}});
  const json impact = server.post("preview", {{"ids", json::array({one})}})["impact"];
  CHECK(impact["known"] == false);
  CHECK(impact["because"] == "this server keeps no cases");
}

TEST_CASE(
    "Maintenance over HTTP: a stale edit is a conflict with both differences, and what is wrong is told") {
  const Serving server;
  const json draft = server.get("drafts/" + one);
  json theirs = draft["content"], ours = draft["content"];
  theirs["title"] = "Theirs";
  ours["title"] = "Ours";
  server.post("drafts/" + one, {{"base", draft["base"]}, {"content", theirs}, {"why", "faster"}});
  const json refused =
      server.post("drafts/" + one, {{"base", draft["base"]}, {"content", ours}, {"why", "slower"}}, 409);
  CHECK(refused["problems"].size() == 3);
  CHECK(refused["problems"][1]["message"] == "theirs: A trial for tests -> Theirs");
  CHECK(refused["problems"][2]["message"] == "yours: A trial for tests -> Ours");
  const json rule = server.post("rule", {{"rule", "age >= "}});
  CHECK(rule["canonical"].is_null());
  CHECK(rule["problems"][0]["message"].get<std::string>().find("^") != std::string::npos);
  server.post("drafts/" + one, {{"content", ours}}, 422);            // no reason
  server.post("drafts/" + one, {{"why", "x"}}, 422);                 // no content
  server.post("drafts/" + one, {{"content", 7}, {"why", "x"}}, 422); // no object
  server.post("review/NCT00000055", {{"base", ""}, {"why", "x"}}, 404);
  server.get("drafts/NCT00000055", 404);
  server.get("revisions/99", 404);
  server.get("freshness?as_of=never", 422);
  const auto wrong_type = server.client().Post("/v1/maintenance/rule", "{}", "text/plain");
  CHECK(wrong_type->status == 415);
  const auto wrong_method = server.client().Get("/v1/maintenance/publish");
  CHECK(wrong_method->status == 405);
  const auto both = server.client().Put("/v1/maintenance/drafts/" + one, "{}", "application/json");
  CHECK(both->status == 405);
  CHECK(both->get_header_value("Allow") == "GET, HEAD, POST");
}

TEST_CASE("Maintenance over HTTP: the page is served with its own policy") {
  const Serving server;
  const auto page = server.client().Get("/maintain");
  REQUIRE(page);
  CHECK(page->status == 200);
  CHECK(page->get_header_value("Content-Security-Policy").find("script-src 'self'") != std::string::npos);
  CHECK(page->body.find("maintain.js") != std::string::npos);
}
