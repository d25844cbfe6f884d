// The body of a request about a case: read key by key, with every problem at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogues/json_cursor.hpp"
#include "engine/domain/result.hpp"
#include "server/casebook/casebook.hpp"

namespace cartwright {

class CaseBody {
public:
  /// An empty body is an empty object. Keys that are not `known` are errors.
  CaseBody(std::string_view body, std::vector<std::string> known);

  std::string text(std::string_view key);     ///< empty when it is not there
  std::string required(std::string_view key); ///< empty after a problem
  std::vector<std::string> texts(std::string_view key);
  /// "version": the version of the case that the change was made for.
  ExpectedVersion version();
  /// "patient", as text of its own.
  std::string profile();

  Problems& problems() { return problems_; }
  bool wrong() const { return problems_.has_errors(); }

private:
  std::string_view body_;
  Problems problems_;
  std::optional<JsonDocument> document_;
  std::optional<Cursor> root_;
};

} // namespace cartwright
