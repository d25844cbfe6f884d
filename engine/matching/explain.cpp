#include "engine/matching/explain.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

using criteria::Shape;
using criteria::StepIndex;

constexpr std::size_t most_parts = 6;
constexpr std::size_t most_facts = 16;

/// Walks the deciding part of the graph below one step. The nesting of rules is capped, and so is this walk.
class Explainer {
public:
  Explainer(const criteria::Program& program, const Trace& trace) : program_(program), trace_(trace) {}

  Explanation run(StepIndex root) {
    visit(root);
    if (left_out_ > 0) parts_.push_back("and " + std::to_string(left_out_) + " further parts");
    return {join(parts_, "; "), std::move(facts_)};
  }

private:
  void visit(StepIndex index) {
    const criteria::Step& step = program_.steps()[index];
    switch (step.shape) {
    case Shape::test:
      say(trace_[index].why, trace_[index].facts);
      return;
    case Shape::judgement:
      say("for the treating team to judge: " + program_.text(step), {});
      return;
    case Shape::not_public:
      say("not published: " + program_.text(step), {});
      return;
    case Shape::not_evaluated:
      say("not evaluated: " + program_.text(step), {});
      return;
    case Shape::negation:
    case Shape::all_of:
    case Shape::any_of:
    case Shape::at_least:
    case Shape::conditional:
      visit_operands(step, trace_[index].truth);
      return;
    }
  }

  /// A decided combination is explained by the operands that decided it; an unknown one by those that are
  /// open.
  void visit_operands(const criteria::Step& step, Truth truth) {
    const bool negated = step.shape == Shape::negation;
    const Truth telling = negated ? negate(truth) : truth;
    bool told = false;
    for (const StepIndex operand : program_.operands(step)) {
      if (trace_[operand].truth != telling) continue;
      if (told && step.shape == Shape::any_of && truth == Truth::yes) return; // one is enough
      visit(operand);
      told = true;
    }
  }

  void say(const std::string& why, const std::vector<FactUse>& facts) {
    for (const FactUse& fact : facts)
      if (facts_.size() < most_facts && std::find(facts_.begin(), facts_.end(), fact) == facts_.end())
        facts_.push_back(fact);
    if (why.empty() || std::find(parts_.begin(), parts_.end(), why) != parts_.end()) return;
    if (parts_.size() < most_parts) {
      parts_.push_back(why);
    } else {
      ++left_out_;
    }
  }

  const criteria::Program& program_;
  const Trace& trace_;
  std::vector<std::string> parts_;
  std::vector<FactUse> facts_;
  std::size_t left_out_ = 0;
};

} // namespace

Explanation explain_step(const criteria::Program& program, const Trace& trace, StepIndex root) {
  return Explainer(program, trace).run(root);
}

} // namespace cartwright
