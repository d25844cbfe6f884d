#include "server/rematch/run_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

#include "server/postgres.hpp"

namespace cartwright {

namespace {

const std::string key = "4845877"; // any number that nothing else of the casebook locks

Problems taken_already(const sql::Database& database) {
  return sql::unavailable(
      database, "another rematch is writing to this casebook",
      "wait until it has ended and repeat the command; cartwright report --list shows the "
      "runs that have finished");
}

} // namespace

RunLock::RunLock(sql::Database* database, bool shared, int file)
    : database_(database), shared_(shared), file_(file) {}

Result<std::unique_ptr<RunLock>> RunLock::take(sql::Database& database, bool shared) {
  if (sql::names_postgres(database.place())) {
    const std::string ask =
        "SELECT pg_try_advisory_lock" + std::string(shared ? "_shared(" : "(") + key + ")";
    constexpr int tries = 10; // the server may not yet have noticed that a holder died
    for (int i = 0; i < tries; ++i) {
      const auto got = database.query(ask);
      if (!got) return got.problems();
      if (got->front().whole(0) != 0) return std::unique_ptr<RunLock>(new RunLock(&database, shared, -1));
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return taken_already(database);
  }
  const std::string file = database.place() + "-rematch";
  const int opened = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (opened < 0)
    return sql::unavailable(database, "the lock " + file + " cannot be made (" + std::strerror(errno) + ")",
                            "make its directory writable");
  if (::flock(opened, LOCK_EX | LOCK_NB) != 0) {
    ::close(opened);
    return taken_already(database);
  }
  return std::unique_ptr<RunLock>(new RunLock(nullptr, shared, opened));
}

RunLock::~RunLock() {
  if (file_ >= 0) ::close(file_);
  if (database_ != nullptr)
    database_->query("SELECT pg_advisory_unlock" + std::string(shared_ ? "_shared(" : "(") + key + ")");
}

} // namespace cartwright
