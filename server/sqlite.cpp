#include "server/sqlite.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>

#include "engine/domain/text.hpp"

namespace cartwright::sql {

namespace {

namespace fs = std::filesystem;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

struct Close {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using Connection = std::unique_ptr<sqlite3, Close>;

Value value_at(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
  case SQLITE_INTEGER:
    return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
  case SQLITE_FLOAT:
    return sqlite3_column_double(statement, column);
  case SQLITE_TEXT: {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
  }
  case SQLITE_BLOB: {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return Blob{bytes == nullptr ? std::string() : std::string(bytes, size)};
  }
  default:
    return {};
  }
}

Row row_of(sqlite3_stmt* statement) {
  Values values;
  const int columns = sqlite3_column_count(statement);
  for (int column = 0; column < columns; ++column)
    values.push_back(value_at(statement, column));
  return Row(std::move(values));
}

struct Bind {
  sqlite3_stmt* statement;
  int index;

  int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
  int operator()(double value) const { return sqlite3_bind_double(statement, index, value); }
  int operator()(const std::string& value) const {
    return sqlite3_bind_text64(statement, index, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
  int operator()(const Blob& value) const {
    return sqlite3_bind_blob64(statement, index, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT);
  }
};

/// What went wrong, in words a person can act on.
struct Trouble {
  std::string message, hint;
};

Trouble trouble_of(int code, const std::string& place, const Use& use) {
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return {"another program is writing to the " + use.name,
            "wait until it has finished and repeat the command; nothing was changed"};
  case SQLITE_FULL:
    return {"the disk is full; nothing was changed",
            "make room on the disk of " + place + " and repeat the command"};
  case SQLITE_IOERR:
    return {"the disk does not take or give the data; nothing was changed",
            "make room, look at the disk, then: " + use.command + " check"};
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_CANTOPEN:
    return {"the " + use.name + " cannot be opened for writing",
            "its directory and files must be writable by this user: ls -ld \"$(dirname '" + place + "')\" '" +
                place + "'"};
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return {"the file is damaged, or is no " + use.name,
            "keep it, and bring back the last good state: " + use.command + " restore BACKUP"};
  case SQLITE_CONSTRAINT:
    return {"the change contradicts what is stored; nothing was changed", use.command + " check"};
  default:
    return {"the " + use.name + " cannot be used", use.command + " check"};
  }
}

class SqliteDatabase : public Database {
public:
  SqliteDatabase(std::string place, Use use) : place_(std::move(place)), use_(std::move(use)) {}

  Problems open(const SqliteOptions& options);

