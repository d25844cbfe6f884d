#include "engine/evaluation/episodes.hpp"

#include <algorithm>
#include <array>

#include "engine/domain/text.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/evidence.hpp"

namespace cartwright {

namespace {

using criteria::DrugSet;
using criteria::EpisodeFilter;

/// The doses of one agent against the bound: one that compares so is enough.
Held agent_at_dose(const Episode& episode, ConceptId agent, const EpisodeFilter::DoseBound& bound) {
  Held out{Truth::no, {}, ""};
  bool told = false;
  std::vector<std::string> said;
  for (const AgentDose& each : episode.doses) {
    if (each.agent != agent || !each.dose) continue;
    told = true;
    said.push_back(each.dose->text());
    const auto same = each.dose->in(bound.dose.unit());
    const Truth fits =
        same ? compare(Range::exactly(same->value()), bound.op, bound.dose.value()) : Truth::unknown;
    if (fits == Truth::unknown) out.cause = {CauseKind::inadmissible, "dose", "therapy_record"};
    out.truth = either(out.truth, fits);
  }
  out.detail = told ? "dose " + join(said, ", ") : "dose not recorded";
  if (!told) out = {Truth::unknown, not_recorded("dose"), out.detail};
  return out;
}

Held held_at_dose(const Episode& episode, const DrugSet& drugs, const EpisodeFilter::DoseBound& bound,
                  const Case& of) {
  Held out{episode.agents_known ? Truth::no : Truth::unknown, imprecise("therapies"), ""};
  for (const ConceptId agent : episode.agents) {
    const Truth is = is_drug(agent, drugs.agents, of.vocabulary);
    if (is == Truth::no) continue;
    Held one = agent_at_dose(episode, agent, bound);
    if (is == Truth::unknown && one.truth == Truth::yes) one.cause = imprecise("therapies");
    one.truth = both(is, one.truth);
    if (out.detail.empty() || one.truth > out.truth)
      out = {either(out.truth, one.truth), one.cause, one.detail};
  }
  if (episode.uncertain && out.truth == Truth::yes)
    out = {Truth::unknown, imprecise("therapies"), out.detail};
  return out;
}

void limit_to_intents(Held& out, const Episode& episode, const EpisodeFilter& which) {
  if (which.intents.empty() || out.truth == Truth::no) return;
  const auto join_detail = [&](const std::string& more) {
    out.detail += (out.detail.empty() ? "" : ", ") + more;
  };
  if (episode.intent.empty()) {
    if (out.truth == Truth::yes) out.cause = not_recorded("intent");
    out.truth = Truth::unknown;
    return join_detail("intent not recorded");
  }
  const bool fits =
      std::find(which.intents.begin(), which.intents.end(), episode.intent) != which.intents.end();
  if (!fits) out.truth = Truth::no;
  join_detail(episode.intent);
}

/// What comes next after a day: therapies and transplants begun no earlier.
struct Next {
  const Case& of;
  PartialDate ended;
  std::string plan;
  const Entry* self;

