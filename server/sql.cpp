#include "server/sql.hpp"

namespace cartwright::sql {

Transaction::Transaction(Database& database, Access access) : database_(database) {
  Problems problems = database.begin(access);
  if (!problems.empty()) fail(std::move(problems));
}

Transaction::~Transaction() {
  if (!ended_) database_.rollback();
}

Rows Transaction::run(std::string_view statement, const Values& values) {
  if (failed_) return {};
  auto rows = database_.query(statement, values);
  if (rows) return std::move(*rows);
  fail(rows.problems());
  return {};
}

std::optional<Row> Transaction::one(std::string_view statement, const Values& values) {
  Rows rows = run(statement, values);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

void Transaction::each(std::string_view statement, const Values& values,
                       const std::function<bool(const Row&)>& take) {
  if (failed_) return;
  Problems problems = database_.each(statement, values, take);
  if (!problems.empty()) fail(std::move(problems));
}

void Transaction::script(const std::string& statements) {
  if (failed_) return;
  Problems problems = database_.script(statements);
  if (!problems.empty()) fail(std::move(problems));
}

void Transaction::fail(Problems problems) {
  if (failed_) return;
  failed_ = true;
  problems_ = std::move(problems);
  if (!ended_) database_.rollback();
  ended_ = true;
}

Problems Transaction::commit() {
  if (failed_) return problems_;
  Problems problems = database_.commit();
  if (!problems.empty()) fail(problems);
  ended_ = true;
  return problems;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

std::string in_dialect(std::string statements, const Dialect& dialect) {
  statements = replaced(std::move(statements), "{whole}", dialect.whole);
  statements = replaced(std::move(statements), "{blob}", dialect.blob);
  statements = replaced(std::move(statements), "{key}", dialect.key);
  constexpr std::string_view mark = "{append_only ";
  for (std::size_t at = 0; (at = statements.find(mark, at)) != std::string::npos;) {
    const std::size_t name = at + mark.size(), end = statements.find('}', name);
    const std::string guard = replaced(dialect.append_only, "{table}", statements.substr(name, end - name));
    statements.replace(at, end + 1 - at, guard);
    at += guard.size();
  }
  return statements;
}

void apply_migrations(Transaction& work, std::size_t from, std::size_t to) {
  sql::Database& database = work.database();
  for (std::size_t step = from; step < to; ++step)
    work.script(database.in_dialect(database.use().migrations[step].statements));
  if (work.failed() || from >= to) return;
  if (Problems problems = database.set_version(static_cast<std::int64_t>(to)); !problems.empty())
    work.fail(std::move(problems));
}

Problems migrate(Database& database, std::optional<std::size_t> version) {
  Transaction work(database, Access::write);
  if (work.failed()) return work.problems();
  const auto now = database.version(); // again: another program may have been first
  if (!now) return now.problems();
  apply_migrations(work, static_cast<std::size_t>(*now), version.value_or(database.use().migrations.size()));
  return work.commit();
}

Problems make_ready(Database& database, Opening opening) {
  const auto version = database.version();
  if (!version) return version.problems();
  const auto newest = static_cast<std::int64_t>(database.use().migrations.size());
  const std::string& name = database.use().name;
  const std::string told = "this " + name + " has version " + std::to_string(*version) + " of its schema";
  if (*version == newest) return {};
  if (*version > newest)
    return unavailable(database, told + ", and this program knows " + std::to_string(newest),
                       "use the newer program that made it; nothing was changed");
  if (*version == 0 && opening == Opening::create) return migrate(database);
  if (*version == 0)
    return unavailable(database, "there is no " + name + " here yet",
                       "it is made by the first command that stores something");
  if (opening == Opening::any_version) return {};
  return unavailable(database, told + ", and this program needs " + std::to_string(newest),
                     "save it and bring it up to date: " + database.use().command + " migrate");
}

Problems unavailable(const Database& database, std::string message, std::string hint) {
  Problems out;
  out.error(ProblemCode::unavailable, database.place(), std::move(message), std::move(hint));
  return out;
}

} // namespace cartwright::sql
