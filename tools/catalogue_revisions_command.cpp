#include <ostream>

#include "server/maintenance/desk_json.hpp"
#include "server/maintenance/desk_text.hpp"
#include "tools/commands.hpp"
#include "tools/store_command.hpp"

namespace cartwright {

Exit run_catalogue_revisions(const Arguments& arguments, Terminal& terminal) {
  const auto store = CatalogueStore::open_existing(arguments.store);
  if (!store) return report(store.problems(), terminal);
  if (!arguments.revision.empty()) {
    const auto one = store->find(arguments.revision);
    if (!one) return report(one.problems(), terminal);
    terminal.out << (arguments.json ? revision_json(*one) : revision_text(*one, terminal.out_style));
    return Exit::done;
  }
  const auto all = store->revisions();
  if (!all) return report(all.problems(), terminal);
  terminal.out << (arguments.json ? revisions_json(*all) : revisions_text(*all, terminal.out_style));
  return Exit::done;
}

Exit run_catalogue_compare(const Arguments& arguments, Terminal& terminal) {
  const auto desk = open_desk(arguments);
  if (!desk) return report(desk.problems(), terminal);
  const auto found = (*desk)->compare(arguments.sources.front(), arguments.sources.back());
  if (!found) return report(found.problems(), terminal);
  terminal.out << (arguments.json ? comparison_json(*found) : comparison_text(*found, terminal.out_style));
  return Exit::done;
}

} // namespace cartwright
