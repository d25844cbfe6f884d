#include "server/postgres.hpp"

#include <pqxx/pqxx>

namespace cartwright::sql {

namespace {

/// The address as it may be shown: without a password.
std::string shown(std::string address) {
  const auto scheme = address.find("://");
  const auto host = address.find_first_of("/?", scheme + 3);
  const auto at = address.rfind('@', host);
  const auto colon = address.find(':', scheme + 3);
  if (at != std::string::npos && colon < at) address.erase(colon, at - colon);
  if (const auto key = address.find("password="); key != std::string::npos)
    address.erase(key, address.find('&', key) - key);
  return address;
}

std::string with_time_limit(const std::string& address) {
  if (address.find("connect_timeout=") != std::string::npos) return address;
  return address + (address.find('?') == std::string::npos ? "?" : "&") + "connect_timeout=10";
}

/// Types by their fixed numbers in PostgreSQL's catalogue.
enum : pqxx::oid {
  bool_type = 16,
  bytea_type = 17,
  int8_type = 20,
  int2_type = 21,
  int4_type = 23,
  float4_type = 700,
  float8_type = 701,
  numeric_type = 1700
};

Value value_of(const pqxx::field& field) {
  if (field.is_null()) return {};
  switch (field.type()) {
  case bool_type:
    return static_cast<std::int64_t>(field.as<bool>() ? 1 : 0);
  case int2_type:
  case int4_type:
  case int8_type:
    return static_cast<std::int64_t>(field.as<long long>());
  case float4_type:
  case float8_type:
  case numeric_type:
    return field.as<double>();
  case bytea_type:
    return Blob{pqxx::binarystring(field).str()};
  default:
    return std::string(field.c_str(), field.size());
  }
}

Row row_of(const pqxx::row& from) {
  Values values;
  for (const pqxx::field& field : from)
    values.push_back(value_of(field));
  return Row(std::move(values));
}

std::string hex_of(const std::string& bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\\x";
  for (const char byte : bytes) {
    out += digits[static_cast<unsigned char>(byte) >> 4];
    out += digits[static_cast<unsigned char>(byte) & 15];
  }
  return out;
}

/// Every value as text; the server knows the type of each place.
struct Written {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return pqxx::to_string(value); }
  std::string operator()(const std::string& value) const { return value; }
  std::string operator()(const Blob& value) const { return hex_of(value.bytes); }
};

class PostgresDatabase : public Database {
public:
  PostgresDatabase(std::string address, Use use, std::chrono::milliseconds patience)
      : address_(std::move(address)), place_(shown(address_)), use_(std::move(use)), patience_(patience),
        schema_("cartwright_" + replaced(use_.name, " ", "_")) {}

  const std::string& place() const override { return place_; }
  const Use& use() const override { return use_; }
  Problems begin(Access access) override;
  Problems commit() override;
  void rollback() override { work_.reset(); }
  Result<Rows> query(std::string_view statement, const Values& values) override;
  Problems each(std::string_view statement, const Values& values,
                const std::function<bool(const Row&)>& take) override;
  Problems script(const std::string& statements) override;
  Result<std::int64_t> version() override;
  Problems set_version(std::int64_t version) override;
  std::string in_dialect(const std::string& statements) const override;
  Problems clear() override {
    return script("DROP SCHEMA " + schema_ + " CASCADE; CREATE SCHEMA " + schema_);
  }
  Problems integrity() override;

  /// Only when it lacks: a user who may not make one may still use one.
  Problems make_schema() {
    const auto there = query("SELECT to_regnamespace($1) IS NOT NULL", {schema_});
    if (!there) return there.problems();
    return there->front().whole(0) != 0 ? Problems() : script("CREATE SCHEMA IF NOT EXISTS " + schema_);
  }

private:
  void connect();
  void start(Access access);
  pqxx::result execute(std::string_view statement, const Values& values);
  /// Runs `work`; what the library throws becomes a problem.
  template <class Work> Problems guarded(Work work);
  Problems problem(const std::string& state, const std::string& detail) const;
  Problems lost(const std::string& detail);

  std::string address_, place_;
  Use use_;
  std::chrono::milliseconds patience_;
  std::string schema_;
  std::unique_ptr<pqxx::connection> connection_;
  std::unique_ptr<pqxx::transaction_base> work_; // after the connection: ends before it closes
  int cursors_ = 0;
};

/// PostgreSQL ends its messages with a line break and begins them with a word.
std::string one_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
    text.pop_back();
  return replaced(replaced(std::move(text), "\n", " "), "ERROR:  ", "");
}

