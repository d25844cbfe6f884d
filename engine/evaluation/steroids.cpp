// Doses of systemic steroids added up over a period, day by day.
#include "engine/evaluation/steroids.hpp"

#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/moments.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

namespace {

using criteria::NumberKind;
using criteria::NumberTerm;

constexpr double mg_per_kg = 1e6;

/// Prednisone mg that one mg equals: prednisolone 1, methylprednisolone 1.25, dexamethasone 6.67,
/// hydrocortisone 0.25.
std::optional<double> prednisone_factor(const std::string& agent) {
  if (agent == "prednisone" || agent == "prednisolone") return 1;
  if (agent == "methylprednisolone" || agent == "triamcinolone") return 1.25;
  if (agent == "dexamethasone") return 20 / 3.0;
  if (agent == "betamethasone") return 20 / 3.0;
  if (agent == "hydrocortisone") return 0.25;
  return std::nullopt;
}

/// Days on which a steroid was given: surely between `first` and `last`, possibly from `earliest` to
/// `latest`.
struct Course {
  Day earliest{}, latest{};
  std::optional<std::pair<Day, Day>> sure; ///< nothing: no day is certain
  bool one_day = false;                    ///< given on one of the possible days only
  std::optional<double> mg_per_day;        ///< nothing: the drug or the dose is not stated
  bool daily = true;                       ///< on every day of it, not on single days of a cycle
  bool certain = true;
  FactUse fact;
};

std::string dose_words(const std::optional<double>& dose) {
  constexpr double tenth = 10;
  return dose ? number_text(std::round(*dose * tenth) / tenth) + " mg prednisone a day"
              : "its prednisone equivalent not known";
}

Course course_of(const SupportEvent& event, const Case& of) {
  Course out;
  out.mg_per_day = prednisone_a_day(event, of);
  out.certain = !event.uncertain;
  const PartialDate known_day = event.date ? *event.date : PartialDate(of.as_of);
  const PartialDate last = event.until ? *event.until : known_day;
  out.one_day = !event.until || event.until == event.date;
  out.earliest = event.date ? event.date->earliest() : Day{};
  out.latest = event.until ? last.latest() : event.date ? known_day.latest() : of.as_of;
  if (event.date && known_day.latest() <= last.earliest()) out.sure = {known_day.latest(), last.earliest()};
  const std::string to = event.until && !out.one_day ? " to " + event.until->text() : "";
  out.fact = {event.where, "systemic steroid" + when(event.date) + to + ", " + dose_words(out.mg_per_day)};
  return out;
}

/// A steady daily dose of a steroid inside a therapy; schedules of single days are not recorded.
std::optional<double> steady_dose(const Episode& episode, const Case& of) {
  std::optional<double> out;
  for (const AgentDose& each : episode.doses)
    if (const auto dose = as_prednisone(each.agent, each.dose, of)) out = out.value_or(0) + *dose;
  return out;
}

std::optional<Course> course_of(const Episode& episode, const std::vector<ConceptId>& steroids,
                                const Case& of) {
  const Truth held = holds_drug(episode, steroids, of.vocabulary);
  if (held == Truth::no || !known(episode.start, of)) return std::nullopt;
  Course out;
  out.mg_per_day = steady_dose(episode, of);
  out.daily = out.mg_per_day.has_value();
  out.certain = held == Truth::yes;
  const auto end = last_dose_of(episode, of.vocabulary);
  const bool goes_on = !end && episode.stop_reason == "ongoing";
  out.earliest = episode.start ? episode.start->earliest() : Day{};
  out.latest = end ? end->latest() : of.as_of;
  const std::optional<Day> last = end       ? std::optional(end->earliest())
                                  : goes_on ? std::optional(of.as_of)
                                            : std::nullopt;
  if (episode.start && last && episode.start->latest() <= *last) out.sure = {episode.start->latest(), *last};
  out.fact = fact_of(episode, of);
  out.fact.says += ", holds a steroid, " + dose_words(out.mg_per_day);
  return out;
}

std::vector<Course> courses_of(const Case& of) {
  std::vector<Course> out;
  for (const SupportEvent& event : of.patient.support.items)
    if (event.kind == "systemic_steroid" && known(event.date, of)) out.push_back(course_of(event, of));
  const auto wide = class_named("steroid", of.vocabulary);
  if (!wide) return out;
  const auto below = of.vocabulary.agents_below(*wide);
  const std::vector<ConceptId> steroids(below.begin(), below.end());
  for (const Episode& episode : of.patient.therapies.items)
    if (auto course = course_of(episode, steroids, of)) out.push_back(std::move(*course));
  return out;
}

/// The days of a period, each with its least and greatest dose.
class DailyDoses {
public:
  DailyDoses(Day first, Day last)
      : first_(first), days_(static_cast<std::size_t>((last - first).count()) + 1) {}

