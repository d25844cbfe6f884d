#include "server/http_transport.hpp"

#include <atomic>
#include <chrono>

#include <httplib.h>

#include "server/http_access.hpp"
#include "server/http_gate.hpp"
#include "server/http_metrics.hpp"
#include "server/http_routes.hpp"
#include "server/http_tls.hpp"
#include "server/problem_details.hpp"

namespace cartwright {

namespace {

HttpRequest request_of(const httplib::Request& from) {
  HttpRequest out;
  out.method = from.method;
  out.path = from.path;
  for (const auto& [name, value] : from.params)
    out.query.emplace_back(name, value);
  for (const auto& [name, value] : from.headers)
    out.headers.emplace_back(name, value);
  out.body = from.body;
  out.peer = from.remote_addr;
  return out;
}

/// The library packs plain "application/json" as small as can be, which takes a browser's answer of some
/// megabytes ten seconds; with its character set named it goes out as it is.
void write_body(const HttpResponse& from, httplib::Response& to) {
  constexpr std::size_t long_to_pack = 256 * 1024;
  const bool plain = from.content_type == "application/json" && from.body.size() > long_to_pack;
  to.set_content(from.body, plain ? "application/json; charset=utf-8" : from.content_type);
}

void write(const HttpResponse& from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& [name, value] : guarding_headers())
    to.set_header(name, value);
  for (const auto& [name, value] : from.headers)
    to.set_header(name, value);
  if (from.status != 304) write_body(from, to);
}

/// Counts a question while it is answered.
class InFlight {
public:
  explicit InFlight(std::atomic<std::size_t>& count) : count_(count), number_(++count) {}
  ~InFlight() { --count_; }
  InFlight(const InFlight&) = delete;
  InFlight& operator=(const InFlight&) = delete;
  std::size_t number() const { return number_; }

private:
  std::atomic<std::size_t>& count_;
  std::size_t number_;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

struct HttpServer::State {
  ServerOptions options;
  Answerers answerers;
  AccessLog log;
  std::optional<HttpAccess> access;
  std::unique_ptr<httplib::Server> server;
  HttpMetrics metrics;
  std::atomic<std::size_t> in_flight{0};
  int port = 0;

  void note(const std::string& method, std::string_view route, int status, std::size_t bytes,
            double seconds) {
    metrics.count(route, status, seconds);
    if (log) log({method, std::string(route), status, bytes, seconds * 1000});
  }

  /// Who asks, or why not; before the body is read, and again when it is answered.
  std::variant<Asker, HttpResponse> admit(const HttpRequest& request) {
    const Roles allowed = allowed_roles(request);
    if (allowed.empty()) return Asker{};
    return access->admit(request, allowed);
  }

  HttpResponse answer(const HttpRequest& request) {
    const InFlight question(in_flight);
    if (question.number() > options.max_concurrent) {
      HttpResponse busy = problem_response(503, "Too many questions at once.");
      busy.headers.emplace_back("Retry-After", "1");
      return busy;
    }
    const bool reading = request.method == "GET" || request.method == "HEAD";
    if (reading && request.path == "/healthz")
      return {200, "application/json", "{\"status\": \"ok\"}\n", {{"Cache-Control", "no-store"}}};
    if (reading && request.path == "/metrics")
      return {
          200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(), {{"Cache-Control", "no-store"}}};
    const auto asker = admit(request);
    if (const HttpResponse* refusal = std::get_if<HttpResponse>(&asker)) return *refusal;
    return respond(request, std::get<Asker>(asker), answerers);
  }

  void handle(const httplib::Request& from, httplib::Response& to) {
    const auto start = std::chrono::steady_clock::now();
    const HttpResponse response = answer(request_of(from));
    write(response, to);
    note(from.method, template_of(from.path), response.status, response.body.size(), seconds_since(start));
  }