struct Trouble {
  std::string message, hint;
};

/// By the class and code of PostgreSQL's error states.
Trouble trouble_of(const std::string& state, const Use& use) {
  const std::string kind = state.substr(0, 2);
  if (state == "55P03" || kind == "40")
    return {"another program is writing to the " + use.name,
            "wait until it has finished and repeat the command; nothing was changed"};
  if (state == "53100")
    return {"the disk of the PostgreSQL server is full; nothing was changed",
            "make room there and repeat the command"};
  if (kind == "53")
    return {"the PostgreSQL server has no room for more", "try again later, or raise its limits"};
  if (state == "42501")
    return {"this user of PostgreSQL may not do that",
            "let its administrator grant it: GRANT CREATE ON DATABASE ... TO ..."};
  if (state == "25006")
    return {"the PostgreSQL server takes no changes now", "name the address of the primary server"};
  if (kind == "23")
    return {"the change contradicts what is stored; nothing was changed", use.command + " check"};
  if (kind == "XX")
    return {"the PostgreSQL server reports damage",
            "bring back the last good state: " + use.command + " restore BACKUP"};
  return {"the " + use.name + " cannot be used", use.command + " check"};
}

Problems PostgresDatabase::problem(const std::string& state, const std::string& detail) const {
  Trouble trouble = trouble_of(state, use_);
  return unavailable(*this, trouble.message + " (" + one_line(detail) + ")", std::move(trouble.hint));
}

Problems PostgresDatabase::lost(const std::string& detail) {
  work_.reset();
  connection_.reset();
  return unavailable(*this, "PostgreSQL cannot be reached; nothing was changed (" + one_line(detail) + ")",
                     "start it, or mend the address, and repeat the command; psql '" + place_ +
                         "' shows whether it answers");
}

template <class Work> Problems PostgresDatabase::guarded(Work work) {
  try {
    work();
    return {};
  } catch (const pqxx::in_doubt_error& error) {
    work_.reset();
    connection_.reset();
    return unavailable(
        *this, "the connection broke while the change was being stored; whether it is stored is not known",
        "look at it before you repeat the command");
  } catch (const pqxx::broken_connection& error) {
    return lost(error.what());
  } catch (const pqxx::sql_error& error) {
    const std::string state = error.sqlstate();
    if (state.substr(0, 3) == "57P" || state.substr(0, 2) == "08")
      return lost(error.what()); // the server stops, or has stopped
    return problem(error.sqlstate(), error.what());
  } catch (const pqxx::transaction_rollback& error) {
    return problem("40001", error.what());
  } catch (const std::exception& error) {
    if (connection_ && !connection_->is_open()) return lost(error.what());
    return problem("", error.what());
  }
}

void PostgresDatabase::connect() {
  work_.reset();
  connection_.reset();
  connection_ = std::make_unique<pqxx::connection>(with_time_limit(address_));
  // Terse: details of an error may quote rows, and rows hold facts about patients.
  connection_->set_verbosity(pqxx::connection_base::terse);
  pqxx::nontransaction set(*connection_);
  set.exec("SET search_path = " + schema_ +
           "; SET client_min_messages = warning; SET bytea_output = hex; SET lock_timeout = " +
           std::to_string(patience_.count()));
}

void PostgresDatabase::start(Access access) {
  if (!connection_) connect();
  if (access == Access::read) {
    work_ = std::make_unique<pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>>(*connection_);
    work_->exec("SELECT 1"); // the library begins with the first statement
    return;
  }
  work_ = std::make_unique<pqxx::work>(*connection_);
  const std::string lock = std::to_string(use_.mark);
  work_->exec(access == Access::write ? "SELECT pg_advisory_xact_lock(" + lock + ")"
                                      : std::string("SELECT 1"));
}

Problems PostgresDatabase::begin(Access access) {
  const bool fresh = connection_ == nullptr;
  Problems problems = guarded([&] { start(access); });
  // An old connection may have died unseen; nothing has happened in this transaction, so a new one may try.
  if (!problems.empty() && !fresh && !connection_) problems = guarded([&] { start(access); });
  if (!problems.empty()) work_.reset();
  return problems;
}

