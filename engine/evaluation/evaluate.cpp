#include "engine/evaluation/evaluate.hpp"

#include <algorithm>
#include <numeric>

#include "engine/evaluation/forms.hpp"

namespace cartwright {

Finding evaluate_test(const criteria::Test& test, const Case& of) {
  return std::visit([&](const auto& form) { return find(form, of); }, test.form);
}

Trace::Trace(std::size_t steps) : place_(steps), findings_(steps + 1), later_(steps + 1) {
  std::iota(place_.begin(), place_.end(), 1U);
}

Trace::Trace(std::size_t steps, std::span<const criteria::StepIndex> only)
    : place_(steps, 0), findings_(only.size() + 1), later_(only.size() + 1) {
  std::uint32_t next = 0;
  for (const criteria::StepIndex step : only)
    place_[step] = ++next;
}

Range score_range(const criteria::Score& score, std::span<const criteria::StepIndex> parts,
                  const Trace& trace) {
  double low = 0, high = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Truth truth = trace[parts[i]].truth;
    low += truth == Truth::yes ? score.points[i] : 0;
    high += truth != Truth::no ? score.points[i] : 0;
  }
  return {low, high};
}

namespace {

using criteria::Program;
using criteria::Shape;
using criteria::Step;
using criteria::StepIndex;

Finding statement(CauseKind kind) {
  Finding out;
  out.causes.add({kind, "", ""});
  return out;
}

Truth combined(const Step& step, std::span<const StepIndex> operands, const Trace& trace) {
  if (step.shape == Shape::negation) return negate(trace[operands.front()].truth);
  std::uint32_t holding = 0, open = 0;
  for (const StepIndex operand : operands) {
    holding += trace[operand].truth == Truth::yes ? 1 : 0;
    open += trace[operand].truth == Truth::unknown ? 1 : 0;
  }
  const auto all = static_cast<std::uint32_t>(operands.size());
  const std::uint32_t need = step.shape == Shape::all_of ? all : step.shape == Shape::any_of ? 1 : step.need;
  return at_least(need, holding, open);
}

/// Decided where every reading agrees. Readings that are all open do not disagree yet.
Finding agreement(std::span<const StepIndex> operands, const Trace& trace) {
  const Truth first = trace[operands.front()].truth;
  const bool same = std::all_of(operands.begin(), operands.end(),
                                [&](StepIndex operand) { return trace[operand].truth == first; });
  Finding out;
  out.truth = same ? first : Truth::unknown;
  if (!same) out.causes.add({CauseKind::conflict, "", ""});
  return out;
}

Finding combination(const Program& program, const Step& step, const Trace& trace) {
  const std::span<const StepIndex> operands = program.operands(step);
  Finding out;
  switch (step.shape) {
  case Shape::conflict:
    out = agreement(operands, trace);
    break;
  case Shape::score:
    out.truth = compare(score_range(program.score(step), operands, trace), program.score(step).op,
                        program.score(step).bound);
    break;
  default:
    out.truth = combined(step, operands, trace);
  }
  for (const StepIndex operand : operands) {
    const Finding& part = trace[operand];
    if (out.truth == Truth::unknown && part.truth == Truth::unknown) out.causes.merge(part.causes);
    out.turns.insert(out.turns.end(), part.turns.begin(), part.turns.end());
  }
  std::sort(out.turns.begin(), out.turns.end());
  out.turns.erase(std::unique(out.turns.begin(), out.turns.end()), out.turns.end());
  return out;
}

Finding evaluate_step(const Program& program, const Step& step, const Trace& trace, const Case& of) {
  switch (step.shape) {
  case Shape::test:
    return evaluate_test(program.test(step), of);
  case Shape::judgement:
    return statement(CauseKind::judgement);
  case Shape::not_public:
    return statement(CauseKind::not_public);
  case Shape::not_evaluated:
    return statement(CauseKind::not_evaluated);
  case Shape::all_of:
  case Shape::any_of:
  case Shape::at_least:
  case Shape::negation:
  case Shape::conditional:
  case Shape::implication:
  case Shape::conflict:
  case Shape::score:
    return combination(program, step, trace);
  }
  return {};
}

} // namespace

Trace evaluate_some(const Program& program, std::span<const StepIndex> steps, const Case& of) {
  Trace trace(program.steps().size(), steps);
  Case asking = of;
  for (const StepIndex index : steps) {
    const Step& step = program.steps()[index];
    LaterDay later;
    if (of.later != nullptr) asking.later = &later;
    trace.at(index) = evaluate_step(program, step, trace, asking);
    if (of.later == nullptr) continue;
    for (const StepIndex operand : program.operands(step))
      if (trace.later(operand)) later.note(*trace.later(operand));
    trace.later_at(index) = later.first();
  }
  return trace;
}

Trace evaluate(const Program& program, const Case& of) {
  std::vector<StepIndex> all(program.steps().size());
  std::iota(all.begin(), all.end(), StepIndex{0});
  return evaluate_some(program, all, of);
}

} // namespace cartwright
