#include "engine/population/schedule.hpp"

#include <algorithm>

#include "engine/population/kernels.hpp"

namespace cartwright {

using criteria::Program;
using criteria::Shape;
using criteria::Step;
using criteria::StepIndex;

/// Walks the program trial by trial and hands out storage.
class Scheduler {
public:
  Scheduler(const Program& program, const std::vector<TrialRules>& trials, LeafPlan& leaves)
      : program_(program), trials_(trials), leaves_(leaves), place_(program.steps().size()),
        seen_(program.steps().size(), 0), uses_(program.steps().size(), 0) {}

  Schedule run() {
    plan_leaves();
    count_uses();
    for (const TrialRules& trial : trials_)
      add(trial);
    return std::move(out_);
  }

private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  /// Where the planes of a step are.
  struct Place {
    PlaneRef truth;
    std::uint32_t soft = none; ///< storage of "unknown, and only a person's judgement is asked"
  };

  void plan_leaves() {
    std::vector<const criteria::Test*> tests;
    for (const criteria::Test& test : program_.tests())
      tests.push_back(&test);
    leaf_of_ = leaves_.add(tests);
  }

  /// How often each step is read: by later steps and by trials. Steps that no trial needs are never run.
  void count_uses() {
    std::vector<StepIndex> open;
    const auto use = [&](StepIndex step) {
      if (uses_[step]++ == 0) open.push_back(step);
    };
    for (const TrialRules& trial : trials_)
      for (const auto& slot : trial.slots)
        for (const RootRule& root : slot) {
          use(root.step);
          while (!open.empty()) {
            const StepIndex step = open.back();
            open.pop_back();
            for (const StepIndex operand : program_.operands(program_.steps()[step]))
              use(operand);
          }
        }
  }

  void add(const TrialRules& trial) {
    std::vector<StepIndex> fresh, open;
    for (const auto& slot : trial.slots)
      for (const RootRule& root : slot)
        open.push_back(root.step);
    while (!open.empty()) {
      const StepIndex step = open.back();
      open.pop_back();
      if (seen_[step] != 0) continue;
      seen_[step] = 1;
      fresh.push_back(step);
      for (const StepIndex operand : program_.operands(program_.steps()[step]))
        open.push_back(operand);
    }
    std::sort(fresh.begin(), fresh.end()); // operands have smaller indexes
    for (const StepIndex step : fresh)
      emit(step);
    finish(trial);
  }

  std::uint32_t take() {
    if (!free_.empty()) {
      const std::uint32_t slot = free_.back();
      free_.pop_back();
      return slot;
    }
    return out_.storage_++;
  }

  /// One reader fewer; storage that nobody reads any more is used again.
  void release(StepIndex step) {
    if (--uses_[step] > 0) return;
    const Place& place = place_[step];
    if (owns_[step]) free_.push_back(place.truth.index);
    if (place.soft != none) free_.push_back(place.soft);
    for (const StepIndex operand : aliases_of(step))
      release(operand);
  }
  /// A negation has no storage of its own: it reads its operand the other way round as long as it is read
  /// itself.
  std::span<const StepIndex> aliases_of(StepIndex step) const {
    const Step& from = program_.steps()[step];
    return from.shape == Shape::negation ? program_.operands(from) : std::span<const StepIndex>();
  }

  PlaneStep begin(PlaneOp op) const {
    PlaneStep out;
    out.op = op;
    out.first = static_cast<std::uint32_t>(out_.operands_.size());
    return out;
  }
  void end(PlaneStep step, StepIndex of) {
    step.count = static_cast<std::uint32_t>(out_.operands_.size()) - step.first;
    step.out = take();
    out_.steps_.push_back(step);
    place_[of].truth = {step.out, false, false};
    owns_[of] = true;
  }

  void emit(StepIndex index) {
    const Step& step = program_.steps()[index];
    switch (step.shape) {
    case Shape::test:
      return emit_leaf(index, leaf_of_[step.payload]);
    case Shape::judgement:
    case Shape::not_public:
    case Shape::not_evaluated:
      end(begin(PlaneOp::unknown), index);
      if (step.shape == Shape::judgement) emit_soft(index, step);
      return;
    case Shape::negation: {
      const StepIndex operand = program_.operands(step).front();
      place_[index] = place_[operand];
      place_[index].truth.negated = !place_[index].truth.negated;
      place_[index].soft = none;
      if (place_[operand].soft != none) emit_soft(index, step);
      return;
    }
    default:
      return emit_combination(index, step);
    }
  }

