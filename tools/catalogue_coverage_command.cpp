#include <ostream>

#include "server/coverage_answer.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

Exit run_catalogue_coverage(const Arguments& arguments, Terminal& terminal) {
  const auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  const Coverage table = coverage(*(*service)->snapshot().catalogue);
  terminal.out << (arguments.json ? coverage_json(table) : coverage_text(table));
  return Exit::done;
}

} // namespace cartwright
