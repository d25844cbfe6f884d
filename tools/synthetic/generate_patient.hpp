// Synthetic profiles: random but plausible histories that follow one another, values near the bounds that
// trials use, and gaps of every kind. The same seed gives the same profile.
#pragma once

#include <cstdint>
#include <string>

#include "server/json_document.hpp"

namespace cartwright::synthetic {

/// A profile as of 22 November 2026.
nlohmann::json generated_profile(std::uint32_t seed);
/// The same as the bytes of a file: with an id of its own, a home, and the word "synthetic" in its summary.
std::string profile_text(std::uint32_t seed);

} // namespace cartwright::synthetic
