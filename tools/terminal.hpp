// Where a command writes: answers to standard output, diagnostics to standard error.
#pragma once

#include <iosfwd>

#include "engine/domain/problem.hpp"
#include "server/answer_text.hpp"

namespace cartwright {

/// How a run ends, as the contract states it.
enum class Exit : int { done = 0, wrong_input = 1, usage = 2, failed_outside = 3 };

struct Terminal {
  std::ostream& out;
  std::ostream& err;
  TextStyle out_style, err_style;
  bool err_is_terminal = false; ///< progress may be shown
};

/// Standard streams; colour only on a terminal, and never when NO_COLOR is set.
Terminal standard_terminal();

/// Tells the problems and returns the exit code they call for: done when there are only warnings.
Exit report(const Problems& problems, Terminal& terminal);

} // namespace cartwright
