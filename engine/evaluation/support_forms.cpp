// Supportive treatment and steroids in the days before a date.
#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/episodes.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/moments.hpp"
#include "engine/evaluation/steroids.hpp"

namespace cartwright {

using namespace criteria;

Finding find(const SupportTest& test, const Case& of) {
  AnyOf any(of);
  std::vector<Day> turns;
  std::string words = test.kind;
  std::replace(words.begin(), words.end(), '_', ' ');
  for (const SupportEvent& event : of.patient.support.items) {
    if (event.kind != test.kind || !known(event.date, of)) continue;
    const auto& last = event.until ? event.until : event.date;
    Truth truth = last ? elapsed(*last, of.as_of, Op::less, test.within, turns) : Truth::unknown;
    if (event.uncertain && truth == Truth::yes) truth = Truth::unknown;
    any.add(
        truth,
        [&] {
          return FactUse{event.where, words + when(last)};
        },
        Cause{CauseKind::imprecise, "support_" + test.kind, "therapy_record"});
  }
  const Completeness& complete = of.patient.support.complete;
  const bool told = complete.kinds.empty() || std::find(complete.kinds.begin(), complete.kinds.end(),
                                                        test.kind) != complete.kinds.end();
  may_be_covered(of, complete, test.within);
  const bool closed = told && closed_since(complete, before(of.as_of, test.within));
  Finding out =
      any.conclude(closed, {CauseKind::missing, "support_" + test.kind, "therapy_record"},
                   [&](bool yes) { return (yes ? "" : "no ") + words + " within " + in_words(test.within); });
  out.turns = std::move(turns);
  return out;
}

namespace {

Truth too_much(const std::optional<double>& dose, const SteroidTest& test) {
  if (!dose) return Truth::unknown;
  const auto order = compare_values(*dose, test.above_mg_per_day);
  return truth_of(order == std::weak_ordering::greater ||
                  (test.or_equal && order == std::weak_ordering::equivalent));
}

std::string dose_words(const std::optional<double>& dose) {
  return dose ? number_text(*dose) + " mg prednisone a day" : "its prednisone equivalent not known";
}

const Cause dose_missing{CauseKind::missing, "steroid_dose", "therapy_record"};

/// The greatest steady daily dose of a steroid in the episode, when one is stated.
std::optional<double> dose_in(const Episode& episode, const Case& of) {
  std::optional<double> out;
  for (const AgentDose& each : episode.doses)
    if (const auto dose = as_prednisone(each.agent, each.dose, of); dose && (!out || *dose > *out))
      out = dose;
  return out;
}

/// Steroids inside anti-myeloma therapies count like any others.
void add_therapies(const SteroidTest& test, const Case& of, AnyOf& any, std::vector<Day>& turns) {
  const auto wide = class_named("steroid", of.vocabulary);
  if (!wide) return;
  const auto below = of.vocabulary.agents_below(*wide);
  Event last;
  last.drugs.agents.assign(below.begin(), below.end());
  for (const Moment& moment : moments_of(last, of).items) {
    const Truth recent = negate(far_enough(moment, test.within, false, of, turns));
    const auto& episodes = of.patient.therapies.items;
    const auto episode = std::find_if(episodes.begin(), episodes.end(),
                                      [&](const Episode& each) { return each.where == moment.fact.where; });
    const auto dose = episode == episodes.end() ? std::nullopt : dose_in(*episode, of);
    const auto fact = [&] { return with(moment.fact, "holds a steroid, " + dose_words(dose)); };
    any.add(both(both(moment.counts, recent), too_much(dose, test)), fact, dose_missing);
  }
}

} // namespace

Finding find(const SteroidTest& test, const Case& of) {
  AnyOf any(of);
  std::vector<Day> turns;
  for (const SupportEvent& event : of.patient.support.items) {
    if (event.kind != "systemic_steroid" || !known(event.date, of)) continue;
    const auto& last = event.until ? event.until : event.date;
    const Truth recent = last ? elapsed(*last, of.as_of, Op::less, test.within, turns) : Truth::unknown;
    const auto dose = prednisone_a_day(event, of);
    Truth truth = both(recent, too_much(dose, test));
    if (event.uncertain && truth == Truth::yes) truth = Truth::unknown;
    any.add(
        truth,
        [&] {
          return FactUse{event.where, "systemic steroid" + when(last) + ", " + dose_words(dose)};
        },
        dose ? Cause{CauseKind::imprecise, "support_systemic_steroid", "therapy_record"} : dose_missing);
  }
  add_therapies(test, of, any, turns);
  const Completeness& complete = of.patient.support.complete;
  const bool told = complete.kinds.empty() || std::find(complete.kinds.begin(), complete.kinds.end(),
                                                        "systemic_steroid") != complete.kinds.end();
  may_be_covered(of, complete, test.within);
  may_be_covered(of, of.patient.therapies.complete, test.within);
  const bool support_closed = told && closed_since(complete, before(of.as_of, test.within));
  const bool closed =
      support_closed && closed_since(of.patient.therapies.complete, before(of.as_of, test.within));
  const std::string asked = (test.or_equal ? "steroid from " : "steroid above ") +
                            number_text(test.above_mg_per_day) + " mg prednisone a day within " +
                            in_words(test.within);
  const Cause open = support_closed ? therapies_missing
                                    : Cause{CauseKind::missing, "support_systemic_steroid", "therapy_record"};
  Finding out = any.conclude(closed, open, [&](bool yes) { return (yes ? "" : "no ") + asked; });
  out.turns = std::move(turns);
  return out;
}

} // namespace cartwright
