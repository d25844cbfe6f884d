#include "engine/rematch/causes.hpp"

#include <algorithm>
#include <array>

#include "engine/evaluation/evaluate.hpp"
#include "engine/matching/explain.hpp"
#include "engine/matching/overrides.hpp"
#include "engine/rematch/said_causes.hpp"

namespace cartwright {

namespace {

constexpr std::array<std::string_view, 10> cause_words = {
    "fact", "rule", "status", "site", "calendar", "listing", "record", "context", "program", "override"};

std::string quoted(const std::string& text) {
  return text.empty() ? "not stated" : "\"" + text + "\"";
}

std::string from_to(const std::string& before, const std::string& after) {
  return "was " + quoted(before) + ", is " + quoted(after);
}

const Standing* find_standing(const KeptAnswer& answer, const TrialId& trial) {
  for (std::size_t i = 0; i < answer.trials.size(); ++i)
    if (answer.trials[i]->id == trial) return &answer.standings[i];
  return nullptr;
}

/// States with other words, of slots or of sites; those that came or went have no word before or after.
std::vector<MoveCause> changed_states(const std::vector<KeptState>& before,
                                      const std::vector<KeptState>& after, CauseOf of) {
  std::vector<MoveCause> out;
  std::vector<KeptState> left = before;
  const auto take = [&](const KeptState& wanted, bool with_word) {
    const auto at = std::find_if(left.begin(), left.end(), [&](const KeptState& each) {
      return each.name == wanted.name && (!with_word || each.word == wanted.word);
    });
    if (at == left.end()) return std::optional<KeptState>();
    const KeptState found = *at;
    left.erase(at);
    return std::optional<KeptState>(found);
  };
  std::vector<KeptState> open;
  for (const KeptState& each : after)
    if (!take(each, true)) open.push_back(each);
  for (const KeptState& each : open)
    if (const auto was = take(each, false))
      out.push_back({of, each.name, from_to(was->word, each.word), ""});
    else
      out.push_back({of, each.name, "is new, " + quoted(each.word), ""});
  for (const KeptState& each : left)
    out.push_back({of, each.name, "is no longer listed, was " + quoted(each.word), ""});
  return out;
}

/// The question of one move: what would have come out if only one thing had changed.
class Inquiry {
public:
  Inquiry(const TrialMove& move, const CasePair& pair, const KeptTrial& was, const KeptTrial& is)
      : move_(move), pair_(pair), was_(was), is_(is), old_(*find_standing(pair.before, move.trial)),
        new_(*find_standing(pair.after, move.trial)), said_{was, is, old_, new_, pair.said, pair.after.as_of},
        index_(static_cast<std::size_t>(pair.snapshot.find(move.trial) - pair.snapshot.trials.data())) {
    for (const CriterionOverride& each : pair.said)
      if (holds_on(each, pair.after.as_of)) in_force_.push_back(each);
  }

  std::vector<MoveCause> answer() {
    if (move_.by_score) {
      because_of_score();
    } else {
      if (old_.verdict != new_.verdict) because_of_criteria();
      if (old_.eligible_from != new_.eligible_from && (out_.empty() || old_.verdict == new_.verdict))
        because_of_date();
      if (old_.site != new_.site) because_of_site();
    }
    if (out_.empty()) add(rest(), "", "its record was read otherwise");
    return std::move(out_);
  }

private:
  bool same_profile() const { return &pair_.patient_before == &pair_.patient_after; }
  bool same_date() const { return pair_.before.as_of == pair_.after.as_of; }
  CauseOf rest() const {
    if (pair_.before.catalogue->context != pair_.after.catalogue->context) return CauseOf::context;
    if (was_ != is_) return CauseOf::record;
    return pair_.same_program ? CauseOf::context : CauseOf::program;
  }
  void add(CauseOf of, std::string item, std::string says, std::string detail = "") {
    out_.push_back({of, std::move(item), std::move(says), std::move(detail)});
  }

  const Standing& ask(std::optional<Standing>& slot, const Patient& patient, Day as_of,
                      const std::vector<CriterionOverride>& said) {
    if (!slot) slot = pair_.plan.stand(patient, as_of, std::span(&index_, 1), said).front();
    return *slot;
  }

  /// By the catalogue of the later run and what is said now, with the profile and the date of either.
  const Standing& if_only(bool later_profile, bool later_date) {
    if (later_profile && later_date) return new_;
    return ask(asked_[(later_profile ? 2 : 0) + (later_date ? 1 : 0)],
               later_profile ? pair_.patient_after : pair_.patient_before,
               later_date ? pair_.after.as_of : pair_.before.as_of, in_force_);
  }

  /// Everything as it is now, but for what is said, `part` would be another.
  template <class Part> bool made_by_word(Part part) {
    return !changes_of_word(said_).empty() && part(ask(said_otherwise_, pair_.patient_after,
                                                       pair_.after.as_of, said_before(said_))) != part(new_);
  }

