#include "engine/rematch/bare_trace.hpp"

#include <algorithm>
#include <unordered_set>

#include "engine/evaluation/combine.hpp"
#include "engine/evaluation/number_truth.hpp"
#include "engine/matching/verdict.hpp"

namespace cartwright {

using criteria::Shape;
using criteria::Step;
using criteria::StepIndex;

namespace {

std::uint8_t kinds_of(const Causes& causes) {
  std::uint8_t out = 0;
  for (const Cause& cause : causes.items())
    out |= BareValue::bit(cause.kind);
  return out;
}

Finding statement(Shape shape) {
  return unknown_because({shape == Shape::judgement    ? CauseKind::judgement
                          : shape == Shape::not_public ? CauseKind::not_public
                                                       : CauseKind::not_evaluated,
                          "", ""},
                         "");
}

BareValue bare(const Finding& found) {
  return {found.truth, kinds_of(found.causes), !found.turns.empty()};
}

} // namespace

void note_turn(LaterDay& out, Day day, Day as_of) {
  if (day > as_of) out.note(day);
  if (day <= after(as_of, look_ahead_limit)) return;
  for (Day seen = before(day, look_ahead_limit); seen <= day; seen += std::chrono::days(1))
    if (seen > as_of && after(seen, look_ahead_limit) >= day) return out.note(seen);
}

BareProgram::BareProgram(const criteria::Program& program)
    : program_(program), number_of_(program.tests().size()) {
  std::unordered_map<std::string, std::size_t> numbers;
  for (std::size_t i = 0; i < number_of_.size(); ++i)
    if (const auto* test = std::get_if<criteria::NumberTest>(&program.tests()[i].form))
      number_of_[i] =
          numbers.try_emplace(number_text_of(*test, program.tests()[i].text), numbers.size()).first->second;
  numbers_ = numbers.size();
}

BareTrace::BareTrace(const BareProgram& program, std::span<const StepIndex> steps, const Case& of)
    : program_(program), case_(of), numbers_(program.numbers()), now_(program.steps().size()),
      change_(program.steps().size(), never) {
  case_.later = nullptr;
  case_.bare = true;
  for (const StepIndex step : steps)
    evaluate_now(step);
}

void BareTrace::evaluate_now(StepIndex index) {
  const Step& step = program_.steps()[index];
  if (step.operand_count > 0) {
    now_[index] = combined(step, [this](StepIndex operand) -> const BareValue& { return now_[operand]; });
    for (const StepIndex operand : program_.program().operands(step))
      change_[index] = std::min(change_[index], change_[operand]);
    return;
  }
  LaterDay later;
  Finding found = found_now(step, later);
  now_[index] = bare(found);
  for (const Day day : found.turns)
    note_turn(later, day, case_.as_of);
  change_[index] = later.first().value_or(never);
  if (!found.turns.empty()) turns_.emplace(index, std::move(found.turns));
}

Finding BareTrace::found_now(const Step& step, LaterDay& later) {
  if (step.shape != Shape::test) return statement(step.shape);
  const criteria::Test& test = program_.program().test(step);
  Case asking = case_;
  const auto* of_number = std::get_if<criteria::NumberTest>(&test.form);
  if (of_number == nullptr) {
    asking.later = &later;
    return evaluate_test(test, asking);
  }
  Number& number = numbers_[program_.number_of(step)];
  if (number.readings.empty()) {
    asking.later = &number.later;
    number.readings = read_number(of_number->term, asking);
  }
  later = number.later;
  return compared(*of_number, number.readings, true);
}

Finding BareTrace::found_on(const Step& step, Day day, Later& then) {
  const criteria::Test& test = program_.program().test(step);
  const Case of = look_ahead(case_, day);
  const auto* of_number = std::get_if<criteria::NumberTest>(&test.form);
  if (of_number == nullptr) return evaluate_test(test, of);
  Readings& readings = then.readings[program_.number_of(step)];
  if (readings.empty()) readings = read_number(of_number->term, of);
  return compared(*of_number, readings, true);
}

template <class ValueOf> BareValue BareTrace::combined(const Step& step, ValueOf value_of) const {
  const auto operands = program_.program().operands(step);
  const auto truth_of = [&](StepIndex operand) { return value_of(operand).truth; };
  BareValue out{combined_truth(program_.program(), step, truth_of), 0, false};
  if (step.shape == Shape::conflict && !all_agree(operands, truth_of))
    out.kinds = BareValue::bit(CauseKind::conflict);
  for (const StepIndex operand : operands) {
    const BareValue& part = value_of(operand);
    if (out.truth == Truth::unknown && part.truth == Truth::unknown) out.kinds |= part.kinds;
    out.turns = out.turns || part.turns;
  }
  return out;
}

const std::vector<StepIndex>& BareTrace::turning_leaves(StepIndex root) {
  const auto [at, fresh] = leaves_.try_emplace(root);
  if (!fresh) return at->second;
  std::unordered_set<StepIndex> seen = {root};
  std::vector<StepIndex> open = {root};
  while (!open.empty()) {
    const Step& step = program_.steps()[open.back()];
    if (step.operand_count == 0) at->second.push_back(open.back());
    open.pop_back();
    for (const StepIndex operand : program_.program().operands(step))
      if (now_[operand].turns && seen.insert(operand).second) open.push_back(operand);
  }
  return at->second;
}

BareValue BareTrace::on(StepIndex index, Day day) {
  if (day == case_.as_of || !now_[index].turns) return now_[index];
  Later& then = later_[day];
  if (const auto known = then.values.find(index); known != then.values.end()) return known->second;
  const Step& step = program_.steps()[index];
  BareValue out;
  if (step.operand_count > 0) {
    out = combined(step, [&](StepIndex operand) { return on(operand, day); });
  } else {
    Finding found = found_on(step, day, then);
    out = bare(found);
    then.turns.emplace(index, std::move(found.turns));
  }
  then.values.emplace(index, out);
  return out;
}

const std::vector<Day>& BareTrace::turns_of(StepIndex leaf, Day day) {
  static const std::vector<Day> none;
  if (day == case_.as_of) {
    const auto at = turns_.find(leaf);
    return at == turns_.end() ? none : at->second;
  }
  on(leaf, day);
  return later_[day].turns[leaf];
}

} // namespace cartwright
