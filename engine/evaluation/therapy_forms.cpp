// What was given and how it worked: exposure, refractoriness, intolerance, responses.
#include <algorithm>

#include "engine/domain/text.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/episodes.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/forms.hpp"
#include "engine/evaluation/positions.hpp"

namespace cartwright {

namespace {

using namespace criteria;

bool begun(const Episode& episode, const Case& of) {
  return known(episode.start, of);
}

bool whole_history(const Case& of) {
  return of.patient.therapies.complete.complete;
}

void add_exposure(AnyOf& any, const Episode& episode, const ExposureTest& test, const Case& of) {
  const Held held = held_as_asked(episode, test.drugs, test.which, of);
  if (held.truth == Truth::no && held.detail.empty()) return;
  const auto fact = [&] { return with(fact_of(episode, of), held.detail); };
  if (!test.min_cycles || held.truth == Truth::no) return any.add(held.truth, fact, held.cause);
  if (!episode.cycles)
    return any.add(
        Truth::unknown, [&] { return with(fact(), "cycles not recorded"); }, not_recorded("cycles"));
  any.add(
      both(held.truth, truth_of(*episode.cycles >= *test.min_cycles)),
      [&] { return with(fact(), std::to_string(*episode.cycles) + " cycles"); }, held.cause);
}

bool conditioning_counts(const ExposureTest& test) {
  const auto& intents = test.which.intents;
  return intents.empty() || std::find(intents.begin(), intents.end(), "conditioning") != intents.end();
}

/// Drugs may also have been given before a transplant whose conditioning is not listed.
void add_conditioning(AnyOf& any, const ExposureTest& test, const Among& among, const Case& of) {
  if (!conditioning_counts(test)) return;
  for (const Transplant* transplant : among.transplants) {
    const Truth held = conditioned_with(*transplant, test.drugs, of);
    if (held == Truth::no) continue;
    const bool more_asked = test.min_cycles || test.which.dose;
    any.add(
        more_asked ? Truth::unknown : held,
        [&] { return with(fact_of(*transplant), "conditioning not recorded"); },
        not_recorded("conditioning"));
  }
  if (!of.patient.transplants.complete.complete && used_for_conditioning(test.drugs, "autologous", of))
    any.doubt(not_recorded("transplants"));
}

} // namespace

namespace {

std::string exposure_asked(const ExposureTest& test) {
  std::string what = test.drugs.text;
  if (test.min_cycles) what += " for at least " + std::to_string(*test.min_cycles) + " cycles";
  if (test.which.dose)
    what += " at a dose " + std::string(symbol(test.which.dose->op)) + " " + test.which.dose->dose.text();
  if (!test.which.intents.empty()) what += " as " + join_or(test.which.intents);
  return what;
}

} // namespace

Finding find(const ExposureTest& test, const Case& of) {
  return at_position(test.which.in, of, [&](const Among& among) {
    AnyOf any(of);
    for (const Episode* episode : among.episodes)
      add_exposure(any, *episode, test, of);
    add_conditioning(any, test, among, of);
    return any.conclude(among.closed, therapies_missing, [&](bool yes) {
      return (yes ? "received " : "no therapy held ") + exposure_asked(test);
    });
  });
}

namespace {

void add_refractory(AnyOf& any, const Episode& episode, const RefractoryTest& test, const Case& of) {
  const Held held = held_as_asked(episode, test.drugs, test.which, of);
  if (held.truth == Truth::no) return;
  Truth progressed = progressed_on(episode, test.window, of);
  if (progressed == Truth::unknown && !episode.progression_date && followed_without_progression(episode, of))
    progressed = Truth::no;
  const Truth no_response =
      episode.best_response ? truth_of(*episode.best_response < test.below) : Truth::unknown;
  const Truth failed = either(no_response, progressed);
  const bool dated = episode.progression_date && last_dose_of(episode, of.vocabulary);
  const Cause cause = held.truth == Truth::unknown ? held.cause
                      : dated                      ? imprecise("progression")
                                                   : not_recorded("response_and_progression");
  const auto fact = [&] { return with(with(fact_of(episode, of), held.detail), course_of(episode)); };
  any.add(both(held.truth, failed), fact, cause);
}

} // namespace

Finding find(const RefractoryTest& test, const Case& of) {
  return at_position(test.which.in, of, [&](const Among& among) {
    AnyOf any(of);
    for (const Episode* episode : among.episodes)
      add_refractory(any, *episode, test, of);
    return any.conclude(among.closed, therapies_missing, [&](bool yes) {
      return (yes ? "refractory to " : "not refractory to ") + test.drugs.text + " (response below " +
             std::string(word(test.below)) + ", or progression on it or within " + in_words(test.window) +
             " after it)";
    });
  });
}

Finding find(const IntolerantTest& test, const Case& of) {
  AnyOf any(of);
  for (const Episode& episode : of.patient.therapies.items) {
    if (!begun(episode, of)) continue;
    const Truth held = holds_drug(episode, test.drugs.agents, of.vocabulary);
    if (held == Truth::no) continue;
    const Truth toxic =
        episode.stop_reason.empty() ? Truth::unknown : truth_of(episode.stop_reason == "toxicity");
    const auto fact = [&] {
      return with(fact_of(episode, of), episode.stop_reason.empty() ? "reason for stopping not recorded"
                                                                    : "stopped: " + episode.stop_reason);
    };
    any.add(both(held, toxic), fact, not_recorded("stop_reason"));
  }
  return any.conclude(whole_history(of), therapies_missing, [&](bool yes) {
    return yes ? "intolerant of " + test.drugs.text
               : "no therapy with " + test.drugs.text + " was stopped for toxicity";
  });
}

namespace {

/// Collects responses; what is not recorded leaves the range open upward.
class Responses {
public:
  void add(const Episode& episode, const Held& held, const Case& of) {
    facts_.push_back(with(fact_of(episode, of),
                          episode.best_response ? "best response " + std::string(word(*episode.best_response))
                                                : "best response not recorded"));
    if (held.truth == Truth::yes && episode.best_response)
      best_ = best_ ? std::max(*best_, *episode.best_response) : *episode.best_response;
    else
      causes_.add(held.truth == Truth::unknown ? held.cause : not_recorded("best_response"));
  }
  void add(const Transplant& transplant) {
    facts_.push_back(with(fact_of(transplant), "response not recorded"));
    causes_.add(not_recorded("best_response"));
  }
  void open(const Cause& cause) { causes_.add(cause); }