  bool follows(const std::optional<PartialDate>& start) const {
    return known(start, of) && start && start->earliest() >= ended.earliest();
  }
  template <class T> bool planned(const T& next, const std::optional<PartialDate>& start) const {
    return &next != self && !plan.empty() && next.planned_with == plan && follows(start);
  }
  bool goes_on_as_planned() const {
    const auto& episodes = of.patient.therapies.items;
    const auto& transplants = of.patient.transplants.items;
    return std::any_of(episodes.begin(), episodes.end(),
                       [&](const Episode& next) { return planned(next, next.start); }) ||
           std::any_of(transplants.begin(), transplants.end(),
                       [&](const Transplant& next) { return planned(next, next.date); });
  }
  /// The earliest therapy that follows, preparations apart; nothing when none does.
  const Episode* therapy() const {
    const Episode* out = nullptr;
    for (const Episode& next : of.patient.therapies.items)
      if (&next != self && !prepares(next) && follows(next.start) &&
          (out == nullptr || next.start->earliest() < out->start->earliest()))
        out = &next;
    return out;
  }
  bool keeps_the_response() const {
    const Episode* next = therapy();
    return next != nullptr && !next->uncertain &&
           (next->intent == "consolidation" || next->intent == "maintenance");
  }
};

/// Against the dates of one recorded progression.
Truth within_window(const PartialDate& progression, const Episode& episode, Period window, const Case& of) {
  const auto last = last_dose_of(episode, of.vocabulary);
  if (!last) { // the last dose was not before the first
    const bool near = episode.start && progression.latest() <= after(episode.start->earliest(), window);
    return near || episode.stop_reason == "ongoing" ? Truth::yes : Truth::unknown;
  }
  if (progression.latest() <= after(last->earliest(), window)) return Truth::yes;
  return progression.earliest() > after(last->latest(), window) ? Truth::no : Truth::unknown;
}

/// Progressions written down with another therapy come after this one's last dose all the same.
Truth progressed_elsewhere(const Episode& episode, Period window, const Case& of) {
  Truth out = Truth::no;
  const auto last = last_dose_of(episode, of.vocabulary);
  if (!last || !episode.start) return out;
  for (const Episode& other : of.patient.therapies.items) {
    const auto& at = other.progression_date;
    if (&other == &episode || !at || !known(at, of) || at->latest() < episode.start->earliest()) continue;
    const Truth begun =
        truth_of(at->earliest() >= episode.start->latest()) == Truth::yes ? Truth::yes : Truth::unknown;
    Truth near = both(begun, within_window(*at, episode, window, of));
    if (other.uncertain && near == Truth::yes) near = Truth::unknown;
    out = either(out, near);
  }
  return out;
}

} // namespace

bool prepares(const Episode& episode) {
  return episode.intent == "lymphodepletion" || episode.intent == "conditioning";
}

Held held_as_asked(const Episode& episode, const DrugSet& drugs, const EpisodeFilter& which, const Case& of) {
  Held out;
  if (which.dose)
    out = held_at_dose(episode, drugs, *which.dose, of);
  else
    out = {holds_drug(episode, drugs.agents, of.vocabulary), imprecise("therapies"), ""};
  limit_to_intents(out, episode, which);
  return out;
}

Truth progressed_on(const Episode& episode, Period window, const Case& of) {
  if (episode.stop_reason == "progression" || episode.best_response == Response::PD) return Truth::yes;
  const Truth elsewhere = progressed_elsewhere(episode, window, of);
  if (elsewhere == Truth::yes) return Truth::yes;
  if (!episode.progression_date || !known(episode.progression_date, of)) return Truth::unknown;
  return either(elsewhere, within_window(*episode.progression_date, episode, window, of));
}

bool followed_without_progression(const Episode& episode, const Case& of) {
  if (!episode.stop || episode.stop_reason == "progression" || episode.best_response == Response::PD)
    return false;
  const Next next{of, *episode.stop, episode.planned_with, &episode};
  return next.goes_on_as_planned() || next.keeps_the_response();
}

bool followed_without_progression(const Transplant& transplant, const Case& of) {
  if (!transplant.date) return false;
  const Next next{of, *transplant.date, transplant.planned_with, &transplant};
  return next.goes_on_as_planned() || next.keeps_the_response();
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

FactUse with(FactUse fact, const std::string& more) {
  if (!more.empty()) fact.says += ", " + more;
  return fact;
}

FactUse fact_of(const Transplant& transplant) {
  return {transplant.where, transplant.type + " transplant" + when(transplant.date)};
}

namespace {

/// Conditioning is given in the days before a transplant.
constexpr Period conditioning_before{30, PeriodUnit::days};

bool conditions(const Episode& episode, const Transplant& transplant, const Case& of) {
  if (episode.intent != "conditioning" && any_of_class(episode, "cytotoxic", of.vocabulary) == Truth::no)
    return false;
  if (!episode.start || !transplant.date) return episode.intent == "conditioning";
  return episode.start->latest() >= before(transplant.date->earliest(), conditioning_before) &&
         episode.start->earliest() <= transplant.date->latest();
}

} // namespace

Conditioning conditioning_drugs(const Vocabulary& vocabulary) {
  constexpr std::array usual = {"melphalan",        "busulfan",   "fludarabine",
                                "cyclophosphamide", "treosulfan", "thiotepa"};
  Conditioning out;
  for (const char* word : usual)
    if (const auto agent = vocabulary.known(word, ConceptKind::agent)) out.usual.push_back(*agent);
  out.melphalan = vocabulary.known("melphalan", ConceptKind::agent);
  const auto cyclophosphamide = vocabulary.known("cyclophosphamide", ConceptKind::agent);
  if (out.melphalan && cyclophosphamide) out.alkylators = {*out.melphalan, *cyclophosphamide};
  std::sort(out.alkylators.begin(), out.alkylators.end());
  return out;
}

namespace {

bool holds(const DrugSet& drugs, ConceptId agent) {
  return std::binary_search(drugs.agents.begin(), drugs.agents.end(), agent);
}

} // namespace

bool used_for_conditioning(const DrugSet& drugs, const std::string& type, const Case& of) {
  const Conditioning& given = *of.conditioning;
  if (type == "autologous") return given.melphalan && holds(drugs, *given.melphalan);
  return std::any_of(given.usual.begin(), given.usual.end(),
                     [&](ConceptId agent) { return holds(drugs, agent); });
}

namespace {

bool holds_all_alkylators(const DrugSet& drugs, const Case& of) {
  const std::vector<ConceptId>& all = of.conditioning->alkylators;
  return !all.empty() && std::includes(drugs.agents.begin(), drugs.agents.end(), all.begin(), all.end());
}

} // namespace

Truth conditioned_with(const Transplant& transplant, const DrugSet& drugs, const Case& of) {
  if (!used_for_conditioning(drugs, transplant.type, of)) return Truth::no;
  const auto& all = of.patient.therapies.items;
  const bool listed = std::any_of(all.begin(), all.end(),
                                  [&](const Episode& each) { return conditions(each, transplant, of); });
  if (listed) return Truth::no;
  const bool surely = transplant.type == "autologous" && !transplant.uncertain;
  return surely && holds_all_alkylators(drugs, of) ? Truth::yes : Truth::unknown;
}

} // namespace cartwright
