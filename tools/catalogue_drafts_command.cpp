#include <ostream>

#include "server/maintenance/desk_json.hpp"
#include "server/maintenance/desk_text.hpp"
#include "tools/commands.hpp"
#include "tools/store_command.hpp"

namespace cartwright {

namespace {

Exit show_one(const Desk& desk, const Arguments& arguments, Terminal& terminal) {
  const auto view = desk.draft(arguments.ids.front());
  if (!view) return report(view.problems(), terminal);
  terminal.out << (arguments.json ? draft_json(*view) : draft_text(*view, terminal.out_style));
  return Exit::done;
}

} // namespace

Exit run_catalogue_drafts(const Arguments& arguments, Terminal& terminal) {
  const auto desk = open_desk(arguments);
  if (!desk) return report(desk.problems(), terminal);
  if (!arguments.ids.empty()) return show_one(**desk, arguments, terminal);
  const auto queue = (*desk)->queue();
  if (!queue) return report(queue.problems(), terminal);
  if (!arguments.json) report(queue->problems, terminal);
  terminal.out << (arguments.json ? queue_json(*queue) : queue_text(*queue, terminal.out_style));
  return Exit::done;
}

} // namespace cartwright
