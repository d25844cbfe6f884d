// Comparing what may be a range with a bound, and dates that may be imprecise with a period.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/criteria/test.hpp"
#include "engine/domain/date.hpp"
#include "engine/domain/truth.hpp"
#include "engine/evaluation/finding.hpp"

namespace cartwright {

/// A number known exactly (low == high), as a range, or one-sided (nothing: unbounded on that side).
struct Range {
  std::optional<double> low, high;
  static Range exactly(double value) { return {value, value}; }
};

Truth compare(const Range& range, criteria::Op op, double bound);
/// low..high, both included.
Truth within(const Range& range, double low, double high);

/// Has at least (at_least, greater), or less (less, at_most) than `period` passed from `event` to `on`?
/// `greater`/`at_most` mean strictly more / no more than the period. Days on which the answer turns later are
/// added to `turns`.
Truth elapsed(const PartialDate& event, Day on, criteria::Op op, Period period, std::vector<Day>& turns);

} // namespace cartwright
