#include <algorithm>
#include <ostream>

#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

Problems problems_of(const Service& service, const std::string& file, const std::string& as_of) {
  const auto text = read_input(file);
  if (!text) return text.problems();
  return service.read({*text, as_of, ""}).problems();
}

} // namespace

Exit run_check(const Arguments& arguments, Terminal& terminal) {
  const auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  Problems all;
  const bool several = arguments.patients.size() > 1;
  for (const std::string& file : arguments.patients)
    all.absorb(problems_of(**service, file, arguments.as_of), several ? file + ": " : "");
  const Exit exit = report(all, terminal);
  if (arguments.json) {
    terminal.out << problems_json(all);
  } else if (exit == Exit::done) {
    const auto warnings = std::to_string(all.size());
    terminal.out << arguments.patients.size() << (several ? " profiles read, " : " profile read, ")
                 << (all.empty() ? "no problem" : warnings + (all.size() == 1 ? " warning" : " warnings"))
                 << "\n";
  }
  return exit;
}

} // namespace cartwright
