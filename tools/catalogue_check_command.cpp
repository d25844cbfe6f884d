#include <ostream>

#include "catalogues/load_catalogue.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

Exit run_catalogue_check(const Arguments& arguments, Terminal& terminal) {
  const auto directory = find_catalogue(arguments.catalogue);
  if (!directory) return report(directory.problems(), terminal);
  const auto service = Service::open(*directory, today);
  Problems problems = service.problems();
  if (service) problems.absorb(lint(*(*service)->snapshot().catalogue, today()));
  const Exit exit = report(problems, terminal);
  if (arguments.json) {
    terminal.out << problems_json(problems);
  } else if (service) {
    const Snapshot& snapshot = (*service)->snapshot();
    std::size_t criteria = 0;
    for (const Trial& trial : snapshot.catalogue->trials)
      criteria += trial.criteria.size();
    terminal.out << snapshot.catalogue->trials.size() << " trials, " << criteria << " criteria, "
                 << snapshot.program.steps().size() << " shared steps, " << snapshot.catalogue->centres.size()
                 << " centres; " << problems.size() << " warnings\n";
  }
  return exit;
}

} // namespace cartwright