  /// Whether a day of the course may lie in the period.
  bool touches(const Course& course) const { return course.earliest <= last() && course.latest >= first_; }

  void add(const Course& course) {
    if (!touches(course)) return;
    if (!course.mg_per_day) open_ = true;
    const double dose = course.mg_per_day.value_or(0);
    const bool once = course.one_day && !course.sure;
    if (once) once_ += dose;
    if (once) ++once_days_;
    for (Day day = std::max(first_, course.earliest); day <= std::min(last(), course.latest);
         day += std::chrono::days(1)) {
      const bool surely =
          course.certain && course.sure && course.sure->first <= day && day <= course.sure->second;
      DayDose& each = days_[static_cast<std::size_t>((day - first_).count())];
      each.high += dose;
      if (surely) each.low += dose;
      each.given = each.given || (surely && course.daily);
      each.may_be_given = each.may_be_given || !once;
      if (!once) each.high_for_total += dose;
    }
  }

  Range total() const {
    double low = 0, high = once_;
    for (const DayDose& each : days_) {
      low += each.low;
      high += each.high_for_total;
    }
    return {low, open_ ? std::nullopt : std::optional(high)};
  }

  Range highest() const {
    double low = 0, high = 0;
    for (const DayDose& each : days_) {
      low = std::max(low, each.low);
      high = std::max(high, each.high);
    }
    return {low, open_ ? std::nullopt : std::optional(high)};
  }

  Range number_of_days() const {
    double low = 0, high = once_days_;
    for (const DayDose& each : days_) {
      low += each.given ? 1 : 0;
      high += each.may_be_given ? 1 : 0;
    }
    return {low, std::min(high, static_cast<double>(days_.size()))};
  }

  Range counted(NumberKind kind) const {
    if (kind == NumberKind::steroid_days) return number_of_days();
    return kind == NumberKind::steroid_total ? total() : highest();
  }

private:
  struct DayDose {
    double low = 0, high = 0, high_for_total = 0;
    bool given = false, may_be_given = false;
  };
  Day last() const { return first_ + std::chrono::days(static_cast<int>(days_.size()) - 1); }
  Day first_;
  std::vector<DayDose> days_;
  double once_ = 0; ///< of courses that lie on one of several days
  std::int32_t once_days_ = 0;
  bool open_ = false;
};

/// As the days of a course leave the period one by one, the sum falls.
void add_turns(const Course& course, Day first, Period period, const Case& of, std::vector<Day>& turns) {
  constexpr std::size_t most = 400;
  for (Day day = std::max(first, course.earliest);
       day <= std::min(of.as_of, course.latest) && turns.size() < most; day += std::chrono::days(1))
    turns.push_back(after(day, period));
}

/// What the lists do not say about the period.
Causes open_lists(Day since, const Case& of) {
  Causes out;
  const Completeness& support = of.patient.support.complete;
  const bool told = support.kinds.empty() || std::find(support.kinds.begin(), support.kinds.end(),
                                                       "systemic_steroid") != support.kinds.end();
  if (!told || !closed_since(support, since))
    out.add({CauseKind::missing, "support_systemic_steroid", "therapy_record"});
  if (!closed_since(of.patient.therapies.complete, since)) out.add(therapies_missing);
  return out;
}

} // namespace

