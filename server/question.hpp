// What is asked: a patient, a date, which trials, which weights.
#pragma once

#include <optional>
#include <set>
#include <string_view>

#include "engine/domain/patient.hpp"
#include "engine/domain/result.hpp"
#include "engine/matching/rank.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

struct Question {
  Patient patient;
  Day as_of{};
  std::optional<std::size_t> top;
  std::set<TrialId> trials; ///< empty: all
  WeightChanges weights;
};

/// `body` is a profile, or `{"patient": profile, "as_of", "top", "trials", "weights"}`. Every problem at
/// once; places inside the profile are those of the profile itself, after "patient." in the second shape.
Result<Question> read_question(std::string_view body, const Snapshot& snapshot, Day default_as_of);

} // namespace cartwright
