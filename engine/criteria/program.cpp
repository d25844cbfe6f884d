#include "engine/criteria/program.hpp"

#include <algorithm>

namespace cartwright::criteria {

std::vector<StepIndex> Program::needed_for(StepIndex root) const {
  std::vector<char> seen(steps_.size(), 0);
  std::vector<StepIndex> out, open = {root};
  seen[root] = 1;
  while (!open.empty()) {
    const StepIndex step = open.back();
    open.pop_back();
    out.push_back(step);
    for (const StepIndex operand : operands(steps_[step]))
      if (seen[operand] == 0) {
        seen[operand] = 1;
        open.push_back(operand);
      }
  }
  std::sort(out.begin(), out.end()); // operands have smaller indexes
  return out;
}

std::string Program::dump() const {
  std::string out;
  for (StepIndex i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    out += std::to_string(i) + " " + std::string(word(step.shape));
    if (step.shape == Shape::at_least) out += " " + std::to_string(step.need);
    for (const StepIndex operand : operands(step))
      out += " " + std::to_string(operand);
    if (step.shape == Shape::test) out += " " + test(step).text;
    if (step.shape == Shape::score) out += " " + text_of(score(step));
    if (step.shape == Shape::judgement || step.shape == Shape::not_public ||
        step.shape == Shape::not_evaluated)
      out += " \"" + text(step) + "\"";
    out += "\n";
  }
  return out;
}

Program compile(const CriteriaGraph& graph) {
  Program out;
  out.tests_ = graph.tests();
  out.step_of_node_.resize(graph.size());
  for (const NodeIndex node : graph.order()) {
    const SharedNode& from = graph.node(node);
    Step step;
    step.shape = from.shape;
    step.need = from.need;
    if (from.shape == Shape::test) {
      step.payload = from.test;
    } else if (from.shape == Shape::score) {
      step.payload = static_cast<std::uint32_t>(out.scores_.size());
      out.scores_.push_back(from.score);
    } else {
      step.payload = static_cast<std::uint32_t>(out.texts_.size());
      out.texts_.push_back(from.text);
    }
    step.first_operand = static_cast<std::uint32_t>(out.operands_.size());
    for (const NodeIndex child : graph.children(node))
      out.operands_.push_back(out.step_of_node_[child]);
    step.operand_count = static_cast<std::uint32_t>(out.operands_.size()) - step.first_operand;
    out.step_of_node_[node] = static_cast<StepIndex>(out.steps_.size());
    out.steps_.push_back(step);
  }
  return out;
}

} // namespace cartwright::criteria