  Finding conclude(const BestResponseTest& test, const std::string& what) const {
    if (facts_.empty() && causes_.empty()) return decided(Truth::no, "never received " + what);
    const auto number = [](Response response) { return static_cast<double>(response); };
    const auto low = best_ ? std::optional(number(*best_)) : std::nullopt;
    Finding out;
    out.truth = compare({low, causes_.empty() ? low : std::nullopt}, test.op, number(test.response));
    out.facts = facts_;
    out.why = "best response to " + what + " is " + (best_ ? std::string(word(*best_)) : "not recorded") +
              ", asked " + std::string(symbol(test.op)) + " " + std::string(word(test.response));
    if (out.truth == Truth::unknown) out.causes = causes_;
    return out;
  }

private:
  std::optional<Response> best_;
  std::vector<FactUse> facts_;
  Causes causes_;
};

/// Nothing but a therapy with a response of its own: preparations and bridging have none unless they say so.
bool asks_for_response(const Episode& episode) {
  return episode.best_response || !(prepares(episode) || episode.intent == "bridging");
}

Finding best_response_at_place(const BestResponseTest& test, const Among& among, const Case& of) {
  Responses responses;
  const Held any_drug{Truth::yes, {}, ""}, uncertain{Truth::unknown, imprecise("therapies"), ""};
  bool asked = false;
  for (const Episode* episode : among.episodes) {
    if (!asks_for_response(*episode)) continue;
    responses.add(*episode, episode->uncertain ? uncertain : any_drug, of);
    asked = true;
  }
  for (const Transplant* transplant : among.transplants)
    if (!asked) responses.add(*transplant);
  return responses.conclude(test, "the therapies there");
}

} // namespace

Finding find(const BestResponseTest& test, const Case& of) {
  return at_position(test.which.in, of, [&](const Among& among) {
    if (test.drugs.agents.empty()) return best_response_at_place(test, among, of);
    Responses responses;
    for (const Episode* episode : among.episodes)
      if (const Held held = held_as_asked(*episode, test.drugs, test.which, of); held.truth != Truth::no)
        responses.add(*episode, held, of);
    if (!among.closed) responses.open(therapies_missing);
    return responses.conclude(test, test.drugs.text);
  });
}

} // namespace cartwright
