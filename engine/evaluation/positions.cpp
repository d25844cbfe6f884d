#include "engine/evaluation/positions.hpp"

#include <algorithm>

#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/episodes.hpp"
#include "engine/evaluation/evidence.hpp"

namespace cartwright {

namespace {

using criteria::Position;

const Cause transplants_missing{CauseKind::missing, "transplants", "therapy_record"};

bool ignored(const Episode& episode, const std::vector<ConceptId>& ignoring, const Case& of) {
  return !ignoring.empty() && !episode.agents.empty() && episode.agents_known &&
         std::all_of(episode.agents.begin(), episode.agents.end(),
                     [&](ConceptId agent) { return is_drug(agent, ignoring, of.vocabulary) == Truth::yes; });
}

Place place_of(const Episode& episode, const Case& of) {
  Place out;
  out.among.episodes = {&episode};
  out.among.closed = true;
  out.start.at = episode.start;
  out.start.fact = fact_of(episode, of);
  return out;
}

} // namespace

Places newest_therapy(const Case& of, const std::vector<ConceptId>& ignoring) {
  std::vector<const Episode*> all;
  std::optional<Day> begun; // of the newest that is certain
  for (const std::size_t i : of.history->in_time_order) {
    const Episode& episode = of.patient.therapies.items[i];
    if (prepares(episode) || ignored(episode, ignoring, of)) continue;
    all.push_back(&episode);
    if (episode.start && !episode.uncertain && (!begun || episode.start->earliest() > *begun))
      begun = episode.start->earliest();
  }
  Places out;
  out.says = "the newest therapy is";
  out.doubt = imprecise("therapies");
  for (const Episode* episode : all)
    if (!episode->start || !begun || episode->start->latest() >= *begun)
      out.possible.push_back(place_of(*episode, of));
  const auto& complete = of.patient.therapies.complete;
  if (!complete.complete && !(begun && closed_since(complete, *begun))) out.open.add(therapies_missing);
  return out;
}

namespace {

/// When a line began, between the first and the last day possible.
struct Span {
  std::optional<Day> earliest, latest;
};

struct Line {
  const TherapyLine* line = nullptr;
  Place place;
  Span begun;
};

void widen(Span& span, bool& undated, const std::optional<PartialDate>& start,
           const std::optional<PartialDate>& stop) {
  if (start && (!span.earliest || start->earliest() < *span.earliest)) span.earliest = start->earliest();
  if (!start) undated = true;
  for (const auto* date : {&start, &stop})
    if (*date && (!span.latest || (*date)->latest() < *span.latest)) span.latest = (*date)->latest();
}

Line read_line(const TherapyLine& line, const Case& of) {
  Line out;
  out.line = &line;
  bool undated = false;
  const std::optional<PartialDate>* first = nullptr;
  const auto note = [&](const std::optional<PartialDate>& start, const std::optional<PartialDate>& stop) {
    widen(out.begun, undated, start, stop);
    if (start && (first == nullptr || start->earliest() < (*first)->earliest())) first = &start;
  };
  std::string says;
  for (const std::size_t i : line.episodes) {
    const Episode& episode = of.patient.therapies.items[i];
    out.place.among.episodes.push_back(&episode);
    note(episode.start, episode.stop);
    if (says.empty()) out.place.start.fact = fact_of(episode, of);
    says = out.place.start.fact.says;
  }
  for (const std::size_t i : line.transplants) {
    const Transplant& transplant = of.patient.transplants.items[i];
    out.place.among.transplants.push_back(&transplant);
    note(transplant.date, transplant.date);
    if (says.empty()) out.place.start.fact = fact_of(transplant);
    says = out.place.start.fact.says;
  }
  if (undated) out.begun.earliest.reset();
  out.place.among.closed = true;
  if (first != nullptr && !undated) out.place.start.at = *first;
  out.place.start.not_after = out.begun.latest;
  return out;
}

std::vector<Line> systemic_lines(const Case& of) {
  std::vector<Line> out;
  for (const TherapyLine& line : of.history->lines)
    if (!line.episodes.empty() || !line.transplants.empty()) out.push_back(read_line(line, of));
  return out;
}

/// No certain line began surely later.
Places last_line(const Case& of) {
  Places out;
  std::optional<Day> begun;
  const std::vector<Line> lines = systemic_lines(of);
  for (const Line& each : lines)
    if (each.line->certain && each.begun.earliest && (!begun || *each.begun.earliest > *begun))
      begun = each.begun.earliest;
  for (const Line& each : lines)
    if (!each.begun.latest || !each.begun.earliest || !begun || *each.begun.latest >= *begun)
      out.possible.push_back(each.place);
  const auto closed = [&](const Completeness& list) {
    return list.complete || (begun && closed_since(list, *begun));
  };
  if (!closed(of.patient.therapies.complete)) out.open.add(therapies_missing);
  if (!closed(of.patient.transplants.complete)) out.open.add(transplants_missing);
  return out;
}

/// No certain line began surely earlier.
Places first_line(const Case& of) {
  Places out;
  std::optional<Day> begun;
  const std::vector<Line> lines = systemic_lines(of);
  for (const Line& each : lines)
    if (each.line->certain && each.begun.latest && (!begun || *each.begun.latest < *begun))
      begun = each.begun.latest;
  for (const Line& each : lines)
    if (!each.begun.earliest || !begun || *each.begun.earliest <= *begun) out.possible.push_back(each.place);
  if (!of.patient.therapies.complete.complete) out.open.add(therapies_missing);
  if (!of.patient.transplants.complete.complete) out.open.add(transplants_missing);
  return out;
}

Among everywhere(const Case& of) {
  Among out;
  for (const Episode& episode : of.patient.therapies.items)
    if (known(episode.start, of)) out.episodes.push_back(&episode);
  for (const Transplant& transplant : of.patient.transplants.items)
    if (known(transplant.date, of)) out.transplants.push_back(&transplant);
  out.closed = of.patient.therapies.complete.complete;
  return out;
}

} // namespace

Places places_at(Position position, const Case& of) {
  if (position == Position::last_therapy) return newest_therapy(of, {});
  Places out = position == Position::first_line ? first_line(of) : last_line(of);
  out.says = position == Position::first_line ? "the first line:" : "the last line:";
  out.doubt = imprecise("lines");
  return out;
}

Finding at_place(const Places& places, const std::function<Finding(const Place&)>& ask) {
  std::vector<Finding> found;
  for (const Place& place : places.possible)
    found.push_back(ask(place));
  if (found.empty()) {
    Place nothing;
    nothing.among.closed = true;
    found.push_back(ask(nothing));
  }
  const bool agree = std::all_of(found.begin(), found.end(),
                                 [&](const Finding& each) { return each.truth == found.front().truth; });
  Finding out = found.front();
  if (places.possible.empty())
    out.why = "nothing of that place is recorded; " + out.why;
  else
    out.why = places.says + (found.size() == 1 ? " " : " one of several: ") + out.why;
  for (std::size_t i = 1; i < found.size(); ++i) {
    out.facts.insert(out.facts.end(), found[i].facts.begin(), found[i].facts.end());
    out.turns.insert(out.turns.end(), found[i].turns.begin(), found[i].turns.end());
    out.why += "; or: " + found[i].why;
    out.causes.merge(found[i].causes);
  }
  if (!agree) out.causes.add(places.doubt);
  if (!places.open.empty()) {
    out.causes.merge(places.open);
    out.why += "; the history is not said to be complete";
  }
  if (!agree || !places.open.empty()) out.truth = Truth::unknown;
  return out;
}

Finding at_position(Position position, const Case& of, const std::function<Finding(const Among&)>& ask) {
  if (position == Position::anywhere) return ask(everywhere(of));
  return at_place(places_at(position, of), [&](const Place& place) { return ask(place.among); });
}

} // namespace cartwright