  /// Which of profile, date and what is said made `part` of the standing what it is; the rest when none did.
  template <class Part> std::vector<CauseOf> sources(Part part) {
    if (!made_by_word(part)) return sources_from(part(old_), part);
    const auto unsaid = part(if_only(false, false));
    std::vector<CauseOf> out = {CauseOf::override};
    if (unsaid == part(new_)) return out;
    for (const CauseOf of : sources_from(unsaid, part))
      out.push_back(of);
    return out;
  }

  template <class Value, class Part> std::vector<CauseOf> sources_from(const Value& then, Part part) {
    const auto now = part(new_);
    if (part(if_only(false, false)) != then && part(if_only(false, false)) == now) return {rest()};
    if (same_profile() && same_date()) return {rest()};
    if (same_profile()) return {CauseOf::calendar};
    if (same_date()) return {CauseOf::fact};
    // The later profile may hold facts that are younger than the earlier date, so the earlier profile is
    // asked.
    const auto by_date = part(if_only(false, true));
    if (by_date == then) return {CauseOf::fact};
    std::vector<CauseOf> out = {CauseOf::calendar};
    if (by_date != now || part(if_only(true, false)) == now) out.insert(out.begin(), CauseOf::fact);
    return out;
  }

  const KeptCriterion* old_criterion(const CriterionId& id) const { return find(was_, id); }
  static const KeptCriterion* find(const KeptTrial& trial, const CriterionId& id) {
    const auto at = std::find_if(trial.criteria.begin(), trial.criteria.end(),
                                 [&](const KeptCriterion& each) { return each.id == id; });
    return at == trial.criteria.end() ? nullptr : &*at;
  }
  std::optional<CriterionState> old_state(const CriterionId& id) const {
    const KeptCriterion* found = find(was_, id);
    if (found == nullptr) return std::nullopt;
    return old_.states[static_cast<std::size_t>(found - was_.criteria.data())];
  }

  std::string why(std::size_t criterion) {
    if (!trace_) {
      const Case of =
          open_case(pair_.patient_after, *pair_.snapshot.catalogue->vocabulary, pair_.after.as_of);
      trace_ = evaluate_some(pair_.snapshot.program, pair_.snapshot.trials[index_].steps, of);
    }
    return explain_step(pair_.snapshot.program, *trace_, pair_.snapshot.trials[index_].roots[criterion]).why;
  }

  /// With what is said of the criterion now, where that is the cause.
  std::string told(CauseOf of, const std::string& change, const CriterionId& criterion) const {
    return of == CauseOf::override ? change + "; " + change_of_word(said_, criterion).value_or("") : change;
  }
  std::string told(CauseOf of, const std::string& change) const {
    return of == CauseOf::override ? change + "; " + changes_of_word(said_) : change;
  }

  /// A criterion that was there before, with another rule or another state now.
  void because_of(std::size_t i, const KeptCriterion& before, CriterionState was) {
    const KeptCriterion& now = is_.criteria[i];
    const auto state = [i](const Standing& each) { return each.states[i]; };
    const std::string change = "was " + state_words(was) + ", is " + state_words(new_.states[i]);
    if (before.key == now.key && before.kind == now.kind) {
      for (const CauseOf of : sources(state))
        add(of, now.id.text(), told(of, change, now.id), why(i));
      return;
    }
    const auto word = change_of_word(said_, now.id);
    if (word) add(CauseOf::override, now.id.text(), change + "; " + *word, why(i));
    const auto& said = new_.said;
    if (std::none_of(said.begin(), said.end(), [i](const SaidInForce& each) { return each.criterion == i; }))
      add(CauseOf::rule, now.id.text(),
          change + "; the rule was `" + before.rule + "`, is `" + now.rule + "`", why(i));
  }

  /// Criteria whose state changed in the direction of the move; all that changed when there is none.
  void because_of_criteria() {
    const bool better = new_.verdict > old_.verdict;
    for (const bool any_direction : {false, true}) {
      if (!out_.empty()) return;
      for (std::size_t i = 0; i < is_.criteria.size(); ++i) {
        const KeptCriterion& now = is_.criteria[i];
        const auto was = old_state(now.id);
        const CriterionState is = new_.states[i];
        if (!was) {
          if (any_direction || (is == CriterionState::met) == better)
            add(CauseOf::rule, now.id.text(),
                "is new, and is " + state_words(is) + "; the rule is `" + now.rule + "`", why(i));
        } else if (*was != is && (any_direction || (is > *was) == better)) {
          because_of(i, *old_criterion(now.id), *was);
        } else if (*was == is && find(was_, now.id)->scope != now.scope && any_direction) {
          add(CauseOf::rule, now.id.text(), "holds for other slots than before");
        }
      }
      removed_criteria(better, any_direction);
    }
    if (out_.empty()) add_slots();
  }

