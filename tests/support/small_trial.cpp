#include "tests/support/small_trial.hpp"

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>

#include "engine/domain/text.hpp"
#include "tests/support/shipped.hpp"

namespace cartwright::test {

namespace {

std::vector<std::string> words_of(std::string text) {
  std::replace(text.begin(), text.end(), ',', ' ');
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;)
    out.push_back(word);
  return out;
}

Status status_of(const std::string& value) {
  Status out;
  out.value = value;
  return out;
}

std::string in_words(Verdict verdict, const std::optional<Day>& from) {
  return std::string(word(verdict)) + (from ? " from " + text_of(*from) : "");
}

/// "Include A, B" without its first word
std::optional<std::string> after(const std::string& key, const std::string& first) {
  if (key == first) return "";
  if (key.rfind(first + " ", 0) != 0) return std::nullopt;
  return key.substr(first.size() + 1);
}

} // namespace

bool SmallTrial::line(const std::string& key, const std::string& value) {
  if (key == "A trial") {
    trial_.emplace();
    trial_->id = TrialId{"NCT00000001"};
    trial_->title = "a trial of this scenario";
    trial_->status = status_of(value);
    return true;
  }
  const auto slot = after(key, "Slot"), site = after(key, "Site");
  const auto include = after(key, "Include"), exclude = after(key, "Exclude");
  const auto override_of = after(key, "Override");
  if (!slot && !site && !include && !exclude && !override_of) return false;
  REQUIRE(trial_);
  if (override_of) add_override(*override_of, value);
  if (slot) add_slot(*slot, value);
  if (site) {
    Site out;
    out.facility = "a hospital";
    out.country = *site;
    out.status = status_of(value);
    trial_->sites.push_back(out);
  }
  if (include) add_criterion(CriterionKind::inclusion, *include, value);
  if (exclude) add_criterion(CriterionKind::exclusion, *exclude, value);
  return true;
}

void SmallTrial::add_slot(const std::string& id, const std::string& value) {
  const auto words = words_of(value);
  const auto kind = slot_kind(words.empty() ? "" : words.front());
  REQUIRE(kind);
  Cohort out;
  out.id = CohortId{id};
  out.kind = *kind;
  if (*kind == SlotKind::country)
    out.countries.assign(words.begin() + 1, words.end());
  else if (words.size() > 1)
    out.status = status_of(words[1]);
  trial_->cohorts.push_back(out);
}

void SmallTrial::add_override(const std::string& id, const std::string& value) {
  const auto words = words_of(value);
  REQUIRE((words.size() == 1 || (words.size() == 3 && words[1] == "until")));
  CriterionOverride out;
  out.trial = trial_->id;
  out.criterion = CriterionId{id};
  out.because = "a scenario says so";
  if (words.size() == 3) out.until = day(words[2]);
  bool known = false;
  for (const CriterionState state : {CriterionState::met, CriterionState::not_met, CriterionState::unknown})
    if (word(state) == words[0]) {
      out.state = state;
      known = true;
    }
  REQUIRE(known);
  overrides_.push_back(out);
}

void SmallTrial::add_criterion(CriterionKind kind, const std::string& slots, const std::string& rule) {
  Criterion out;
  out.id = CriterionId{"C" + std::to_string(trial_->criteria.size() + 1)};
  out.kind = kind;
  out.says = out.rule = rule;
  for (const std::string& slot : words_of(slots)) {
    REQUIRE(std::any_of(trial_->cohorts.begin(), trial_->cohorts.end(),
                        [&](const Cohort& cohort) { return cohort.id.text() == slot; }));
    out.scope.emplace_back(slot);
  }
  trial_->criteria.push_back(out);
}

TrialVerdict SmallTrial::judged(const Patient& patient, Day as_of) const {
  REQUIRE(trial_);
  static std::vector<std::shared_ptr<const Snapshot>> kept; // verdicts point into them
  auto catalogue = std::make_shared<Catalogue>(*shipped_service().snapshot().catalogue);
  catalogue->trials = {*trial_};
  const auto built = build_snapshot(catalogue);
  for (const Problem& problem : built.problems().items())
    UNSCOPED_INFO(problem.where << " " << problem.message << " " << problem.hint);
  REQUIRE(built);
  kept.push_back(*built);
  const Snapshot& snapshot = **built;
  const Case of = open_case(patient, *catalogue->vocabulary, as_of);
  return judge(snapshot.trials.front(), snapshot.program, of, evaluate(snapshot.program, of),
               said_of(*trial_, overrides_));
}

std::string SmallTrial::verdict(const Patient& patient, Day as_of, const std::string& slot) const {
  const TrialVerdict out = judged(patient, as_of);
  if (slot.empty()) return in_words(out.verdict, out.eligible_from);
  for (const CohortAnswer& each : out.cohorts)
    if (each.cohort != nullptr && each.cohort->id.text() == slot)
      return in_words(each.verdict, each.eligible_from);
  return "no such slot";
}

std::string SmallTrial::recruiting(const Patient& patient, Day as_of) const {
  return std::string(word(judged(patient, as_of).recruiting));
}

} // namespace cartwright::test
