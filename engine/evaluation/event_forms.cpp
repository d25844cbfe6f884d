// How long ago: washouts and times since events, with the days on which the answer turns.
#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/moments.hpp"

namespace cartwright {

namespace {

using namespace criteria;

/// Collects moments that are too near, or may be.
class Distance {
public:
  explicit Distance(const Case& of) : of_(of) {}

  void add(const Moment& moment, Truth far, const Cause& cause) {
    const Truth near = both(moment.counts, negate(far));
    near_ = either(near_, near);
    FactUse fact = moment.fact;
    if (near == Truth::unknown) causes_.add(cause);
    (near == Truth::yes ? too_near_ : near == Truth::unknown ? doubtful_ : far_).push_back(std::move(fact));
  }

  std::vector<Day>& turns() { return turns_; }

  /// yes: everything lies far enough.
  Finding conclude(bool closed, const Cause& open, const std::string& asked) {
    Finding out;
    out.truth = near_ == Truth::yes                  ? Truth::no
                : near_ == Truth::unknown || !closed ? Truth::unknown
                                                     : Truth::yes;
    if (out.truth == Truth::unknown) {
      out.causes = causes_;
      if (!closed) out.causes.add(open);
    }
    out.facts = !too_near_.empty() ? too_near_ : !doubtful_.empty() ? doubtful_ : far_;
    out.why = sentence(out.truth, asked, closed);
    std::sort(turns_.begin(), turns_.end());
    turns_.erase(std::unique(turns_.begin(), turns_.end()), turns_.end());
    out.turns = turns_;
    return out;
  }

private:
  std::string sentence(Truth truth, const std::string& asked, bool closed) const {
    const auto list = [](const std::vector<FactUse>& facts) {
      std::vector<std::string> parts;
      for (const FactUse& fact : facts)
        parts.push_back(fact.says);
      return join(parts, ", ");
    };
    const std::string on = " on " + cartwright::text_of(of_.as_of);
    if (truth == Truth::no) return list(too_near_) + ": less than " + asked + on;
    if (truth == Truth::yes)
      return far_.empty() ? "none recorded in a complete record; " + asked + " asked"
                          : list(far_) + ": " + asked + " have passed" + on;
    if (!doubtful_.empty())
      return list(doubtful_) + ": whether " + asked + " have passed" + on + " is not certain";
    return (closed ? std::string() : "the record is not said to be complete; ") + asked + " asked";
  }

  const Case& of_;
  Truth near_ = Truth::no;
  Causes causes_;
  std::vector<FactUse> too_near_, doubtful_, far_;
  std::vector<Day> turns_;
};

Cause doubt(const Moment& moment, const Cause& open) {
  if (moment.doubt) return *moment.doubt;
  const bool dated = moment.at.has_value() && moment.counts == Truth::yes;
  return {dated || moment.counts == Truth::unknown ? CauseKind::imprecise : CauseKind::missing,
          open.fact + (dated                             ? ""
                       : moment.counts == Truth::unknown ? ""
                                                         : "_last_date"),
          open.document};
}

} // namespace

Finding find(const ElapsedTest& test, const Case& of) {
  const Moments moments = moments_of(test.since, of);
  const bool strictly = test.op == Op::greater || test.op == Op::at_most;
  Distance distance(of);
  for (const Moment& moment : moments.items)
    distance.add(moment, far_enough(moment, test.period, strictly, of, distance.turns()),
                 doubt(moment, moments.open));
  const std::string asked =
      std::string(strictly ? "more than " : "") + in_words(test.period) + " since " + test.since.text;
  Finding out =
      distance.conclude(nothing_else_since(moments, before(of.as_of, test.period)), moments.open, asked);
  if (test.op == Op::less || test.op == Op::at_most) out.truth = negate(out.truth);
  return out;
}

namespace {

/// The longest stated half-life of the agents, times the number; nothing when one is not recorded.
std::optional<Period> half_lives(const Moment& moment, double number, const Vocabulary& vocabulary) {
  double longest = 0;
  for (const ConceptId agent : moment.agents) {
    const auto& days = vocabulary[agent].half_life_days;
    if (!days) return std::nullopt;
    longest = std::max(longest, *days);
  }
  if (moment.agents.empty()) return std::nullopt;
  return Period{static_cast<std::int32_t>(std::ceil(longest * number)), PeriodUnit::days};
}

Truth washed_out(const Moment& moment, const Interval& interval, const Case& of, std::vector<Day>& turns) {
  const auto passed = [&](const std::optional<Period>& period) {
    return period ? far_enough(moment, *period, false, of, turns) : Truth::unknown;
  };
  if (moment.goes_on || (moment.at && moment.at->earliest() > of.as_of && !interval.fixed)) return Truth::no;
  if (!interval.half_lives) return passed(interval.fixed);
  const Truth lives = passed(half_lives(moment, *interval.half_lives, of.vocabulary));
  if (interval.combine == Interval::Combine::only) return lives;
  const Truth fixed = passed(interval.fixed);
  return interval.combine == Interval::Combine::shorter ? either(fixed, lives) : both(fixed, lives);
}

std::string in_words(const Interval& interval) {
  const std::string fixed = interval.fixed ? cartwright::in_words(*interval.fixed) : "";
  const std::string lives = interval.half_lives ? number_text(*interval.half_lives) + " half-lives" : "";
  if (interval.combine == Interval::Combine::only) return fixed + lives;
  return std::string(interval.combine == Interval::Combine::shorter ? "the shorter of " : "the longer of ") +
         fixed + " and " + lives;
}

} // namespace

Finding find(const WashoutTest& test, const Case& of) {
  const Moments moments = moments_of(test.of, of);
  Distance distance(of);
  for (const Moment& moment : moments.items) {
    const bool half_life_lacks =
        test.interval.half_lives && !half_lives(moment, *test.interval.half_lives, of.vocabulary);
    const Cause cause = half_life_lacks && moment.at ? Cause{CauseKind::missing, "half_life", ""}
                                                     : doubt(moment, moments.open);
    distance.add(moment, washed_out(moment, test.interval, of, distance.turns()), cause);
  }
  const bool fixed_is_enough =
      !test.interval.half_lives || test.interval.combine == Interval::Combine::shorter;
  const Period longest =
      fixed_is_enough && test.interval.fixed ? *test.interval.fixed : Period{1, PeriodUnit::years};
  const std::string asked = in_words(test.interval) + " without " + test.of.text +
                            (test.anchor.empty() ? "" : " before " + test.anchor);
  return distance.conclude(nothing_else_since(moments, before(of.as_of, longest)), moments.open, asked);
}

} // namespace cartwright
