// Cases over HTTP: what is stored, what is refused and how, and that nothing of a patient gets out on the
// side.
#include <set>
#include <thread>

#include <catch2/catch.hpp>

#include "server/casebook/audit.hpp"
#include "tests/support/casebooks.hpp"
#include "tests/support/running_server.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;

namespace {

struct Served {
  Served() : book(casebook_at(engine.location())), desk(shipped_service(), *book), server(options(), &desk) {}
  static ServerOptions options() {
    ServerOptions out = Running::free_port();
    out.local_user = "anna";
    return out;
  }

  struct Got {
    int status = 0;
    json body;
  };
  Got send(const std::string& method, const std::string& path, const json& body = nullptr) {
    httplib::Request request;
    request.method = method;
    request.path = path;
    if (!body.is_null()) {
      request.body = body.is_string() ? body.get<std::string>() : body.dump();
      request.set_header("Content-Type", "application/json");
    }
    auto client = server.client();
    const auto answer = client.send(request);
    REQUIRE(answer);
    return {answer->status, json::parse(answer->body)};
  }
  std::string add(const std::string& name = "extraosseous-liver") {
    const Got added = send("POST", "/v1/cases", {{"patient", sample(name)}});
    INFO(added.body.dump());
    REQUIRE(added.status == 201);
    return "/v1/cases/" + added.body["case"].get<std::string>();
  }

  OnSqlite engine;
  std::unique_ptr<Casebook> book;
  CaseDesk desk;
  Running server;
};

bool speaks_of(const json& body, const std::string& word) {
  return body.dump().find(word) != std::string::npos;
}

} // namespace

TEST_CASE("The life of a case over HTTP") {
  Served served;
  const std::string at = served.add();
  const auto updated =
      served.send("PUT", at + "/profile",
                  {{"patient", sample("paraskeletal")}, {"because", "a new record"}, {"version", 1}});
  CHECK(updated.status == 200);
  CHECK(updated.body["profile"] == 2);
  CHECK(updated.body["profiles"][1]["because"] == "a new record");
  CHECK(served.send("GET", at + "/profiles/1").body == sample("extraosseous-liver"));
  CHECK(served.send("GET", at + "/profiles/2").body == sample("paraskeletal"));
  CHECK(served.send("PUT", at + "/shortlist/NCT07003568", {{"note", "near home"}}).body["shortlist"].size() ==
        1);
  CHECK(served.send("POST", at + "/assign", {{"coordinator", "dora"}}).body["coordinator"] == "dora");
  CHECK(served.send("GET", "/v1/cases?coordinator=dora").body["cases"].size() == 1);
  CHECK(served.send("GET", "/v1/cases?coordinator=anna").body["cases"].empty());
  CHECK(served.send("DELETE", at + "/shortlist/NCT07003568").body["shortlist"].empty());
  CHECK(served.send("POST", at + "/close", {{"because", "enrolled"}}).body["state"] == "closed");
  CHECK(served.send("GET", "/v1/cases").body["cases"].empty());
  CHECK(served.send("GET", "/v1/cases?state=closed").body["cases"].size() == 1);
  CHECK(served.send("POST", at + "/reopen", {{"because", "screening failed"}}).body["state"] == "open");
  const auto trail = served.send("GET", at + "/audit").body["entries"];
  REQUIRE(trail.size() == 7);
  CHECK(trail[6]["action"] == "case.reopened");
  for (const json& entry : trail) {
    CHECK(entry["by"] == "anna");
    CHECK(entry["via"] == "http");
  }
  const auto all = served.send("GET", at + "/export").body;
  CHECK(all["profiles"][1]["profile"] == sample("paraskeletal"));
  CHECK(all["audit"] == trail);
  CHECK(served.book->with_database([](sql::Database& database) { return verify_audit(database); })
            ->problems.empty());
}

TEST_CASE("Overrides over HTTP stand in the answers of the case until they are withdrawn") {
  Served served;
  const std::string at = served.add();
  const auto before = served.send("POST", at + "/explain/NCT07003568");
  REQUIRE(before.status == 200);
  const json criterion = before.body["answers"][0]["criteria"][0];
  const auto said = served.send("POST", at + "/overrides",
                                {{"trial", "NCT07003568"},
                                 {"criterion", criterion["id"]},
                                 {"state", "not_met"},
                                 {"because", "the site told us"},
                                 {"until", "2027-01-31"}});
  REQUIRE(said.status == 201);
  CHECK(said.body["overrides"][0]["until"] == "2027-01-31");
  const auto after =
      served.send("POST", at + "/match", {{"trials", {"NCT07003568"}}, {"as_of", "2026-12-01"}});
  REQUIRE(after.status == 200);
  REQUIRE(after.body["answers"].size() == 1);
  const json spoken = after.body["answers"][0]["criteria"][0];
  CHECK(spoken["state"] == criterion["state"]);
  CHECK(spoken["override"]["state"] == "not_met");
  CHECK(spoken["override"]["by"] == "anna");
  CHECK(after.body["answers"][0]["verdict"] != "eligible");
  CHECK(after.body["as_of"] == "2026-12-01");
  CHECK(served.send("POST", at + "/match?as_of=2026-12-02").body["as_of"] == "2026-12-02");
  REQUIRE(served.send("POST", at + "/overrides/1/withdraw", {{"because", "they were wrong"}}).status == 200);
  CHECK(served.send("POST", at + "/explain/NCT07003568").body["answers"] == before.body["answers"]);
}

