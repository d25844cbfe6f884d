#include "engine/evaluation/moments.hpp"

#include <algorithm>

#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/episodes.hpp"
#include "engine/evaluation/evidence.hpp"
#include "engine/evaluation/positions.hpp"

namespace cartwright {

namespace {

using namespace criteria;

const Completeness always_closed{true, std::nullopt, {}};

/// Nobody reads a fact of a bare case.
template <class Tell> FactUse told(const Case& of, const Tell& tell) {
  return of.bare ? FactUse{} : tell();
}

FactUse told(const Episode& episode, const Case& of, const char* more = "") {
  FactUse out = fact_of(episode, of);
  if (!of.bare) out.says += more;
  return out;
}

Truth certain(const Entry& entry) {
  return entry.uncertain ? Truth::unknown : Truth::yes;
}

/// A planned end speaks until its day has passed.
bool end_is_ahead(const Episode& episode, const Case& of) {
  if (episode.planned_stop) may_change_on(of, episode.planned_stop->latest() + std::chrono::days(1));
  return episode.planned_stop && episode.planned_stop->latest() >= of.samples_as_of;
}

Moment last_dose(const Episode& episode, const Case& of) {
  Moment out;
  if (episode.start) out.not_before = episode.start->earliest();
  if (const auto last = last_dose_of(episode, of.vocabulary)) {
    out.at = last;
    out.fact = told(episode, of);
  } else if (end_is_ahead(episode, of)) {
    out.at = episode.planned_stop;
    out.fact = told(episode, of, (", planned to end " + episode.planned_stop->text()).c_str());
  } else if (episode.stop_reason == "ongoing") {
    out.goes_on = true;
    out.fact = told(episode, of, ", ongoing");
  } else {
    out.fact = told(episode, of, ", last dose not recorded");
  }
  return out;
}

/// A transplant whose conditioning is not listed, when that may have held such a drug.
void add_conditioning(const DrugSet& drugs, const Case& of, Moments& out) {
  for (const Transplant& transplant : of.patient.transplants.items) {
    const Truth held = known(transplant.date, of) ? conditioned_with(transplant, drugs, of) : Truth::no;
    if (held == Truth::no) continue;
    Moment moment;
    moment.counts = held;
    moment.at = transplant.date;
    moment.doubt = not_recorded("conditioning");
    moment.fact = told(of, [&] { return with(fact_of(transplant), "its conditioning not recorded"); });
    out.items.push_back(std::move(moment));
  }
}

void add_doses(const std::vector<Episode>& episodes, const std::vector<ConceptId>& drugs, const Case& of,
               Moments& out) {
  for (const Episode& episode : episodes) {
    if (!known(episode.start, of)) continue;
    const Truth held = holds_drug(episode, drugs, of.vocabulary);
    if (held == Truth::no) continue;
    Moment moment = last_dose(episode, of);
    moment.counts = held;
    for (const ConceptId agent : episode.agents)
      if (is_drug(agent, drugs, of.vocabulary) != Truth::no) moment.agents.push_back(agent);
    out.items.push_back(std::move(moment));
  }
}

Moments doses(const DrugSet& asked, const Case& of) {
  Moments out;
  out.lists = {of.patient.therapies.complete};
  out.open = therapies_missing;
  add_doses(of.patient.therapies.items, asked.agents, of, out);
  add_conditioning(asked, of, out);
  if (asked.beside.empty()) return out;
  const Completeness &history = of.patient.therapies.complete, &beside = of.patient.medications.complete;
  out.lists.push_back(beside);
  if (!beside.complete && (history.complete || history.since))
    out.open = {CauseKind::missing, "medications", "medical_summary"};
  add_doses(of.patient.medications.items, asked.agents, of, out);
  return out;
}

Moments first_doses(const DrugSet& drugs, const Case& of) {
  Moments out;
  out.lists = {of.patient.therapies.complete};
  out.open = therapies_missing;
  for (const Episode& episode : of.patient.therapies.items) {
    if (!known(episode.start, of)) continue;
    const Truth held = holds_drug(episode, drugs.agents, of.vocabulary);
    if (held == Truth::no) continue;
    Moment moment;
    moment.counts = held;
    moment.at = episode.start;
    if (episode.stop) moment.not_after = episode.stop->latest();
    moment.fact = told(episode, of);
    out.items.push_back(std::move(moment));
  }
  return out;
}

/// Every line that may stand at the position.
Moments line_starts(Position position, const Case& of) {
  Moments out;
  const Places places = places_at(position, of);
  if (places.open.empty()) out.lists = {always_closed};
  out.open = places.open.empty() ? therapies_missing : places.open.items().front();
  for (const Place& place : places.possible)
    out.items.push_back(place.start);
  return out;
}

Moments doses_of_class(const char* word, const Case& of) {
  const auto wide = class_named(word, of.vocabulary);
  const auto below = wide ? of.vocabulary.agents_below(*wide) : std::span<const ConceptId>();
  return doses({word, {below.begin(), below.end()}, {}}, of);
}

Moments last_therapy(const Case& of) {
  Moments out;
  out.lists = {of.patient.therapies.complete};
  out.open = therapies_missing;
  for (const std::size_t i : of.history->in_time_order) {
    const Episode& episode = of.patient.therapies.items[i];
    Moment moment = last_dose(episode, of);
    moment.counts = both(certain(episode), any_of_class(episode, "anti_myeloma", of.vocabulary));
    out.items.push_back(std::move(moment));
  }
  return out;
}

Moments transplants(EventKind kind, const Case& of) {
  Moments out;
  out.lists = {of.patient.transplants.complete};
  out.open = {CauseKind::missing, "transplants", "therapy_record"};
  for (const Transplant& transplant : of.patient.transplants.items) {
    const bool fits =
        kind == EventKind::transplant_any ||
        transplant.type == (kind == EventKind::transplant_autologous ? "autologous" : "allogeneic");
    if (!fits || !known(transplant.date, of)) continue;
    Moment moment;
    moment.counts = certain(transplant);
    moment.at = transplant.date;
    moment.fact = told(of, [&] {
      return FactUse{transplant.where, transplant.type + " transplant" + when(transplant.date)};
    });
    out.items.push_back(std::move(moment));
  }
  return out;
}

Moments radiotherapy(const Case& of) {
  Moments out;
  out.lists = {of.patient.radiotherapy.complete};
  out.open = {CauseKind::missing, "radiotherapy", "therapy_record"};
  for (const RadiotherapyCourse& course : of.patient.radiotherapy.items) {
    if (!known(course.start ? course.start : course.stop, of)) continue;
    Moment moment;
    moment.counts = certain(course);
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
  const bool of_kind = complete.kinds.empty() ||
                       std::find(complete.kinds.begin(), complete.kinds.end(), kind) != complete.kinds.end();
  if (of_kind) out.lists = {complete};
  out.open = {CauseKind::missing, "support_" + kind, "therapy_record"};
  for (const SupportEvent& event : of.patient.support.items) {
    if (event.kind != kind || !known(event.date, of)) continue;
    Moment moment;
    moment.counts = certain(event);
    moment.at = event.until ? event.until : event.date;
    moment.fact = told(of, [&] {
      FactUse fact{event.where, kind + when(moment.at)};
      std::replace(fact.says.begin(), fact.says.end(), '_', ' ');
      return fact;
    });
    out.items.push_back(std::move(moment));
  }
  return out;
}

bool progression_told(const Episode& episode) {
  return episode.progression_date || episode.stop_reason == "progression" ||
         episode.best_response == Response::PD;
}

/// The first day on which the next therapy surely had begun; a progression before it lies before.
std::optional<Day> next_begun(const std::optional<PartialDate>& start, const Case& of) {
  std::optional<Day> out;
  if (!start) return out;
  for (const std::size_t i : of.history->in_time_order) {
    const Episode& next = of.patient.therapies.items[i];
    if (next.start && !next.uncertain && next.start->earliest() > start->latest() &&
        (!out || next.start->latest() < *out))
      out = next.start->latest();
  }
  return out;
}

Moment progression_of(const Episode& episode, const Case& of) {
  const bool recorded = progression_told(episode);
  Moment out;
  out.counts = recorded ? certain(episode) : Truth::unknown;
  out.at = episode.progression_date;
  if (episode.start) out.not_before = episode.start->earliest();
  // What made the therapy stop was there by then.
  out.not_after = recorded && episode.stop ? episode.stop->latest() : next_begun(episode.start, of);
  if (!recorded) out.doubt = Cause{CauseKind::missing, "progression", "therapy_record"};
  out.fact = told(of, [&] {
    const std::string name = name_of(episode, of.vocabulary);
    return FactUse{episode.where, recorded
                                      ? "progression after " + name + when(episode.progression_date)
                                      : "whether there was progression after " + name + " is not recorded"};
  });
  return out;
}

/// A progression written down with a therapy came after the transplant and before the next therapy.
bool progression_told_after(const Transplant& transplant, const std::optional<Day>& next, const Case& of) {
  const auto& all = of.patient.therapies.items;
  return std::any_of(all.begin(), all.end(), [&](const Episode& each) {
    const auto& at = each.progression_date;
    return at && at->earliest() > transplant.date->latest() && (!next || at->earliest() <= *next);
  });
}

/// Therapies carry their progression; after a transplant it may not be written down anywhere.
void add_after_transplants(const Case& of, Moments& out) {
  for (const Transplant& transplant : of.patient.transplants.items) {
    if (!transplant.date || !known(transplant.date, of) || followed_without_progression(transplant, of))
      continue;
    Moment moment;
    moment.not_after = next_begun(transplant.date, of);
    if (progression_told_after(transplant, moment.not_after, of)) continue;
    moment.counts = Truth::unknown;
    moment.not_before = transplant.date->earliest();
    moment.doubt = not_recorded("progression");
    moment.fact = with(fact_of(transplant), "whether there was progression after it is not recorded");
    out.items.push_back(std::move(moment));
  }
}

/// What a closed list of therapies does not say is whether the myeloma progressed after each.
Moments progressions(const Case& of) {
  Moments out;
  out.lists = {of.patient.therapies.complete};
  out.open = {CauseKind::missing, "progression", "therapy_record"};
  for (const std::size_t i : of.history->in_time_order) {
    const Episode& episode = of.patient.therapies.items[i];
    const bool silent =
        !progression_told(episode) && (prepares(episode) || followed_without_progression(episode, of));
    if (known(episode.progression_date, of) && !silent) out.items.push_back(progression_of(episode, of));
  }
  add_after_transplants(of, out);
  return out;
}

Moments immunosuppression(const Case& of) {
  Moments out = doses_of_class("immunosuppressant", of);
  out.lists.push_back(of.patient.transplants.complete);
  out.open = {CauseKind::missing, "immunosuppression", "therapy_record"};
  for (const Transplant& transplant : of.patient.transplants.items) {
    if (transplant.type != "allogeneic" || !known(transplant.date, of)) continue;
    Moment moment;
    moment.counts = certain(transplant);
    moment.at = transplant.immunosuppression_stopped;
    moment.fact = {transplant.where, "immunosuppression after allogeneic transplant, stopped" +
                                         when(transplant.immunosuppression_stopped)};
    if (transplant.date) moment.not_before = transplant.date->earliest();
    out.items.push_back(std::move(moment));
  }
  return out;
}

/// Recorded as absent for all that is asked: closed, wholly or since the day named.
std::optional<Completeness> denial(const ConditionEntry& entry, ConceptId wanted, const Case& of) {
  if (entry.state != "absent" || entry.uncertain || !of.vocabulary.is_a(wanted, entry.condition))
    return std::nullopt;
  return entry.since ? Completeness{false, entry.since, {}} : always_closed;
}

Moments condition(ConceptId wanted, const Case& of) {
  Moments out;
  const auto cancer = of.vocabulary.known("other_cancer", ConceptKind::condition);
  const bool is_cancer = cancer && of.vocabulary.is_a(wanted, *cancer);
  out.lists = {is_cancer ? of.patient.other_cancers.complete : of.patient.conditions.complete};
  out.open = {CauseKind::missing, of.vocabulary[wanted].id, "medical_summary"};
  for (const auto* list : {&of.patient.conditions.items, &of.patient.other_cancers.items})
    for (const ConditionEntry& entry : *list) {
      if (!known(entry.date, of)) continue;
      if (const auto closed = denial(entry, wanted, of); closed && !out.lists.front().complete)
        out.lists = {*closed};
      const bool narrower = of.vocabulary.is_a(entry.condition, wanted);
      if (entry.state == "absent" || (!narrower && !of.vocabulary.is_a(wanted, entry.condition))) continue;
      Moment moment;
      moment.counts = narrower ? certain(entry) : Truth::unknown;
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
  out.lists = {always_closed};
  Moment moment;
  moment.at = of.patient.diagnosis.date;
  moment.fact = {"diagnosis.date", "diagnosis" + when(of.patient.diagnosis.date)};
  out.items.push_back(std::move(moment));
  return out;
}

} // namespace

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
    return doses_of_class("car_t", of);
  case EventKind::first_dose:
    return first_doses(event.drugs, of);
  case EventKind::start_of_first_line:
    return line_starts(Position::first_line, of);
  case EventKind::start_of_last_line:
    return line_starts(Position::last_line, of);
  }
  return {};
}

Truth far_enough(const Moment& moment, Period period, bool strictly, const Case& of,
                 std::vector<Day>& turns) {
  if (moment.goes_on) return Truth::no;
  const criteria::Op op = strictly ? criteria::Op::greater : criteria::Op::at_least;
  if (moment.at) {
    const std::size_t known = turns.size();
    const Truth out = elapsed(*moment.at, of.as_of, op, period, turns);
    for (std::size_t i = known; i < turns.size(); ++i)
      may_change_on(of, turns[i]); // also for those who do not tell them
    return out;
  }
  // Without its date it turns on no day that could be named as the first one.
  const auto far = [&](Day day) {
    std::vector<Day> unnamed;
    const Truth out = elapsed(PartialDate(day), of.as_of, op, period, unnamed);
    for (const Day turn : unnamed)
      may_change_on(of, turn);
    return out;
  };
  if (moment.not_after && far(*moment.not_after) == Truth::yes) return Truth::yes;
  return moment.not_before && far(*moment.not_before) == Truth::no ? Truth::no : Truth::unknown;
}

bool nothing_else_since(const Moments& moments, Day day) {
  return !moments.lists.empty() &&
         std::all_of(moments.lists.begin(), moments.lists.end(),
                     [&](const Completeness& list) { return closed_since(list, day); });
}

} // namespace cartwright
