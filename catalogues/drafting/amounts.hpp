// Comparisons, ranges and windows in words and signs.
#pragma once

#include <optional>
#include <string>

#include "catalogues/drafting/cursor.hpp"

namespace cartwright::drafting {

/// ">= 18", "18 to 75", "0 or 1", "more than 3 and at most 5".
struct Interval {
  std::string op;              ///< ">=", ">", "<", "<=", "=" or "in"
  double low = 0, high = 0;    ///< high only of "in"
  std::string unit;            ///< canonical symbol, "xULN", "xLLN" or empty
  std::optional<PeriodUnit> period; ///< when the number was a period
};

std::optional<Interval> read_interval(Cursor& cursor);
/// "NAME OP VALUE UNIT" or "NAME in A..B UNIT".
std::string comparison(const std::string& name, const Interval& interval);

/// "14 d", "min(28 d, 5 half_lives)" before something.
struct Window {
  std::string period;    ///< in the language
  std::string anchor;    ///< first_dose, enrolment ...; empty when none is named
  bool later = false;    ///< more than so long ago, not within it
  bool strict = false;   ///< "less than" 90 days
};

/// "within 14 days or 5 half-lives, whichever is shorter, before the first dose", "< 90 days prior to apheresis".
std::optional<Window> read_window(Cursor& cursor);
/// The anchor named here, after "before".
std::optional<std::string> read_anchor(Cursor& cursor);
/// The period alone: "6 months", "14 days or 5 half-lives, whichever is shorter".
std::optional<std::string> read_period_text(Cursor& cursor);

} // namespace cartwright::drafting
