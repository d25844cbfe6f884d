#include <ostream>

#include "engine/criteria/checked.hpp"
#include "engine/criteria/written.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace {

/// The stages before the graph belong to one rule each.
void dump_rules(const Trial& trial, const std::string& stage, const Vocabulary& vocabulary,
                const criteria::Definitions& definitions, std::ostream& out) {
  for (const Criterion& criterion : trial.criteria) {
    out << "# " << trial.id.text() << " " << criterion.id.text() << ": " << criterion.evaluated_rule()
        << "\n";
    const auto written = criteria::parse_rule(criterion.evaluated_rule());
    if (!written) continue; // an opened catalogue holds no such rule
    if (stage == "written") {
      out << criteria::dump(*written);
    } else if (const auto checked = criteria::check_rule(*written, vocabulary, definitions)) {
      out << criteria::dump(*checked);
    }
  }
}

} // namespace

Exit run_catalogue_dump(const Arguments& arguments, Terminal& terminal) {
  const auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  const Snapshot& snapshot = (*service)->snapshot();
  const Catalogue& catalogue = *snapshot.catalogue;
  Problems problems;
  for (const std::string& id : arguments.ids)
    if (snapshot.find(TrialId{id}) == nullptr)
      problems.absorb(unknown_trial(snapshot, id, "the command line"));
  if (!problems.empty()) return report(problems, terminal);
  if (arguments.stage == "graph" || arguments.stage == "program") {
    terminal.out << (arguments.stage == "graph" ? snapshot.graph.dump() : snapshot.program.dump());
    return Exit::done;
  }
  const auto definitions =
      criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, problems);
  for (const Trial& trial : catalogue.trials) {
    bool wanted = arguments.ids.empty();
    for (const std::string& id : arguments.ids)
      wanted = wanted || id == trial.id.text();
    if (wanted) dump_rules(trial, arguments.stage, *catalogue.vocabulary, definitions, terminal.out);
  }
  return Exit::done;
}

} // namespace cartwright
