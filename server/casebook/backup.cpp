#include "server/casebook/backup.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "server/casebook/open_casebook.hpp"
#include "server/json_document.hpp"
#include "server/secrets.hpp"
#include "server/sqlite.hpp"

namespace cartwright {

namespace {

namespace fs = std::filesystem;

/// The tables that a schema of that version has.
std::vector<std::string> tables_of(sql::Database& database, std::size_t version) {
  std::vector<std::string> out;
  for (const std::string& table : casebook_tables())
    for (std::size_t step = 0; step < version; ++step)
      if (database.use().migrations[step].statements.find("CREATE TABLE " + table + " (") !=
          std::string::npos)
        out.push_back(table);
  return out;
}

std::string insertion(const std::string& table, std::size_t columns) {
  std::string out = "INSERT INTO " + table + " VALUES (";
  for (std::size_t i = 1; i <= columns; ++i)
    out += (i == 1 ? "$" : ", $") + std::to_string(i);
  return out + ")";
}

/// Row by row, each table in the order of its first column, which is that of its references.
void copy_rows(sql::Transaction& from, sql::Transaction& to, std::size_t version) {
  for (const std::string& table : tables_of(from.database(), version)) {
    std::string statement;
    from.each("SELECT * FROM " + table + " ORDER BY 1", {}, [&](const sql::Row& row) {
      if (statement.empty()) statement = insertion(table, row.values().size());
      to.run(statement, row.values());
      return !to.failed();
    });
  }
}

Problems at(const fs::path& file, const std::string& message, const std::string& hint) {
  Problems out;
  out.error(ProblemCode::unavailable, file.string(), message, hint);
  return out;
}

Problems synchronised(const fs::path& file) {
  for (const fs::path& each : {file, fs::absolute(file).parent_path()}) {
    const int opened = ::open(each.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = opened >= 0 && ::fsync(opened) == 0;
    const int error = errno;
    if (opened >= 0) ::close(opened);
    if (!done)
      return at(file, std::string("the backup cannot be brought to the disk: ") + std::strerror(error),
                "try another disk");
  }
  return {};
}

void remove_quietly(const fs::path& file) {
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm", "-journal"})
    fs::remove(file.string() + ending, ignored);
}

/// The whole copy under a name of its own.
Problems write_copy(sql::Database& from, const fs::path& aside) {
  sql::Transaction reading(from, sql::Access::read);
  if (reading.failed()) return reading.problems();
  const auto version = from.version();
  if (!version) return version.problems();
  const auto steps = static_cast<std::size_t>(*version);
  auto copy = sql::open_sqlite(aside, casebook_use(steps), {sql::Opening::create});
  if (!copy) return copy.problems();
  sql::Transaction writing(**copy, sql::Access::write);
  copy_rows(reading, writing, steps);
  if (reading.failed()) return reading.problems();
  if (Problems problems = writing.commit(); !problems.empty()) return problems;
  return (*copy)->integrity();
}

/// A link refuses to replace what appeared under the name meanwhile, which a rename does not; some file
/// systems have no links.
Problems name_it(const fs::path& aside, const fs::path& file) {
  if (::link(aside.c_str(), file.c_str()) == 0) return {};
  std::error_code error(errno, std::generic_category());
  const bool no_links = error == std::errc::operation_not_permitted || error == std::errc::not_supported;
  if (no_links && !fs::exists(file)) fs::rename(aside, file, error);
  return error ? at(file, "the backup cannot be named: " + error.message(), "name another file") : Problems();
}

} // namespace

Problems backup_casebook(sql::Database& from, const fs::path& file) {
  std::error_code error;
  if (fs::exists(file, error))
    return at(file, "there is a file of this name already",
              "name another one; backups are never overwritten");
  const fs::path aside = file.string() + ".part-" + random_characters(6);
  Problems problems = write_copy(from, aside);
  if (problems.empty()) problems = synchronised(aside);
  if (problems.empty()) problems = name_it(aside, file);
  remove_quietly(aside);
  return problems.empty() ? synchronised(file) : problems;
}

namespace {

Problems sound(sql::Database& backup) {
  Problems problems = check_casebook(backup);
  if (problems.empty()) return {};
  Problems out;
  out.error(ProblemCode::unavailable, backup.place(), "the backup is not sound; nothing was changed",
            "bring back another one");
  out.absorb(problems);
  return out;
}

void note_restoring(sql::Transaction& work, const Actor& actor, const std::string& at) {
  const auto last = work.one("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1");
  append_audit(work, actor, at, "casebook.restored", std::nullopt,
               Json{{"entries", last ? last->whole(0) : 0}, {"head", last ? last->text(1) : ""}}.dump());
}

} // namespace

Problems restore_casebook(sql::Database& into, const fs::path& file, const Actor& actor,
                          const RestoreOptions& options) {
  auto backup = sql::open_sqlite(file, casebook_use(), {sql::Opening::any_version});
  if (!backup) return backup.problems();
  if (Problems problems = sound(**backup); !problems.empty()) return problems;
  const auto version = (*backup)->version();
  if (!version) return version.problems();
  sql::Transaction reading(**backup, sql::Access::read);
  sql::Transaction work(into, sql::Access::write);
  const auto count = work.one("SELECT count(*) FROM audit");
  if (count && count->whole(0) > 0 && !options.replace)
    return at(into.place(), "this casebook is not empty; nothing was changed",
              "to put the backup in its place: cartwright casebook restore --replace " + file.string());
  if (!work.failed())
    if (Problems problems = into.clear(); !problems.empty()) return problems;
  const auto steps = static_cast<std::size_t>(*version);
  sql::apply_migrations(work, 0, steps);
  copy_rows(reading, work, steps);
  if (reading.failed()) return reading.problems();
  sql::apply_migrations(work, steps, into.use().migrations.size());
  note_restoring(work, actor, options.clock());
  return work.commit();
}

Problems check_casebook(sql::Database& database) {
  Problems out = database.integrity();
  if (!out.empty()) return out;
  const auto trail = verify_audit(database);
  if (!trail) return trail.problems();
  out.absorb(trail->problems);
  sql::Transaction work(database, sql::Access::read);
  for (const sql::Row& row :
       work.run("SELECT c.id, c.profile FROM cases c LEFT JOIN profiles p ON p.case_id = c.id AND "
                "p.number = c.profile WHERE p.number IS NULL ORDER BY c.id"))
    out.error(ProblemCode::unavailable, "cases[" + row.text(0) + "]",
              "its profile " + std::to_string(row.whole(1)) + " is not here",
              "bring back the last good state: cartwright casebook restore BACKUP");
  if (work.failed()) return work.problems();
  return out;
}

} // namespace cartwright
