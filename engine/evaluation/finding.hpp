// What evaluating a test gives: truth, causes when unknown, the facts used, one sentence with the numbers,
// and the days on which time alone changes the answer. The explanation is a by-product of evaluation, not a
// second algorithm.
#pragma once

#include <string>
#include <vector>

#include "engine/domain/causes.hpp"
#include "engine/domain/date.hpp"
#include "engine/domain/truth.hpp"

namespace cartwright {

/// A fact of the profile that was used: its path and what it says.
struct FactUse {
  std::string where; ///< "measurements[3]"
  std::string says;  ///< "platelets 40 x10^9/L on 2026-11-18"
  auto operator<=>(const FactUse&) const = default;
};

struct Finding {
  Truth truth = Truth::unknown;
  Causes causes;              ///< empty exactly when truth is not unknown
  std::vector<FactUse> facts; ///< in the order used
  std::string why;            ///< one sentence with the numbers used, no full stop
  std::vector<Day> turns;     ///< days after the evaluation date on which the truth may change by time alone
};

inline Finding unknown_because(Cause cause, std::string why) {
  Finding finding;
  finding.causes.add(std::move(cause));
  finding.why = std::move(why);
  return finding;
}

} // namespace cartwright
