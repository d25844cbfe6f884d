// Order in the history: the newest therapy, progression on or after therapies, relapse after transplants.
#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/episodes.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/moments.hpp"
#include "engine/evaluation/positions.hpp"

namespace cartwright {

namespace {

using namespace criteria;

/// What stands there is asked; nothing recorded in a closed history is "no".
Finding of_newest(const Places& newest, const std::function<Finding(const Episode&)>& ask) {
  if (newest.possible.empty() && newest.open.empty()) return decided(Truth::no, "no earlier therapy");
  if (newest.possible.empty())
    return missing("therapies", "therapy_record", "the newest therapy is not known");
  return at_place(newest, [&](const Place& place) { return ask(*place.among.episodes.front()); });
}

} // namespace

Finding find(const LastTherapyTest& test, const Case& of) {
  return of_newest(newest_therapy(of, test.ignoring.agents), [&](const Episode& episode) {
    const Truth truth = holds_drug(episode, test.is.agents, of.vocabulary);
    Finding out =
        decided(truth, fact_of(episode, of).says + "; asked " + test.is.text, {fact_of(episode, of)});
    if (truth == Truth::unknown) out.causes.add(imprecise("therapies"));
    return out;
  });
}

Finding find(const ProgressedTest& test, const Case& of) {
  constexpr Period ever{200, PeriodUnit::years};
  return of_newest(newest_therapy(of, {}), [&](const Episode& episode) {
    Truth truth = progressed_on(episode, test.within.value_or(ever), of);
    if (episode.uncertain) truth = Truth::unknown;
    const FactUse fact = with(fact_of(episode, of), course_of(episode));
    Finding out =
        decided(truth,
                fact.says + "; asked progression " +
                    (test.within ? "within " + in_words(*test.within) + " of it" : "on or after it"),
                {fact});
    if (truth == Truth::unknown)
      out.causes.add(episode.progression_date ? imprecise("progression") : not_recorded("progression"));
    return out;
  });
}

Finding find(const ProgressedOnTest& test, const Case& of) {
  const std::string what =
      test.drugs.text + (test.window.count == 0 ? "" : " or within " + in_words(test.window) + " after it");
  return at_position(test.which.in, of, [&](const Among& among) {
    AnyOf any(of);
    for (const Episode* episode : among.episodes) {
      const Held held = held_as_asked(*episode, test.drugs, test.which, of);
      if (held.truth == Truth::no) continue;
      Truth progressed = progressed_on(*episode, test.window, of);
      if (progressed == Truth::unknown && !episode->progression_date &&
          followed_without_progression(*episode, of))
        progressed = Truth::no;
      const Cause cause = held.truth == Truth::unknown ? held.cause
                          : episode->progression_date  ? imprecise("progression")
                                                       : not_recorded("progression");
      const auto fact = [&] { return with(with(fact_of(*episode, of), held.detail), course_of(*episode)); };
      any.add(both(held.truth, progressed), fact, cause);
    }
    return any.conclude(among.closed, therapies_missing,
                        [&](bool yes) { return (yes ? "progression on " : "no progression on ") + what; });
  });
}

namespace {

/// Whether the myeloma progressed after a day and within a period of it.
struct Early {
  Truth truth = Truth::no;
  Causes causes; ///< when unknown
  std::vector<std::string> says;
};

/// The progression came after the day.
Truth surely_after(const Moment& moment, const PartialDate& from) {
  const auto& at = moment.at;
  const std::optional<Day> least = at ? at->earliest() : moment.not_before;
  const std::optional<Day> most = at ? at->latest() : moment.not_after;
  if (least && *least > from.latest()) return Truth::yes;
  return most && *most <= from.earliest() ? Truth::no : Truth::unknown;
}

Truth in_time(const Moment& moment, const PartialDate& from, Period within) {
  const std::optional<Day> least = moment.at ? moment.at->earliest() : moment.not_before;
  const std::optional<Day> most = moment.at ? moment.at->latest() : moment.not_after;
  if (most && *most <= after(from.earliest(), within)) return Truth::yes;
  return least && *least > after(from.latest(), within) ? Truth::no : Truth::unknown;
}

/// What is not certain about one progression.
Cause doubt_of(const Moment& moment) {
  if (moment.doubt) return *moment.doubt;
  return moment.at || moment.counts == Truth::unknown ? imprecise("progression")
                                                      : not_recorded("progression");
}

Early progressed_soon_after(const std::optional<PartialDate>& from, Period within, const Case& of) {
  if (!from) return {Truth::unknown, not_recorded("start"), {"its date is not recorded"}};
  Event progression;
  progression.kind = EventKind::progression;
  const Moments moments = moments_of(progression, of);
  Early out;
  for (const Moment& moment : moments.items) {
    const Truth truth =
        both(moment.counts, both(surely_after(moment, *from), in_time(moment, *from, within)));
    if (truth == Truth::yes) return {Truth::yes, {}, {moment.fact.says}};
    if (truth == Truth::no) continue;
    out.causes.add(doubt_of(moment));
    out.says.push_back(moment.fact.says);
  }
  if (!nothing_else_since(moments, from->earliest())) {
    out.causes.merge(therapies_missing);
    out.says.emplace_back("the history is not said to be complete");
  }
  if (!out.causes.empty()) out.truth = Truth::unknown;
  return out;
}

} // namespace

Finding find(const ProgressedEarlyTest& test, const Case& of) {
  const Places first = places_at(Position::first_line, of);
  if (first.possible.empty() && first.open.empty()) return decided(Truth::no, "no earlier therapy");
  return at_place(first, [&](const Place& place) {
    const Early early = progressed_soon_after(place.start.at, test.within, of);
    Finding out = decided(early.truth,
                          place.start.fact.says + "; " +
                              (early.says.empty() ? "no progression in time" : join(early.says, ", ")) +
                              "; asked progression within " + in_words(test.within) + " of its start",
                          {place.start.fact});
    out.causes = early.causes;
    return out;
  });
}

namespace {

bool of_type(const Transplant& transplant, EventKind type) {
  return type == EventKind::transplant_any ||
         transplant.type == (type == EventKind::transplant_autologous ? "autologous" : "allogeneic");
}

const Cause transplants_missing{CauseKind::missing, "transplants", "therapy_record"};

} // namespace

Finding find(const RelapsedTest& test, const Case& of) {
  AnyOf any(of);
  for (const Transplant& transplant : of.patient.transplants.items) {
    if (!known(transplant.date, of) || !of_type(transplant, test.transplant)) continue;
    const Early early = progressed_soon_after(transplant.date, test.within, of);
    const bool doubtful = transplant.uncertain && early.truth == Truth::yes;
    any.add(
        doubtful ? Truth::unknown : early.truth,
        [&] { return with(fact_of(transplant), join(early.says, ", ")); },
        doubtful ? Causes(imprecise("transplants")) : early.causes);
  }
  return any.conclude(of.patient.transplants.complete.complete, transplants_missing, [&](bool yes) {
    const std::string soon = "progression within " + in_words(test.within) + " after";
    return yes ? soon : "no " + soon + " such a transplant";
  });
}

Finding find(const TransplantTest& test, const Case& of) {
  std::int32_t certain = 0, possible = 0;
  std::vector<FactUse> facts;
  Causes causes;
  for (const Transplant& transplant : of.patient.transplants.items) {
    if (!known(transplant.date, of) || !of_type(transplant, test.type)) continue;
    facts.push_back(fact_of(transplant));
    ++possible;
    certain += transplant.uncertain ? 0 : 1;
    if (transplant.uncertain) causes.add({CauseKind::imprecise, "transplants", "therapy_record"});
  }
  const bool closed = of.patient.transplants.complete.complete;
  if (!closed) causes.add(transplants_missing);
  const auto need = static_cast<double>(test.at_least);
  Finding out;
  out.truth = compare({static_cast<double>(certain), closed ? std::optional<double>(possible) : std::nullopt},
                      Op::at_least, need);
  out.why = std::to_string(possible) + " such transplants recorded, asked at least " +
            std::to_string(test.at_least) + (closed ? "" : "; the list is not said to be complete");
  out.facts = std::move(facts);
  if (out.truth == Truth::unknown) out.causes = causes;
  return out;
}

} // namespace cartwright
