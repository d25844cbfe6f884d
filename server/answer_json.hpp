// Answers as the JSON of the contract: key order fixed, nothing rounded away that decides, null for what is
// not known.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "engine/domain/problem.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

/// What surrounds an answer: which program, catalogue and patient it is about.
struct AnswerFrame {
  const Snapshot* snapshot = nullptr;
  std::string patient;
  Problems problems;        ///< warnings of the profile
  std::string case_id = {}; ///< of the casebook; empty: the profile is in no case
  std::int64_t profile = 0; ///< version of the case's profile
};

/// Which part of an answer is written.
struct AnswerView {
  std::optional<std::size_t> top; ///< at most so many, after `trials`
  std::set<TrialId> trials;       ///< only these; empty: all
  bool with_rules = false;        ///< each criterion's rule as written beside its state
};

std::string match_json(const MatchAnswer& answer, const AnswerFrame& frame, const AnswerView& view);
/// The case without its trials: derived facts, missing investigations, readiness of the documents.
std::string review_json(const MatchAnswer& answer, const AnswerFrame& frame);
/// {"problems": [...]}: what `check` answers.
std::string problems_json(const Problems& problems);

/// Said once with every answer.
std::string notice();

} // namespace cartwright
