// Reading JSON with places: every typed access knows its path and reports what is wrong instead of throwing.
// The JSON library of the readers is named here and nowhere else in this folder.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/domain/date.hpp"
#include "engine/domain/result.hpp"

namespace cartwright {

/// Beyond these an input is refused before it is read.
inline constexpr std::size_t largest_json = 4 * 1024 * 1024; ///< bytes
inline constexpr std::size_t deepest_json = 64;
inline constexpr std::size_t longest_list = 5000; ///< entries of one list

/// A parsed document; cursors point into it.
class JsonDocument {
public:
  /// Size, UTF-8, depth, syntax with line and column, doubled keys.
  static Result<JsonDocument> parse(std::string_view text, std::size_t largest = largest_json);
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  const nlohmann::json& root() const { return *root_; }

private:
  explicit JsonDocument(std::unique_ptr<nlohmann::json> root);
  std::unique_ptr<nlohmann::json> root_;
};

/// One value and its path. A key with null counts as absent.
class Cursor {
public:
  Cursor(const nlohmann::json& value, std::string path, Problems& problems);

  const std::string& path() const { return path_; }
  std::string path_of(std::string_view key) const;
  Problems& problems() const { return *problems_; }
  bool is_object() const;
  bool is_list() const;
  bool has(std::string_view key) const;     ///< present and not null
  bool is_null(std::string_view key) const; ///< written, and null
  /// Reports a wrong type and gives false.
  bool expect_object() const;

  std::optional<Cursor> object(std::string_view key) const;
  std::vector<Cursor> list(std::string_view key) const;
  std::vector<Cursor> entries() const; ///< of this list itself
  std::optional<std::string> text(std::string_view key) const;
  std::optional<std::string> as_text() const; ///< of this value itself
  std::optional<double> as_number() const;
  std::optional<double> number(std::string_view key) const; ///< finite
  std::optional<std::int32_t> whole(std::string_view key, std::int32_t low, std::int32_t high) const;
  std::optional<double> number_in(std::string_view key, double low, double high) const;
  std::optional<bool> flag(std::string_view key) const;
  /// A value that may be true, false or an object; anything else is a wrong type.
  std::optional<Cursor> flag_or_object(std::string_view key) const;
  std::optional<std::string> one_of(std::string_view key, const std::vector<std::string>& words) const;
  std::optional<PartialDate> date(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;                      ///< a list of texts
  std::vector<std::pair<std::string, double>> numbers(std::string_view key) const; ///< an object of numbers
  /// A text that must be there and not be blank; empty after a problem.
  std::string required_text(std::string_view key) const;
  /// The same value as a root of its own: paths below begin here.
  Cursor as_root() const;

  void error(ProblemCode code, std::string_view key, const std::string& message,
             const std::string& hint = "") const;
  /// Keys that are not among `known`: warnings (or errors) with the nearest known key.
  void only(const std::vector<std::string>& known, Severity severity = Severity::warning) const;

private:
  const nlohmann::json* find(std::string_view key) const;
  void wrong_type(std::string_view key, const nlohmann::json& value, const std::string& expected) const;

  const nlohmann::json* value_;
  std::string path_;
  Problems* problems_;
};

/// The same document in canonical form: two blanks an indent, keys in their order, texts changed by `change`
/// (called with the key of each text).
Result<std::string>
rewrite_json(std::string_view text,
             const std::function<std::string(const std::string& key, const std::string& value)>& change);

} // namespace cartwright
