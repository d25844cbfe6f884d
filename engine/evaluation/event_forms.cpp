// How long ago: washouts and times since events, with the days on which the answer turns.
#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/moments.hpp"
#include "engine/evaluation/positions.hpp"

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
    if (near == Truth::unknown) causes_.add(cause);
    if (of_.bare) return;
    FactUse fact = moment.fact;
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
    if (!of_.bare) {
      out.facts = !too_near_.empty() ? too_near_ : !doubtful_.empty() ? doubtful_ : far_;
      out.why = sentence(out.truth, asked, closed);
    }
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

namespace {

/// One bound of an elapsed time: at least the period, or (strictly) more.
struct Bound {
  Period period;
  bool strictly = false;
};

std::string in_words(const Bound& bound, const Event& since) {
  return std::string(bound.strictly ? "more than " : "") + cartwright::in_words(bound.period) + " since " +
         since.text;
}

/// Everything of the kind lies far enough back.
Finding since_newest(const Event& since, const Bound& bound, const Case& of) {
  const Moments moments = moments_of(since, of);
  Distance distance(of);
  for (const Moment& moment : moments.items)
    distance.add(moment, far_enough(moment, bound.period, bound.strictly, of, distance.turns()),
                 doubt(moment, moments.open));
  for (const Completeness& list : moments.lists)
    may_be_covered(of, list, bound.period);
  return distance.conclude(nothing_else_since(moments, before(of.as_of, bound.period)), moments.open,
                           of.bare ? "" : in_words(bound, since));
}

/// One that lies far enough back is enough: the first is at least as old.
Finding since_first(const Event& since, const Bound& bound, const Case& of) {
  const Moments moments = moments_of(since, of);
  AnyOf any(of);
  std::vector<Day> turns;
  bool certain = false;
  for (const Moment& moment : moments.items) {
    const Truth far = far_enough(moment, bound.period, bound.strictly, of, turns);
    certain = certain || moment.counts == Truth::yes;
    // One that may not be such a dose leaves open that there was none, which is long ago enough.
    any.add(
        moment.counts == Truth::yes ? far : Truth::unknown, [&] { return moment.fact; },
        doubt(moment, moments.open));
  }
  const bool closed = nothing_else_since(moments, Day{});
  const std::string asked = in_words(bound, since);
  Finding out = any.conclude(closed, moments.open,
                             [&](bool yes) { return yes ? asked + " have passed" : "less than " + asked; });
  if (closed && moments.items.empty())
    out = decided(Truth::yes, "none recorded in a complete record; " + asked + " asked");
  out.turns = turns;
  return out;
}

/// The start of a line that may be one of several.
Finding since_line(const Event& since, const Bound& bound, const Case& of) {
  const bool first = since.kind == EventKind::start_of_first_line;
  const Places places = places_at(first ? Position::first_line : Position::last_line, of);
  const std::string asked = in_words(bound, since);
  return at_place(places, [&](const Place& place) {
    if (place.among.episodes.empty() && place.among.transplants.empty())
      return decided(Truth::yes, "no line in a complete record; " + asked + " asked");
    Distance distance(of);
    distance.add(place.start, far_enough(place.start, bound.period, bound.strictly, of, distance.turns()),
                 doubt(place.start, therapies_missing));
    return distance.conclude(true, therapies_missing, asked);
  });
}

Finding since(const Event& event, const Bound& bound, const Case& of) {
  switch (event.kind) {
  case EventKind::first_dose:
    return since_first(event, bound, of);
  case EventKind::start_of_first_line:
  case EventKind::start_of_last_line:
    return since_line(event, bound, of);
  default:
    return since_newest(event, bound, of);
  }
}

/// Not before the lower end, and not after the upper one.
Finding within_range(const ElapsedTest& test, const Case& of) {
  Finding out = since(test.since, {test.period, false}, of);
  Finding beyond = since(test.since, {*test.upper, true}, of);
  out.why += "; " + beyond.why;
  out.truth = both(out.truth, negate(beyond.truth));
  out.turns.insert(out.turns.end(), beyond.turns.begin(), beyond.turns.end());
  out.causes.merge(beyond.causes);
  if (out.truth != Truth::unknown) out.causes = {};
  return out;
}

} // namespace

Finding find(const ElapsedTest& test, const Case& of) {
  if (test.upper) return within_range(test, of);
  Finding out = since(test.since, {test.period, test.op == Op::greater || test.op == Op::at_most}, of);
  if (test.op == Op::less || test.op == Op::at_most) out.truth = negate(out.truth);
  return out;
}

