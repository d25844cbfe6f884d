#include <ostream>

#include "catalogues/changes/read_state.hpp"
#include "server/changes_report.hpp"
#include "tools/commands.hpp"
#include "tools/upkeep_tables.hpp"

namespace cartwright {

Exit run_catalogue_diff(const Arguments& arguments, Terminal& terminal) {
  const auto tables = open_upkeep(arguments);
  if (!tables) return report(tables.problems(), terminal);
  const DraftingTables drafting = tables->drafting();
  Problems problems;
  std::vector<CatalogueState> states;
  for (const std::string& source : arguments.sources) {
    auto state = read_state(source, drafting);
    problems.absorb(state.problems());
    if (state) states.push_back(std::move(*state));
  }
  const Exit exit = report(problems, terminal);
  if (exit != Exit::done) return exit;
  std::vector<ChangeStep> steps;
  for (std::size_t i = 1; i < states.size(); ++i) {
    ChangeStep step{difference(states[i - 1], states[i]), {}};
    step.changes = changes_of(step.difference);
    steps.push_back(std::move(step));
  }
  terminal.out << (arguments.json ? changes_json(steps) : changes_text(steps, terminal.out_style));
  return exit;
}

} // namespace cartwright
