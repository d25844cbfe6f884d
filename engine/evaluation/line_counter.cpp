#include "engine/evaluation/line_counter.hpp"

#include <algorithm>
#include <utility>

#include "engine/evaluation/drug_match.hpp"
#include "engine/evaluation/episodes.hpp"

namespace cartwright {

namespace {

/// A pause up to this long is no interruption.
constexpr Period short_pause{31, PeriodUnit::days};

/// Given for the myeloma, through the whole body, begun by the day of knowledge.
bool counts_at_all(const Episode& episode, const Vocabulary& vocabulary, Day known_by) {
  if (episode.start && episode.start->earliest() > known_by) return false;
  if (episode.route == "intrathecal" || episode.route == "local" || episode.intent == "supportive")
    return false;
  return any_of_class(episode, "anti_myeloma", vocabulary) != Truth::no;
}

/// Conditioning and lymphodepletion end in what they prepare; stem cells are mobilised weeks before.
constexpr Period just_before{14, PeriodUnit::days}, weeks_before{90, PeriodUnit::days};

/// Whether a progression recorded with the episode came no later than the next start.
Truth progressed_before(const Episode& episode, const std::optional<PartialDate>& next) {
  if (!episode.progression_date)
    return truth_of(episode.stop_reason == "progression" || episode.best_response == Response::PD);
  if (!next || episode.progression_date->latest() <= next->earliest()) return Truth::yes;
  return episode.progression_date->earliest() > next->latest() ? Truth::no : Truth::unknown;
}

constexpr const char* progression_open =
    "whether the myeloma had progressed before it is open, so it may or may not be a new line";

bool paused(const Episode& previous, const Episode& next) {
  return previous.stop && next.start && next.start->earliest() > after(previous.stop->latest(), short_pause);
}

bool is_follow_up(const Episode& episode) {
  return episode.intent == "consolidation" || episode.intent == "maintenance";
}

} // namespace

LineCounter::LineCounter(const Patient& patient, const Vocabulary& vocabulary, Day known_by)
    : patient_(patient), vocabulary_(vocabulary), known_by_(known_by) {
  gather();
}

void LineCounter::gather() {
  const auto begun = [&](const std::optional<PartialDate>& start) {
    return !start || start->earliest() <= known_by_;
  };
  for (std::size_t i = 0; i < patient_.therapies.items.size(); ++i)
    if (counts_at_all(patient_.therapies.items[i], vocabulary_, known_by_))
      items_.push_back({Kind::episode, i, patient_.therapies.items[i].start});
  for (std::size_t i = 0; i < patient_.transplants.items.size(); ++i)
    if (begun(patient_.transplants.items[i].date))
      items_.push_back({Kind::transplant, i, patient_.transplants.items[i].date});
  for (std::size_t i = 0; i < patient_.radiotherapy.items.size(); ++i) {
    const RadiotherapyCourse& course = patient_.radiotherapy.items[i];
    const auto& start = course.start ? course.start : course.stop;
    if (begun(start)) items_.push_back({Kind::radiation, i, start});
  }
  std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
    if (!a.start || !b.start) return a.start.has_value() && !b.start.has_value();
    return a.start->earliest() < b.start->earliest();
  });
  for (const Item& item : items_)
    if (item.kind == Kind::episode) out_.in_time_order.push_back(item.index);
}

TreatmentHistory LineCounter::run() {
  for (const Item& item : items_)
    place(item);
  if (!waiting_.empty() && !out_.lines.empty())
    for (const Item& item : std::exchange(waiting_, {}))
      join(out_.lines.back(), item, "part of the line around it, no line of its own");
  for (const TherapyLine& line : out_.lines)
    out_.count.min += line.certain ? 1 : 0;
  if (closed() && patient_.radiotherapy.complete.complete)
    out_.count.max = static_cast<std::int32_t>(out_.lines.size());
  else
    out_.reasoning.emplace_back("therapies, transplants and radiotherapy are not all said to be complete, so "
                                "there may be more");
  return std::move(out_);
}

void LineCounter::place(const Item& item) {
  if (item.kind == Kind::episode && belongs_to_next(patient_.therapies.items[item.index])) {
    waiting_.push_back(item);
    return;
  }
  if (item.kind == Kind::radiation) return place_radiation(item);
  settle_waiting(item);
  if (item.kind == Kind::transplant) return place_transplant(item);
  place_episode(item);
}

