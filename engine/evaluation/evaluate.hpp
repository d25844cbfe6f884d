// The program on one case. Tests are evaluated once each; combinations follow Kleene and merge causes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/criteria/program.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/evaluation/compare.hpp"
#include "engine/evaluation/finding.hpp"

namespace cartwright {

/// One test on one case: truth, causes, facts, sentence. Defined over all forms of criteria/test.hpp.
Finding evaluate_test(const criteria::Test& test, const Case& of);

/// Values of all steps of a program. A combination's finding holds truth, causes and turns;
/// its sentence and facts are put together from its operands only when asked (see explain.hpp in matching).
class Trace {
public:
  explicit Trace(std::size_t steps);
  /// Room for these steps only; the others are empty.
  Trace(std::size_t steps, std::span<const criteria::StepIndex> only);
  const Finding& operator[](criteria::StepIndex step) const { return findings_[place_[step]]; }
  /// Of a step that has room.
  Finding& at(criteria::StepIndex step) { return findings_[place_[step]]; }
  std::size_t size() const { return place_.size(); }
  /// See LaterDay; only when the case asks for it.
  const std::optional<Day>& later(criteria::StepIndex step) const { return later_[place_[step]]; }
  std::optional<Day>& later_at(criteria::StepIndex step) { return later_[place_[step]]; }

private:
  std::vector<std::uint32_t> place_; ///< of each step; the first one is that of all empty ones
  std::vector<Finding> findings_;
  std::vector<std::optional<Day>> later_;
};

/// Points of the parts that hold, up to points of those that may.
Range score_range(const criteria::Score& score, std::span<const criteria::StepIndex> parts,
                  const Trace& trace);

Trace evaluate(const criteria::Program& program, const Case& of);
/// Only these steps (in evaluation order, closed under operands); the others keep an empty finding.
Trace evaluate_some(const criteria::Program& program, std::span<const criteria::StepIndex> steps,
                    const Case& of);

} // namespace cartwright
