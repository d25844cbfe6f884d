#include <ostream>

#include "server/catalogue_json.hpp"
#include "server/catalogue_text.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

Exit run_catalogue_show(const Arguments& arguments, Terminal& terminal) {
  const auto service = open_service(arguments);
  if (!service) return report(service.problems(), terminal);
  const Snapshot& snapshot = (*service)->snapshot();
  const Vocabulary& vocabulary = *snapshot.catalogue->vocabulary;
  const std::string& id = arguments.ids.front();
  if (const CompiledTrial* found = snapshot.find(TrialId{id})) {
    terminal.out << (arguments.json ? trial_json(*found->trial, vocabulary)
                                    : trial_text(*found->trial, vocabulary, terminal.out_style));
    return Exit::done;
  }
  if (const Centre* found = snapshot.find(CentreId{id})) {
    terminal.out << (arguments.json ? centre_json(*found, snapshot)
                                    : centre_text(*found, snapshot, terminal.out_style));
    return Exit::done;
  }
  return report(unknown_trial(snapshot, id, "the command line"), terminal);
}

} // namespace cartwright
