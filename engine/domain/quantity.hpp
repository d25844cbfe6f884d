// Values with units. Quantities of different dimensions never compare; a bare number is not a quantity.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cartwright {

enum class Dimension : std::uint8_t {
  number, ///< ratios, counts, scores
  percent,
  cell_concentration,      ///< 10^9/L
  mass_concentration,      ///< g/L
  substance_concentration, ///< umol/L
  catalytic_concentration, ///< U/L
  activity_concentration,  ///< IU/mL
  copy_concentration,      ///< copies/mL
  mass_rate,               ///< mg/24h, also a drug dose a day
  flow,                    ///< mL/min
  flow_per_area,           ///< mL/min/1.73m2
  length,                  ///< mm
  area,                    ///< cm2
  volume,                  ///< mL
  mass,                    ///< kg
  mass_per_area,           ///< mg/m2
  mass_per_mass,           ///< mg/kg
  absorbed_dose,           ///< Gy
  short_time,              ///< s (clotting times, QTc)
  long_time,               ///< d, y (ages and intervals that are numbers, not calendar periods)
  pressure,                ///< mmHg
  temperature              ///< degC
};

std::string_view word(Dimension dimension);

/// One row of the table of units; `factor` leads to the base unit of the dimension.
struct Unit {
  std::string_view symbol; ///< canonical spelling: "10^9/L", "umol/L"
  Dimension dimension;
  double factor;
};

/// Accepts the spellings that hospitals use (either micro sign, K/uL, x10^9/L, mg/24 h ...). Null when
/// unknown.
const Unit* find_unit(std::string_view spelling);
/// The nearest known symbols, for a hint.
std::vector<std::string> nearest_units(std::string_view spelling);

class Quantity {
public:
  Quantity(double value, const Unit& unit) : value_(value), unit_(&unit) {}
  double value() const { return value_; }
  const Unit& unit() const { return *unit_; }
  Dimension dimension() const { return unit_->dimension; }
  double in_base() const { return value_ * unit_->factor; }
  /// Nothing when the dimensions differ.
  std::optional<Quantity> in(const Unit& unit) const;
  std::string text() const; ///< "40 10^9/L" as "40 x10^9/L"

private:
  double value_;
  const Unit* unit_;
};

/// Equal within rounding error of unit conversion (1e-9 relative): 8 g/dL is 80 g/L.
std::weak_ordering compare_values(double a, double b);
/// Shortest decimal text of a number: "0.5", "100".
std::string number_text(double value);

} // namespace cartwright
