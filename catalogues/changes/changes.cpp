#include "catalogues/changes/changes.hpp"

#include <algorithm>

#include "catalogues/changes/pair_criteria.hpp"
#include "catalogues/changes/pair_sites.hpp"

namespace cartwright {

namespace {

ChangeKind kind_of_status(const std::string& before, const std::string& after) {
  const Recruiting was = recruiting_of(before), is = recruiting_of(after);
  if (was == is) return ChangeKind::status_changed;
  if (is == Recruiting::open && was == Recruiting::closed) return ChangeKind::reopened;
  if (is == Recruiting::open && was == Recruiting::not_yet) return ChangeKind::opened;
  if (is == Recruiting::closed && was != Recruiting::unknown) return ChangeKind::closed;
  return ChangeKind::status_changed;
}

/// The facts of one trial that went and that came.
class OneTrial {
public:
  OneTrial(std::string trial, const ShownItems& shown) : trial_(std::move(trial)), shown_(shown) {}

  void note(const Fact& fact, int count) {
    FactList& list = count > 0 ? came_ : went_;
    for (int i = 0; i < std::abs(count); ++i)
      list.push_back(fact);
  }

  std::vector<Change> changes() {
    if (const bool fresh = has(came_, Aspect::listed); fresh || has(went_, Aspect::listed)) {
      Change change = change_of(fresh ? ChangeKind::trial_new : ChangeKind::trial_gone);
      change.before = only(went_, Aspect::status);
      change.after = only(came_, Aspect::status);
      change.sites = of(fresh ? came_ : went_, Aspect::site).size();
      return {change};
    }
    trial_itself();
    for (Change& site : site_changes(trial_, of(went_, Aspect::site), of(came_, Aspect::site), shown_)) {
      follow(site);
      out_.push_back(std::move(site));
    }
    for (Change& each :
         criterion_changes(trial_, of(went_, Aspect::criterion), of(came_, Aspect::criterion), shown_))
      out_.push_back(std::move(each));
    return std::move(out_);
  }

private:
  static FactList of(const FactList& list, Aspect aspect) {
    FactList out;
    std::copy_if(list.begin(), list.end(), std::back_inserter(out),
                 [&](const Fact& fact) { return fact.aspect == aspect; });
    return out;
  }
  static bool has(const FactList& list, Aspect aspect) { return !of(list, aspect).empty(); }
  static std::string only(const FactList& list, Aspect aspect) {
    const FactList found = of(list, aspect);
    return found.empty() ? "" : found.front().value;
  }

  Change change_of(ChangeKind kind) const {
    Change out;
    out.kind = kind;
    out.trial = trial_;
    return out;
  }

  /// Registries state no site's status once a trial has stopped recruiting: such changes only follow the
  /// trial's own.
  void follow(Change& site) const {
    const bool silent = site.after == "unknown" && site.kind == ChangeKind::site_status_changed;
    if (silent && closed_ && recruiting_of(site.before) == Recruiting::open)
      site.kind = ChangeKind::site_closed;
    site.with_trial = (site.kind == ChangeKind::site_closed && closed_) ||
                      (site.kind == ChangeKind::site_opened && opened_) || (silent && stopped_);
  }

  void trial_itself() {
    const std::pair<Aspect, ChangeKind> aspects[] = {{Aspect::status, ChangeKind::status_changed},
                                                     {Aspect::phase, ChangeKind::phase_changed},
                                                     {Aspect::title, ChangeKind::title_changed},
                                                     {Aspect::sponsor, ChangeKind::sponsor_changed}};
    for (const auto& [aspect, kind] : aspects) {
      if (!has(went_, aspect) && !has(came_, aspect)) continue;
      Change change = change_of(kind);
      change.before = only(went_, aspect);
      change.after = only(came_, aspect);
      if (aspect == Aspect::status) change.kind = kind_of_status(change.before, change.after);
      stopped_ = stopped_ || (aspect == Aspect::status && recruiting_of(change.after) != Recruiting::open);
      closed_ = closed_ || change.kind == ChangeKind::closed;
      opened_ = opened_ || change.kind == ChangeKind::opened || change.kind == ChangeKind::reopened;
      out_.push_back(std::move(change));
    }
  }

  std::string trial_;
  const ShownItems& shown_;
  FactList went_, came_;
  std::vector<Change> out_;
  bool closed_ = false, opened_ = false, stopped_ = false; ///< what the trial itself did
};

} // namespace

std::string_view word(ChangeKind kind) {
  constexpr std::string_view words[] = {
      "trial_new",       "trial_gone",          "opened",           "reopened",        "closed",
      "status_changed",  "phase_changed",       "title_changed",    "sponsor_changed", "site_opened",
      "site_closed",     "site_status_changed", "site_added",       "site_gone",       "site_renamed",
      "criterion_added", "criterion_removed",   "criterion_changed"};
  return words[static_cast<std::size_t>(kind)];
}

std::vector<Change> changes_of(const Difference& difference) {
  std::map<std::string, OneTrial> trials;
  for (const auto& [fact, count] : difference.counts)
    trials.try_emplace(fact.trial, fact.trial, difference.shown).first->second.note(fact, count);
  std::vector<Change> out;
  for (auto& [id, trial] : trials)
    for (Change& change : trial.changes())
      out.push_back(std::move(change));
  return out;
}

} // namespace cartwright