void LineCounter::place_episode(const Item& item) {
  const Episode& episode = patient_.therapies.items[item.index];
  if (TherapyLine* planned = episode.uncertain ? nullptr : planned_line(episode.planned_with))
    return join(*planned, item, "planned together with the therapy before it");
  if (less_than_a_cycle(episode)) {
    out_.reasoning.push_back(name_of(item) + ": less than one complete cycle was given, which is no line");
    return;
  }
  if (const std::string doubt = doubt_about(episode); !doubt.empty()) return open(item, false, doubt);
  TherapyLine* line = last_certain();
  if (line == nullptr) return open(item, true, "the first line");
  if (!episode.start) return open(item, false, "it has no date, so its place among the lines is open");
  if (!closed() && !is_follow_up(episode) && planned_alone(episode))
    return open(item, false, "it was planned with something that is not listed");
  const Episode* previous = last_episode(*line);
  if (previous != nullptr) return place_change(item, *previous);
  if (is_follow_up(episode)) return join(*line, item, "consolidation or maintenance after the transplant");
  open(item, true, "a new line: another therapy after the transplant");
}

/// Whether other, fewer or the same drugs after `previous` are a new line.
void LineCounter::place_change(const Item& item, const Episode& previous) {
  const Episode& episode = patient_.therapies.items[item.index];
  TherapyLine& line = *last_certain();
  const auto drugs = without_steroids(episode), before = without_steroids(previous);
  const bool same = !drugs.empty() && drugs == before;
  const bool fewer =
      !same && !drugs.empty() && std::includes(before.begin(), before.end(), drugs.begin(), drugs.end());
  const Truth progressed = progressed_before(previous, episode.start);
  if (progressed == Truth::yes) {
    if (same && !paused(previous, episode))
      return open(item, false,
                  "the same drugs went on after progression, which may or may not be a new line");
    return open(item, true, "a new line after progression");
  }
  const auto join_it = [&](const std::string& why) {
    if (progressed == Truth::unknown) return open(item, false, progression_open);
    join(line, item, why);
  };
  if (is_follow_up(episode)) return join_it("consolidation or maintenance without progression before it");
  if (same && (episode.intent != "salvage" || !paused(previous, episode)))
    return join_it("the same drugs again, no other regimen between");
  if (fewer && !paused(previous, episode) && episode.intent != "salvage")
    return join_it("some of the same drugs go on");
  if (fewer && episode.intent == "salvage" && paused(previous, episode))
    return open(item, true, "a new line: treatment needed again after a pause");
  if (same || fewer)
    return open(item, false, "the same or some of the same drugs again, which may be a new line");
  if (episode.intent.empty() && !line.transplants.empty())
    return open(item, false, "other drugs after the transplant, not said whether planned or for relapse");
  open(item, true, "a new line: an unplanned change of drugs");
}

void LineCounter::place_transplant(const Item& item) {
  const Transplant& transplant = patient_.transplants.items[item.index];
  if (transplant.uncertain) return open(item, false, "the transplant is marked as uncertain");
  if (TherapyLine* planned = planned_line(transplant.planned_with))
    return join(*planned, item, "planned together with the therapy before it");
  TherapyLine* line = last_certain();
  if (line == nullptr) return open(item, true, "the first line recorded is a transplant");
  if (transplant.tandem == true && !line->transplants.empty())
    return join(*line, item, "a planned tandem transplant");
  if (!item.start && patient_.transplants.items.size() > 1)
    return open(item, false, "the transplant has no date, so its place among the lines is open");
  const Episode* previous = last_episode(*line);
  if (!line->transplants.empty())
    return open(item, transplant.tandem == false,
                transplant.tandem == false ? "a new line: a further transplant, not a planned tandem"
                                           : "a further transplant, not said whether it was planned");
  const Truth progressed =
      item.start && previous != nullptr ? progressed_before(*previous, item.start) : Truth::no;
  if (progressed == Truth::yes) return open(item, true, "a new line: a transplant after progression");
  if (progressed == Truth::unknown) return open(item, false, progression_open);
  join(*line, item, "the transplant after the therapy before it, without progression between");
}

void LineCounter::place_radiation(const Item& item) {
  const RadiotherapyCourse& course = patient_.radiotherapy.items[item.index];
  if (course.intent == "palliative" || course.intent == "bridging" || beside_a_therapy(course)) return;
  open(item, false, "radiotherapy alone may or may not count as a line");
}