  void removed_criteria(bool better, bool any_direction) {
    for (std::size_t i = 0; i < was_.criteria.size(); ++i) {
      const KeptCriterion& before = was_.criteria[i];
      const bool hindered = old_.states[i] != CriterionState::met;
      if (find(is_, before.id) == nullptr && (any_direction || hindered == better))
        add(CauseOf::rule, before.id.text(),
            "is gone, was " + state_words(old_.states[i]) + "; the rule was `" + before.rule + "`");
    }
  }

  /// Another way in speaks for the trial.
  void add_slots() {
    for (MoveCause& each : changed_states(was_.slots, is_.slots, CauseOf::status))
      out_.push_back(std::move(each));
  }

  void because_of_date() {
    for (std::size_t i = 0; i < is_.criteria.size(); ++i) {
      const KeptCriterion* before = old_criterion(is_.criteria[i].id);
      const bool waits = new_.states[i] == CriterionState::not_met ||
                         (before != nullptr && old_state(before->id) == CriterionState::not_met);
      if (waits && before != nullptr && before->key != is_.criteria[i].key)
        add(CauseOf::rule, before->id.text(),
            "the rule was `" + before->rule + "`, is `" + is_.criteria[i].rule + "`", why(i));
    }
    if (!out_.empty()) return;
    std::string waiting, detail;
    for (std::size_t i = 0; i < is_.criteria.size(); ++i)
      if (new_.states[i] == CriterionState::not_met && detail.empty()) {
        waiting = is_.criteria[i].id.text();
        detail = why(i);
      }
    for (const CauseOf of : sources([](const Standing& each) { return each.eligible_from; }))
      add(of, waiting, told(of, "the first day on which nothing fails is another"), detail);
  }

  void because_of_site() {
    out_.reserve(out_.size() + 4);
    auto changed = changed_states(was_.sites, is_.sites, CauseOf::site);
    std::move(changed.begin(), changed.end(), std::back_inserter(out_));
    if (changed.empty())
      for (const CauseOf of : sources([](const Standing& each) { return each.site; }))
        add(of, "", told(of, "the sites that are open to this patient are others"));
  }

  void because_of_score() {
    if (old_.settled == new_.settled) {
      if (was_.seen != is_.seen)
        add(CauseOf::record, "", "its status was seen again" + (is_.seen ? " on " + text_of(*is_.seen) : ""));
      else if (pair_.before.tempo != pair_.after.tempo)
        add(CauseOf::fact, "", "the tempo of the disease is another");
      else
        add(CauseOf::calendar, "", "its record grew older, or the wait shorter");
      return;
    }
    for (MoveCause& each : changed_states(was_.sites, is_.sites, CauseOf::site))
      out_.push_back(std::move(each));
    if (!out_.empty()) return;
    if (was_.criteria != is_.criteria) {
      add(CauseOf::rule, "", "its criteria changed, and with them how much is open");
      return;
    }
    for (const CauseOf of : sources([](const Standing& each) { return each.settled; }))
      add(of, "", told(of, "a part of its score changed"));
  }

  const TrialMove& move_;
  const CasePair& pair_;
  const KeptTrial &was_, &is_;
  const Standing &old_, &new_;
  SaidPair said_;
  std::size_t index_;
  std::vector<CriterionOverride> in_force_;
  std::array<std::optional<Standing>, 4> asked_;
  std::optional<Standing> said_otherwise_;
  std::optional<Trace> trace_;
  std::vector<MoveCause> out_;
};

/// Status of the trial, its slots and its sites: whatever made it recruit, or stop.
std::vector<MoveCause> because_of_status(const KeptTrial& was, const KeptTrial& is) {
  std::vector<MoveCause> out;
  if (was.status != is.status) out.push_back({CauseOf::status, "", from_to(was.status, is.status), ""});
  for (MoveCause& each : changed_states(was.slots, is.slots, CauseOf::status))
    out.push_back(std::move(each));
  if (!out.empty()) return out;
  return changed_states(was.sites, is.sites, CauseOf::site);
}

} // namespace

std::string_view word(CauseOf of) {
  return cause_words[static_cast<std::size_t>(of)];
}

std::vector<MoveCause> causes_of(const TrialMove& move, const CasePair& pair) {
  const KeptTrial* was = pair.before.catalogue->find(move.trial);
  const KeptTrial* is = pair.after.catalogue->find(move.trial);
  if (was == nullptr) return {{CauseOf::listing, "", "the trial is new in the catalogue", ""}};
  if (is == nullptr) return {{CauseOf::listing, "", "the trial is no longer in the catalogue", ""}};
  if (was->recruiting != is->recruiting)
    if (auto out = because_of_status(*was, *is); !out.empty()) return out;
  if (find_standing(pair.before, move.trial) == nullptr || find_standing(pair.after, move.trial) == nullptr)
    return {{CauseOf::record, "", "whether it recruits is read otherwise", ""}};
  return Inquiry(move, pair, *was, *is).answer();
}

} // namespace cartwright
