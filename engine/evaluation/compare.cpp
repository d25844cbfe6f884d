#include "engine/evaluation/compare.hpp"

namespace cartwright {

namespace {

using criteria::Op;

bool holds(double value, Op op, double bound) {
  const auto order = compare_values(value, bound);
  switch (op) {
  case Op::less:
    return order == std::weak_ordering::less;
  case Op::at_most:
    return order != std::weak_ordering::greater;
  case Op::equal:
    return order == std::weak_ordering::equivalent;
  case Op::not_equal:
    return order != std::weak_ordering::equivalent;
  case Op::at_least:
    return order != std::weak_ordering::less;
  case Op::greater:
    return order == std::weak_ordering::greater;
  }
  return false;
}

Truth at_least(const Range& range, double bound, bool strictly) {
  const Op op = strictly ? Op::greater : Op::at_least;
  if (range.low && holds(*range.low, op, bound)) return Truth::yes;
  if (range.high && !holds(*range.high, op, bound)) return Truth::no;
  return Truth::unknown;
}

} // namespace

Truth compare(const Range& range, Op op, double bound) {
  switch (op) {
  case Op::at_least:
    return at_least(range, bound, false);
  case Op::greater:
    return at_least(range, bound, true);
  case Op::less:
    return negate(at_least(range, bound, false));
  case Op::at_most:
    return negate(at_least(range, bound, true));
  case Op::equal:
    return within(range, bound, bound);
  case Op::not_equal:
    return negate(within(range, bound, bound));
  }
  return Truth::unknown;
}

Truth within(const Range& range, double low, double high) {
  return both(at_least(range, low, false), negate(at_least(range, high, true)));
}

Truth elapsed(const PartialDate& event, Day on, Op op, Period period, std::vector<Day>& turns) {
  const bool strictly = op == Op::greater || op == Op::at_most;
  const auto one_day = std::chrono::days(strictly ? 1 : 0);
  const Day earliest = after(event.earliest(), period) + one_day,
            latest = after(event.latest(), period) + one_day;
  for (const Day day : {earliest, latest})
    if (day > on) turns.push_back(day);
  const Truth passed = on >= latest ? Truth::yes : on < earliest ? Truth::no : Truth::unknown;
  return op == Op::less || op == Op::at_most ? negate(passed) : passed;
}

} // namespace cartwright
