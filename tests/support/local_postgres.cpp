#include "tests/support/local_postgres.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cartwright::test {

namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

/// The newest of Debian's servers; empty when there is none.
fs::path programs() {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", error))
    if (fs::exists(version.path() / "bin/initdb")) found.push_back(version.path() / "bin");
  return found.empty() ? fs::path() : *std::max_element(found.begin(), found.end());
}

/// The server refuses to run as the superuser.
const passwd* server_user() {
  if (geteuid() != 0) return getpwuid(geteuid());
  const passwd* own = getpwnam("postgres");
  return own == nullptr ? getpwnam("nobody") : own;
}

pid_t start_program(const Words& words, const fs::path& log) {
  const passwd* user = server_user();
  const pid_t child = fork();
  if (child != 0) return child;
  const int to = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
  dup2(to, STDOUT_FILENO);
  dup2(to, STDERR_FILENO);
  if (geteuid() == 0 && (setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) _exit(98);
  prctl(PR_SET_PDEATHSIG, SIGQUIT); // it does not outlive the tests, however they end
  if (chdir("/") != 0) _exit(97);
  std::vector<char*> arguments;
  for (const std::string& word : words)
    arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  _exit(96);
}

bool run_program(const Words& words, const fs::path& log) {
  int status = 0;
  const pid_t child = start_program(words, log);
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A fresh set of data files, made once for this build directory and copied from then on.
bool make_data(const fs::path& data, const fs::path& log) {
  const fs::path kept = fs::path(CARTWRIGHT_BINARY_DIR) / "postgres-template";
  const int lock = open((kept.string() + ".lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  flock(lock, LOCK_EX);
  bool made = fs::exists(kept / "PG_VERSION");
  if (!made) {
    made = run_program({(programs() / "initdb").string(), "-D", data.string(), "-A", "trust", "-U", "tester",
                        "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"},
                       log);
    if (made)
      made = std::system(("cp -a '" + data.string() + "' '" + kept.string() + ".new' && mv '" +
                          kept.string() + ".new' '" + kept.string() + "'")
                             .c_str()) == 0;
  } else {
    made = std::system(("cp -a '" + kept.string() + "' '" + data.string() + "'").c_str()) == 0;
  }
  close(lock);
  return made;
}

} // namespace

LocalPostgres::LocalPostgres() {
  if (programs().empty() || server_user() == nullptr) {
    why_not_ = "PostgreSQL is not installed (Debian: apt-get install postgresql)";
    return;
  }
  const fs::path log = scratch_ / "log";
  std::ofstream(log).close();
  for (const fs::path& each : {scratch_.directory(), log})
    if (geteuid() == 0 && chown(each.c_str(), server_user()->pw_uid, server_user()->pw_gid) != 0)
      why_not_ = "no rights";
  chmod(scratch_.directory().c_str(), 0755); // the socket inside is for every user of the tests
  if (!make_data(scratch_ / "data", log)) why_not_ = "PostgreSQL's files cannot be made: " + text_of(log);
  if (why_not_.empty()) start();
}

LocalPostgres::~LocalPostgres() {
  stop();
}

void LocalPostgres::start() {
  const std::string directory = scratch_.directory().string();
  server_ = start_program({(programs() / "postgres").string(), "-D", directory + "/data", "-k", directory,
                           "-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=16MB"},
                          scratch_ / "log");
  for (int i = 0; i < 600; ++i) {
    if (text_of(scratch_ / "data/postmaster.pid").find("ready") != std::string::npos) return;
    if (waitpid(server_, nullptr, WNOHANG) == server_) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  why_not_ = "PostgreSQL does not start: " + text_of(scratch_ / "log");
}

void LocalPostgres::stop() {
  if (server_ == 0) return;
  kill(server_, SIGINT); // open connections are cut
  waitpid(server_, nullptr, 0);
  server_ = 0;
}

std::string LocalPostgres::address() const {
  return "postgresql:///postgres?user=tester&host=" + scratch_.directory().string();
}

void LocalPostgres::run(const std::string& database, const std::string& statements) const {
  if (!run_program({(programs() / "psql").string(), "-q", "-v", "ON_ERROR_STOP=1", "-h",
                    scratch_.directory().string(), "-U", "tester", "-d", database, "-c", statements},
                   scratch_ / "log"))
    throw std::runtime_error("psql: " + text_of(scratch_ / "log"));
}

std::string LocalPostgres::new_database() {
  const std::string name = "test_" + std::to_string(++databases_);
  run("postgres", "CREATE DATABASE " + name);
  return "postgresql:///" + name + "?user=tester&host=" + scratch_.directory().string();
}

LocalPostgres* LocalPostgres::shared() {
  static LocalPostgres server;
  if (server.why_not().empty()) return &server;
  std::cerr << "skipped: " << server.why_not() << "\n";
  if (std::getenv("CARTWRIGHT_ONE_TEST") != nullptr) std::exit(77); // ctest counts it as skipped
  return nullptr;
}

} // namespace cartwright::test
