// What was said of a criterion at an earlier run and what is said of it now, as the cause of a change. Why it
// was said stays with the case.
#pragma once

#include <optional>
#include <string>

#include "engine/rematch/kept_catalogue.hpp"
#include "engine/rematch/standing.hpp"

namespace cartwright {

/// "not met", "left to judgement" ...
std::string state_words(CriterionState state);

/// One trial at two runs.
struct SaidPair {
  const KeptTrial &was, &is;
  const Standing &before, &after;
  /// Every statement about the case, ended ones too; the last about a criterion counts.
  const std::vector<CriterionOverride>& statements;
  Day as_of{}; ///< of the later run
};

/// "the coordinator says that it is met until 2026-12-31 (override 3)", "the coordinator no longer says ...";
/// nothing when the same is said of it.
std::optional<std::string> change_of_word(const SaidPair& pair, const CriterionId& criterion);
/// Of every criterion of the trial of which something else is said: "I2: the coordinator says ...; E1: ...".
std::string changes_of_word(const SaidPair& pair);
/// What was in force at the earlier run, as if it held still: statements of today's trial.
std::vector<CriterionOverride> said_before(const SaidPair& pair);

} // namespace cartwright
