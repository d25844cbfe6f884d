// Random but plausible profiles: histories that follow one another, values near the bounds that trials use,
// and gaps of every kind. The same seed gives the same profile.
#pragma once

#include <cstdint>

#include <nlohmann/json.hpp>

namespace cartwright::test {

/// A profile as of 22 November 2026.
nlohmann::json generated_profile(std::uint32_t seed);

} // namespace cartwright::test
