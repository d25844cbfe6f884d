// The program on one case without a sentence: truth, kinds of causes, and when time may change it. It gives
// what evaluate_some() gives, for a fraction of the work; later days are asked only where something may turn.
#pragma once

#include <limits>
#include <map>
#include <unordered_map>
#include <vector>

#include "engine/evaluation/evaluate.hpp"
#include "engine/evaluation/reading.hpp"

namespace cartwright {

struct BareValue {
  Truth truth = Truth::unknown;
  std::uint8_t kinds = 0; ///< of its causes, a bit each
  bool turns = false;     ///< time alone may change something that it rests on

  static_assert(static_cast<unsigned>(CauseKind::not_evaluated) < 8U);
  static std::uint8_t bit(CauseKind kind) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind));
  }
  bool has(CauseKind kind) const { return (kinds & bit(kind)) != 0; }
  bool only_judgement() const { return kinds == bit(CauseKind::judgement); }
};

/// A program whose tests of one number are known to be so.
class BareProgram {
public:
  explicit BareProgram(const criteria::Program& program);
  const criteria::Program& program() const { return program_; }
  std::span<const criteria::Step> steps() const { return program_.steps(); }
  std::size_t numbers() const { return numbers_; }
  /// Of a number test.
  std::size_t number_of(const criteria::Step& step) const { return number_of_[step.payload]; }

private:
  const criteria::Program& program_;
  std::vector<std::size_t> number_of_; ///< by test
  std::size_t numbers_ = 0;
};

class BareTrace {
public:
  /// `steps` in evaluation order, closed under operands.
  BareTrace(const BareProgram& program, std::span<const criteria::StepIndex> steps, const Case& of);

  const BareValue& now(criteria::StepIndex step) const { return now_[step]; }
  BareValue on(criteria::StepIndex step, Day day);
  /// Days after `day` on which a test that the step rests on may turn by time alone; some more than once.
  template <class Take> void each_turn(criteria::StepIndex step, Day day, const Take& take) {
    if (!now_[step].turns) return;
    for (const criteria::StepIndex leaf : turning_leaves(step))
      for (const Day turn : turns_of(leaf, day))
        take(turn);
  }
  /// The first later day on which time alone may change the step, or what the look-ahead sees of it.
  std::optional<Day> first_change(criteria::StepIndex step) const {
    return change_[step] == never ? std::nullopt : std::optional(change_[step]);
  }

private:
  static constexpr Day never{std::chrono::days(std::numeric_limits<std::int32_t>::max())};
  /// What was asked of a later day.
  struct Later {
    std::unordered_map<criteria::StepIndex, BareValue> values;
    std::unordered_map<criteria::StepIndex, std::vector<Day>> turns;
    std::unordered_map<std::size_t, Readings> readings;
  };
  /// A number as it is now, and when time alone may change it.
  struct Number {
    Readings readings; ///< empty: not read yet
    LaterDay later;
  };

  Finding found_now(const criteria::Step& step, LaterDay& later);
  Finding found_on(const criteria::Step& step, Day day, Later& then);
  template <class ValueOf> BareValue combined(const criteria::Step& step, ValueOf value_of) const;
  void evaluate_now(criteria::StepIndex index);
  /// Each once, however often the step rests on it.
  const std::vector<criteria::StepIndex>& turning_leaves(criteria::StepIndex step);
  const std::vector<Day>& turns_of(criteria::StepIndex leaf, Day day);

  const BareProgram& program_;
  Case case_;
  std::vector<Number> numbers_;
  std::vector<BareValue> now_;
  std::vector<Day> change_;
  std::unordered_map<criteria::StepIndex, std::vector<Day>> turns_;
  std::unordered_map<criteria::StepIndex, std::vector<criteria::StepIndex>> leaves_;
  std::map<Day, Later> later_;
};

/// Notes the day, and the one on which the look-ahead begins to see it.
void note_turn(LaterDay& out, Day day, Day as_of);

} // namespace cartwright
