// A server on a free port for the length of a test.
#pragma once

#include <mutex>
#include <string>
#include <thread>

#include <httplib.h>

#include <catch2/catch.hpp>

#include "server/http_transport.hpp"
#include "tests/support/shipped.hpp"

namespace cartwright::test {

class Running {
public:
  explicit Running(ServerOptions options = free_port(), CaseDesk* desk = nullptr) {
    auto bound = HttpServer::bind(
        options, shipped_service(),
        [this](const AccessLine& line) {
          const std::lock_guard lock(mutex_);
          log_ += line.method + " " + line.route + " " + std::to_string(line.status) + "\n";
        },
        desk);
    REQUIRE(bound);
    server_ = std::move(*bound);
    thread_ = std::thread([this] { ok_ = server_->run(); });
    client().Get("/healthz");
  }
  ~Running() { stop(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  static ServerOptions free_port() {
    ServerOptions out;
    out.port = 0;
    return out;
  }
  httplib::Client client() const {
    httplib::Client out("127.0.0.1", server_->port());
    out.set_read_timeout(30);
    return out;
  }
  void stop() {
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
  }
  bool ended_well() const { return ok_; }
  std::string log() {
    const std::lock_guard lock(mutex_);
    return log_;
  }
  int port() const { return server_->port(); }

private:
  std::unique_ptr<HttpServer> server_;
  std::thread thread_;
  std::mutex mutex_;
  std::string log_;
  bool ok_ = false;
};

} // namespace cartwright::test
