#include <ostream>

#include "server/maintenance/desk_json.hpp"
#include "server/maintenance/desk_text.hpp"
#include "tools/commands.hpp"
#include "tools/store_command.hpp"

namespace cartwright {

Exit run_catalogue_review(const Arguments& arguments, Terminal& terminal) {
  const auto desk = open_desk(arguments);
  if (!desk) return report(desk.problems(), terminal);
  const auto reviewed = (*desk)->review(arguments.ids.front(), arguments.base, who(arguments), arguments.why);
  if (!reviewed) return report(reviewed.problems(), terminal);
  terminal.out << (arguments.json ? draft_json(*reviewed) : draft_text(*reviewed, terminal.out_style));
  return Exit::done;
}

} // namespace cartwright