/// Surely: a therapy whose end is not recorded may have been over long before.
bool LineCounter::beside_a_therapy(const RadiotherapyCourse& course) const {
  const auto& begun = course.start ? course.start : course.stop;
  const auto& ended = course.stop ? course.stop : course.start;
  if (!begun) return false;
  const auto& all = patient_.therapies.items;
  return std::any_of(out_.in_time_order.begin(), out_.in_time_order.end(), [&](std::size_t i) {
    const Episode& each = all[i];
    if (each.uncertain || !each.start || each.start->latest() > after(ended->earliest(), short_pause))
      return false;
    if (!each.stop && each.stop_reason == "ongoing") return true;
    const Day last = each.stop ? each.stop->earliest() : each.start->earliest();
    return after(last, short_pause) >= begun->latest();
  });
}

void LineCounter::open(const Item& item, bool certain, const std::string& why) {
  TherapyLine line;
  line.certain = certain;
  line.why = why;
  if (item.kind != Kind::radiation) // which prepares nothing and is prepared by nothing
    for (const Item& prepared : std::exchange(waiting_, {}))
      put(line, prepared);
  put(line, item);
  if (item.kind == Kind::episode) line.partial = patient_.therapies.items[item.index].cycles == 0;
  out_.lines.push_back(std::move(line));
  out_.reasoning.push_back(name_of(item) + ": " + why);
}

void LineCounter::join(TherapyLine& line, const Item& item, const std::string& why) {
  for (const Item& prepared : std::exchange(waiting_, {}))
    put(line, prepared);
  put(line, item);
  out_.reasoning.push_back(name_of(item) + ": " + why);
}

void LineCounter::put(TherapyLine& line, const Item& item) {
  auto& list = item.kind == Kind::episode      ? line.episodes
               : item.kind == Kind::transplant ? line.transplants
                                               : line.radiotherapy;
  list.push_back(item.index);
}

/// What waits belongs to the cell therapy or transplant that follows, else to the line before it.
void LineCounter::settle_waiting(const Item& next) {
  if (waiting_.empty() || out_.lines.empty() || takes_waiting(next)) return;
  for (const Item& item : std::exchange(waiting_, {}))
    join(out_.lines.back(), item, "part of the line around it, no line of its own");
}

bool LineCounter::takes_waiting(const Item& next) const {
  if (next.kind == Kind::transplant) return true;
  const Episode& episode = patient_.therapies.items[next.index];
  if (episode.intent == "cell_therapy" || any_of_class(episode, "cell_therapy", vocabulary_) == Truth::yes)
    return true;
  return std::any_of(waiting_.begin(), waiting_.end(), [&](const Item& item) {
    const std::string& plan = patient_.therapies.items[item.index].planned_with;
    return !plan.empty() && plan == episode.planned_with;
  });
}

std::string LineCounter::name_of(const Item& item) const {
  if (item.kind == Kind::transplant) return patient_.transplants.items[item.index].type + " transplant";
  if (item.kind == Kind::radiation) return "radiotherapy";
  const Episode& episode = patient_.therapies.items[item.index];
  if (!episode.regimen.empty()) return episode.regimen;
  return episode.id.empty() ? "a therapy" : "therapy " + episode.id;
}

/// Prepares the therapy after it, never a line of its own (L12).
bool LineCounter::belongs_to_next(const Episode& episode) const {
  if (prepares(episode) || only_cytotoxic_shortly_before(episode, just_before, true)) return true;
  return episode.intent == "bridging" && !episode.uncertain && planned_later(episode);
}

bool LineCounter::planned_later(const Episode& episode) const {
  if (episode.planned_with.empty() || !episode.start) return false;
  const auto& all = patient_.therapies.items;
  return std::any_of(out_.in_time_order.begin(), out_.in_time_order.end(), [&](std::size_t i) {
    return &all[i] != &episode && all[i].planned_with == episode.planned_with && all[i].start &&
           all[i].start->earliest() >= episode.start->earliest();
  });
}

bool LineCounter::closed() const {
  return patient_.therapies.complete.complete && patient_.transplants.complete.complete;
}

/// Nothing else of its plan is listed.
bool LineCounter::planned_alone(const Episode& episode) const {
  const auto others = [&](const auto& list) {
    return std::count_if(list.begin(), list.end(),
                         [&](const auto& each) { return each.planned_with == episode.planned_with; });
  };
  return !episode.planned_with.empty() &&
         others(patient_.therapies.items) + others(patient_.transplants.items) == 1;
}

