// Change from a nadir, trend over a period, rising and falling.
#include "engine/evaluation/series.hpp"

#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

Series series_of(const criteria::NumberTerm& term, const Case& of) {
  switch (term.series) {
  case criteria::NumberKind::involved_flc:
  case criteria::NumberKind::dflc:
    return series_of_light_chains(term.series, term.sample, of);
  case criteria::NumberKind::sum_of_products:
    return series_of_lesions(term.lesion, of);
  default:
    return series_of_measurement(term.subject, term.sample, of);
  }
}

namespace {

using criteria::NumberKind;
using criteria::NumberTerm;

bool same_day(const SeriesPoint& a, const SeriesPoint& b) {
  return a.date && b.date && a.date->exact() && *a.date == *b.date;
}

/// Whether `a` was before `b`; of one day neither is.
Truth is_before(const SeriesPoint& a, const SeriesPoint& b) {
  if (!a.date || !b.date) return Truth::unknown;
  if (same_day(a, b)) return Truth::no;
  if (a.date->latest() < b.date->earliest()) return Truth::yes;
  return a.date->earliest() > b.date->latest() ? Truth::no : Truth::unknown;
}

std::vector<const SeriesPoint*> all_of(const Series& series) {
  std::vector<const SeriesPoint*> out;
  for (const SeriesPoint& point : series.points)
    out.push_back(&point);
  return out;
}

/// Those that no other point surely lies beyond: after them, or before them.
std::vector<const SeriesPoint*> outermost(const std::vector<const SeriesPoint*>& points, bool newest) {
  std::vector<const SeriesPoint*> out;
  for (const SeriesPoint* point : points)
    if (std::none_of(points.begin(), points.end(), [&](const SeriesPoint* other) {
          return (newest ? is_before(*point, *other) : is_before(*other, *point)) == Truth::yes;
        }))
      out.push_back(point);
  return out;
}

/// The lowest earlier value: known to lie in [low, high]; without `high` no earlier value is certain.
struct Nadir {
  std::optional<double> low, high;
  const SeriesPoint* point = nullptr; ///< that gives `high`
  Causes doubts;
};

Nadir nadir_before(const SeriesPoint& newest, const Series& series, const std::string& document) {
  Nadir out;
  bool open = false;
  for (const SeriesPoint& point : series.points) {
    const Truth earlier = is_before(point, newest);
    if (&point == &newest || earlier == Truth::no) continue;
    const bool compares = point.set == newest.set;
    if (!point.value || !compares) {
      open = true;
      out.doubts.add(point.doubt ? *point.doubt : Cause{CauseKind::imprecise, series.name, document});
      continue;
    }
    if (!out.low || *point.value < *out.low) out.low = point.value;
    if (earlier != Truth::yes || (out.high && *out.high <= *point.value)) continue;
    out.high = point.value;
    out.point = &point;
  }
  if (open) out.low.reset();
  return out;
}

Reading no_earlier(const Series& series, const std::string& says) {
  return not_known({CauseKind::missing, series.name + "_earlier", series.document}, says);
}

Reading about(const Series& series, const SeriesPoint& newest, const SeriesPoint& earlier) {
  Reading out;
  out.name = series.name;
  out.document = series.document;
  out.facts = {newest.fact, earlier.fact};
  return out;
}

std::string rounded(double value) {
  constexpr double hundredth = 100;
  return number_text(std::round(value * hundredth) / hundredth);
}

std::string signed_words(double value, bool relative) {
  return (value > 0 ? "+" : "") + rounded(value) + (relative ? " %" : "");
}

/// Per cent of the earlier value; from zero every rise is without bound, from less than zero there is none.
std::optional<double> relative_change(double newest, double earlier) {
  constexpr double percent = 100, without_bound = 1e9;
  if (earlier < 0) return std::nullopt;
  if (compare_values(newest, earlier) == std::weak_ordering::equivalent) return 0;
  if (earlier == 0) return newest > 0 ? without_bound : -without_bound;
  return (newest - earlier) / earlier * percent;
}

std::optional<double> step(double newest, double earlier, bool relative) {
  return relative ? relative_change(newest, earlier) : std::optional(newest - earlier);
}

/// The newest value may count for its age.
std::optional<Reading> refused(const SeriesPoint& newest, const Series& series, const NumberTerm& term,
                               const Case& of) {
  if (!newest.value)
    return not_known(newest.doubt.value_or(Cause{CauseKind::imprecise, series.name, series.document}),
                     newest.fact.says + " does not count");
  if (const auto old = too_old(newest.date, term.sample, series.name, series.document, of))
    return not_known(*old, newest.fact.says + " is too old");
  return std::nullopt;
}

Reading from_nadir(const SeriesPoint& newest, const Series& series, const NumberTerm& term, const Case& of) {
  if (auto out = refused(newest, series, term, of)) return *out;
  const Nadir nadir = nadir_before(newest, series, series.document);
  if (!nadir.high) {
    Reading out = no_earlier(series, newest.fact.says + ", and no earlier value to compare with");
    out.causes.merge(nadir.doubts);
    return out;
  }
  Reading out = about(series, newest, *nadir.point);
  out.causes = nadir.doubts;
  if (term.kind == NumberKind::nadir) {
    out.range = {nadir.low, nadir.high};
    out.says = "lowest earlier value: " + nadir.point->fact.says;
    return out;
  }
  const auto low = step(*newest.value, *nadir.high, term.relative);
  out.range.low = low;
  if (nadir.low) out.range.high = step(*newest.value, *nadir.low, term.relative);
  if (!low) out.causes.add({CauseKind::inadmissible, series.name, series.document});
  out.says = newest.fact.says + " against the lowest earlier value, " + nadir.point->fact.says +
             (low ? ": " + signed_words(*low, term.relative) : ", which has no percentage");
  return out;
}

Reading nothing_recorded(const Series& series) {
  std::string words = series.name;
  std::replace(words.begin(), words.end(), '_', ' ');
  return not_known({CauseKind::missing, series.name, series.document}, "no " + words + " is recorded");
}

/// The dated points of a period up to the day of knowledge; a value without a date satisfies no window.
std::vector<const SeriesPoint*> within_period(const Series& series, Day first) {
  std::vector<const SeriesPoint*> out;
  for (const SeriesPoint& point : series.points)
    if (point.date && point.date->latest() >= first) out.push_back(&point);
  return out;
}

void points_may_leave(const Series& series, Period period, const Case& of) {
  for (const SeriesPoint& point : series.points)
    may_grow_old(of, point.date, period);
}

Reading between(const SeriesPoint& newest, const SeriesPoint& oldest, const Series& series,
                const NumberTerm& term, const Case& of) {
  if (auto out = refused(newest, series, term, of)) return *out;
  const Cause imprecise{CauseKind::imprecise, series.name, series.document};
  if (!oldest.value || oldest.set != newest.set)
    return not_known(oldest.doubt.value_or(imprecise),
                     oldest.fact.says + " cannot be compared with " + newest.fact.says);
  if (oldest.date->earliest() < before(of.samples_as_of, *term.over))
    return not_known(imprecise, oldest.fact.says + " may lie before the period");
  Reading out = about(series, newest, oldest);
  const auto value = step(*newest.value, *oldest.value, term.relative);
  if (value) out.range = Range::exactly(*value);
  if (!value) out.causes.add({CauseKind::inadmissible, series.name, series.document});
  out.says = newest.fact.says + " against " + oldest.fact.says +
             (value ? ": " + signed_words(*value, term.relative) : ", which has no percentage");
  return out;
}

Readings over_period(const Series& series, const NumberTerm& term, const Case& of) {
  points_may_leave(series, *term.over, of);
  const auto inside = within_period(series, before(of.samples_as_of, *term.over));
  const auto last = outermost(inside, true), first = outermost(inside, false);
  constexpr std::size_t most_pairs = 100; // many values of one month
  if (last.size() * first.size() > most_pairs)
    return {not_known({CauseKind::imprecise, series.name, series.document},
                      "the order of the values is not known")};
  Readings out;
  for (const SeriesPoint* newest : last)
    for (const SeriesPoint* oldest : first)
      if (newest != oldest && is_before(*newest, *oldest) != Truth::yes && !same_day(*newest, *oldest))
        out.push_back(between(*newest, *oldest, series, term, of));
  if (out.empty()) out.push_back(no_earlier(series, "fewer than two values within " + in_words(*term.over)));
  return out;
}

} // namespace