namespace {

/// Half-lives end within a day; what is left of it is counted whole.
Period lasting(double half_life_days, double number) {
  constexpr double rounding = 1e-9;
  return {static_cast<std::int32_t>(std::ceil(half_life_days * number - rounding)), PeriodUnit::days};
}

/// Over when the longest published half-life would be, not over while the shortest would not.
Truth half_lives_over(const Moment& moment, const HalfLife& half_life, double number, const Case& of,
                      std::vector<Day>& turns) {
  const Truth at_longest = far_enough(moment, lasting(half_life.longest_days(), number), false, of, turns);
  const Truth at_shortest = far_enough(moment, lasting(half_life.shortest_days(), number), false, of, turns);
  if (at_longest == Truth::yes || at_shortest == Truth::no) return at_longest;
  return Truth::unknown;
}

/// It still is above zero; what is assumed of it can only say that it is over.
Truth unrecorded_over(const Moment& moment, const std::optional<HalfLife>& assumed, double number,
                      const Case& of, std::vector<Day>& turns) {
  if (assumed && far_enough(moment, lasting(assumed->longest_days(), number), false, of, turns) == Truth::yes)
    return Truth::yes;
  return both(Truth::unknown, far_enough(moment, {1, PeriodUnit::days}, false, of, turns));
}

Truth half_lives_over(const Moment& moment, double number, const Case& of, std::vector<Day>& turns) {
  if (moment.agents.empty()) return unrecorded_over(moment, std::nullopt, number, of, turns);
  Truth out = Truth::yes;
  for (const ConceptId agent : moment.agents) {
    const ConceptRecord& record = of.vocabulary[agent];
    out = both(out, record.half_life ? half_lives_over(moment, *record.half_life, number, of, turns)
                                     : unrecorded_over(moment, record.assumed_half_life, number, of, turns));
  }
  return out;
}

/// What a washout in days and in half-lives comes to after one dose.
struct WashedOut {
  Truth truth = Truth::unknown;
  bool by_half_lives = false; ///< the days alone do not say it
};

WashedOut washed_out(const Moment& moment, const Interval& interval, const Case& of,
                     std::vector<Day>& turns) {
  using Combine = Interval::Combine;
  if (moment.at) may_change_on(of, moment.at->earliest());
  if (moment.goes_on || (moment.at && moment.at->earliest() > of.as_of && !interval.fixed))
    return {Truth::no};
  const Truth fixed = interval.fixed ? far_enough(moment, *interval.fixed, false, of, turns) : Truth::unknown;
  if (!interval.half_lives) return {fixed};
  const Truth lives = half_lives_over(moment, *interval.half_lives, of, turns);
  if (interval.combine == Combine::only) return {lives, true};
  if (interval.combine == Combine::shorter) return {either(fixed, lives), fixed != Truth::yes};
  return {both(fixed, lives), fixed != Truth::no};
}

/// "18 to 23 d each"; of what is only assumed, that it is.
std::string half_life_words(const ConceptRecord& record) {
  if (record.half_life) return cartwright::in_words(*record.half_life) + " each";
  if (!record.assumed_half_life) return "none recorded";
  HalfLife most = *record.assumed_half_life;
  most.low = most.high;
  return "none recorded, assumed to be at most " + cartwright::in_words(most) + " each";
}

/// "5 half-lives of daratumumab, 18 to 23 d each"
std::string half_lives_used(const Moment& moment, double number, const Vocabulary& vocabulary) {
  std::vector<std::string> parts;
  for (const ConceptId agent : moment.agents) {
    const ConceptRecord& record = vocabulary[agent];
    parts.push_back("of " + record.label + ", " + half_life_words(record));
  }
  return parts.empty() ? "" : number_text(number) + " half-lives " + join(parts, "; ");
}

Cause doubt(const Moment& moment, const Interval& interval, const Cause& open, const Vocabulary& vocabulary) {
  if (!interval.half_lives || !moment.at) return doubt(moment, open);
  const bool all_recorded =
      !moment.agents.empty() && std::all_of(moment.agents.begin(), moment.agents.end(), [&](ConceptId agent) {
        return vocabulary[agent].half_life.has_value();
      });
  if (!all_recorded) return {CauseKind::missing, "half_life", ""};
  const bool between = moment.at->exact() && moment.counts == Truth::yes && !moment.doubt;
  return between ? Cause{CauseKind::imprecise, "half_life", ""} : doubt(moment, open);
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
  Moments moments = moments_of(test.of, of);
  Distance distance(of);
  for (Moment& moment : moments.items) {
    const WashedOut found = washed_out(moment, test.interval, of, distance.turns());
    const std::string used =
        found.by_half_lives ? half_lives_used(moment, *test.interval.half_lives, of.vocabulary) : "";
    if (!used.empty()) moment.fact.says += " (" + used + ")";
    distance.add(moment, found.truth, doubt(moment, test.interval, moments.open, of.vocabulary));
  }
  const bool fixed_is_enough =
      !test.interval.half_lives || test.interval.combine == Interval::Combine::shorter;
  const Period longest =
      fixed_is_enough && test.interval.fixed ? *test.interval.fixed : Period{1, PeriodUnit::years};
  for (const Completeness& list : moments.lists)
    may_be_covered(of, list, longest);
  const std::string asked = of.bare ? ""
                                    : in_words(test.interval) + " without " + test.of.text +
                                          (test.anchor.empty() ? "" : " before " + test.anchor);
  return distance.conclude(nothing_else_since(moments, before(of.as_of, longest)), moments.open, asked);
}

} // namespace cartwright