  const std::string& place() const override { return place_; }
  const Use& use() const override { return use_; }
  Problems begin(Access access) override {
    return simple(access == Access::read ? "BEGIN" : "BEGIN IMMEDIATE");
  }
  Problems commit() override { return simple("COMMIT"); }
  void rollback() override {
    if (sqlite3_get_autocommit(connection_.get()) == 0)
      sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  Result<Rows> query(std::string_view statement, const Values& values) override;
  Problems each(std::string_view statement, const Values& values,
                const std::function<bool(const Row&)>& take) override;
  Problems script(const std::string& statements) override {
    const int code = sqlite3_exec(connection_.get(), statements.c_str(), nullptr, nullptr, nullptr);
    return code == SQLITE_OK ? Problems() : problem(code);
  }
  Result<std::int64_t> version() override;
  Problems set_version(std::int64_t version) override {
    return script("PRAGMA user_version = " + std::to_string(version));
  }
  std::string in_dialect(const std::string& statements) const override;
  Problems clear() override;
  Problems integrity() override;

private:
  Problems set_up(const SqliteOptions& options);
  Problems simple(const char* statement) {
    const auto rows = query(statement, {});
    return rows ? Problems() : rows.problems();
  }
  Problems problem(int code) const;
  /// Ready to bind; prepared once, used often.
  Result<sqlite3_stmt*> prepared(std::string_view statement);
  Problems bind(sqlite3_stmt* statement, const Values& values) const;

  std::string place_;
  Use use_;
  Connection connection_;
  std::map<std::string, Statement, std::less<>>
      statements_; // after the connection: finalized before it closes
};

Problems SqliteDatabase::problem(int code) const {
  Trouble trouble = trouble_of(code, place_, use_);
  Problems out;
  const char* detail = connection_ ? sqlite3_errmsg(connection_.get()) : sqlite3_errstr(code);
  out.error(ProblemCode::unavailable, place_, trouble.message + " (" + detail + ")", std::move(trouble.hint));
  return out;
}

Problems SqliteDatabase::open(const SqliteOptions& options) {
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(place_.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_FULLMUTEX, nullptr);
  connection_.reset(raw);
  if (code != SQLITE_OK) return problem(code);
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, static_cast<int>(options.patience.count()));
  return set_up(options);
}

Problems SqliteDatabase::set_up(const SqliteOptions& options) {
  const auto mark = query("PRAGMA application_id", {});
  if (!mark) return mark.problems();
  const auto tables = query("SELECT count(*) FROM sqlite_schema", {});
  if (!tables) return tables.problems();
  const bool blank = mark->front().whole(0) == 0 && tables->front().whole(0) == 0;
  if (!blank && mark->front().whole(0) != use_.mark)
    return unavailable(*this, "this file is not a " + use_.name,
                       "name another file; this one was not changed");
  const auto mode = query("PRAGMA journal_mode = WAL", {});
  if (!mode) return mode.problems();
  if (mode->front().text(0) != "wal")
    return unavailable(*this, "the " + use_.name + " cannot keep a write-ahead log here",
                       "move it to a local disk; network file systems do not do");
  // Full: what was said to be stored outlives a loss of power.
  Problems problems = script("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = "
                             "OFF; PRAGMA recursive_triggers = ON;");
  if (problems.empty() && blank && options.opening == Opening::create)
    problems = script("PRAGMA application_id = " + std::to_string(use_.mark));
  return problems;
}

Result<sqlite3_stmt*> SqliteDatabase::prepared(std::string_view statement) {
  if (const auto known = statements_.find(statement); known != statements_.end()) {
    sqlite3_reset(known->second.get());
    return known->second.get();
  }
  sqlite3_stmt* made = nullptr;
  const int code = sqlite3_prepare_v2(connection_.get(), statement.data(), static_cast<int>(statement.size()),
                                      &made, nullptr);
  if (code != SQLITE_OK) return problem(code);
  constexpr std::size_t most_kept = 100;
  if (statements_.size() >= most_kept) statements_.clear();
  statements_.emplace(std::string(statement), Statement(made));
  return made;
}

Problems SqliteDatabase::bind(sqlite3_stmt* statement, const Values& values) const {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int index = sqlite3_bind_parameter_index(statement, ("$" + std::to_string(i + 1)).c_str());
    if (index == 0) continue; // a value that the statement does not name
    if (const int code = std::visit(Bind{statement, index}, values[i]); code != SQLITE_OK)
      return problem(code);
  }
  return {};
}

Problems SqliteDatabase::each(std::string_view statement, const Values& values,
                              const std::function<bool(const Row&)>& take) {
  const auto ready = prepared(statement);
  if (!ready) return ready.problems();
  // Left over statements would keep a transaction from ending.
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> reset(*ready, sqlite3_reset);
  if (Problems problems = bind(*ready, values); !problems.empty()) return problems;
  for (;;) {
    const int code = sqlite3_step(*ready);
    if (code == SQLITE_DONE) return {};
    if (code != SQLITE_ROW) return problem(code);
    if (!take(row_of(*ready))) return {};
  }
}

Result<Rows> SqliteDatabase::query(std::string_view statement, const Values& values) {
  Rows rows;
  Problems problems = each(statement, values, [&](const Row& row) {
    rows.push_back(row);
    return true;
  });
  if (!problems.empty()) return problems;
  return rows;
}

Result<std::int64_t> SqliteDatabase::version() {
  const auto rows = query("PRAGMA user_version", {});
  if (!rows) return rows.problems();
  return rows->front().whole(0);
}

std::string SqliteDatabase::in_dialect(const std::string& statements) const {
  static const Dialect dialect = {"INTEGER", "BLOB", "TEXT",
                                  "CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} BEGIN SELECT "
                                  "RAISE(ABORT, '{table} is append-only'); END;"
                                  "CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} BEGIN SELECT "
                                  "RAISE(ABORT, '{table} is append-only'); END;"};
  return sql::in_dialect(statements, dialect);
}

Problems SqliteDatabase::clear() {
  const auto tables = query(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid DESC",
      {});
  if (!tables) return tables.problems();
  std::string statements = "PRAGMA defer_foreign_keys = ON;";
  for (const Row& row : *tables)
    statements += "DROP TABLE \"" + row.text(0) + "\";";
  statements_.clear(); // they would hold on to the tables
  Problems problems = script(statements);
  return problems.empty() ? set_version(0) : problems;
}

Problems SqliteDatabase::integrity() {
  const auto pages = query("PRAGMA integrity_check", {});
  if (!pages) return pages.problems();
  Problems out;
  const std::string hint = "bring back the last good state: " + use_.command + " restore BACKUP";
  for (const Row& row : *pages)
    if (row.text(0) != "ok")
      out.error(ProblemCode::unavailable, place_, "the file is damaged: " + row.text(0), hint);
  const auto loose = query("PRAGMA foreign_key_check", {});
  if (!loose) return loose.problems();
  for (const Row& row : *loose)
    out.error(ProblemCode::unavailable, place_,
              "row " + std::to_string(row.whole(1)) + " of " + row.text(0) + " refers to nothing in " +
                  row.text(2),
              hint);
  return out;
}

Problems at(const fs::path& file, const Use& use, int error) {
  const int code = error == ENOSPC ? SQLITE_FULL : SQLITE_CANTOPEN;
  Trouble trouble = trouble_of(code, file.string(), use);
  Problems out;
  out.error(ProblemCode::unavailable, file.string(), trouble.message + " (" + std::strerror(error) + ")",
            trouble.hint);
  return out;
}

/// The file and the directories above it, for their owner alone.
Problems make_file(const fs::path& file, const Use& use) {
  fs::path so_far;
  for (const fs::path& part : fs::absolute(file).parent_path()) {
    so_far /= part;
    if (mkdir(so_far.c_str(), S_IRWXU) != 0 && errno != EEXIST && !fs::is_directory(so_far))
      return at(file, use, errno);
  }
  const int made = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (made < 0) return at(file, use, errno);
  ::close(made);
  return {};
}

Problems check_file(const fs::path& file, const Use& use) {
  struct stat status {};
  if (stat(file.c_str(), &status) != 0) return at(file, use, errno);
  Problems out;
  if (!S_ISREG(status.st_mode))
    out.error(ProblemCode::unavailable, file.string(), "this is not a file",
              "name the file of the " + use.name);
  else if ((status.st_mode & S_IRWXO) != 0)
    out.error(ProblemCode::unavailable, file.string(), "everybody on this machine may read the " + use.name,
              "chmod o-rwx '" + file.string() + "'");
  return out;
}

} // namespace

Result<std::unique_ptr<Database>> open_sqlite(const fs::path& file, Use use, const SqliteOptions& options) {
  std::error_code error;
  if (!fs::exists(file, error)) {
    if (options.opening != Opening::create) {
      Problems out;
      out.error(ProblemCode::unavailable, file.string(), "there is no " + use.name + " here",
                "name its file, or let the first command that stores something make it");
      return out;
    }
    if (Problems problems = make_file(file, use); !problems.empty()) return problems;
  }
  if (Problems problems = check_file(file, use); !problems.empty()) return problems;
  auto database = std::make_unique<SqliteDatabase>(file.string(), std::move(use));
  if (Problems problems = database->open(options); !problems.empty()) return problems;
  if (Problems problems = make_ready(*database, options.opening); !problems.empty()) return problems;
  return std::unique_ptr<Database>(std::move(database));
}

} // namespace cartwright::sql
