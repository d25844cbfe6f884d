#include "engine/evaluation/evaluate.hpp"

#include <algorithm>
#include <numeric>

#include "engine/evaluation/combine.hpp"
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
  return points_of(score, parts, [&](criteria::StepIndex step) { return trace[step].truth; });
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

Finding combination(const Program& program, const Step& step, const Trace& trace) {
  const std::span<const StepIndex> operands = program.operands(step);
  const auto truth_of = [&](StepIndex operand) { return trace[operand].truth; };
  Finding out;
  out.truth = combined_truth(program, step, truth_of);
  if (step.shape == Shape::conflict && !all_agree(operands, truth_of))
    out.causes.add({CauseKind::conflict, "", ""});
  for (const StepIndex operand : operands) {
    const Finding& part = trace[operand];
    if (out.truth == Truth::unknown && part.truth == Truth::unknown) out.causes.merge(part.causes);
    out.turns.insert(out.turns.end(), part.turns.begin(), part.turns.end());
  }
  if (out.turns.size() <= 1) return out;
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
