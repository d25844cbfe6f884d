// One patient on one date, ready for evaluation: recorded facts, the vocabulary and what was derived from
// them once.
#pragma once

#include <memory>
#include <vector>

#include "engine/domain/date.hpp"
#include "engine/domain/patient.hpp"
#include "engine/domain/vocabulary.hpp"
#include "engine/evaluation/treatment_history.hpp"

namespace cartwright {

/// The first later day on which time alone may change what was evaluated, beside the days that findings tell
/// as turns: samples that grow too old, lists that no longer reach back far enough, planned ends that pass.
class LaterDay {
public:
  void note(Day day) {
    if (!first_ || day < *first_) first_ = day;
  }
  const std::optional<Day>& first() const { return first_; }

private:
  std::optional<Day> first_;
};

struct ToldConditions;
struct Conditioning;

struct Case {
  const Patient& patient;
  const Vocabulary& vocabulary;
  Day as_of{};
  /// Sample ages are judged at this day. It differs from `as_of` only when looking ahead: a later date does
  /// not make today's values stale, because tests are repeated; it lets washouts end and ages pass.
  Day samples_as_of{};
  std::shared_ptr<const TreatmentHistory> history; ///< derived from the therapies known by `samples_as_of`
  std::shared_ptr<const ToldConditions> told;      ///< of conditions, by whatever tells of them; the same
  std::shared_ptr<const Conditioning> conditioning;
  LaterDay* later = nullptr; ///< where evaluation notes such days; null: nobody asks
  /// Truth, kinds of causes and turns are asked for; sentences, facts and names may be left out.
  bool bare = false;
};

/// Derives what is derived once.
Case open_case(const Patient& patient, const Vocabulary& vocabulary, Day as_of);
/// Notes the day, if it is a later one.
void may_change_on(const Case& of, Day day);
/// Notes when the period before the day of matching begins at `target` or later.
void may_change_when_reaching(const Case& of, Day target, Period period);
/// Notes when something of that date is older than the period.
void may_grow_old(const Case& of, const std::optional<PartialDate>& date, Period period);
/// Notes when what the list says of later entries covers the whole period.
void may_be_covered(const Case& of, const Completeness& list, Period period);
/// The same case on a later day (see samples_as_of).
Case look_ahead(const Case& now, Day later);

} // namespace cartwright
