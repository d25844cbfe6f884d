// Last stage: a flat, immutable list of steps; every operand is an earlier step. One program serves all rules
// of the catalogue.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/criteria/graph.hpp"

namespace cartwright::criteria {

using StepIndex = std::uint32_t;

struct Step {
  Shape shape = Shape::test;
  std::uint32_t need = 0;          ///< of at_least
  std::uint32_t payload = 0;       ///< index into tests, scores or texts
  std::uint32_t first_operand = 0; ///< into operands
  std::uint32_t operand_count = 0;
};

class Program {
public:
  std::span<const Step> steps() const { return steps_; }
  std::span<const StepIndex> operands(const Step& step) const {
    return std::span(operands_).subspan(step.first_operand, step.operand_count);
  }
  const Test& test(const Step& step) const { return tests_[step.payload]; }
  const std::string& text(const Step& step) const { return texts_[step.payload]; }
  const Score& score(const Step& step) const { return scores_[step.payload]; }
  std::span<const Test> tests() const { return tests_; }
  /// The step that holds the value of a graph node.
  StepIndex step_of(NodeIndex node) const { return step_of_node_[node]; }
  /// Every step that `root` depends on, itself last, in evaluation order.
  std::vector<StepIndex> needed_for(StepIndex root) const;
  std::string dump() const;

private:
  friend Program compile(const CriteriaGraph& graph);
  std::vector<Step> steps_;
  std::vector<StepIndex> operands_;
  std::vector<Test> tests_;
  std::vector<std::string> texts_;
  std::vector<Score> scores_;
  std::vector<StepIndex> step_of_node_;
};

Program compile(const CriteriaGraph& graph);

} // namespace cartwright::criteria
