#include "engine/domain/quantity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

constexpr std::array units = {
    Unit{"1", Dimension::number, 1},
    Unit{"%", Dimension::percent, 1},
    Unit{"fraction", Dimension::percent, 100},
    Unit{"10^9/L", Dimension::cell_concentration, 1},
    Unit{"10^8/L", Dimension::cell_concentration, 0.1},
    Unit{"10^6/L", Dimension::cell_concentration, 0.001},
    Unit{"10^12/L", Dimension::cell_concentration, 1000},
    Unit{"10^3/uL", Dimension::cell_concentration, 1},
    Unit{"10^6/uL", Dimension::cell_concentration, 1000},
    Unit{"/uL", Dimension::cell_concentration, 0.001},
    Unit{"g/L", Dimension::mass_concentration, 1},
    Unit{"g/dL", Dimension::mass_concentration, 10},
    Unit{"mg/dL", Dimension::mass_concentration, 0.01},
    Unit{"mg/L", Dimension::mass_concentration, 1e-3},
    Unit{"ug/L", Dimension::mass_concentration, 1e-6},
    Unit{"ug/dL", Dimension::mass_concentration, 1e-5},
    Unit{"ug/mL", Dimension::mass_concentration, 1e-3},
    Unit{"mg/mL", Dimension::mass_concentration, 1},
    Unit{"ng/mL", Dimension::mass_concentration, 1e-6},
    Unit{"ng/L", Dimension::mass_concentration, 1e-9},
    Unit{"pg/mL", Dimension::mass_concentration, 1e-9},
    Unit{"umol/L", Dimension::substance_concentration, 1},
    Unit{"mmol/L", Dimension::substance_concentration, 1000},
    Unit{"nmol/L", Dimension::substance_concentration, 1e-3},
    Unit{"pmol/L", Dimension::substance_concentration, 1e-6},
    Unit{"U/L", Dimension::catalytic_concentration, 1},
    Unit{"ukat/L", Dimension::catalytic_concentration, 60},
    Unit{"IU/mL", Dimension::activity_concentration, 1},
    Unit{"mIU/mL", Dimension::activity_concentration, 1e-3},
    Unit{"copies/mL", Dimension::copy_concentration, 1},
    Unit{"mg/24h", Dimension::mass_rate, 1},
    Unit{"g/24h", Dimension::mass_rate, 1000},
    Unit{"mL/min", Dimension::flow, 1},
    Unit{"mL/s", Dimension::flow, 60},
    Unit{"mL/min/1.73m2", Dimension::flow_per_area, 1},
    Unit{"mm", Dimension::length, 1},
    Unit{"cm", Dimension::length, 10},
    Unit{"m", Dimension::length, 1000},
    Unit{"cm2", Dimension::area, 1},
    Unit{"mm2", Dimension::area, 0.01},
    Unit{"m2", Dimension::area, 10000},
    Unit{"mL", Dimension::volume, 1},
    Unit{"L", Dimension::volume, 1000},
    Unit{"kg", Dimension::mass, 1},
    Unit{"g", Dimension::mass, 1e-3},
    Unit{"mg", Dimension::mass, 1e-6},
    Unit{"ug", Dimension::mass, 1e-9},
    Unit{"mg/m2", Dimension::mass_per_area, 1},
    Unit{"mg/kg", Dimension::mass_per_mass, 1},
    Unit{"Gy", Dimension::absorbed_dose, 1},
    Unit{"cGy", Dimension::absorbed_dose, 0.01},
    Unit{"s", Dimension::short_time, 1},
    Unit{"ms", Dimension::short_time, 1e-3},
    Unit{"min", Dimension::short_time, 60},
    Unit{"d", Dimension::long_time, 1},
    Unit{"wk", Dimension::long_time, 7},
    Unit{"mo", Dimension::long_time, 30.4375},
    Unit{"y", Dimension::long_time, 365.25},
    Unit{"mmHg", Dimension::pressure, 1},
    Unit{"kPa", Dimension::pressure, 7.50062},
    Unit{"degC", Dimension::temperature, 1},
};

struct Spelling {
  std::string_view written, symbol;
};

