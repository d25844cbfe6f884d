// What is asked: a patient, a date, which trials, which weights.
#pragma once

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "engine/domain/patient.hpp"
#include "engine/domain/result.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/rank.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

struct Question {
  Patient patient;
  Day as_of{};
  std::optional<std::size_t> top;
  std::set<TrialId> trials; ///< empty: all
  WeightChanges weights;
  std::vector<CriterionOverride> overrides = {}; ///< of a case
};

/// `body` is a profile, or `{"patient": profile, "as_of", "top", "trials", "weights"}`. Every problem at
/// once; places inside the profile are those of the profile itself, after "patient." in the second shape.
Result<Question> read_question(std::string_view body, const Snapshot& snapshot, Day default_as_of);

/// `body` is a profile and nothing around it.
Result<Patient> read_patient(std::string_view body, const Snapshot& snapshot, Day as_of);

/// `around` is `{"as_of", "top", "trials", "weights"}`, or empty.
Result<Question> read_question_about(std::string_view profile, std::string_view around,
                                     const Snapshot& snapshot, Day default_as_of);

} // namespace cartwright
