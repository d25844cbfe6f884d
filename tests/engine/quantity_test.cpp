#include <catch2/catch.hpp>

#include "engine/domain/quantity.hpp"

using namespace cartwright;

namespace {

double in_base(double value, const char* unit) {
  const Unit* found = find_unit(unit);
  INFO(unit);
  REQUIRE(found != nullptr);
  return Quantity(value, *found).in_base();
}

} // namespace

TEST_CASE("Cell counts as hospitals write them are the same count") {
  for (const char* unit :
       {"10^9/L", "x10^9/L", "×10^9/L", "x 10^9/L", "10*9/L", "K/uL", "K/µL", "K/μL", "k/mm3", "G/L"})
    CHECK(in_base(40, unit) == Approx(40));
  for (const char* unit : {"/uL", "/µL", "/μL", "cells/uL", "/mm3"})
    CHECK(in_base(40000, unit) == Approx(40));
}

TEST_CASE("Giga a litre is not gram a litre") {
  REQUIRE(find_unit("G/L") != nullptr);
  REQUIRE(find_unit("g/L") != nullptr);
  CHECK(find_unit("G/L")->dimension == Dimension::cell_concentration);
  CHECK(find_unit("g/L")->dimension == Dimension::mass_concentration);
}

TEST_CASE("Other usual spellings") {
  CHECK(in_base(8, "g/dL") == Approx(80));
  CHECK(in_base(100, "mg/L") == Approx(0.1));
  CHECK(in_base(200, "mg/24 h") == Approx(200));
  CHECK(in_base(0.2, "g/24h") == Approx(200));
  CHECK(in_base(88, "µmol/L") == Approx(88));
  CHECK(in_base(88, "μmol/L") == Approx(88));
  CHECK(in_base(88, "umol/L") == Approx(88));
  CHECK(in_base(60, "mL/min/1.73m2") == Approx(60));
  CHECK(find_unit("mL/min")->dimension != find_unit("mL/min/1.73m2")->dimension);
}

TEST_CASE("Unknown units are unknown, and the nearest are named") {
  for (const char* unit : {"", "furlong", "10^9", "mg", "xULN/L", "g/X"})
    if (const Unit* found = find_unit(unit)) CHECK(found->symbol == "mg");
  CHECK(find_unit("furlong") == nullptr);
  CHECK_FALSE(nearest_units("mg/dl.").empty());
}

TEST_CASE("Quantities of different dimensions never compare") {
  const Quantity haemoglobin(80, *find_unit("g/L"));
  CHECK_FALSE(haemoglobin.in(*find_unit("10^9/L")));
  CHECK_FALSE(haemoglobin.in(*find_unit("umol/L")));
  REQUIRE(haemoglobin.in(*find_unit("g/dL")));
  CHECK(haemoglobin.in(*find_unit("g/dL"))->value() == Approx(8));
}

TEST_CASE("Conversion noise does not decide a border") {
  const double converted = Quantity(0.1, *find_unit("g/dL")).in_base() * 3;
  CHECK(compare_values(converted, 3.0) == std::weak_ordering::equivalent);
  CHECK(compare_values(2.999, 3.0) == std::weak_ordering::less);
  CHECK(compare_values(0, 0) == std::weak_ordering::equivalent);
  CHECK(compare_values(0, 1e-3) == std::weak_ordering::less);
}

TEST_CASE("Numbers are told as a person writes them") {
  CHECK(number_text(40) == "40");
  CHECK(number_text(0.5) == "0.5");
  CHECK(number_text(1.5) == "1.5");
  CHECK(Quantity(40, *find_unit("10^9/L")).text() == "40 x10^9/L");
}