/// What makes it uncertain that an episode is a line; empty when nothing does.
std::string LineCounter::doubt_about(const Episode& episode) const {
  if (episode.uncertain) return "the entry is marked as uncertain, so it may or may not be a line";
  if (episode.intent == "bridging") return "bridging may or may not count as a line";
  const Truth anticancer = any_of_class(episode, "systemic_anticancer", vocabulary_);
  if (anticancer == Truth::no) return "steroid alone may or may not count as a line";
  const bool meant_as_line =
      episode.intent == "induction" || episode.intent == "salvage" || episode.intent == "cell_therapy";
  if (anticancer == Truth::unknown && !meant_as_line)
    return "its drugs are not named, so it may or may not be a line";
  if (may_mobilise(episode)) return "it may have been given to mobilise stem cells";
  return episode.cycles == 0 ? "less than one complete cycle, which counts for some when progression ended it"
                             : "";
}

/// A partial cycle does not count, except where a trial counts one that was (or may have been) ended by
/// progression.
bool LineCounter::less_than_a_cycle(const Episode& episode) const {
  const bool told = episode.best_response || episode.stop_reason == "toxicity";
  return episode.cycles == 0 && told && progressed_before(episode, std::nullopt) == Truth::no;
}

bool LineCounter::may_mobilise(const Episode& episode) const {
  return only_cytotoxic_shortly_before(episode, weeks_before, false);
}

/// Without a stated intent, and begun so shortly before a transplant (or a cell therapy).
bool LineCounter::only_cytotoxic_shortly_before(const Episode& episode, Period period, bool cells) const {
  if (!episode.intent.empty() || !episode.start ||
      only_of_class(episode, "cytotoxic", vocabulary_) != Truth::yes)
    return false;
  const auto shortly = [&](const std::optional<PartialDate>& next) {
    return next && next->latest() >= episode.start->earliest() &&
           next->earliest() <= after(episode.start->latest(), period);
  };
  const auto& transplants = patient_.transplants.items;
  const auto& all = patient_.therapies.items;
  return std::any_of(transplants.begin(), transplants.end(),
                     [&](const Transplant& next) { return shortly(next.date); }) ||
         (cells && std::any_of(all.begin(), all.end(), [&](const Episode& next) {
            return &next != &episode && shortly(next.start) &&
                   any_of_class(next, "cell_therapy", vocabulary_) == Truth::yes;
          }));
}

TherapyLine* LineCounter::last_certain() {
  const auto found =
      std::find_if(out_.lines.rbegin(), out_.lines.rend(), [](const auto& line) { return line.certain; });
  return found == out_.lines.rend() ? nullptr : &*found;
}

/// The newest line that holds something of the same plan.
TherapyLine* LineCounter::planned_line(const std::string& planned_with) {
  if (planned_with.empty()) return nullptr;
  const auto holds = [&](const TherapyLine& line) {
    return std::any_of(
               line.episodes.begin(), line.episodes.end(),
               [&](std::size_t i) { return patient_.therapies.items[i].planned_with == planned_with; }) ||
           std::any_of(line.transplants.begin(), line.transplants.end(), [&](std::size_t i) {
             return patient_.transplants.items[i].planned_with == planned_with;
           });
  };
  const auto found = std::find_if(out_.lines.rbegin(), out_.lines.rend(), holds);
  return found == out_.lines.rend() ? nullptr : &*found;
}

/// The newest episode of the line that is a therapy of its own.
const Episode* LineCounter::last_episode(const TherapyLine& line) const {
  for (auto i = line.episodes.rbegin(); i != line.episodes.rend(); ++i) {
    const Episode& episode = patient_.therapies.items[*i];
    if (!belongs_to_next(episode) && episode.intent != "bridging") return &episode;
  }
  return nullptr;
}

/// Steroids do not make a new line, so they are left out of the comparison.
std::vector<ConceptId> LineCounter::without_steroids(const Episode& episode) const {
  const auto steroid = class_named("steroid", vocabulary_);
  std::vector<ConceptId> out;
  for (const ConceptId agent : episode.agents)
    if (!steroid || !vocabulary_.is_a(agent, *steroid)) out.push_back(agent);
  return out;
}

} // namespace cartwright