Readings read_series(const NumberTerm& term, const Case& of) {
  const Series series = series_of(term, of);
  if (series.points.empty()) return {nothing_recorded(series)};
  if (term.kind == NumberKind::trend) return over_period(series, term, of);
  Readings out;
  for (const SeriesPoint* newest : outermost(all_of(series), true))
    out.push_back(from_nadir(*newest, series, term, of));
  return out;
}

namespace {

/// Whether every value of a period lies above, or below, the one before.
class Direction {
public:
  Direction(const Series& series, std::vector<const SeriesPoint*> points, Day first)
      : series_(series), points_(std::move(points)), first_(first) {}

  Finding run(bool rising) {
    for (const SeriesPoint* a : points_)
      for (const SeriesPoint* b : points_)
        if (a != b) compare_pair(*a, *b, rising);
    Finding out;
    for (const SeriesPoint* point : points_)
      note(*point, out);
    if (!against_ && !two_days_ && out.causes.empty())
      out.causes.add({CauseKind::missing, series_.name + "_earlier", series_.document});
    out.truth = against_ ? Truth::no : out.causes.empty() ? Truth::yes : Truth::unknown;
    if (against_) out.causes = {};
    return out;
  }

private:
  /// The value counts and belongs to the period, and no other of its day says otherwise.
  bool certain(const SeriesPoint& point) const {
    return point.value && point.date->earliest() >= first_ && !contradicted(point);
  }

