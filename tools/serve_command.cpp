#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iomanip>
#include <mutex>
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
#include "tools/store_command.hpp"

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

/// What answers, cases too: the newest revision of a store, with the maintainers' desk; or one fixed catalogue.
struct Behind {
  std::shared_ptr<const Service> service;
  std::unique_ptr<Desk> desk;
  std::shared_ptr<const Service> service_now() const { return desk ? desk->live().now()->service : service; }
  const Answering& answering() const {
    return desk ? static_cast<const Answering&>(desk->live()) : static_cast<const Answering&>(*service);
  }
};

Result<Behind> open_behind(const Arguments& arguments) {
  Behind out;
  if (!arguments.store.empty() && arguments.revision.empty()) {
    auto desk = open_desk(arguments);
    if (!desk) return desk.problems();
    out.desk = std::move(*desk);
    out.service = out.desk->live().now()->service;
    return out;
  }
  const auto service = open_service(arguments);
  if (!service) return service.problems();
  out.service = *service;
  return out;
}

/// Looks once a second whether somebody published from elsewhere. A revision that cannot be opened is told once.
class FollowPublished {
public:
  FollowPublished(Desk* desk, std::ostream& err) {
    if (desk == nullptr) return;
    thread_ = std::thread([this, desk, &err] {
      std::size_t told = 0;
      std::unique_lock lock(mutex_);
      while (!stopped_.wait_for(lock, std::chrono::seconds(1), [this] { return stop_; })) {
        const Problems failed = desk->live().refresh();
        if (failed.has_errors() && told != desk->store().newest()) err << problems_text(failed, {}) << std::flush;
        if (failed.has_errors()) told = desk->store().newest();
      }
    });
  }
  ~FollowPublished() {
    if (!thread_.joinable()) return;
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    stopped_.notify_all();
    thread_.join();
  }
  FollowPublished(const FollowPublished&) = delete;
  FollowPublished& operator=(const FollowPublished&) = delete;

private:
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stop_ = false;
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
  auto options = options_of(arguments);
  if (!options) return report(options.problems(), terminal);
  const auto behind = open_behind(arguments);
  if (!behind) return report(behind.problems(), terminal);
  const auto casebook = casebook_of(arguments);
  if (!casebook) return report(casebook.problems(), terminal);
  std::optional<CaseDesk> desk;
  if (*casebook) {
    desk.emplace([&behind] { return behind->service_now(); }, **casebook);
    const auto tokens = any_token(**casebook);
    if (!tokens) return report(tokens.problems(), terminal);
    options->casebook_tokens = *tokens;
  }
  options->local_user = local_actor().name;
  if (behind->desk) options->local_roles.add(Role::maintainer);
  // Blocked before any thread starts, so that only the waiting thread receives them.
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const auto server = HttpServer::bind(*options, behind->answering(), log_to(terminal.err),
                                       desk ? &*desk : nullptr, behind->desk.get());
  if (!server) return report(server.problems(), terminal);
  terminal.out << "Cartwright answers at " << (*server)->address() << "/ (Ctrl-C stops it)" << std::endl;
  if (*casebook) terminal.out << "Cases are kept in " << (*casebook)->place() << std::endl;
  const FollowPublished follow(behind->desk.get(), terminal.err);
  const StopOnSignal stop(**server);
  if ((*server)->run()) return Exit::done;
  terminal.err << "error unavailable at serve\n    the server stopped unexpectedly\n";
  return Exit::failed_outside;
}

} // namespace cartwright