/// Spellings after folding (see fold): lower case, no blanks, one micro sign, no leading multiplication sign.
constexpr std::array spellings = {
    Spelling{"k/ul", "10^3/uL"},
    Spelling{"k/mcl", "10^3/uL"},
    Spelling{"k/cumm", "10^3/uL"},
    Spelling{"k/mm3", "10^3/uL"},
    Spelling{"10*9/l", "10^9/L"},
    Spelling{"10e9/l", "10^9/L"},
    Spelling{"109/l", "10^9/L"},
    Spelling{"g/l(cells)", "10^9/L"},
    Spelling{"giga/l", "10^9/L"},
    Spelling{"10*8/l", "10^8/L"},
    Spelling{"10*6/l", "10^6/L"},
    Spelling{"10*12/l", "10^12/L"},
    Spelling{"10*3/ul", "10^3/uL"},
    Spelling{"10^3/mm3", "10^3/uL"},
    Spelling{"thousand/ul", "10^3/uL"},
    Spelling{"10e3/ul", "10^3/uL"},
    Spelling{"cells/ul", "/uL"},
    Spelling{"/mm3", "/uL"},
    Spelling{"/cumm", "/uL"},
    Spelling{"cells/mm3", "/uL"},
    Spelling{"/mcl", "/uL"},
    Spelling{"cells/mcl", "/uL"},
    Spelling{"m/ul", "10^6/uL"},
    Spelling{"tera/l", "10^12/L"},
    Spelling{"mcg/l", "ug/L"},
    Spelling{"mcg/dl", "ug/dL"},
    Spelling{"mcg/ml", "ug/mL"},
    Spelling{"mcmol/l", "umol/L"},
    Spelling{"u/l", "U/L"},
    Spelling{"iu/l", "U/L"},
    Spelling{"units/l", "U/L"},
    Spelling{"mg/24hr", "mg/24h"},
    Spelling{"mg/24hours", "mg/24h"},
    Spelling{"mg/24hrs", "mg/24h"},
    Spelling{"mg/(24.h)", "mg/24h"},
    Spelling{"mg/d", "mg/24h"},
    Spelling{"mg/day", "mg/24h"},
    Spelling{"g/24hr", "g/24h"},
    Spelling{"g/24hours", "g/24h"},
    Spelling{"g/24hrs", "g/24h"},
    Spelling{"g/d", "g/24h"},
    Spelling{"g/day", "g/24h"},
    Spelling{"ml/min/1.73m^2", "mL/min/1.73m2"},
    Spelling{"ml/min/1.73m²", "mL/min/1.73m2"},
    Spelling{"ml/min/{1.73_m2}", "mL/min/1.73m2"},
    Spelling{"ml/min/1.73sqm", "mL/min/1.73m2"},
    Spelling{"cm^2", "cm2"},
    Spelling{"cm²", "cm2"},
    Spelling{"mm^2", "mm2"},
    Spelling{"mm²", "mm2"},
    Spelling{"m^2", "m2"},
    Spelling{"m²", "m2"},
    Spelling{"mg/m^2", "mg/m2"},
    Spelling{"mg/m²", "mg/m2"},
    Spelling{"percent", "%"},
    Spelling{"%predicted", "%"},
    Spelling{"%pred", "%"},
    Spelling{"%ofpredicted", "%"},
    Spelling{"pct", "%"},
    Spelling{"ratio", "1"},
    Spelling{"sec", "s"},
    Spelling{"seconds", "s"},
    Spelling{"msec", "ms"},
    Spelling{"day", "d"},
    Spelling{"days", "d"},
    Spelling{"weeks", "wk"},
    Spelling{"week", "wk"},
    Spelling{"months", "mo"},
    Spelling{"month", "mo"},
    Spelling{"years", "y"},
    Spelling{"year", "y"},
    Spelling{"°c", "degC"},
    Spelling{"c", "degC"},
    Spelling{"mcg", "ug"},
    Spelling{"copies", "copies/mL"},
    Spelling{"miu/ml", "mIU/mL"},
};

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// One spelling of the many: lower case, no blanks, `u` for both micro signs, no "x" before a power of ten.
std::string fold(std::string_view spelling) {
  std::string text = lower(spelling);
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
  replace_all(text, "\xC2\xB5", "u");      // micro sign
  replace_all(text, "\xCE\xBC", "u");      // Greek mu
  replace_all(text, "\xC3\x97", "x");      // multiplication sign
  replace_all(text, "\xE2\x81\xB9", "^9"); // superscript nine
  replace_all(text, "10\xC2\xB3", "10^3"); // superscript three
  replace_all(text, "mm\xC2\xB3", "mm3");
  if (text.starts_with("x10") || text.starts_with("*10")) text.erase(0, 1);
  if (text.starts_with("1x10") || text.starts_with("1*10")) text.erase(0, 2);
  return text;
}

} // namespace

