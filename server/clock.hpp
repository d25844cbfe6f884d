// The clock of the stamps that casebook and store keep.
#pragma once

#include <string>

namespace cartwright {

/// "2026-12-01T09:30:00Z"
std::string utc_now();

} // namespace cartwright
