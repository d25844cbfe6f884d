// Rows kept by an SQL engine, whichever it is: values, transactions, versions of a schema. Errors are values.
// Statements are written once for every engine: $1, $2 ... for values, and what SQLite and PostgreSQL share.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/domain/result.hpp"

namespace cartwright::sql {

/// Bytes, as apart from text.
struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using Values = std::vector<Value>;

/// A value that may be absent, as a parameter.
template <class T> Value or_null(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

/// A row of an answer. What is null or of another kind reads as zero or as nothing.
class Row {
public:
  explicit Row(Values values) : values_(std::move(values)) {}
  bool null(std::size_t column) const { return std::holds_alternative<std::monostate>(values_[column]); }
  std::int64_t whole(std::size_t column) const { return at<std::int64_t>(column).value_or(0); }
  double real(std::size_t column) const { return at<double>(column).value_or(0); }
  std::string text(std::size_t column) const { return at<std::string>(column).value_or(""); }
  std::string blob(std::size_t column) const { return at<Blob>(column).value_or(Blob{}).bytes; }
  std::optional<std::int64_t> whole_if(std::size_t column) const { return at<std::int64_t>(column); }
  std::optional<std::string> text_if(std::size_t column) const { return at<std::string>(column); }
  const Values& values() const { return values_; }

private:
  template <class T> std::optional<T> at(std::size_t column) const {
    const T* value = std::get_if<T>(&values_[column]);
    return value == nullptr ? std::nullopt : std::optional<T>(*value);
  }
  Values values_;
};
using Rows = std::vector<Row>;

enum class Access : std::uint8_t {
  read,  ///< one state of all rows for the whole transaction
  write, ///< the only writer until it ends; waits a moment for another one, then says so
  batch  ///< writes rows that no other writer touches; several at one time where the engine can
};

/// One step of a schema. Applied whole, or not at all.
struct Migration {
  std::string says; ///< "cases and their profiles"
  /// Several, with semicolons. {whole}, {blob} and {key} (text in the order of its bytes) stand for the
  /// engine's types, {append_only TABLE} for what refuses every change and removal of its rows.
  std::string statements;
};

/// What is kept, for messages and for telling one kind of store from another.
struct Use {
  std::string name;                  ///< "casebook"
  std::string command;               ///< "cartwright casebook": it has check, backup, restore and migrate
  std::int32_t mark = 0;             ///< stands in the file's head; a file of another kind is refused
  std::vector<Migration> migrations; ///< the schema's version is how many of them were applied
};

/// A connection. For one thread at a time.
class Database {
public:
  virtual ~Database() = default;
  /// Where it is, as told to people: a path, or an address without its password.
  virtual const std::string& place() const = 0;
  virtual const Use& use() const = 0;

  virtual Problems begin(Access access) = 0;
  virtual Problems commit() = 0;
  virtual void rollback() = 0; ///< no effect outside a transaction

  virtual Result<Rows> query(std::string_view statement, const Values& values = {}) = 0;
  /// Row by row inside a transaction, without holding them all; `take` returns false to stop.
  virtual Problems each(std::string_view statement, const Values& values,
                        const std::function<bool(const Row&)>& take) = 0;
  virtual Problems script(const std::string& statements) = 0; ///< several statements without values

  /// How many migrations were applied.
  virtual Result<std::int64_t> version() = 0;
  virtual Problems set_version(std::int64_t version) = 0;
  /// The statements of a migration in this engine's dialect.
  virtual std::string in_dialect(const std::string& statements) const = 0;
  /// Removes every table, inside a transaction.
  virtual Problems clear() = 0;
  /// Every way in which what is stored is damaged.
  virtual Problems integrity() = 0;
};

/// A transaction that remembers its first failure: what follows does nothing, and commit tells it.
/// Rolls back unless committed.
class Transaction {
public:
  Transaction(Database& database, Access access);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  Rows run(std::string_view statement, const Values& values = {});
  /// The first row, if there is one.
  std::optional<Row> one(std::string_view statement, const Values& values = {});
  void each(std::string_view statement, const Values& values, const std::function<bool(const Row&)>& take);
  void script(const std::string& statements);
  /// Makes it fail for a reason of one's own.
  void fail(Problems problems);
  bool failed() const { return failed_; }
  const Problems& problems() const { return problems_; }
  /// Empty when everything is stored.
  Problems commit();
  Database& database() { return database_; }

private:
  Database& database_;
  Problems problems_;
  bool failed_ = false, ended_ = false;
};

enum class Opening : std::uint8_t {
  existing,   ///< must be there, in the present version
  create,     ///< made when it is not there
  any_version ///< must be there; for looking at it and for migrating
};

/// How an engine spells what migrations leave open.
struct Dialect {
  std::string whole, blob, key;
  std::string append_only; ///< statements, with {table}
};
std::string in_dialect(std::string statements, const Dialect& dialect);
std::string replaced(std::string text, std::string_view what, std::string_view by);

/// Inside a transaction: the steps from one version to another, and the version noted.
void apply_migrations(Transaction& work, std::size_t from, std::size_t to);
/// Applies what is missing, up to `version` (the newest by default); in one transaction.
Problems migrate(Database& database, std::optional<std::size_t> version = std::nullopt);
/// Brings a newly opened store to the state that `opening` asks for, or says what to do about it.
Problems make_ready(Database& database, Opening opening);

/// A problem of kind `unavailable` at the store's place.
Problems unavailable(const Database& database, std::string message, std::string hint = "");

} // namespace cartwright::sql
