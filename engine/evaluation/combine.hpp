// What a combination makes of the truths of its operands: Kleene's rules, readings that must agree, and
// points.
#pragma once

#include <span>

#include "engine/criteria/program.hpp"
#include "engine/evaluation/compare.hpp"

namespace cartwright {

/// Points of the parts that hold, up to points of those that may. `truth_of` gives the truth of a step.
template <class TruthOf>
Range points_of(const criteria::Score& score, std::span<const criteria::StepIndex> parts, TruthOf truth_of) {
  double low = 0, high = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Truth truth = truth_of(parts[i]);
    low += truth == Truth::yes ? score.points[i] : 0;
    high += truth != Truth::no ? score.points[i] : 0;
  }
  return {low, high};
}

/// Decided where every reading agrees. Readings that are all open do not disagree yet.
template <class TruthOf> bool all_agree(std::span<const criteria::StepIndex> operands, TruthOf truth_of) {
  const Truth first = truth_of(operands.front());
  for (const criteria::StepIndex operand : operands)
    if (truth_of(operand) != first) return false;
  return true;
}

template <class TruthOf>
Truth counted(const criteria::Step& step, std::span<const criteria::StepIndex> operands, TruthOf truth_of) {
  std::uint32_t holding = 0, open = 0;
  for (const criteria::StepIndex operand : operands) {
    const Truth truth = truth_of(operand);
    holding += truth == Truth::yes ? 1 : 0;
    open += truth == Truth::unknown ? 1 : 0;
  }
  const auto all = static_cast<std::uint32_t>(operands.size());
  const std::uint32_t need = step.shape == criteria::Shape::all_of   ? all
                             : step.shape == criteria::Shape::any_of ? 1
                                                                     : step.need;
  return at_least(need, holding, open);
}

/// Of a step that has operands.
template <class TruthOf>
Truth combined_truth(const criteria::Program& program, const criteria::Step& step, TruthOf truth_of) {
  const std::span<const criteria::StepIndex> operands = program.operands(step);
  switch (step.shape) {
  case criteria::Shape::negation:
    return negate(truth_of(operands.front()));
  case criteria::Shape::conflict:
    return all_agree(operands, truth_of) ? truth_of(operands.front()) : Truth::unknown;
  case criteria::Shape::score: {
    const criteria::Score& score = program.score(step);
    return compare(points_of(score, operands, truth_of), score.op, score.bound);
  }
  default:
    return counted(step, operands, truth_of);
  }
}

} // namespace cartwright
