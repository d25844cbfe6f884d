#include <catch2/catch.hpp>

#include "engine/domain/date.hpp"

using namespace cartwright;

namespace {

Day day(const char* text) {
  const auto parsed = parse_day(text);
  REQUIRE(parsed);
  return *parsed;
}

} // namespace

TEST_CASE("Dates are read as precisely as they are written") {
  const auto year = PartialDate::parse("2026");
  REQUIRE(year);
  CHECK(text_of(year->earliest()) == "2026-01-01");
  CHECK(text_of(year->latest()) == "2026-12-31");
  CHECK(year->text() == "2026");
  const auto february = PartialDate::parse("2024-02");
  REQUIRE(february);
  CHECK(text_of(february->latest()) == "2024-02-29");
  CHECK_FALSE(february->exact());
  const auto exact = PartialDate::parse("2026-11-22");
  REQUIRE(exact);
  CHECK(exact->exact());
  CHECK(exact->text() == "2026-11-22");
}

TEST_CASE("What is no date is refused") {
  for (const char* text :
       {"", "26", "2026-13", "2026-00", "2026-02-30", "2025-02-29", "2026-1-1", "2026/11/22", "20261122",
        "2026-11-22T00:00", " 2026", "2026-11-", "abcd", "2026-11-2x", "0000"})
    CHECK_FALSE(PartialDate::parse(text));
  CHECK_FALSE(parse_day("2026-11"));
}

TEST_CASE("Calendar months and years, with the last day of short months") {
  CHECK(text_of(after(day("2026-01-31"), {1, PeriodUnit::months})) == "2026-02-28");
  CHECK(text_of(after(day("2024-02-29"), {1, PeriodUnit::years})) == "2025-02-28");
  CHECK(text_of(before(day("2026-03-31"), {1, PeriodUnit::months})) == "2026-02-28");
  CHECK(text_of(after(day("2026-11-08"), {28, PeriodUnit::days})) == "2026-12-06");
  CHECK(text_of(after(day("2026-11-08"), {2, PeriodUnit::weeks})) == "2026-11-22");
}

TEST_CASE("Age counts completed years") {
  CHECK(years_between(day("1963-05-10"), day("2026-05-09")) == 62);
  CHECK(years_between(day("1963-05-10"), day("2026-05-10")) == 63);
  CHECK(years_between(day("2024-02-29"), day("2025-02-28")) == 0);
  CHECK(years_between(day("2024-02-29"), day("2025-03-01")) == 1);
}
