// The HTTP door over real sockets: routes, refusals, limits, secrecy, stopping.
#include <thread>

#include <httplib.h>

#include <catch2/catch.hpp>

#include "server/page_assets.hpp"
#include "tests/support/casebooks.hpp"
#include "tests/support/every_route.hpp"
#include "tests/support/running_server.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

std::string body_of(const std::string& id) {
  return sample(id).dump();
}

} // namespace

TEST_CASE("A match over HTTP is the match of the service") {
  Running server;
  const std::string body = body_of("extraosseous-liver");
  const auto answer = server.client().Post("/v1/match?as_of=2026-11-22", body, "application/json");
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->body == shipped_service().match({body, "2026-11-22", ""}).body);
  const auto explained =
      server.client().Post("/v1/explain/NCT07003568",
                           "{\"as_of\": \"2026-11-22\", \"patient\": " + body + "}", "application/json");
  REQUIRE(explained);
  const auto json = nlohmann::json::parse(explained->body);
  REQUIRE(json["answers"].size() == 1);
  CHECK(json["answers"][0]["criteria"][0].contains("rule"));
  CHECK(json["as_of"] == "2026-11-22");
  CHECK(explained->body.find("patient.measurements") == std::string::npos); // places are those of the profile
}

TEST_CASE("Every route of the OpenAPI document answers, and no route is missing from it") {
  const OnSqlite engine;
  const auto book = casebook_at(engine.location());
  CaseDesk desk(shipped_service(), *book);
  const std::string id = desk.add(anna, body_of("paraskeletal"), "")->head.id.text();
  Running server(Running::free_port(), &desk);
  const auto document = server.client().Get("/v1/openapi.json");
  REQUIRE(document);
  std::set<std::string> described, known;
  const nlohmann::json described_paths = nlohmann::json::parse(document->body)["paths"];
  for (const auto& [path, methods] : described_paths.items())
    for (const auto& [method, operation] : methods.items())
      described.insert(method + " " + path);
  for (const Route& route : routes()) {
    std::string method(route.method);
    std::transform(method.begin(), method.end(), method.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    known.insert(method + " " + std::string(route.path));
    if (!route.roles.has(Role::coordinator) && !route.roles.empty()) continue;
    const auto answer = ask(server, route, {id, ""});
    INFO(method << " " << route.path << " " << answer->body.substr(0, 300));
    REQUIRE(answer);
    CHECK(answer->status / 100 == 2);
  }
  CHECK(described == known);
}

TEST_CASE("A search over HTTP is the search of the service, with filters, facets and completion") {
  Running server;
  const auto answer = server.client().Get("/v1/search?q=GPRC5D&target=bcma&open=true&top=3");
  REQUIRE(answer);
  CHECK(answer->status == 200);
  const auto json = nlohmann::json::parse(answer->body);
  CHECK(json["query"] == "GPRC5D");
  CHECK(json["results"].size() == 3);
  CHECK(json["total"].get<int>() >= 3);
  REQUIRE(json["facets"]["recruiting"].size() == 1);
  CHECK(json["facets"]["recruiting"][0]["value"] == "open");
  CHECK(json["did_you_mean"].is_null());
  CHECK(answer->body == shipped_service()
                            .search({"", "", "", {{"q", "GPRC5D"}, {"target", "bcma"}, {"open", "true"}, {"top", "3"}}})
                            .body);
  const auto chinese = server.client().Get("/v1/search?q=%E4%BC%8A%E5%9F%BA%E5%A5%A5%E4%BB%91%E8%B5%9B");
  REQUIRE(chinese);
  CHECK(chinese->body.find("equecabtagene") != std::string::npos);
  const auto offers = server.client().Get("/v1/search/completions?q=talqu");
  REQUIRE(offers);
  CHECK(nlohmann::json::parse(offers->body)["completions"][0]["text"] == "talquetamab");
  for (const char* wrong : {"/v1/search?target=nothing", "/v1/search?age=-1", "/v1/search?top=100000",
                            "/v1/search?words=x", "/v1/search?open=perhaps", "/v1/search?phase="}) {
    const auto refused = server.client().Get(wrong);
    INFO(wrong);
    REQUIRE(refused);
    CHECK(refused->status == 422);
    CHECK(nlohmann::json::parse(refused->body)["problems"].size() == 1);
  }
  CHECK(server.log().find("GPRC5D") == std::string::npos);
}

TEST_CASE("Refusals are problem details with every problem") {
  Running server;
  auto client = server.client();
  struct Case {
    std::string path, body, type;
    int status;
  };
  const std::vector<Case> cases = {
      {"/v1/match", "{", "application/json", 400},
      {"/v1/match", R"({"profile": "cartwright/patient@1"})", "application/json", 422},
      {"/v1/match", "{}", "text/plain", 415},
      {"/v1/explain/NCT99999999", body_of("paraskeletal"), "application/json", 404},
      {"/v1/match", std::string(3 * 1024 * 1024, ' '), "application/json", 413},
      {"/v1/match", std::string(200, '[') + std::string(200, ']'), "application/json", 413},
      {"/v1/nothing", "{}", "application/json", 404},
      {"/v1/trials", "{}", "application/json", 405}};
  for (const Case& each : cases) {
    const auto answer = client.Post(each.path, each.body, each.type);
    INFO(each.path << " " << each.body.substr(0, 60));
    REQUIRE(answer);
    CHECK(answer->status == each.status);
    CHECK(answer->get_header_value("Content-Type") == "application/problem+json");
    const auto json = nlohmann::json::parse(answer->body);
    CHECK(json["status"] == each.status);
    CHECK(json["problems"].is_array());
  }
  CHECK(client.Get("/v1/match")->status == 405);
  CHECK(client.Get("/v1/match")->get_header_value("Allow") == "POST");
  const auto two = nlohmann::json::parse(
      client
          .Post(
              "/v1/match",
              R"({"profile": "cartwright/patient@1", "id": "P-1", "tempo": "fast", "person": {"sex": "x"}})",
              "application/json")
          ->body);
  CHECK(two["problems"].size() == 2);
}

TEST_CASE("The check of a bad profile lists its problems with status 200") {
  Running server;
  const auto answer = server.client().Post(
      "/v1/check", R"({"profile": "cartwright/patient@1", "id": "P-1", "tempo": "fast"})",
      "application/json");
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(nlohmann::json::parse(answer->body)["problems"][0]["where"] == "tempo");
}

TEST_CASE("The page and everything it needs come from the program, under a strict policy") {
  Running server;
  const auto page = server.client().Get("/");
  REQUIRE(page);
  CHECK(page->status == 200);
  CHECK_THAT(page->get_header_value("Content-Security-Policy"), Catch::Contains("default-src 'none'"));
  for (const PageAsset& asset : page_assets()) {
    const auto answer = server.client().Get(std::string(asset.path));
    INFO(asset.path);
    REQUIRE(answer);
    CHECK(answer->status == 200);
    CHECK(answer->body == asset.content);
    CHECK(answer->get_header_value("X-Content-Type-Options") == "nosniff");
    const auto again =
        server.client().Get(std::string(asset.path), {{"If-None-Match", std::string(asset.etag)}});
    CHECK(again->status == 304);
    if (asset.path != "/v1/openapi.json") CHECK(asset.content.find("https://") == std::string_view::npos);
  }
  CHECK(server.client().Get("/../CMakeLists.txt")->status == 404);
  CHECK(server.client().Get("/%2e%2e/CMakeLists.txt")->status == 404);
}

TEST_CASE("Other hosts and origins are refused on loopback") {
  Running server;
  CHECK(server.client().Get("/v1/trials", {{"Host", "evil.example"}})->status == 403);
  CHECK(server.client().Get("/v1/trials", {{"Origin", "https://evil.example"}})->status == 403);
  CHECK(server.client()
            .Get("/v1/trials", {{"Origin", "http://127.0.0.1:" + std::to_string(server.port())},
                                {"Host", "127.0.0.1:" + std::to_string(server.port())}})
            ->status == 200);
  CHECK(server.client().Get("/" + std::string(4000, 'a'))->status == 414);
}

TEST_CASE("Any other address refuses to start without tokens and TLS, and says what to give") {
  ServerOptions options;
  options.host = "0.0.0.0";
  options.port = 0;
  const auto bound = HttpServer::bind(options, shipped_service(), {});
  REQUIRE_FALSE(bound);
  CHECK(bound.problems().size() == 2);
  CHECK_THAT(bound.problems().items()[0].hint, Catch::Contains("--token-file"));
  options.token_file = "/no/such/file";
  options.tls_certificate = "/no/such/certificate";
  options.tls_key = "/no/such/key";
  CHECK_FALSE(HttpServer::bind(options, shipped_service(), {}));
}

TEST_CASE("A port that is taken is told") {
  Running server;
  ServerOptions options;
  options.port = server.port();
  const auto second = HttpServer::bind(options, shipped_service(), {});
  CHECK_FALSE(second);
  CHECK(second.problems().items()[0].code == ProblemCode::unavailable);
}

TEST_CASE("Nothing about a patient reaches the log or the metrics") {
  Running server;
  server.client().Post(
      "/v1/match", R"({"profile": "cartwright/patient@1", "id": "Secret-Person", "tempo": "Secret-Tempo"})",
      "application/json");
  server.client().Get("/v1/trials/Secret-Person");
  server.client().Get("/Secret-Person?name=Secret-Person");
  const auto metrics = server.client().Get("/metrics");
  CHECK(server.log().find("Secret") == std::string::npos);
  CHECK(metrics->body.find("Secret") == std::string::npos);
  CHECK_THAT(metrics->body,
             Catch::Contains("cartwright_requests_total{route=\"/v1/match\",status=\"422\"} 1"));
}

TEST_CASE("Many clients at once get the same answer, or are told to come again") {
  Running server;
  const std::string body = body_of("paraskeletal");
  const std::string expected = shipped_service().match({body, "", ""}).body;
  std::atomic<int> answered{0}, busy{0}, wrong{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i)
    threads.emplace_back([&] {
      const auto answer = server.client().Post("/v1/match", body, "application/json");
      if (answer && answer->status == 200 && answer->body == expected)
        ++answered;
      else if (answer && answer->status == 503)
        ++busy;
      else
        ++wrong;
    });
  for (std::thread& thread : threads)
    thread.join();
  CHECK(wrong == 0);
  CHECK(answered + busy == 12);
  CHECK(answered > 0);
}

TEST_CASE("More questions than allowed are told to come again") {
  ServerOptions options = Running::free_port();
  options.max_concurrent = 1;
  Running server(options);
  const std::string body = body_of("extraosseous-liver");
  std::atomic<int> busy{0}, answered{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      const auto answer = server.client().Post("/v1/match", body, "application/json");
      if (answer && answer->status == 503 && answer->get_header_value("Retry-After") == "1") ++busy;
      if (answer && answer->status == 200) ++answered;
    });
  for (std::thread& thread : threads)
    thread.join();
  CHECK(answered >= 1);
  CHECK(answered + busy == 4);
}

TEST_CASE("Stopping finishes what is being answered") {
  Running server;
  std::atomic<int> status{0};
  std::thread asking([&] {
    const auto answer = server.client().Post("/v1/match", body_of("extraosseous-liver"), "application/json");
    status = answer ? answer->status : -1;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  server.stop();
  asking.join();
  CHECK(status == 200);
  CHECK(server.ended_well());
}

TEST_CASE("Bytes that are no HTTP do no harm") {
  Running server;
  for (const std::string& bytes :
       {std::string("\x16\x03\x01 hello"), std::string("GET / HTTP/1.1\r\n" + std::string(100000, 'a')),
        std::string("POST /v1/match HTTP/1.1\r\nContent-Length: 100\r\n\r\n{")}) {
    httplib::Client raw("127.0.0.1", server.port());
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(server.port()));
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    REQUIRE(::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    CHECK(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0);
    ::close(socket);
  }
  const auto after = server.client().Get("/healthz");
  REQUIRE(after);
  CHECK(after->status == 200);
}
