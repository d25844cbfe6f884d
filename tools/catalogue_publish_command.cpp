#include <ostream>

#include "server/maintenance/desk_json.hpp"
#include "server/maintenance/desk_text.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"
#include "tools/store_command.hpp"

namespace cartwright {

namespace {

Exit tell(const Result<Preview>& seen, const Arguments& arguments, Terminal& terminal) {
  if (!seen) return report(seen.problems(), terminal);
  const bool published = !arguments.only_preview;
  if (!arguments.json || seen->problems.has_errors()) report(seen->problems, terminal);
  terminal.out << (arguments.json ? preview_json(*seen, published)
                                  : preview_text(*seen, published, terminal.out_style));
  return seen->problems.has_errors() ? Exit::wrong_input : Exit::done;
}

Result<Preview> publish_whole(const Arguments& arguments) {
  const auto from = find_catalogue(arguments.from);
  if (!from) return from.problems();
  const auto store = CatalogueStore::open(arguments.store);
  if (!store) return store.problems();
  return publish_directory(*store, *from, arguments.base, {who(arguments), utc_now(), arguments.why},
                           arguments.only_preview, today);
}

Result<Preview> publish_drafts(const Arguments& arguments) {
  const auto desk = open_desk(arguments);
  if (!desk) return desk.problems();
  if (arguments.only_preview) return (*desk)->preview_drafts(arguments.ids);
  return (*desk)->publish(arguments.ids, arguments.expect, who(arguments), arguments.why);
}

} // namespace

Exit run_catalogue_publish(const Arguments& arguments, Terminal& terminal) {
  return tell(arguments.from.empty() ? publish_drafts(arguments) : publish_whole(arguments), arguments,
              terminal);
}

Exit run_catalogue_restore(const Arguments& arguments, Terminal& terminal) {
  const auto desk = open_desk(arguments);
  if (!desk) return report(desk.problems(), terminal);
  return tell(arguments.only_preview ? (*desk)->preview_restore(arguments.revision, arguments.ids)
                                     : (*desk)->restore(arguments.revision, arguments.ids, arguments.expect,
                                                        who(arguments), arguments.why),
              arguments, terminal);
}

} // namespace cartwright
