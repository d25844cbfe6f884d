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
    case Shape::implication:
    case Shape::conflict:
      visit_operands(step, trace_[index].truth);
      return;
    case Shape::score:
      add_up(step);
      return;
    }
  }

  /// A decided combination is explained by the operands that decided it; an unknown one by those that are
  /// open.
  void visit_operands(const criteria::Step& step, Truth truth) {
    const bool negated = step.shape == Shape::negation;
    const Truth telling = negated ? negate(truth) : truth;
    if (step.shape == Shape::conflict && truth == Truth::unknown) return compare_readings(step);
    bool told = false;
    for (const StepIndex operand : program_.operands(step)) {
      if (trace_[operand].truth != telling) continue;
      if (told && step.shape == Shape::any_of && truth == Truth::yes) return; // one is enough
      visit(operand);
      told = true;
    }
  }

  /// Readings that disagree are told one by one.
  void compare_readings(const criteria::Step& step) {
    std::size_t number = 0;
    for (const StepIndex operand : program_.operands(step)) {
      const Explanation part = Explainer(program_, trace_).run(operand);
      const Truth truth = trace_[operand].truth;
      say("by reading " + std::to_string(++number) + " " +
              (truth == Truth::yes  ? "it holds"
               : truth == Truth::no ? "it does not hold"
                                    : "it is open") +
              (part.why.empty() ? "" : " (" + part.why + ")"),
          part.facts);
    }
  }

  /// Every part of a score, with its points.
  void add_up(const criteria::Step& step) {
    const criteria::Score& score = program_.score(step);
    const auto parts = program_.operands(step);
    const Range sum = score_range(score, parts, trace_);
    std::vector<std::string> told;
    std::vector<FactUse> facts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Explanation part = Explainer(program_, trace_).run(parts[i]);
      const Truth truth = trace_[parts[i]].truth;
      const std::string points = number_text(score.points[i]);
      told.push_back((truth == Truth::yes  ? points
                      : truth == Truth::no ? "0 of " + points
                                           : "0 or " + points) +
                     " for: " + (part.why.empty() ? std::string(word(truth)) : part.why));
      facts.insert(facts.end(), part.facts.begin(), part.facts.end());
    }
    const std::string total =
        number_text(*sum.low) + (*sum.low == *sum.high ? "" : " to " + number_text(*sum.high));
    say(total + " points, asked " + std::string(symbol(score.op)) + " " + number_text(score.bound) + " (" +
            join(told, "; ") + ")",
        facts);
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
  const Finding& own = trace[root]; // most rules are one test
  if (program.steps()[root].shape == Shape::test && own.facts.size() <= 1) return {own.why, own.facts};
  return Explainer(program, trace).run(root);
}

} // namespace cartwright
