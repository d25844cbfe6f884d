// The program's version, told with every answer.
#pragma once

#include <string_view>

namespace cartwright {

inline constexpr std::string_view version = CARTWRIGHT_VERSION;

} // namespace cartwright