TEST_CASE("Refusals about cases have the status that says what to do") {
  Served served;
  const std::string at = served.add();
  struct Refusal {
    std::string method, path;
    json body;
    int status;
    std::string says;
  };
  const json profile = sample("paraskeletal");
  const std::vector<Refusal> refusals = {
      {"GET", "/v1/cases/C-NOONE-ATALL", nullptr, 404, "no such case"},
      {"POST", "/v1/cases/C-NOONE-ATALL/close", {{"because", "x"}}, 404, "no such case"},
      {"GET", "/v1/cases/C-NOONE-ATALL/audit", nullptr, 404, "no such case"},
      {"GET", "/v1/cases/C-NOONE-ATALL/export", nullptr, 404, "no such case"},
      {"POST", "/v1/cases/C-NOONE-ATALL/match", nullptr, 404, "no such case"},
      {"GET", at + "/profiles/7", nullptr, 404, "1 to 1"},
      {"GET", at + "/profiles/x", nullptr, 404, "numbered from 1"},
      {"GET", at + "/nothing", nullptr, 404, "nothing at this address"},
      {"PUT", at + "/shortlist/NCT07003569", json::object(), 404, "nearest: NCT07003568"},
      {"DELETE", at + "/shortlist/NCT07003568", nullptr, 404, "not on the shortlist"},
      {"POST", at + "/explain/NCT07003569", nullptr, 404, "nearest: NCT07003568"},
      {"POST", at + "/overrides/1/withdraw", {{"because", "x"}}, 404, "no override 1"},
      {"PUT", at + "/profile", {{"patient", profile}, {"version", 7}}, 409, "changed_meanwhile"},
      {"POST", at + "/reopen", {{"because", "x"}}, 409, "the case is open"},
      {"POST", at + "/close", json::object(), 422, "because"},
      {"POST", at + "/close", {{"becuase", "x"}}, 422, "because"},
      {"POST", at + "/close", {{"because", 7}}, 422, "because"},
      {"POST", "/v1/cases", json::object(), 422, "there is no profile"},
      {"POST", "/v1/cases", {{"patient", {{"profile", "cartwright/patient@1"}}}}, 422, "id"},
      {"POST", "/v1/cases", "{", 400, "malformed"},
      {"POST", "/v1/cases", "[]", 422, "wrong_type"},
      {"POST", "/v1/cases", R"({"patient": {}, "patient": {}})", 422, "duplicate"},
      {"POST", "/v1/cases", std::string(3 * 1024 * 1024, ' '), 413, "limit"},
      {"POST",
       at + "/overrides",
       {{"trial", "NCT07003568"}, {"criterion", "I1"}, {"state", "perhaps"}, {"because", "x"}},
       422,
       "perhaps"},
      {"POST", at + "/overrides", {{"trial", "NCT1"}, {"criterion", "I1"}, {"state", "met"}}, 422, "because"},
      {"POST", at + "/match", {{"as_of", "never"}}, 422, "as_of"},
      {"POST", at + "/match", {{"trials", {"NCT1"}}}, 422, "no trial NCT1"},
      {"GET", "/v1/cases?state=lost", nullptr, 422, "open, closed or all"},
      {"GET", "/v1/cases?limit=-1", nullptr, 422, "limit"},
      {"POST", at, {{"because", "x"}}, 405, "another method"},
  };
  for (const Refusal& each : refusals) {
    const auto got = served.send(each.method, each.path, each.body);
    INFO(each.method << " " << each.path << " " << got.body.dump().substr(0, 400));
    CHECK(got.status == each.status);
    CHECK(got.body["status"] == each.status);
    CHECK(speaks_of(got.body, each.says));
  }
  CHECK(served.book->find(case_id_written(at.substr(10)))->head.version == 1);
  CHECK(served.book->list({})->size() == 1);
}

TEST_CASE("Lists of cases go on page by page") {
  Served served;
  std::set<std::string> added, listed;
  for (int i = 0; i < 7; ++i)
    added.insert(served.add("paraskeletal").substr(10));
  std::string after;
  int pages = 0;
  do {
    const auto page = served.send("GET", "/v1/cases?limit=3&after=" + after).body;
    for (const json& each : page["cases"])
      CHECK(listed.insert(each["case"]).second);
    after = page["next"].is_null() ? "" : page["next"].get<std::string>();
    ++pages;
  } while (!after.empty());
  CHECK(pages == 3);
  CHECK(listed == added);
}

TEST_CASE("Two coordinators at once: one is told, and nothing is lost") {
  Served served;
  const std::string at = served.add();
  std::atomic<int> stored{0}, told_so{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i)
    threads.emplace_back([&] {
      auto client = served.server.client();
      const auto answer =
          client.Put(at + "/shortlist/NCT07003568", R"({"note": "mine", "version": 1})", "application/json");
      if (answer && answer->status == 200) ++stored;
      if (answer && answer->status == 409) ++told_so;
    });
  for (std::thread& thread : threads)
    thread.join();
  CHECK(stored == 1);
  CHECK(told_so == 5);
  CHECK(served.send("GET", at).body["version"] == 2);
}

