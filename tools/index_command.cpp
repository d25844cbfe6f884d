#include <ostream>

#include "tools/commands.hpp"
#include "tools/open_search.hpp"

namespace cartwright {

namespace {

void tell(const IndexStamp& stamp, const std::filesystem::path& place, Terminal& terminal) {
  terminal.out << "Search index of " << stamp.documents << " records, " << (stamp.bytes + 1023) / 1024
               << " KiB, schema " << stamp.schema << ", catalogue " << stamp.catalogue << "\n    in "
               << place.string() << "\n";
}

} // namespace

Exit run_index_build(const Arguments& arguments, Terminal& terminal) {
  const auto search = open_search(arguments);
  if (!search) return report(search.problems(), terminal);
  const auto stamp = search->desk->build();
  if (!stamp) return report(stamp.problems(), terminal);
  tell(*stamp, search->place.index, terminal);
  return Exit::done;
}

Exit run_index_check(const Arguments& arguments, Terminal& terminal) {
  const auto search = open_search(arguments);
  if (!search) return report(search.problems(), terminal);
  const auto index = open_index(search->place.index, search->catalogue->revision, search->place.mend);
  if (!index) return report(index.problems(), terminal);
  tell((*index)->stamp(), search->place.index, terminal);
  return Exit::done;
}

} // namespace cartwright
