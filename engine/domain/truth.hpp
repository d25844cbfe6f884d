// Three-valued truth after Kleene. `unknown` is a value, never an absence; its causes live in causes.hpp.
#pragma once

#include <cstdint>
#include <string_view>

namespace cartwright {

enum class Truth : std::uint8_t { no, unknown, yes };

constexpr Truth both(Truth a, Truth b) {
  return a < b ? a : b;
}
constexpr Truth either(Truth a, Truth b) {
  return a > b ? a : b;
}
constexpr Truth negate(Truth a) {
  return a == Truth::yes ? Truth::no : a == Truth::no ? Truth::yes : Truth::unknown;
}
/// At least `need` of n hold, when `holding` are known to hold and `open` are unknown.
constexpr Truth at_least(std::uint32_t need, std::uint32_t holding, std::uint32_t open) {
  return holding >= need ? Truth::yes : holding + open >= need ? Truth::unknown : Truth::no;
}
constexpr Truth truth_of(bool value) {
  return value ? Truth::yes : Truth::no;
}
constexpr std::string_view word(Truth truth) {
  switch (truth) {
  case Truth::no:
    return "no";
  case Truth::unknown:
    return "unknown";
  case Truth::yes:
    return "yes";
  }
  return "unknown";
}

} // namespace cartwright