  bool contradicted(const SeriesPoint& point) const {
    return std::any_of(points_.begin(), points_.end(), [&](const SeriesPoint* other) {
      return other != &point && other->value && point.value && same_day(*other, point) &&
             compare_values(*other->value, *point.value) != std::weak_ordering::equivalent;
    });
  }

  void compare_pair(const SeriesPoint& a, const SeriesPoint& b, bool rising) {
    const Truth before = is_before(a, b);
    unordered_ = unordered_ || before == Truth::unknown;
    if (before != Truth::yes) return;
    two_days_ = true;
    const auto wanted = rising ? std::weak_ordering::less : std::weak_ordering::greater;
    if (a.value && b.value && compare_values(*a.value, *b.value) != wanted && certain(a) && certain(b))
      against_ = true;
  }

  void note(const SeriesPoint& point, Finding& out) const {
    out.facts.push_back(point.fact);
    if (point.doubt) out.causes.add(*point.doubt);
    if (contradicted(point)) out.causes.add({CauseKind::conflict, series_.name, series_.document});
    if (unordered_ || point.date->earliest() < first_)
      out.causes.add({CauseKind::imprecise, series_.name, series_.document});
  }

  const Series& series_;
  std::vector<const SeriesPoint*> points_;
  Day first_;
  bool against_ = false, two_days_ = false, unordered_ = false;
};

} // namespace

Finding find(const criteria::TrendTest& test, const Case& of) {
  const Series series = series_of(test.term, of);
  points_may_leave(series, *test.term.over, of);
  const Day first = before(of.samples_as_of, *test.term.over);
  const auto inside = within_period(series, first);
  const std::string period = in_words(*test.term.over);
  if (inside.size() < 2)
    return missing(series.points.empty() ? series.name : series.name + "_earlier", series.document,
                   "fewer than two values within " + period);
  Finding out = Direction(series, inside, first).run(test.rising);
  std::vector<std::string> said;
  for (const FactUse& fact : out.facts)
    said.push_back(fact.says);
  out.why = join(said, ", ") + "; asked " + (test.rising ? "rising" : "falling") + " over " + period;
  return out;
}

} // namespace cartwright
