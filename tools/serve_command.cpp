#include <csignal>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <thread>

#include <pthread.h>

#include "server/http_transport.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

Result<ServerOptions> options_of(const Arguments& arguments) {
  const auto address = parse_listen(arguments.listen);
  if (!address) return address.problems();
  ServerOptions out;
  out.host = address->host;
  out.port = address->port;
  out.token_file = arguments.token_file;
  out.tls_certificate = arguments.tls_certificate;
  out.tls_key = arguments.tls_key;
  return out;
}

sigset_t stop_signals() {
  sigset_t out;
  sigemptyset(&out);
  sigaddset(&out, SIGINT);
  sigaddset(&out, SIGTERM);
  return out;
}

/// Waits for a signal in a thread of its own, so that stopping is ordinary code.
class StopOnSignal {
public:
  explicit StopOnSignal(HttpServer& server)
      : thread_([&server] {
          const sigset_t signals = stop_signals();
          int received = 0;
          sigwait(&signals, &received);
          server.stop();
        }) {}
  ~StopOnSignal() {
    pthread_kill(thread_.native_handle(), SIGTERM); // when serving ended by itself
    thread_.join();
  }
  StopOnSignal(const StopOnSignal&) = delete;
  StopOnSignal& operator=(const StopOnSignal&) = delete;

private:
  std::thread thread_;
};

AccessLog log_to(std::ostream& out) {
  return [&out](const AccessLine& line) {
    std::ostringstream text;
    text << line.method << " " << line.route << " " << line.status << " " << line.bytes << " bytes "
         << std::fixed << std::setprecision(1) << line.milliseconds << " ms\n";
    out << text.str() << std::flush;
  };
}

} // namespace

Exit run_serve(const Arguments& arguments, Terminal& terminal) {
  const auto options = options_of(arguments);
  if (!options) return report(options.problems(), terminal);
  const auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  // Blocked before any thread starts, so that only the waiting thread receives them.
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const auto server = HttpServer::bind(*options, **service, log_to(terminal.err));
  if (!server) return report(server.problems(), terminal);
  terminal.out << "Cartwright answers at " << (*server)->address() << "/ (Ctrl-C stops it)" << std::endl;
  const StopOnSignal stop(**server);
  if ((*server)->run()) return Exit::done;
  terminal.err << "error unavailable at serve\n    the server stopped unexpectedly\n";
  return Exit::failed_outside;
}

} // namespace cartwright
