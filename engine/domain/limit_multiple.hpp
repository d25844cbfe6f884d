// A value that the report gives only as a multiple of the laboratory's upper limit: "1.4 xULN".
#pragma once

#include <string_view>

#include "engine/domain/quantity.hpp"

namespace cartwright {

/// Null unless the spelling means it ("xULN", "× ULN", "times ULN").
const Unit* find_limit_multiple(std::string_view spelling);
bool is_limit_multiple(const Quantity& quantity);

} // namespace cartwright