  void limit() {
    server->set_payload_max_length(options.max_body);
    const auto timeout = options.request_timeout;
    server->set_read_timeout(timeout);
    server->set_write_timeout(timeout);
    const auto idle = std::chrono::duration_cast<std::chrono::seconds>(options.idle_timeout).count();
    server->set_keep_alive_timeout(static_cast<time_t>(std::max<long long>(idle, 1)));
    server->set_tcp_nodelay(true);
    constexpr std::size_t spare = 4; // threads that may still say "too many"
    server->new_task_queue = [count = options.max_concurrent + spare] {
      return new httplib::ThreadPool(count);
    };
  }

  void route() {
    server->set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
      const HttpRequest request = request_of(from);
      auto refusal = refuse(request, options, port);
      if (!refusal)
        if (auto asker = admit(request); std::holds_alternative<HttpResponse>(asker))
          refusal = std::get<HttpResponse>(std::move(asker));
      if (!refusal) return httplib::Server::HandlerResponse::Unhandled;
      write(*refusal, to);
      note(from.method, template_of(from.path), refusal->status, refusal->body.size(), 0);
      return httplib::Server::HandlerResponse::Handled;
    });
    const auto handler = [this](const httplib::Request& from, httplib::Response& to) { handle(from, to); };
    server->Get(".*", handler)
        .Post(".*", handler)
        .Put(".*", handler)
        .Patch(".*", handler)
        .Delete(".*", handler)
        .Options(".*", handler);
    const httplib::Server::HandlerWithResponse failed = [this](const httplib::Request& from,
                                                               httplib::Response& to) {
      if (to.has_header("Content-Type")) return httplib::Server::HandlerResponse::Unhandled;
      const int status = to.status;
      write(problem_response(status, status == 413 ? "The body is beyond the limit."
                                                   : "The request cannot be answered."),
            to);
      note(from.method, "other", status, 0, 0);
      return httplib::Server::HandlerResponse::Handled;
    };
    server->set_error_handler(failed);
    // What went wrong may quote the body, so it is not told.
    server->set_exception_handler([](const httplib::Request&, httplib::Response& to, std::exception_ptr) {
      write(problem_response(500, "The server failed to answer; nothing was stored."), to);
    });
  }
};

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpServer::~HttpServer() = default;

Result<std::unique_ptr<HttpServer>> HttpServer::bind(const ServerOptions& options, const Answering& answering,
                                                     AccessLog log, CaseDesk* desk, Desk* maintenance) {
  Problems problems = validate(options);
  auto state = std::make_unique<State>();
  state->options = options;
  state->answerers = {&answering, desk, maintenance};
  state->log = std::move(log);
  std::optional<BearerTokens> tokens;
  if (!options.token_file.empty()) {
    auto loaded = BearerTokens::load(options.token_file);
    problems.absorb(loaded.problems());
    if (loaded) tokens = std::move(*loaded);
  }
  state->access.emplace(options, std::move(tokens), desk == nullptr ? nullptr : &desk->casebook());
  if (options.tls()) problems.absorb(load_tls(options).problems());
  if (problems.has_errors()) return problems;
  if (options.tls())
    state->server =
        std::make_unique<httplib::SSLServer>(options.tls_certificate.c_str(), options.tls_key.c_str());
  else
    state->server = std::make_unique<httplib::Server>();
  state->limit();
  state->route();
  // Without this a second program could share the port unseen.
  state->server->set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  const bool bound = options.port == 0
                         ? (state->port = state->server->bind_to_any_port(options.host.c_str())) > 0
                         : state->server->bind_to_port(options.host.c_str(), state->port = options.port);
  if (!bound) {
    problems.error(ProblemCode::unavailable, "listen",
                   "the address " + options.host + ":" + std::to_string(options.port) + " cannot be opened",
                   "another program may listen there; choose another port, or 0 for any free one");
    return problems;
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(state)));
}

int HttpServer::port() const {
  return state_->port;
}

std::string HttpServer::address() const {
  const std::string& host = state_->options.host;
  const std::string shown = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return (state_->options.tls() ? "https://" : "http://") + shown + ":" + std::to_string(state_->port);
}

bool HttpServer::run() {
  return state_->server->listen_after_bind();
}

void HttpServer::stop() {
  state_->server->stop();
}

} // namespace cartwright
