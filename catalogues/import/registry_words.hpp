// The registries' words for status, phase, age and date, read as ours.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/date.hpp"
#include "engine/domain/problem.hpp"

namespace cartwright {

struct RegistryStatus {
  std::string value = "unknown"; ///< one of the catalogue's status words
  /// The word as written when the catalogue has none for it (expanded access: "available").
  std::string unmapped;
};
/// "RECRUITING", "Active, not recruiting", "Unknown status". A word that nobody knows is a warning at
/// `where`.
RegistryStatus registry_status(std::string_view text, const std::string& where, Problems& problems);

/// "PHASE1|PHASE2", "Phase 1/Phase 2", {"EARLY_PHASE1"}; empty when none is stated.
std::string registry_phase(const std::vector<std::string>& parts, const std::string& where,
                           Problems& problems);
std::vector<std::string> split(std::string_view text, std::string_view separators);

/// "2026-02-04", "2026-02", "February 4, 2026", "February 2026".
std::optional<PartialDate> registry_date(std::string_view text);

struct RegistryAge {
  int count = 0;
  std::string unit; ///< "years", "months", "weeks", "days", "hours", "minutes"
};
/// "18 Years"; nothing for "N/A", for nothing and for what is no age.
std::optional<RegistryAge> registry_age(std::string_view text);

/// NCT and eight digits.
bool is_registry_number(std::string_view id);

} // namespace cartwright
