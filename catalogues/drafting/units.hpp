// Units as sentences write them: "x 10^9/L", "cells per cubic millimeter", "mg/24 hours", "times the ULN".
#pragma once

#include <optional>
#include <span>
#include <string>

#include "catalogues/drafting/tokens.hpp"

namespace cartwright::drafting {

struct FoundUnit {
  std::string symbol;     ///< canonical
  std::size_t length = 0; ///< tokens
};

/// The longest unit that begins at `at`, behind a number.
std::optional<FoundUnit> unit_at(std::span<const Token> tokens, std::size_t at);

} // namespace cartwright::drafting
