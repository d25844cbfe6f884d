#include "engine/domain/limit_multiple.hpp"

#include <algorithm>
#include <array>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

constexpr Unit multiple{"xULN", Dimension::number, 1};

} // namespace

const Unit* find_limit_multiple(std::string_view spelling) {
  std::string text = lower(spelling);
  std::erase_if(text, [](char c) { return c == ' '; });
  constexpr std::array known = {"xuln", "\xC3\x97uln", "*uln", "timesuln", "uln"};
  return std::find(known.begin(), known.end(), text) == known.end() ? nullptr : &multiple;
}

bool is_limit_multiple(const Quantity& quantity) {
  return quantity.unit().symbol == multiple.symbol;
}

} // namespace cartwright