std::string_view word(Dimension dimension) {
  switch (dimension) {
  case Dimension::number:
    return "a plain number";
  case Dimension::percent:
    return "a percentage";
  case Dimension::cell_concentration:
    return "cells per volume";
  case Dimension::mass_concentration:
    return "mass per volume";
  case Dimension::substance_concentration:
    return "amount per volume";
  case Dimension::catalytic_concentration:
    return "enzyme activity per volume";
  case Dimension::activity_concentration:
    return "international units per volume";
  case Dimension::copy_concentration:
    return "copies per volume";
  case Dimension::mass_rate:
    return "mass a day";
  case Dimension::flow:
    return "volume a minute";
  case Dimension::flow_per_area:
    return "volume a minute for 1.73 m2";
  case Dimension::length:
    return "a length";
  case Dimension::area:
    return "an area";
  case Dimension::volume:
    return "a volume";
  case Dimension::mass:
    return "a mass";
  case Dimension::mass_per_area:
    return "mass per body surface";
  case Dimension::mass_per_mass:
    return "mass per body weight";
  case Dimension::absorbed_dose:
    return "a radiation dose";
  case Dimension::short_time:
    return "seconds";
  case Dimension::long_time:
    return "days to years";
  case Dimension::pressure:
    return "a pressure";
  case Dimension::temperature:
    return "a temperature";
  }
  return "a plain number";
}

const Unit* find_unit(std::string_view spelling) {
  for (const Unit& unit : units) // case matters first: G/L is giga cells a litre, g/L grams
    if (unit.symbol == spelling) return &unit;
  if (spelling == "G/L") return find_unit("10^9/L");
  if (spelling == "T/L") return find_unit("10^12/L");
  constexpr std::size_t longest_spelling = 40;
  if (spelling.empty() || spelling.size() > longest_spelling) return nullptr;
  const std::string folded = fold(spelling);
  for (const Unit& unit : units)
    if (lower(unit.symbol) == folded) return &unit;
  for (const Spelling& other : spellings)
    if (other.written == folded) return find_unit(other.symbol);
  return nullptr;
}

std::vector<std::string> nearest_units(std::string_view spelling) {
  std::vector<std::string> known;
  for (const Unit& unit : units)
    known.emplace_back(unit.symbol);
  return nearest(spelling, known);
}

std::optional<Quantity> Quantity::in(const Unit& unit) const {
  if (unit.dimension != dimension()) return std::nullopt;
  return Quantity(in_base() / unit.factor, unit);
}

std::string Quantity::text() const {
  const std::string number = number_text(value_);
  if (unit_->symbol == "1") return number;
  const bool power = unit_->symbol.starts_with("10^");
  return number + (power ? " x" : " ") + std::string(unit_->symbol);
}

std::weak_ordering compare_values(double a, double b) {
  constexpr double rounding = 1e-9;
  if (std::fabs(a - b) <= rounding * std::max(std::fabs(a), std::fabs(b)))
    return std::weak_ordering::equivalent;
  return a < b ? std::weak_ordering::less : std::weak_ordering::greater;
}

std::string number_text(double value) {
  const double shown =
      std::fabs(value) < 1e-12 ? 0 : std::round(value * 1e6) / 1e6; // conversions leave 0.30000000000000004
  std::array<char, 64> buffer{};
  const bool plain = std::fabs(shown) < 1e15;
  const double printed = plain && shown != 0 ? shown : value;
  const auto [end, error] =
      plain ? std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                            std::fabs(value) < 1e-12 ? 0.0 : printed, std::chars_format::fixed)
            : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return error == std::errc{} ? std::string(buffer.data(), end) : std::to_string(value);
}

} // namespace cartwright
