#include <ostream>

#include "server/maintenance/desk_json.hpp"
#include "server/maintenance/desk_text.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"
#include "tools/store_command.hpp"

namespace cartwright {

namespace {

/// The file to begin with on standard output, its base on standard error.
Exit begin(const Desk& desk, const Arguments& arguments, Terminal& terminal) {
  const auto view = desk.draft(arguments.ids.front());
  if (!view) return report(view.problems(), terminal);
  if (arguments.json) {
    terminal.out << draft_json(*view);
    return Exit::done;
  }
  terminal.out << view->content;
  terminal.err << "base " << view->state.version() << "\n    save with: cartwright catalogue edit "
               << view->id << " --store " << arguments.store << " --base " << view->state.version()
               << " --from FILE --why \"...\"\n";
  return Exit::done;
}

Exit discard(const Desk& desk, const Arguments& arguments, Terminal& terminal) {
  const Exit exit =
      report(desk.discard(arguments.ids.front(), arguments.base, who(arguments), arguments.why), terminal);
  if (exit == Exit::done) terminal.out << "The draft was taken away; its contents are kept in the store.\n";
  return exit;
}

} // namespace

Exit run_catalogue_edit(const Arguments& arguments, Terminal& terminal) {
  const auto desk = open_desk(arguments);
  if (!desk) return report(desk.problems(), terminal);
  if (arguments.discard) return discard(**desk, arguments, terminal);
  if (arguments.from.empty() && !arguments.remove) return begin(**desk, arguments, terminal);
  std::optional<std::string> content;
  if (!arguments.remove) {
    auto text = read_input(arguments.from);
    if (!text) return report(text.problems(), terminal);
    content = std::move(*text);
  }
  const auto saved =
      (*desk)->save(arguments.ids.front(), arguments.base, content, who(arguments), arguments.why);
  if (!saved) return report(saved.problems(), terminal);
  terminal.out << (arguments.json ? draft_json(*saved) : draft_text(*saved, terminal.out_style));
  return Exit::done; // a draft may have errors; a review refuses them
}

} // namespace cartwright