std::optional<double> as_prednisone(std::optional<ConceptId> agent, const std::optional<Quantity>& dose,
                                    const Case& of) {
  if (!agent || !dose || dose->dimension() != Dimension::mass_rate) return std::nullopt;
  const auto factor = prednisone_factor(of.vocabulary[*agent].id);
  if (!factor) return std::nullopt;
  return dose->in_base() * *factor;
}

std::optional<double> prednisone_a_day(const SupportEvent& event, const Case& of) {
  const bool one_day = !event.until || event.until == event.date;
  if (one_day && event.agent && event.dose && event.dose->dimension() == Dimension::mass) {
    const auto factor = prednisone_factor(of.vocabulary[*event.agent].id);
    return factor ? std::optional(event.dose->in_base() * mg_per_kg * *factor) : std::nullopt;
  }
  return as_prednisone(event.agent, event.dose, of);
}

namespace {

/// The first day that counts: of the period, or of the first course.
Day first_day(const std::optional<Period>& over, const std::vector<Course>& courses, const Case& of) {
  if (over) return std::min(before(of.as_of, *over) + std::chrono::days(1), of.as_of);
  Day out = of.as_of;
  for (const Course& course : courses)
    out = std::min(out, course.earliest);
  return out;
}

std::string amount_words(const NumberTerm& term, const Range& range) {
  const std::string amount =
      number_text(std::round(*range.low)) +
      (range.high && *range.high != *range.low ? " to " + number_text(std::round(*range.high)) : "");
  const std::string what = term.kind == NumberKind::steroid_days    ? " days with a systemic steroid"
                           : term.kind == NumberKind::steroid_total ? " mg of prednisone"
                                                                    : " mg a day of prednisone";
  return (range.high ? "" : "at least ") + amount + what +
         (term.over ? " within " + in_words(*term.over) : " at any time");
}

/// What keeps the number open.
Causes doubts(const Course& course, const NumberTerm& term, const Reading& reading) {
  Causes out;
  const bool counts_doses = term.kind != NumberKind::steroid_days;
  if (counts_doses ? !course.mg_per_day : !course.daily)
    out.add({CauseKind::missing, reading.name, reading.document});
  if (!course.certain || !course.sure) out.add({CauseKind::imprecise, reading.name, reading.document});
  return out;
}

} // namespace

Readings read_steroid_dose(const NumberTerm& term, const Case& of) {
  const std::vector<Course> courses = courses_of(of);
  const Day first = first_day(term.over, courses, of);
  DailyDoses doses(first, of.as_of);
  Reading out;
  out.name = "steroid_dose";
  out.document = "therapy_record";
  std::vector<std::string> said;
  for (const Course& course : courses) {
    if (!doses.touches(course)) continue;
    doses.add(course);
    out.facts.push_back(course.fact);
    said.push_back(course.fact.says);
    out.causes.merge(doubts(course, term, out));
    if (term.over) add_turns(course, first, *term.over, of, out.turns);
    may_change_on(of, of.as_of + std::chrono::days(1)); // one that goes on grows with every day
  }
  out.range = doses.counted(term.kind);
  if (term.over)
    for (const Completeness& list : {of.patient.support.complete, of.patient.therapies.complete})
      if (list.since) may_change_when_reaching(of, list.since->latest() - std::chrono::days(1), *term.over);
  const Causes open = open_lists(term.over ? first : Day{}, of);
  if (!open.empty()) out.range.high.reset();
  out.causes.merge(open);
  out.says = amount_words(term, out.range) + (said.empty() ? "" : " (" + join(said, ", ") + ")");
  return {out};
}

} // namespace cartwright
