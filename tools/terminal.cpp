#include "tools/terminal.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <sys/ioctl.h>
#include <unistd.h>

namespace cartwright {

namespace {

TextStyle style_of(int stream) {
  TextStyle out;
  if (isatty(stream) == 0) return out;
  const char* no_colour = std::getenv("NO_COLOR");
  out.colour = no_colour == nullptr || *no_colour == '\0';
  winsize size{};
  constexpr std::size_t narrowest = 60, widest = 120;
  if (ioctl(stream, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    out.width = std::clamp<std::size_t>(size.ws_col, narrowest, widest);
  return out;
}

} // namespace

Terminal standard_terminal() {
  return {std::cout, std::cerr, style_of(STDOUT_FILENO), style_of(STDERR_FILENO), isatty(STDERR_FILENO) != 0};
}

Exit report(const Problems& problems, Terminal& terminal) {
  terminal.err << problems_text(problems, terminal.err_style);
  if (!problems.has_errors()) return Exit::done;
  const auto& items = problems.items();
  const bool outside = std::any_of(items.begin(), items.end(), [](const Problem& problem) {
    return problem.code == ProblemCode::unavailable;
  });
  return outside ? Exit::failed_outside : Exit::wrong_input;
}

} // namespace cartwright
