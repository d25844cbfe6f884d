// CAR-HEMATOTOX: Rejeski, Blood 2021;138:2499. Taken before lymphodepletion; 0 to 1 point low, from 2 high.
#include <algorithm>
#include <array>

#include "engine/domain/text.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

/// Points rise from border to border. Of its single borders the table says "above" and "below" only, so on
/// the border itself both are possible.
struct Item {
  const char* test;
  double first, second; ///< in the stored unit; no second border: the same number
  bool low_is_bad;
};
constexpr std::array items = {Item{"platelets", 175, 75, true}, Item{"anc", 1.2, 1.2, true},
                              Item{"hemoglobin", 90, 90, true}, Item{"crp", 30, 30, false},
                              Item{"ferritin", 650, 2000, false}};

struct Points {
  double low = 0, high = 0;
};

double most(const Item& item) {
  return item.first == item.second ? 1 : 2;
}

Points points_of(const Item& item, double value) {
  using criteria::Op;
  const Range at = Range::exactly(value);
  const auto holds = [&](Op op, double bound) { return compare(at, op, bound) == Truth::yes; };
  if (item.first == item.second) {
    if (holds(Op::equal, item.first)) return {0, 1};
    const double own = holds(item.low_is_bad ? Op::less : Op::greater, item.first) ? 1 : 0;
    return {own, own};
  }
  const Op worse = item.low_is_bad ? Op::less : Op::greater,
           better = item.low_is_bad ? Op::greater : Op::less;
  const double own = holds(worse, item.second) ? 2 : holds(better, item.first) ? 0 : 1;
  return {own, own};
}

Points points_of(const Item& item, const Readings& readings) {
  Points out{most(item), 0};
  for (const Reading& reading : readings) {
    const Points own = reading.range.low ? points_of(item, *reading.range.low) : Points{0, most(item)};
    out = {std::min(out.low, own.low), std::max(out.high, own.high)};
  }
  return out;
}

std::string shown(const Points& points) {
  return number_text(points.low) + (points.low == points.high ? "" : " to " + number_text(points.high));
}

} // namespace

Reading read_car_hematotox(const criteria::SampleConditions& sample, const Case& of) {
  Reading out;
  out.name = "car_hematotox";
  out.document = "blood_chemistry";
  Points sum;
  std::vector<std::string> said;
  for (const Item& item : items) {
    const Readings readings = read_named(item.test, sample, of);
    const Points own = points_of(item, readings);
    sum = {sum.low + own.low, sum.high + own.high};
    said.push_back(readings.front().says + ": " + shown(own));
    for (const Reading& reading : readings)
      out.facts.insert(out.facts.end(), reading.facts.begin(), reading.facts.end());
    if (own.low == own.high) continue;
    Causes causes;
    for (const Reading& reading : readings)
      causes.merge(reading.causes);
    if (causes.empty())
      causes.add({readings.size() > 1 ? CauseKind::conflict : CauseKind::imprecise, item.test, out.document});
    out.causes.merge(causes);
  }
  out.range = {sum.low, sum.high};
  out.says = "CAR-HEMATOTOX " + shown(sum) + " points (" + join(said, "; ") + ")";
  return out;
}

} // namespace cartwright
