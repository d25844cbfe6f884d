#include "catalogues/import/csv_reader.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t most_fields = 1000; // a hostile row of commas costs no memory

} // namespace

bool CsvReader::fill() {
  if (at_ < piece_.size()) return true;
  piece_ = source_.read();
  at_ = started_ || piece_.rfind(byte_order_mark, 0) != 0 ? 0 : byte_order_mark.size();
  started_ = true;
  return at_ < piece_.size();
}

void CsvReader::take(char c, CsvRow& row) {
  if (c == '\n') ++line_;
  const bool inside = state_ == State::quoted;
  if (inside && c == '"') {
    state_ = State::quote_in_quoted;
  } else if (!inside && c == ',') {
    if (row.fields.size() < most_fields) row.fields.emplace_back();
    state_ = State::start_of_field;
  } else if (!inside && c == '\n') {
    row_ended_ = true;
  } else if (state_ == State::start_of_field && c == '"') {
    state_ = State::quoted;
  } else {
    if (state_ == State::quote_in_quoted) state_ = c == '"' ? State::quoted : State::plain;
    if (state_ == State::start_of_field) state_ = State::plain;
    if (++size_ <= longest_) row.fields.back() += c;
  }
}

void CsvReader::check(CsvRow& row) const {
  std::string& last = row.fields.back();
  if (state_ != State::quoted && !last.empty() && last.back() == '\r') last.pop_back();
  if (size_ > longest_)
    row.problem = "the row is longer than " + std::to_string(longest_ / (1024 * 1024)) + " MiB";
  else if (!row_ended_ && source_.problems().has_errors())
    row.problem = "the file is cut off inside this row";
  else if (state_ == State::quoted)
    row.problem = "the file ends inside a quoted field";
  else if (!std::all_of(row.fields.begin(), row.fields.end(), valid_utf8))
    row.problem = "the row is not UTF-8";
}

std::optional<CsvRow> CsvReader::next() {
  while (fill()) {
    CsvRow row;
    row.line = line_;
    row.fields.emplace_back();
    state_ = State::start_of_field;
    row_ended_ = false;
    size_ = 0;
    while (!row_ended_ && fill())
      take(piece_[at_++], row);
    check(row);
    const bool blank = row.fields.size() == 1 && row.fields.front().empty() && row.problem.empty();
    if (!blank) return row;
  }
  return std::nullopt;
}

} // namespace cartwright
