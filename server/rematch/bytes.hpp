// A compact form of what a run keeps: numbers in as few bytes as they need, texts with their length. A reader
// of damaged bytes says so once and gives zeros from there on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/domain/date.hpp"

namespace cartwright {

class ByteWriter {
public:
  void whole(std::uint64_t value);
  void text(std::string_view value);
  void real(double value);
  void small_real(float value);
  void day(const std::optional<Day>& value);
  std::string take() { return std::move(out_); }

private:
  std::string out_;
};

class ByteReader {
public:
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}
  std::uint64_t whole();
  /// A count of things of which each takes at least a byte.
  std::size_t count();
  std::string text();
  double real();
  float small_real();
  std::optional<Day> day();
  bool good() const { return good_; }
  bool at_end() const { return left_.empty(); }

private:
  std::string_view take(std::size_t bytes);
  std::string_view left_;
  bool good_ = true;
};

} // namespace cartwright
