// Sentence and facts of a combination, put together from its operands: the parts that decided, or those that
// are open.
#pragma once

#include <string>
#include <vector>

#include "engine/criteria/program.hpp"
#include "engine/evaluation/evaluate.hpp"

namespace cartwright {

struct Explanation {
  std::string why;
  std::vector<FactUse> facts;
};

/// Bounded: parts beyond a readable number are counted, not printed.
Explanation explain_step(const criteria::Program& program, const Trace& trace, criteria::StepIndex root);

} // namespace cartwright
