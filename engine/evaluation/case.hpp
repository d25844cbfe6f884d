// One patient on one date, ready for evaluation: recorded facts, the vocabulary and what was derived from
// them once.
#pragma once

#include <memory>

#include "engine/domain/date.hpp"
#include "engine/domain/patient.hpp"
#include "engine/domain/vocabulary.hpp"
#include "engine/evaluation/treatment_history.hpp"

namespace cartwright {

struct Case {
  const Patient& patient;
  const Vocabulary& vocabulary;
  Day as_of{};
  /// Sample ages are judged at this day. It differs from `as_of` only when looking ahead: a later date does
  /// not make today's values stale, because tests are repeated; it lets washouts end and ages pass.
  Day samples_as_of{};
  std::shared_ptr<const TreatmentHistory> history; ///< derived from the therapies known by `samples_as_of`
};

/// Derives what is derived once.
Case open_case(const Patient& patient, const Vocabulary& vocabulary, Day as_of);
/// The same case on a later day (see samples_as_of).
Case look_ahead(const Case& now, Day later);

} // namespace cartwright