TEST_CASE("Nothing about a patient or a case reaches the log, the metrics or the audit trail") {
  Served served;
  json profile = sample("paraskeletal");
  profile["id"] = "Secret-Person";
  profile["notes"] = "Secret-Note";
  const auto added = served.send("POST", "/v1/cases", {{"patient", profile}});
  REQUIRE(added.status == 201);
  const std::string id = added.body["case"], at = "/v1/cases/" + id;
  served.send("PUT", at + "/profile", {{"patient", profile}, {"because", "Secret-Reason"}});
  served.send(
      "POST", at + "/overrides",
      {{"trial", "NCT07003568"}, {"criterion", "I1"}, {"state", "met"}, {"because", "Secret-Reason"}});
  served.send("PUT", at + "/shortlist/NCT07003568", {{"note", "Secret-Note"}});
  served.send("POST", at + "/close", {{"because", "Secret-Reason"}});
  served.send("POST", at + "/close", {{"because", "Secret-Reason"}});
  profile["tempo"] = "Secret-Tempo";
  const auto wrong = served.send("POST", "/v1/cases", {{"patient", profile}, {"Secret-Key", 1}});
  CHECK(wrong.status == 422);
  const std::string metrics = served.server.client().Get("/metrics")->body, log = served.server.log();
  for (const std::string& text : {metrics, log}) {
    CHECK(text.find("Secret") == std::string::npos);
    CHECK(text.find(id) == std::string::npos);
    CHECK(text.find("/v1/cases/{case}/overrides") != std::string::npos);
  }
  const auto trail =
      served.book->with_database([](sql::Database& database) { return audit_entries(database, {}); });
  REQUIRE(trail->size() == 5);
  for (const AuditEntry& entry : *trail)
    CHECK(entry.detail.find("Secret") == std::string::npos);
}

TEST_CASE("A server without a casebook says so, and a casebook that goes away too") {
  Running none;
  const auto refused = none.client().Get("/v1/cases");
  CHECK(refused->status == 503);
  CHECK_THAT(refused->body, Catch::Contains("serve --casebook"));
  CHECK(json::parse(none.client().Get("/v1/me")->body)["casebook"] == false);
  LocalPostgres server;
  if (!server.why_not().empty()) {
    LocalPostgres::shared();
    return;
  }
  auto book = casebook_at(server.new_database());
  CaseDesk desk(shipped_service(), *book);
  Running running(Running::free_port(), &desk);
  const std::string id = desk.add(anna, sample("paraskeletal").dump(), "")->head.id.text();
  CHECK(running.client().Get("/v1/cases/" + id)->status == 200);
  server.stop();
  const auto away = running.client().Get("/v1/cases/" + id);
  CHECK(away->status == 503);
  CHECK(away->body.find("password") == std::string::npos);
  CHECK(running.client().Get("/healthz")->status == 200);
  server.start();
  CHECK(running.client().Get("/v1/cases/" + id)->status == 200);
}

TEST_CASE("The funnel of a trial over HTTP is numbers over the open cases, and of no single one") {
  Served served;
  const std::string open = served.add(), closed = served.add("paraskeletal");
  served.send("POST", closed + "/close", {{"because", "moved away"}});
  const auto got = served.send("GET", "/v1/trials/NCT07003568/funnel?as_of=2026-11-22");
  REQUIRE(got.status == 200);
  CHECK(got.body["cases"] == 1);
  CHECK(got.body["as_of"] == "2026-11-22");
  int of_verdicts = 0;
  for (const auto& [verdict, count] : got.body["verdicts"].items())
    of_verdicts += count.get<int>();
  CHECK(of_verdicts == 1);
  const Trial& trial = *shipped_service().snapshot().find(TrialId{"NCT07003568"})->trial;
  REQUIRE(got.body["criteria"].size() == trial.criteria.size());
  int left = 1;
  for (const json& row : got.body["criteria"]) {
    const json& alone = row["alone"];
    CHECK(alone["met"].get<int>() + alone["not_met"].get<int>() + alone["unknown"].get<int>() +
              alone["judgement"].get<int>() ==
          1);
    if (row["in_order"].is_null()) continue;
    left -= row["in_order"]["lost"].get<int>();
    CHECK(row["in_order"]["left"] == left);
  }
  CHECK_FALSE(speaks_of(got.body, open.substr(open.rfind('/') + 1)));
  CHECK_FALSE(speaks_of(got.body, sample("extraosseous-liver")["id"].get<std::string>()));
  CHECK(served.send("GET", "/v1/trials/NCT00000000/funnel").status == 404);
  CHECK(served.send("GET", "/v1/trials/NCT07003568/funnel?as_of=soon").status == 422);
  const Running without;
  CHECK(without.client().Get("/v1/trials/NCT07003568/funnel")->status == 503);
}
