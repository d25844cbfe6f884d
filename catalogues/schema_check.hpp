// JSON Schema of catalogue files, checked on every load.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/domain/result.hpp"

namespace cartwright {

/// A schema ready for use. Problems name the place in the file by a dotted path.
class SchemaCheck {
public:
  static Result<SchemaCheck> from(std::string_view schema);
  ~SchemaCheck();
  SchemaCheck(SchemaCheck&&) noexcept;
  SchemaCheck& operator=(SchemaCheck&&) noexcept;
  /// Empty when the document fits. A text that is no JSON is left to its reader.
  Problems check(std::string_view document) const;

private:
  struct Schema;
  explicit SchemaCheck(std::unique_ptr<Schema> schema);
  std::unique_ptr<Schema> schema_;
};

} // namespace cartwright
