// The sockets: listens, reads requests within limits, passes them through gate and routes, stops gracefully.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/domain/result.hpp"
#include "server/casebook/case_desk.hpp"
#include "server/door.hpp"
#include "server/http_options.hpp"
#include "server/maintenance/desk.hpp"

namespace cartwright {

/// One line of the access log: never a path, a header or a body.
struct AccessLine {
  std::string method;
  std::string route; ///< a template: "/v1/match"
  int status = 0;
  std::size_t bytes = 0;
  double milliseconds = 0;
};
using AccessLog = std::function<void(const AccessLine&)>;

class HttpServer {
public:
  /// Checks the options and binds the address; every reason not to start at once. `answering`, `desk`
  /// and `maintenance` must outlive it; without a desk the server keeps no cases, without the other no store.
  static Result<std::unique_ptr<HttpServer>> bind(const ServerOptions& options, const Answering& answering,
                                                  AccessLog log, CaseDesk* desk = nullptr,
                                                  Desk* maintenance = nullptr);
  ~HttpServer();

  std::string address() const; ///< "http://127.0.0.1:8787", with the true port
  int port() const;
  /// Serves until `stop`; running requests are finished first. False when serving failed.
  bool run();
  void stop(); ///< from any thread

private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

} // namespace cartwright
