// Calendar dates, imprecise dates and periods. A date may be known to the year or month only; a comparison
// may then be unknown.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/domain/truth.hpp"

namespace cartwright {

using Day = std::chrono::sys_days;

/// "2026-11-22"; nothing for an impossible date.
std::optional<Day> parse_day(std::string_view text);
std::string text_of(Day day);

/// A date known to the year, the month or the day: it lies somewhere in [earliest, latest].
class PartialDate {
public:
  enum class Precision : std::uint8_t { year, month, day };

  PartialDate() = default;
  explicit PartialDate(Day day);
  /// "2026", "2026-11", "2026-11-22"; nothing for anything else or an impossible date.
  static std::optional<PartialDate> parse(std::string_view text);

  Day earliest() const { return earliest_; }
  Day latest() const { return latest_; }
  Precision precision() const { return precision_; }
  bool exact() const { return earliest_ == latest_; }
  std::string text() const; ///< as precise as it is known
  auto operator<=>(const PartialDate&) const = default;

private:
  Day earliest_{};
  Day latest_{};
  Precision precision_ = Precision::day;
};

enum class PeriodUnit : std::uint8_t { days, weeks, months, years };

/// A length of time on the calendar: months and years are calendar months and years.
struct Period {
  std::int32_t count = 0;
  PeriodUnit unit = PeriodUnit::days;
  bool operator==(const Period&) const = default;
};

std::string text_of(Period period);  ///< "14 d", "6 mo"
std::string in_words(Period period); ///< "14 days", "6 months"
/// Calendar arithmetic; a day that the target month lacks becomes its last day.
Day after(Day day, Period period);
Day before(Day day, Period period);
/// Days, with a month as 30.4375 and a year as 365.25: for sorting and for showing, never for deciding.
double approximate_days(Period period);

/// Whole years from birth to `on`.
std::int32_t years_between(Day birth, Day on);

} // namespace cartwright
