// Measurements by name, their bounds in units that fit, and bounds that depend on something else.
#pragma once

#include "catalogues/drafting/samples.hpp"
#include "catalogues/drafting/topics.hpp"

namespace cartwright::drafting {

struct NamedMeasurements {
  std::vector<std::string> ids;
  bool or_between = false;
};

std::optional<std::string> measurement_here(const Cursor& cursor);
/// "ALT or AST", with abbreviations behind them.
std::optional<NamedMeasurements> read_measurement_names(Cursor& cursor);
/// "calculated by the Cockcroft-Gault formula", in parentheses or not.
void skip_method(Cursor& cursor);
/// The unit has to be one of the measurement; a clearance gets the language's own.
bool settle_unit(const Cursor& cursor, const std::string& id, Interval& interval);
/// The measurement in the language, its method with it.
std::string measurement_term(const std::string& id, std::span<const Piece> around);
double in_stored(const Cursor& cursor, const std::string& id, const Interval& interval);
/// "8 g/dL (80 g/L)" says one bound twice; two that differ are a conflict of the record with itself.
std::optional<Interval> read_equivalent(Cursor& cursor, const std::string& id);
bool far_apart(double a, double b);

/// Platelets "75 in patients with less than 50 % plasma cells in the marrow, 50 otherwise".
std::optional<Element> platelets_by_marrow(Cursor& cursor, const Interval& first, Samples& samples);
/// "75 (50 if the marrow holds at least 50 % plasma cells)".
std::optional<Element> platelets_in_parenthesis(Cursor& cursor, const Interval& first,
                                                const Samples& samples);
/// Behind a bilirubin: what holds with Gilbert's syndrome instead.
std::optional<Element> bilirubin_with_gilbert(Cursor& cursor, const std::string& base,
                                              const std::string& brackets, const Context& context);
/// "or <= 5 x ULN if liver is involved": a second bound for a reason that a person checks.
std::optional<Expression> second_bound(Cursor& cursor, const std::vector<std::string>& names,
                                       const std::string& id);
/// "> 450 ms (males) or > 470 ms (females)".
std::optional<Element> bounds_by_sex(Cursor& cursor, const NamedMeasurements& names, const Interval& first);
/// "potassium within the normal range of the laboratory".
std::optional<Element> read_normal(Cursor& cursor, const NamedMeasurements& names, const Context& context);

} // namespace cartwright::drafting
