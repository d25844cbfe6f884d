#include "server/rematch/bytes.hpp"

#include <cstring>

namespace cartwright {

namespace {

// Days are counted from here; one is added so that zero is "none".
constexpr Day first_day = std::chrono::sys_days{std::chrono::year{1900} / 1 / 1};

template <class T> void put_raw(std::string& out, T value) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  out.append(raw, sizeof value);
}

template <class T> T raw(std::string_view bytes) {
  T out{};
  if (bytes.size() == sizeof out) std::memcpy(&out, bytes.data(), sizeof out);
  return out;
}

} // namespace

void ByteWriter::whole(std::uint64_t value) {
  constexpr std::uint64_t low_bits = 0x7F;
  while (value > low_bits) {
    out_ += static_cast<char>((value & low_bits) | (low_bits + 1));
    value >>= 7;
  }
  out_ += static_cast<char>(value);
}

void ByteWriter::text(std::string_view value) {
  whole(value.size());
  out_ += value;
}

void ByteWriter::real(double value) {
  put_raw(out_, value);
}

void ByteWriter::small_real(float value) {
  put_raw(out_, value);
}

void ByteWriter::day(const std::optional<Day>& value) {
  whole(value ? static_cast<std::uint64_t>((*value - first_day).count()) + 1 : 0);
}

std::string_view ByteReader::take(std::size_t bytes) {
  if (!good_ || bytes > left_.size()) {
    good_ = false;
    left_ = {};
    return {};
  }
  const std::string_view out = left_.substr(0, bytes);
  left_.remove_prefix(bytes);
  return out;
}

std::uint64_t ByteReader::whole() {
  std::uint64_t out = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::string_view byte = take(1);
    if (byte.empty()) return 0;
    const auto bits = static_cast<unsigned char>(byte.front());
    out |= static_cast<std::uint64_t>(bits & 0x7F) << shift;
    if (bits < 0x80) return out;
  }
  good_ = false;
  return 0;
}

std::size_t ByteReader::count() {
  const std::uint64_t out = whole();
  if (out <= left_.size()) return static_cast<std::size_t>(out);
  good_ = false;
  return 0;
}

std::string ByteReader::text() {
  return std::string(take(count()));
}

double ByteReader::real() {
  return raw<double>(take(sizeof(double)));
}

float ByteReader::small_real() {
  return raw<float>(take(sizeof(float)));
}

std::optional<Day> ByteReader::day() {
  const std::uint64_t value = whole();
  if (value == 0) return std::nullopt;
  return first_day + std::chrono::days(static_cast<std::int64_t>(value) - 1);
}

} // namespace cartwright
