// Rows of comma-separated values (RFC 4180), read one at a time. Quoted fields may hold commas, quotes and
// lines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalogues/import/byte_source.hpp"

namespace cartwright {

struct CsvRow {
  std::vector<std::string> fields;
  std::size_t line = 0; ///< where the row begins
  /// Why the row cannot be taken; empty for a good one.
  std::string problem;
};

class CsvReader {
public:
  CsvReader(ByteSource source, std::size_t longest_row) : source_(std::move(source)), longest_(longest_row) {}
  /// Blank lines are passed over. A row that is too long or not UTF-8 says so.
  std::optional<CsvRow> next();
  const Problems& problems() const { return source_.problems(); }

private:
  enum class State { start_of_field, plain, quoted, quote_in_quoted };
  bool fill();
  void take(char c, CsvRow& row);
  void check(CsvRow& row) const;

  ByteSource source_;
  std::size_t longest_;
  std::string piece_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  State state_ = State::start_of_field;
  bool row_ended_ = false;
  bool started_ = false;
  std::size_t size_ = 0; ///< of the row so far
};

} // namespace cartwright
