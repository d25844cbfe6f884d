// The program of all trials, laid out for planes: every step once, in an order in which intermediate results
// are few and die young, so that they stay in the processor's caches.
#pragma once

#include <vector>

#include "engine/criteria/program.hpp"
#include "engine/population/leaves.hpp"

namespace cartwright {

/// One criterion of a slot: the step of its rule, and whether the rule says what excludes.
struct RootRule {
  criteria::StepIndex step = 0;
  bool excludes = false;
};
/// What decides about one trial: every criterion of one of its slots. Slots that cannot speak for the trial
/// (closed beside open ones) are left out by the caller.
struct TrialRules {
  std::vector<std::vector<RootRule>> slots;
};

/// An operand: the planes of a slot of storage or of a truth column, possibly the other way round.
struct PlaneRef {
  std::uint32_t index = 0;
  bool column = false;
  bool negated = false;
};

enum class PlaneOp : std::uint8_t {
  from_bound,
  all_of,
  any_of,
  at_least,
  agreed,
  score,
  unknown,
  soften,
  accept
};

struct PlaneStep {
  PlaneOp op = PlaneOp::all_of;
  std::uint32_t out = 0;   ///< slot of storage
  std::uint32_t first = 0; ///< into operands
  std::uint32_t count = 0;
  std::uint32_t need = 0; ///< of at_least; of a score, its place in scores; of soften, 1: every part is open
  ColumnIndex column = 0; ///< of from_bound
  double from = 0;
};

/// Steps of one trial follow those of the trial before it.
struct TrialSteps {
  std::uint32_t steps_end = 0;        ///< steps up to here have to have run
  std::uint32_t first_slot_rules = 0; ///< into slot_rules
  std::uint32_t slot_count = 0;
};
struct SlotSteps {
  std::uint32_t first = 0, count = 0; ///< into operands: its criteria, as what helps the patient
};

class Schedule {
public:
  /// Plans the leaves into `leaves`, which may already hold columns of earlier schedules.
  static Schedule compile(const criteria::Program& program, const std::vector<TrialRules>& trials,
                          LeafPlan& leaves);

  const std::vector<PlaneStep>& steps() const { return steps_; }
  const std::vector<PlaneRef>& operands() const { return operands_; }
  const std::vector<TrialSteps>& trials() const { return trials_; }
  const std::vector<SlotSteps>& slots() const { return slots_; }
  std::uint32_t storage() const { return storage_; } ///< slots of storage needed
  std::size_t criteria() const { return criteria_; } ///< over all trials and slots
  const std::vector<criteria::Score>& scores() const { return scores_; }

private:
  friend class Scheduler;
  std::vector<PlaneStep> steps_;
  std::vector<PlaneRef> operands_;
  std::vector<TrialSteps> trials_;
  std::vector<SlotSteps> slots_;
  std::vector<criteria::Score> scores_;
  std::uint32_t storage_ = 0;
  std::size_t criteria_ = 0;
};

} // namespace cartwright