  void emit_leaf(StepIndex index, const Leaf& leaf) {
    if (leaf.number) {
      PlaneStep out = begin(PlaneOp::from_bound);
      out.column = leaf.number->column;
      out.from = leaf.number->from;
      end(out, index);
      place_[index].truth.negated = leaf.number->negated;
      return;
    }
    if (leaf.set.columns.size() == 1) {
      place_[index].truth = {leaf.set.columns.front(), true, false};
      return;
    }
    PlaneStep out = begin(leaf.set.all ? PlaneOp::all_of : PlaneOp::any_of);
    for (const ColumnIndex column : leaf.set.columns)
      out_.operands_.push_back({column, true, false});
    end(out, index);
  }

  void emit_combination(StepIndex index, const Step& step) {
    const auto operands = program_.operands(step);
    PlaneStep out = begin(op_of(step));
    out.need = step.need;
    if (step.shape == Shape::score) {
      out.need = static_cast<std::uint32_t>(out_.scores_.size());
      out_.scores_.push_back(program_.score(step));
    }
    for (const StepIndex operand : operands)
      out_.operands_.push_back(place_[operand].truth);
    end(out, index);
    const bool soft = std::any_of(operands.begin(), operands.end(),
                                  [&](StepIndex operand) { return place_[operand].soft != none; });
    if (soft) emit_soft(index, step);
    for (const StepIndex operand : operands)
      release(operand);
  }

  static PlaneOp op_of(const Step& step) {
    switch (step.shape) {
    case Shape::all_of:
      return PlaneOp::all_of;
    case Shape::at_least:
      return PlaneOp::at_least;
    case Shape::conflict:
      return PlaneOp::agreed;
    case Shape::score:
      return PlaneOp::score;
    default:
      return PlaneOp::any_of;
    }
  }

  /// The result's own planes, then planes and softness of each operand. An operand that is never soft names
  /// itself.
  void emit_soft(StepIndex index, const Step& step) {
    PlaneStep out = begin(PlaneOp::soften);
    out.need = step.shape == Shape::conflict ? 1 : 0; // readings that differ are no matter of judgement
    out_.operands_.push_back(place_[index].truth);
    for (const StepIndex operand : program_.operands(step)) {
      out_.operands_.push_back(place_[operand].truth);
      const bool soft = place_[operand].soft != none;
      out_.operands_.push_back(soft ? PlaneRef{place_[operand].soft, false, false} : place_[operand].truth);
    }
    out.count = static_cast<std::uint32_t>(out_.operands_.size()) - out.first;
    out.out = take();
    out_.steps_.push_back(out);
    place_[index].soft = out.out;
  }

  /// Each criterion as what helps the patient; one that waits for nothing but judgement does not stand in the
  /// way.
  void finish(const TrialRules& trial) {
    TrialSteps steps;
    std::vector<std::uint32_t> accepted;
    std::vector<std::vector<PlaneRef>> slots;
    for (const auto& rules : trial.slots) {
      slots.emplace_back();
      for (const RootRule& root : rules)
        slots.back().push_back(criterion(root, accepted));
    }
    steps.first_slot_rules = static_cast<std::uint32_t>(out_.slots_.size());
    steps.slot_count = static_cast<std::uint32_t>(slots.size());
    for (const auto& refs : slots) {
      out_.slots_.push_back(
          {static_cast<std::uint32_t>(out_.operands_.size()), static_cast<std::uint32_t>(refs.size())});
      out_.operands_.insert(out_.operands_.end(), refs.begin(), refs.end());
      out_.criteria_ += refs.size();
    }
    steps.steps_end = static_cast<std::uint32_t>(out_.steps_.size());
    out_.trials_.push_back(steps);
    free_.insert(free_.end(), accepted.begin(), accepted.end());
    for (const auto& rules : trial.slots)
      for (const RootRule& root : rules)
        release(root.step);
  }

  PlaneRef criterion(const RootRule& root, std::vector<std::uint32_t>& accepted) {
    const Place& place = place_[root.step];
    PlaneRef out = place.truth;
    out.negated = out.negated != root.excludes;
    if (place.soft == none) return out;
    PlaneStep step = begin(PlaneOp::accept);
    out_.operands_.push_back(out);
    out_.operands_.push_back({place.soft, false, false});
    step.count = 2;
    step.out = take();
    accepted.push_back(step.out);
    out_.steps_.push_back(step);
    return {step.out, false, false};
  }

  const Program& program_;
  const std::vector<TrialRules>& trials_;
  LeafPlan& leaves_;
  std::vector<Leaf> leaf_of_; ///< by test
  std::vector<Place> place_;
  std::vector<char> seen_;
  std::vector<std::uint32_t> uses_;
  std::vector<bool> owns_ = std::vector<bool>(place_.size(), false);
  std::vector<std::uint32_t> free_;
  Schedule out_;
};

Schedule Schedule::compile(const Program& program, const std::vector<TrialRules>& trials, LeafPlan& leaves) {
  return Scheduler(program, trials, leaves).run();
}

} // namespace cartwright
