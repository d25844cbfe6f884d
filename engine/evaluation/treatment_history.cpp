#include "engine/evaluation/treatment_history.hpp"

#include <algorithm>

#include "engine/evaluation/drug_match.hpp"

namespace cartwright {

namespace {

std::string name_of(const Episode& episode) {
  if (!episode.regimen.empty()) return episode.regimen;
  return episode.id.empty() ? "a therapy" : "therapy " + episode.id;
}

/// Given for the myeloma, through the whole body, begun by the day of knowledge.
bool counts_at_all(const Episode& episode, const Vocabulary& vocabulary, Day known_by) {
  if (episode.start && episode.start->earliest() > known_by) return false;
  if (episode.route == "intrathecal" || episode.route == "local" || episode.intent == "supportive")
    return false;
  return any_of_class(episode, "anti_myeloma", vocabulary) != Truth::no;
}

/// Belongs to the line around it, never a line of its own (L12).
bool attached(const Episode& episode) {
  return episode.intent == "lymphodepletion" || episode.intent == "conditioning";
}

bool progressed(const Episode& episode) {
  return episode.progression_date.has_value() || episode.stop_reason == "progression" ||
         episode.best_response == Response::PD;
}

class LineCounter {
public:
  LineCounter(const Patient& patient, const Vocabulary& vocabulary, Day known_by)
      : episodes_(patient.therapies.items), closed_(patient.therapies.complete.complete),
        vocabulary_(vocabulary) {
    for (std::size_t i = 0; i < episodes_.size(); ++i)
      if (counts_at_all(episodes_[i], vocabulary, known_by)) out_.in_time_order.push_back(i);
    std::stable_sort(out_.in_time_order.begin(), out_.in_time_order.end(), [&](std::size_t a, std::size_t b) {
      const auto& x = episodes_[a].start;
      const auto& y = episodes_[b].start;
      if (!x || !y) return x.has_value() && !y.has_value();
      return x->earliest() < y->earliest();
    });
  }

  TreatmentHistory run() {
    for (const std::size_t i : out_.in_time_order)
      place(i);
    std::int32_t certain = 0;
    for (const TherapyLine& line : out_.lines)
      certain += line.certain ? 1 : 0;
    out_.count.min = certain;
    if (closed_) out_.count.max = static_cast<std::int32_t>(out_.lines.size());
    if (!closed_) out_.reasoning.emplace_back("the history is not said to be complete, so there may be more");
    return std::move(out_);
  }

private:
  void open(std::size_t i, bool certain, const std::string& why) {
    out_.lines.push_back({{i}, certain, why});
    out_.reasoning.push_back(name_of(episodes_[i]) + ": " + why);
  }

  void join(std::size_t i, const std::string& why) {
    out_.lines.back().episodes.push_back(i);
    out_.reasoning.push_back(name_of(episodes_[i]) + ": " + why);
  }

  void place(std::size_t i) {
    const Episode& episode = episodes_[i];
    const bool any_line = !out_.lines.empty();
    if (attached(episode)) {
      if (any_line) join(i, "part of the line around it, no line of its own");
      return;
    }
    if (const std::string doubt = doubt_about(episode); !doubt.empty()) return open(i, false, doubt);
    if (!any_line) return open(i, true, "the first line");
    const Episode& previous = last_certain();
    if (!episode.planned_with.empty() && episode.planned_with == previous.planned_with)
      return join(i, "planned together with the therapy before it");
    const bool follow_up = episode.intent == "consolidation" || episode.intent == "maintenance";
    if (follow_up && !progressed(previous) && episode.planned_with.empty())
      return join(i, "consolidation or maintenance without progression before it");
    if (!previous.agents.empty() && episode.agents == previous.agents && !progressed(previous))
      return join(i, "the same drugs again, no other regimen between");
    if (subset(episode, previous) && !progressed(previous)) return join(i, "some of the same drugs go on");
    open(i, true,
         progressed(previous) ? "a new line after progression" : "a new line: an unplanned change of drugs");
  }

  /// What makes it uncertain that an episode is a line; empty when nothing does.
  std::string doubt_about(const Episode& episode) const {
    if (episode.uncertain) return "the entry is marked as uncertain, so it may or may not be a line";
    if (!episode.start) return "it has no date, so its place among the lines is open";
    if (episode.intent == "bridging") return "bridging may or may not count as a line";
    if (!episode.agents_known || any_of_class(episode, "systemic_anticancer", vocabulary_) == Truth::no)
      return episode.agents_known ? "steroid alone may or may not count as a line" : "";
    const bool partial = episode.cycles && *episode.cycles == 0 && episode.best_response != Response::PD;
    return partial ? "less than one complete cycle was given" : "";
  }

  static bool subset(const Episode& episode, const Episode& of) {
    return !episode.agents.empty() &&
           std::includes(of.agents.begin(), of.agents.end(), episode.agents.begin(), episode.agents.end());
  }

  /// The newest episode of the newest line that is certain, or of the newest at all.
  const Episode& last_certain() const {
    for (auto line = out_.lines.rbegin(); line != out_.lines.rend(); ++line)
      if (line->certain) {
        for (auto i = line->episodes.rbegin(); i != line->episodes.rend(); ++i)
          if (!attached(episodes_[*i])) return episodes_[*i];
      }
    return episodes_[out_.lines.back().episodes.back()];
  }

  const std::vector<Episode>& episodes_;
  bool closed_;
  const Vocabulary& vocabulary_;
  TreatmentHistory out_;
};

} // namespace

TreatmentHistory derive_history(const Patient& patient, const Vocabulary& vocabulary, Day known_by) {
  return LineCounter(patient, vocabulary, known_by).run();
}

} // namespace cartwright
