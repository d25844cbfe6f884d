// How long ago: washouts and times since events, with the days on which the answer turns.
#include <algorithm>
#include <cmath>

#include "engine/domain/text.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"

namespace cartwright {

namespace {

using namespace criteria;

/// One past (or planned) event that time is counted from.
struct Moment {
  Truth counts = Truth::yes;     ///< whether it is such an event at all
  std::optional<PartialDate> at; ///< when it happened or ended; nothing: not recorded
  std::optional<Day> not_before; ///< when `at` is not recorded: it cannot have been earlier
  bool goes_on = false;          ///< not ended, and no end is planned
  FactUse fact;
  std::vector<ConceptId> agents; ///< whose half-lives count
};

struct Moments {
  std::vector<Moment> items;
  const Completeness* list = nullptr; ///< whose closure says that there were no others
  Cause open;
};

bool one_infusion(const Episode& episode, const Case& of) {
  return only_of_class(episode, "car_t", of.vocabulary) == Truth::yes || episode.intent == "cell_therapy";
}

Moment last_dose(const Episode& episode, const Case& of) {
  Moment out;
  out.fact = fact_of(episode, of.vocabulary);
  if (episode.start) out.not_before = episode.start->earliest();
  if (episode.stop) {
    out.at = episode.stop;
  } else if (one_infusion(episode, of)) {
    out.at = episode.start;
  } else if (episode.planned_stop) {
    out.at = episode.planned_stop;
    out.fact.says += ", planned to end " + episode.planned_stop->text();
  } else if (episode.stop_reason == "ongoing") {
    out.goes_on = true;
    out.fact.says += ", ongoing";
  } else {
    out.fact.says += ", last dose not recorded";
  }
  return out;
}

Moments doses(const DrugSet& drugs, const Case& of) {
  Moments out;
  out.list = &of.patient.therapies.complete;
  out.open = therapies_missing;
  for (const Episode& episode : of.patient.therapies.items) {
    if (!known(episode.start, of)) continue;
    const Truth held = holds_drug(episode, drugs.agents, of.vocabulary);
    if (held == Truth::no) continue;
    Moment moment = last_dose(episode, of);
    moment.counts = held;
    for (const ConceptId agent : episode.agents)
      if (is_drug(agent, drugs.agents, of.vocabulary) != Truth::no) moment.agents.push_back(agent);
    out.items.push_back(std::move(moment));
  }
  return out;
}

Moments last_therapy(const Case& of) {
  Moments out;
  out.list = &of.patient.therapies.complete;
  out.open = therapies_missing;
  for (const std::size_t i : of.history->in_time_order)
    out.items.push_back(last_dose(of.patient.therapies.items[i], of));
  return out;
}

Moments transplants(EventKind kind, const Case& of) {
  Moments out;
  out.list = &of.patient.transplants.complete;
  out.open = {CauseKind::missing, "transplants", "therapy_record"};
  for (const Transplant& transplant : of.patient.transplants.items) {
    const bool fits =
        kind == EventKind::transplant_any ||
        transplant.type == (kind == EventKind::transplant_autologous ? "autologous" : "allogeneic");
    if (!fits || !known(transplant.date, of)) continue;
    Moment moment{transplant.uncertain ? Truth::unknown : Truth::yes,
                  transplant.date,
                  {},
                  false,
                  {transplant.where, transplant.type + " transplant" + when(transplant.date)},
                  {}};
    out.items.push_back(std::move(moment));
  }
  return out;
}

Moments radiotherapy(const Case& of) {
  Moments out;
  out.list = &of.patient.radiotherapy.complete;
  out.open = {CauseKind::missing, "radiotherapy", "therapy_record"};
  for (const RadiotherapyCourse& course : of.patient.radiotherapy.items) {
    if (!known(course.start ? course.start : course.stop, of)) continue;
    Moment moment;
    moment.counts = course.uncertain ? Truth::unknown : Truth::yes;
    moment.at = course.stop;
    if (course.start) moment.not_before = course.start->earliest();
    moment.fact = {course.where, "radiotherapy" + (course.site.empty() ? "" : " of " + course.site) +
                                     (course.stop ? " to " + course.stop->text() : ", end not recorded")};
    out.items.push_back(std::move(moment));
  }
  return out;
}

Moments support(const std::string& kind, const Case& of) {
  Moments out;
  const Completeness& complete = of.patient.support.complete;
  const bool told = complete.kinds.empty() ||
                    std::find(complete.kinds.begin(), complete.kinds.end(), kind) != complete.kinds.end();
  static const Completeness nothing;
  out.list = told ? &complete : &nothing;
  out.open = {CauseKind::missing, "support_" + kind, "therapy_record"};
  for (const SupportEvent& event : of.patient.support.items) {
    if (event.kind != kind || !known(event.date, of)) continue;
    Moment moment;
    moment.counts = event.uncertain ? Truth::unknown : Truth::yes;
    moment.at = event.until ? event.until : event.date;
    moment.fact = {event.where, kind + when(moment.at)};
    std::replace(moment.fact.says.begin(), moment.fact.says.end(), '_', ' ');
    out.items.push_back(std::move(moment));
  }
  return out;
}

Moments progressions(const Case& of) {
  Moments out;
  out.list = &of.patient.therapies.complete;
  out.open = {CauseKind::missing, "progression", "therapy_record"};
  for (const Episode& episode : of.patient.therapies.items) {
    const bool some = episode.progression_date || episode.stop_reason == "progression" ||
                      episode.best_response == Response::PD;
    if (!some || !known(episode.progression_date, of)) continue;
    Moment moment;
    moment.counts = episode.uncertain ? Truth::unknown : Truth::yes;
    moment.at = episode.progression_date;
    if (episode.start) moment.not_before = episode.start->earliest();
    moment.fact = {episode.where,
                   "progression after " + name_of(episode, of.vocabulary) + when(episode.progression_date)};
    out.items.push_back(std::move(moment));
  }
  return out;
}

Moments immunosuppression(const Case& of) {
  Moments out;
  if (const auto wide = class_named("immunosuppressant", of.vocabulary)) {
    const auto below = of.vocabulary.agents_below(*wide);
    out = doses({"immunosuppressant", {below.begin(), below.end()}}, of);
  }
  for (const Transplant& transplant : of.patient.transplants.items) {
    if (transplant.type != "allogeneic" || !known(transplant.date, of)) continue;
    Moment moment{Truth::yes,
                  transplant.immunosuppression_stopped,
                  {},
                  false,
                  {transplant.where, "immunosuppression after allogeneic transplant, stopped" +
                                         when(transplant.immunosuppression_stopped)},
                  {}};
    if (transplant.date) moment.not_before = transplant.date->earliest();
    out.items.push_back(std::move(moment));
  }
  out.open = {CauseKind::missing, "immunosuppression", "therapy_record"};
  return out;
}

Moments condition(ConceptId wanted, const Case& of) {
  Moments out;
  out.list = &of.patient.conditions.complete;
  out.open = {CauseKind::missing, of.vocabulary[wanted].id, "medical_summary"};
  static const Completeness closed{true, std::nullopt, {}};
  for (const auto* list : {&of.patient.conditions.items, &of.patient.other_cancers.items})
    for (const ConditionEntry& entry : *list) {
      if (!known(entry.date, of)) continue;
      const bool same = of.vocabulary.is_a(entry.condition, wanted);
      if (entry.state == "absent" && of.vocabulary.is_a(wanted, entry.condition) && !entry.uncertain) {
        if (!entry.since) out.list = &closed; // never
        continue;
      }
      if (!same || entry.state == "absent") continue;
      Moment moment;
      moment.counts = entry.uncertain ? Truth::unknown : Truth::yes;
      moment.at = entry.date;
      moment.fact = {entry.where, of.vocabulary[entry.condition].label + when(entry.date)};
      out.items.push_back(std::move(moment));
    }
  return out;
}

Moments diagnosis(const Case& of) {
  Moments out;
  out.open = {CauseKind::missing, "diagnosis_date", "medical_summary"};
  if (!of.patient.diagnosis.date) return out;
  static const Completeness closed{true, std::nullopt, {}};
  out.list = &closed;
  out.items.push_back({Truth::yes,
                       of.patient.diagnosis.date,
                       {},
                       false,
                       {"diagnosis.date", "diagnosis" + when(of.patient.diagnosis.date)},
                       {}});
  return out;
}

Moments car_t_infusions(const Case& of) {
  const auto wide = class_named("car_t", of.vocabulary);
  if (!wide) return {};
  const auto below = of.vocabulary.agents_below(*wide);
  return doses({"car_t", {below.begin(), below.end()}}, of);
}

Moments moments_of(const Event& event, const Case& of) {
  switch (event.kind) {
  case EventKind::last_dose:
    return doses(event.drugs, of);
  case EventKind::last_therapy:
    return last_therapy(of);
  case EventKind::transplant_autologous:
  case EventKind::transplant_allogeneic:
  case EventKind::transplant_any:
    return transplants(event.kind, of);
  case EventKind::radiotherapy:
    return radiotherapy(of);
  case EventKind::progression:
    return progressions(of);
  case EventKind::diagnosis:
    return diagnosis(of);
  case EventKind::immunosuppression:
    return immunosuppression(of);
  case EventKind::condition:
    return condition(event.condition, of);
  case EventKind::support:
    return support(event.support, of);
  case EventKind::infusion_car_t:
    return car_t_infusions(of);
  }
  return {};
}

/// Whether at least (strictly: more than) the period lies between the moment and the day.
Truth far_enough(const Moment& moment, Period period, bool strictly, const Case& of,
                 std::vector<Day>& turns) {
  if (moment.goes_on) return Truth::no;
  const Op op = strictly ? Op::greater : Op::at_least;
  if (moment.at) return elapsed(*moment.at, of.as_of, op, period, turns);
  if (!moment.not_before) return Truth::unknown;
  std::vector<Day> unused;
  return elapsed(PartialDate(*moment.not_before), of.as_of, op, period, unused) == Truth::no ? Truth::no
                                                                                             : Truth::unknown;
}

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
  const bool dated = moment.at.has_value() && moment.counts == Truth::yes;
  return {dated || moment.counts == Truth::unknown ? CauseKind::imprecise : CauseKind::missing,
          open.fact + (dated                             ? ""
                       : moment.counts == Truth::unknown ? ""
                                                         : "_last_date"),
          open.document};
}

bool nothing_else_since(const Moments& moments, Day day) {
  return moments.list != nullptr && closed_since(*moments.list, day);
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
  const Period longest = test.interval.fixed.value_or(Period{1, PeriodUnit::years});
  const std::string asked = in_words(test.interval) + " without " + test.of.text +
                            (test.anchor.empty() ? "" : " before " + test.anchor);
  return distance.conclude(nothing_else_since(moments, before(of.as_of, longest)), moments.open, asked);
}

} // namespace cartwright
