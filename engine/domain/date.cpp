#include "engine/domain/date.hpp"

#include <charconv>

namespace cartwright {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;

/// Digits only; nothing for anything else.
std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return text.empty() ? std::nullopt : std::optional<int>(value);
}

Day last_of(year y, month m) {
  return Day(y / m / std::chrono::last);
}

/// The same day of another month, or that month's last day.
Day shifted_months(Day from, std::chrono::months by) {
  const year_month_day date(from);
  const auto target = std::chrono::year_month(date.year(), date.month()) + by;
  const Day last = last_of(target.year(), target.month());
  const Day wished = Day(target / day(1)) + std::chrono::days(static_cast<unsigned>(date.day()) - 1);
  return wished > last ? last : wished;
}

Day shifted(Day from, Period period, int sign) {
  const int count = period.count * sign;
  switch (period.unit) {
  case PeriodUnit::days:
    return from + std::chrono::days(count);
  case PeriodUnit::weeks:
    return from + std::chrono::days(7 * count);
  case PeriodUnit::months:
    return shifted_months(from, std::chrono::months(count));
  case PeriodUnit::years:
    return shifted_months(from, std::chrono::months(12 * count));
  }
  return from;
}

} // namespace

std::optional<Day> parse_day(std::string_view text) {
  const auto date = PartialDate::parse(text);
  if (!date || date->precision() != PartialDate::Precision::day) return std::nullopt;
  return date->earliest();
}

std::string text_of(Day day) {
  const year_month_day date(day);
  const auto padded = [](std::string digits, std::size_t width) {
    return std::string(digits.size() < width ? width - digits.size() : 0, '0') + digits;
  };
  return padded(std::to_string(static_cast<int>(date.year())), 4) + "-" +
         padded(std::to_string(static_cast<unsigned>(date.month())), 2) + "-" +
         padded(std::to_string(static_cast<unsigned>(date.day())), 2);
}

PartialDate::PartialDate(Day day) : earliest_(day), latest_(day) {}

std::optional<PartialDate> PartialDate::parse(std::string_view text) {
  const bool shaped = text.size() == 4 || (text.size() == 7 && text[4] == '-') ||
                      (text.size() == 10 && text[4] == '-' && text[7] == '-');
  if (!shaped) return std::nullopt;
  const auto y = digits(text.substr(0, 4));
  if (!y || *y < 1) return std::nullopt;
  PartialDate out;
  if (text.size() == 4) {
    out.precision_ = Precision::year;
    out.earliest_ = Day(year(*y) / 1 / 1);
    out.latest_ = Day(year(*y) / 12 / 31);
    return out;
  }
  const auto m = digits(text.substr(5, 2));
  if (!m || *m < 1 || *m > 12) return std::nullopt;
  const month in_month(static_cast<unsigned>(*m));
  if (text.size() == 7) {
    out.precision_ = Precision::month;
    out.earliest_ = Day(year(*y) / in_month / 1);
    out.latest_ = last_of(year(*y), in_month);
    return out;
  }
  const auto d = digits(text.substr(8, 2));
  if (!d) return std::nullopt;
  const year_month_day date(year(*y), in_month, day(static_cast<unsigned>(*d)));
  if (!date.ok()) return std::nullopt;
  return PartialDate(Day(date));
}

std::string PartialDate::text() const {
  const std::string full = text_of(earliest_);
  switch (precision_) {
  case Precision::year:
    return full.substr(0, 4);
  case Precision::month:
    return full.substr(0, 7);
  case Precision::day:
    return full;
  }
  return full;
}

namespace {

struct PeriodWords {
  std::string_view symbol, singular, plural;
};

constexpr PeriodWords words_of(PeriodUnit unit) {
  switch (unit) {
  case PeriodUnit::days:
    return {"d", "day", "days"};
  case PeriodUnit::weeks:
    return {"wk", "week", "weeks"};
  case PeriodUnit::months:
    return {"mo", "month", "months"};
  case PeriodUnit::years:
    return {"y", "year", "years"};
  }
  return {"d", "day", "days"};
}

} // namespace

std::string text_of(Period period) {
  return std::to_string(period.count) + " " + std::string(words_of(period.unit).symbol);
}

std::string in_words(Period period) {
  const PeriodWords words = words_of(period.unit);
  return std::to_string(period.count) + " " + std::string(period.count == 1 ? words.singular : words.plural);
}

Day after(Day day, Period period) {
  return shifted(day, period, 1);
}

Day before(Day day, Period period) {
  return shifted(day, period, -1);
}

double approximate_days(Period period) {
  constexpr double days_a_month = 30.4375;
  switch (period.unit) {
  case PeriodUnit::days:
    return period.count;
  case PeriodUnit::weeks:
    return 7.0 * period.count;
  case PeriodUnit::months:
    return days_a_month * period.count;
  case PeriodUnit::years:
    return 12 * days_a_month * period.count;
  }
  return period.count;
}

std::int32_t years_between(Day birth, Day on) {
  const year_month_day from(birth), to(on);
  int years = static_cast<int>(to.year()) - static_cast<int>(from.year());
  // A birthday on 29 February is kept on 1 March in other years.
  if (on < Day(to.year() / from.month() / day(1)) + std::chrono::days(static_cast<unsigned>(from.day()) - 1))
    --years;
  return years;
}

} // namespace cartwright
