#include <ostream>

#include "catalogues/lint/lint.hpp"
#include "server/coverage_answer.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

std::string size_text(const Snapshot& snapshot, std::size_t warnings) {
  std::size_t criteria = 0;
  for (const Trial& trial : snapshot.catalogue->trials)
    criteria += trial.criteria.size();
  return std::to_string(snapshot.catalogue->trials.size()) + " trials, " + std::to_string(criteria) +
         " criteria, " + std::to_string(snapshot.program.steps().size()) + " shared steps, " +
         std::to_string(snapshot.catalogue->centres.size()) + " centres, " +
         std::to_string(snapshot.approvals.size()) + " approvals, " +
         std::to_string(snapshot.pathways.size()) + " approaches; " + std::to_string(warnings) +
         " warnings\n";
}

} // namespace

Exit run_catalogue_check(const Arguments& arguments, Terminal& terminal) {
  const auto directory = find_catalogue(arguments);
  if (!directory) return report(directory.problems(), terminal);
  const auto service = Service::open(*directory, today);
  Problems problems = service.problems();
  if (!service) {
    if (arguments.json) terminal.out << problems_json(problems);
    return report(problems, terminal);
  }
  const Snapshot& snapshot = (*service)->snapshot();
  problems.absorb(lint(*snapshot.catalogue));
  problems.absorb(lint(*snapshot.navigation, *snapshot.catalogue));
  problems = without_accepted(problems, *snapshot.catalogue);
  const Exit exit = report(problems, terminal);
  const Coverage table = coverage(*snapshot.catalogue);
  terminal.out << (arguments.json ? checked_catalogue_json(problems, table)
                                  : coverage_totals_text(table) + size_text(snapshot, problems.size()));
  return exit;
}

} // namespace cartwright
