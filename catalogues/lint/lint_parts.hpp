// One function a question of lint; lint() asks them all of every trial.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/criteria/checked.hpp"
#include "engine/domain/problem.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

/// One trial with its rules checked.
struct LintTrial {
  const Trial& trial;
  const Catalogue& catalogue;
  std::vector<std::optional<criteria::Checked>> rules; ///< one a criterion; nothing: told elsewhere
  Problems& out;
  std::string file = {}; ///< of what is judged like a trial: "products/teclistamab.json: approvals[CN]."

  std::string place(const std::string& inside) const {
    return (file.empty() ? "trials/" + trial.id.text() + ".json: " : file) + inside;
  }
  std::string place(const Criterion& criterion, const std::string& key) const {
    return place("criteria[" + criterion.id.text() + "]." + key);
  }
};

/// Criteria that no patient can satisfy together; slots that nobody can enter.
void lint_contradictions(const LintTrial& of);
/// Rules that no document could decide.
void lint_undecidable(const LintTrial& of);
/// Scopes and slots that do not say what they seem to.
void lint_slots(const LintTrial& of);
/// Drugs and rules under another antigen than their own.
void lint_targets(const LintTrial& of);
/// Products and lymphodepletion that the vocabulary does not know.
void lint_words(const LintTrial& of);
/// Sources without address or day.
void lint_sources(const LintTrial& of);
/// Statuses without a day, or seen too long before `newest`.
void lint_dates(const LintTrial& of, const std::optional<Day>& newest);
/// Rules that stand in notes only.
void lint_notes(const LintTrial& of);

} // namespace cartwright
