// The mark at the beginning of a line: "-", "*", "3.", "b)", "(iv)" and the like.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cartwright::drafting {

enum class BulletStyle : std::uint8_t { none, dash, star, digit, letter, capital, roman, circled };

struct Bullet {
  BulletStyle style = BulletStyle::none;
  std::uint32_t ordinal = 0; ///< 1 for "1.", "a)", "i."; 0 for a dash
  std::uint32_t bytes = 0;   ///< with the blanks after it
  bool parenthesis = false;  ///< "1)" and "1." are different lists
};

/// The bullet that `line` begins with. An "i)" is a letter or a Roman number: `after_h` says that "h)" came before.
std::optional<Bullet> bullet_of(std::string_view line, bool after_h = false);

} // namespace cartwright::drafting
