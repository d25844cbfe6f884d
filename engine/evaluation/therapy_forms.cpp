// What was given and how it worked: exposure, refractoriness, responses, order.
#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"

namespace cartwright {

namespace {

using namespace criteria;

bool begun(const Episode& episode, const Case& of) {
  return known(episode.start, of);
}

bool whole_history(const Case& of) {
  return of.patient.therapies.complete.complete;
}

Cause imprecise(const std::string& fact) {
  return {CauseKind::imprecise, fact, "therapy_record"};
}

Cause not_recorded(const std::string& fact) {
  return {CauseKind::missing, fact, "therapy_record"};
}

FactUse with(FactUse fact, const std::string& more) {
  fact.says += ", " + more;
  return fact;
}

} // namespace

Finding find(const ExposureTest& test, const Case& of) {
  AnyOf any;
  for (const Episode& episode : of.patient.therapies.items) {
    if (!begun(episode, of)) continue;
    const Truth held = holds_drug(episode, test.drugs.agents, of.vocabulary);
    if (held == Truth::no) continue;
    FactUse fact = fact_of(episode, of.vocabulary);
    if (!test.min_cycles) {
      any.add(held, std::move(fact), imprecise("therapies"));
    } else if (!episode.cycles) {
      any.add(Truth::unknown, with(std::move(fact), "cycles not recorded"), not_recorded("cycles"));
    } else {
      const std::string cycles = std::to_string(*episode.cycles) + " cycles";
      any.add(both(held, truth_of(*episode.cycles >= *test.min_cycles)), with(std::move(fact), cycles),
              imprecise("therapies"));
    }
  }
  const std::string what =
      test.drugs.text +
      (test.min_cycles ? " for at least " + std::to_string(*test.min_cycles) + " cycles" : "");
  return any.conclude(whole_history(of), therapies_missing, "received " + what, "no therapy held " + what);
}

namespace {

/// Progression during the episode, or within the window after its last dose.
Truth progressed_on(const Episode& episode, Period window, const Case& of) {
  if (episode.stop_reason == "progression" || episode.best_response == Response::PD) return Truth::yes;
  if (!episode.progression_date || !known(episode.progression_date, of)) return Truth::unknown;
  const auto last = last_dose_of(episode, of.vocabulary);
  if (!last) { // the last dose was not before the first
    const bool near =
        episode.start && episode.progression_date->latest() <= after(episode.start->earliest(), window);
    return near || episode.stop_reason == "ongoing" ? Truth::yes : Truth::unknown;
  }
  const Day first_limit = after(last->earliest(), window), last_limit = after(last->latest(), window);
  if (episode.progression_date->latest() <= first_limit) return Truth::yes;
  return episode.progression_date->earliest() > last_limit ? Truth::no : Truth::unknown;
}

Truth no_response(const Episode& episode, Response below) {
  return episode.best_response ? truth_of(*episode.best_response < below) : Truth::unknown;
}

std::string course_of(const Episode& episode) {
  std::vector<std::string> parts;
  parts.push_back(episode.best_response ? "best response " + std::string(word(*episode.best_response))
                                        : "best response not recorded");
  if (episode.stop) parts.push_back("stopped " + episode.stop->text());
  if (episode.progression_date) parts.push_back("progression " + episode.progression_date->text());
  if (!episode.progression_date)
    parts.push_back(episode.stop_reason == "progression" ? "stopped for progression"
                                                         : "progression not recorded");
  return join(parts, ", ");
}

/// The next therapy was planned with this one, so there was no progression between them.
bool planned_sequence_goes_on(const Episode& episode, const Case& of) {
  if (episode.planned_with.empty() || !episode.stop || episode.stop_reason == "progression") return false;
  const auto& all = of.patient.therapies.items;
  return std::any_of(all.begin(), all.end(), [&](const Episode& next) {
    return &next != &episode && next.planned_with == episode.planned_with && next.start &&
           next.start->earliest() >= episode.stop->earliest();
  });
}

} // namespace

Finding find(const RefractoryTest& test, const Case& of) {
  AnyOf any;
  for (const Episode& episode : of.patient.therapies.items) {
    if (!begun(episode, of)) continue;
    const Truth held = holds_drug(episode, test.drugs.agents, of.vocabulary);
    if (held == Truth::no) continue;
    Truth progressed = progressed_on(episode, test.window, of);
    if (progressed == Truth::unknown && !episode.progression_date && planned_sequence_goes_on(episode, of))
      progressed = Truth::no;
    const Truth failed = either(no_response(episode, test.below), progressed);
    const bool dated = episode.progression_date && last_dose_of(episode, of.vocabulary);
    const Cause cause = held == Truth::unknown ? imprecise("therapies")
                        : dated                ? imprecise("progression")
                                               : not_recorded("response_and_progression");
    any.add(both(held, failed), with(fact_of(episode, of.vocabulary), course_of(episode)), cause);
  }
  const std::string what = test.drugs.text + " (response below " + std::string(word(test.below)) +
                           ", or progression on it or within " + in_words(test.window) + " after it)";
  return any.conclude(whole_history(of), therapies_missing, "refractory to " + what,
                      "not refractory to " + what);
}

Finding find(const IntolerantTest& test, const Case& of) {
  AnyOf any;
  for (const Episode& episode : of.patient.therapies.items) {
    if (!begun(episode, of)) continue;
    const Truth held = holds_drug(episode, test.drugs.agents, of.vocabulary);
    if (held == Truth::no) continue;
    const Truth toxic =
        episode.stop_reason.empty() ? Truth::unknown : truth_of(episode.stop_reason == "toxicity");
    const std::string reason =
        episode.stop_reason.empty() ? "reason for stopping not recorded" : "stopped: " + episode.stop_reason;
    any.add(both(held, toxic), with(fact_of(episode, of.vocabulary), reason), not_recorded("stop_reason"));
  }
  return any.conclude(whole_history(of), therapies_missing, "intolerant of " + test.drugs.text,
                      "no therapy with " + test.drugs.text + " was stopped for toxicity");
}

Finding find(const BestResponseTest& test, const Case& of) {
  std::optional<Response> best;
  bool open = !whole_history(of), any = false;
  std::vector<FactUse> facts;
  Causes causes;
  for (const Episode& episode : of.patient.therapies.items) {
    if (!begun(episode, of)) continue;
    const Truth held = holds_drug(episode, test.drugs.agents, of.vocabulary);
    if (held == Truth::no) continue;
    any = true;
    const bool certain = held == Truth::yes && episode.best_response;
    facts.push_back(with(fact_of(episode, of.vocabulary),
                         episode.best_response ? "best response " + std::string(word(*episode.best_response))
                                               : "best response not recorded"));
    if (certain) best = best ? std::max(*best, *episode.best_response) : *episode.best_response;
    if (!certain) causes.add(held == Truth::unknown ? imprecise("therapies") : not_recorded("best_response"));
  }
  if (open) causes.add(therapies_missing);
  const std::string asked = std::string(symbol(test.op)) + " " + std::string(word(test.response));
  if (!any && causes.empty()) return decided(Truth::no, "never received " + test.drugs.text);
  const auto number = [](Response response) { return static_cast<double>(response); };
  Range range{best ? std::optional(number(*best)) : std::nullopt,
              causes.empty() && best ? std::optional(number(*best)) : std::nullopt};
  Finding out;
  out.truth = compare(range, test.op, number(test.response));
  out.facts = std::move(facts);
  out.why = "best response to " + test.drugs.text + " is " +
            (best ? std::string(word(*best)) : "not recorded") + ", asked " + asked;
  if (out.truth == Truth::unknown) out.causes = causes;
  return out;
}

namespace {

/// Therapies that may be the newest: systemic, without preparations and those that hold ignored drugs only.
struct Newest {
  std::vector<const Episode*> candidates;
  bool closed = false; ///< no therapy outside the list can be newer
};

bool ignored(const Episode& episode, const std::vector<ConceptId>& ignoring, const Case& of) {
  return !ignoring.empty() && !episode.agents.empty() && episode.agents_known &&
         std::all_of(episode.agents.begin(), episode.agents.end(),
                     [&](ConceptId agent) { return is_drug(agent, ignoring, of.vocabulary) == Truth::yes; });
}

Newest newest_therapy(const Case& of, const std::vector<ConceptId>& ignoring) {
  std::vector<const Episode*> all;
  std::optional<Day> begun; // of the newest that is certain
  for (const std::size_t i : of.history->in_time_order) {
    const Episode& episode = of.patient.therapies.items[i];
    if (episode.intent == "lymphodepletion" || episode.intent == "conditioning" ||
        ignored(episode, ignoring, of))
      continue;
    all.push_back(&episode);
    if (episode.start && !episode.uncertain && (!begun || episode.start->earliest() > *begun))
      begun = episode.start->earliest();
  }
  Newest out;
  for (const Episode* episode : all)
    if (!episode->start || !begun || episode->start->latest() >= *begun) out.candidates.push_back(episode);
  const auto& complete = of.patient.therapies.complete;
  out.closed = complete.complete || (begun && closed_since(complete, *begun));
  return out;
}

/// What holds for every therapy that may be the newest.
Finding of_newest(const Newest& newest, const std::vector<Truth>& truths, const std::vector<FactUse>& facts,
                  const std::string& asked, const Cause& cause) {
  std::vector<std::string> said;
  for (const FactUse& fact : facts)
    said.push_back(fact.says);
  const bool agree =
      std::all_of(truths.begin(), truths.end(), [&](Truth each) { return each == truths.front(); });
  const Truth truth = agree && newest.closed ? truths.front() : Truth::unknown;
  const bool one = newest.candidates.size() == 1;
  Finding out = decided(truth,
                        (one ? "the newest therapy is " : "the newest therapy is one of ") +
                            join(said, "; ") + "; " + asked,
                        facts);
  if (truth != Truth::unknown) return out;
  if (!newest.closed) {
    out.causes.add(therapies_missing);
    out.why += "; the history is not said to be complete";
  }
  if (!agree) out.causes.add(imprecise("therapies"));
  if (agree && truths.front() == Truth::unknown) out.causes.add(cause);
  return out;
}

Finding no_newest(const Newest& newest) {
  if (newest.closed) return decided(Truth::no, "no earlier therapy");
  return missing("therapies", "therapy_record", "the newest therapy is not known");
}

} // namespace

Finding find(const LastTherapyTest& test, const Case& of) {
  const Newest newest = newest_therapy(of, test.ignoring.agents);
  if (newest.candidates.empty()) return no_newest(newest);
  std::vector<Truth> truths;
  std::vector<FactUse> facts;
  for (const Episode* episode : newest.candidates) {
    truths.push_back(holds_drug(*episode, test.is.agents, of.vocabulary));
    facts.push_back(fact_of(*episode, of.vocabulary));
  }
  return of_newest(newest, truths, facts, "asked " + test.is.text, imprecise("therapies"));
}

Finding find(const ProgressedTest& test, const Case& of) {
  const Newest newest = newest_therapy(of, {});
  if (newest.candidates.empty()) return no_newest(newest);
  constexpr Period ever{200, PeriodUnit::years};
  std::vector<Truth> truths;
  std::vector<FactUse> facts;
  for (const Episode* episode : newest.candidates) {
    const Truth truth = progressed_on(*episode, test.within.value_or(ever), of);
    truths.push_back(episode->uncertain ? Truth::unknown : truth);
    facts.push_back(with(fact_of(*episode, of.vocabulary), course_of(*episode)));
  }
  const std::string asked =
      "asked progression " + (test.within ? "within " + in_words(*test.within) + " of it" : "on or after it");
  const bool dated = newest.candidates.front()->progression_date.has_value();
  return of_newest(newest, truths, facts, asked,
                   dated ? imprecise("progression") : not_recorded("progression"));
}

namespace {

bool of_type(const Transplant& transplant, EventKind type) {
  return type == EventKind::transplant_any ||
         transplant.type == (type == EventKind::transplant_autologous ? "autologous" : "allogeneic");
}

FactUse fact_of(const Transplant& transplant) {
  return {transplant.where, transplant.type + " transplant" + when(transplant.date)};
}

const Cause transplants_missing{CauseKind::missing, "transplants", "therapy_record"};

/// Progressions recorded after a transplant, the first one counts.
Truth relapsed_within(const Transplant& transplant, Period window, const Case& of) {
  if (!transplant.date) return Truth::unknown;
  Truth out = Truth::unknown;
  for (const Episode& episode : of.patient.therapies.items) {
    if (!episode.progression_date || !known(episode.progression_date, of) ||
        episode.progression_date->latest() <= transplant.date->earliest())
      continue;
    const bool surely_after = episode.progression_date->earliest() >= transplant.date->latest();
    if (!surely_after) return Truth::unknown;
    if (episode.progression_date->latest() <= after(transplant.date->earliest(), window))
      return episode.uncertain ? Truth::unknown : Truth::yes;
    if (episode.progression_date->earliest() <= after(transplant.date->latest(), window))
      return Truth::unknown;
    if (episode.progression_date->earliest() > after(transplant.date->latest(), window)) out = Truth::no;
  }
  return out == Truth::no && whole_history(of) ? Truth::no : Truth::unknown;
}

} // namespace

Finding find(const RelapsedTest& test, const Case& of) {
  AnyOf any;
  for (const Transplant& transplant : of.patient.transplants.items) {
    if (!known(transplant.date, of) || !of_type(transplant, test.transplant)) continue;
    const Truth truth = relapsed_within(transplant, test.within, of);
    any.add(transplant.uncertain && truth == Truth::yes ? Truth::unknown : truth, fact_of(transplant),
            not_recorded("progression"));
  }
  return any.conclude(of.patient.transplants.complete.complete, transplants_missing,
                      "progression within " + in_words(test.within) + " after",
                      "no progression within " + in_words(test.within) + " after such a transplant");
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