Problems PostgresDatabase::commit() {
  Problems problems = guarded([&] { work_->commit(); });
  work_.reset();
  return problems;
}

pqxx::result PostgresDatabase::execute(std::string_view statement, const Values& values) {
  std::vector<std::string> texts;
  for (const Value& value : values)
    texts.push_back(std::visit(Written{}, value));
  std::vector<const char*> given;
  for (std::size_t i = 0; i < values.size(); ++i)
    given.push_back(std::holds_alternative<std::monostate>(values[i]) ? nullptr : texts[i].c_str());
  return work_->exec_params(std::string(statement), pqxx::prepare::make_dynamic_params(given));
}

Result<Rows> PostgresDatabase::query(std::string_view statement, const Values& values) {
  const bool alone = work_ == nullptr;
  Rows rows;
  Problems problems = alone ? begin(Access::batch) : Problems();
  if (problems.empty())
    problems = guarded([&] {
      const pqxx::result result = execute(statement, values);
      for (const pqxx::row& row : result)
        rows.push_back(row_of(row));
    });
  if (problems.empty() && alone) problems = commit();
  if (alone) work_.reset();
  if (!problems.empty()) return problems;
  return rows;
}

Problems PostgresDatabase::each(std::string_view statement, const Values& values,
                                const std::function<bool(const Row&)>& take) {
  const std::string name = "walk_" + std::to_string(++cursors_);
  return guarded([&] {
    execute("DECLARE " + name + " NO SCROLL CURSOR FOR " + std::string(statement), values);
    bool more = true;
    while (more) {
      const pqxx::result part = work_->exec("FETCH 500 FROM " + name);
      more = !part.empty();
      for (const pqxx::row& row : part)
        if (more) more = take(row_of(row));
    }
    if (work_) work_->exec("CLOSE " + name);
  });
}

Problems PostgresDatabase::script(const std::string& statements) {
  const bool alone = work_ == nullptr;
  Problems problems = alone ? begin(Access::batch) : Problems();
  if (problems.empty()) problems = guarded([&] { work_->exec(statements); });
  if (problems.empty() && alone) problems = commit();
  if (alone) work_.reset();
  return problems;
}

Result<std::int64_t> PostgresDatabase::version() {
  const auto table = query("SELECT to_regclass($1) IS NOT NULL", {schema_ + ".schema_version"});
  if (!table) return table.problems();
  if (table->front().whole(0) == 0) return std::int64_t{0};
  const auto rows = query("SELECT version FROM schema_version", {});
  if (!rows) return rows.problems();
  return rows->empty() ? std::int64_t{0} : rows->front().whole(0);
}

Problems PostgresDatabase::set_version(std::int64_t version) {
  return script(
      "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL); DELETE FROM schema_version;"
      "INSERT INTO schema_version VALUES (" +
      std::to_string(version) + ")");
}

std::string PostgresDatabase::in_dialect(const std::string& statements) const {
  static const Dialect dialect = {"BIGINT", "BYTEA", "TEXT COLLATE \"C\"",
                                  "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE "
                                  "plpgsql AS $$ BEGIN RAISE EXCEPTION "
                                  "'% is append-only', TG_TABLE_NAME USING ERRCODE = '23000'; END $$;"
                                  "CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                                  "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();"};
  return sql::in_dialect(statements, dialect);
}

Problems PostgresDatabase::integrity() {
  // Reading every row makes the server check what it stores.
  const auto tables = query("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = $1", {schema_});
  if (!tables) return tables.problems();
  for (const Row& table : *tables)
    if (const auto read = query("SELECT count(t.*::text) FROM " + table.text(0) + " t", {}); !read)
      return read.problems();
  return {};
}

} // namespace

bool names_postgres(std::string_view address) {
  return address.substr(0, 13) == "postgresql://" || address.substr(0, 11) == "postgres://";
}

Result<std::unique_ptr<Database>> open_postgres(const std::string& address, Use use,
                                                const PostgresOptions& options) {
  auto database = std::make_unique<PostgresDatabase>(address, std::move(use), options.patience);
  if (options.opening == Opening::create)
    if (Problems problems = database->make_schema(); !problems.empty()) return problems;
  if (Problems problems = make_ready(*database, options.opening); !problems.empty()) return problems;
  return std::unique_ptr<Database>(std::move(database));
}

} // namespace cartwright::sql
