#include <ostream>

#include "server/maintenance/desk_json.hpp"
#include "server/maintenance/desk_text.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

Exit run_catalogue_freshness(const Arguments& arguments, Terminal& terminal) {
  const auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  Problems problems;
  const auto day = arguments.as_of.empty() ? std::optional(today()) : parse_day(arguments.as_of);
  if (!day) {
    problems.error(ProblemCode::impossible_date, "--as-of", "this is not a date", "write it as YYYY-MM-DD");
    return report(problems, terminal);
  }
  const auto entries = freshness(*(*service)->snapshot().catalogue, *day);
  terminal.out << (arguments.json ? freshness_json(entries, *day, arguments.top)
                                  : freshness_text(entries, *day, arguments.top, terminal.out_style));
  return Exit::done;
}

} // namespace cartwright
