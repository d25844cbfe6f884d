#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <thread>

#include <pthread.h>

#include "server/casebook/open_casebook.hpp"
#include "server/casebook/tokens.hpp"
#include "server/http_transport.hpp"
#include "tools/commands.hpp"
#include "tools/open_casework.hpp"
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

/// The casebook named, or the usual one when it is there already; nothing when there is none.
Result<std::unique_ptr<Casebook>> casebook_of(const Arguments& arguments) {
  const char* set = std::getenv("CARTWRIGHT_CASEBOOK");
  const bool named = !arguments.book.casebook.empty() || (set != nullptr && *set != '\0');
  if (named) return open_casebook(arguments.book, sql::Opening::create);
  const auto usual = casebook_location("");
  std::error_code error;
  if (!usual || !std::filesystem::exists(*usual, error)) return std::unique_ptr<Casebook>();
  return open_casebook(arguments.book, sql::Opening::existing);
}

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
  auto options = options_of(arguments);
  if (!options) return report(options.problems(), terminal);
  const auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  const auto casebook = casebook_of(arguments);
  if (!casebook) return report(casebook.problems(), terminal);
  std::optional<CaseDesk> desk;
  if (*casebook) {
    desk.emplace(**service, **casebook);
    const auto tokens = any_token(**casebook);
    if (!tokens) return report(tokens.problems(), terminal);
    options->casebook_tokens = *tokens;
  }
  options->local_user = local_actor().name;
  // Blocked before any thread starts, so that only the waiting thread receives them.
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const auto server = HttpServer::bind(*options, **service, log_to(terminal.err), desk ? &*desk : nullptr);
  if (!server) return report(server.problems(), terminal);
  terminal.out << "Cartwright answers at " << (*server)->address() << "/ (Ctrl-C stops it)" << std::endl;
  if (*casebook) terminal.out << "Cases are kept in " << (*casebook)->place() << std::endl;
  const StopOnSignal stop(**server);
  if ((*server)->run()) return Exit::done;
  terminal.err << "error unavailable at serve\n    the server stopped unexpectedly\n";
  return Exit::failed_outside;
}

} // namespace cartwright
