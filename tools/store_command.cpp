#include "tools/store_command.hpp"

#include <cstdlib>

#include "tools/open_search.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

Result<std::unique_ptr<Desk>> open_desk(const Arguments& arguments) {
  auto store = CatalogueStore::open_existing(arguments.store);
  if (!store) return store.problems();
  SearchPlace search = search_place(arguments, {});
  search.follows_revisions = true;
  return Desk::open(std::move(*store), today, utc_now, std::move(search));
}

std::string who(const Arguments& arguments) {
  if (!arguments.by.empty()) return arguments.by;
  for (const char* name : {"CARTWRIGHT_USER", "USER", "LOGNAME"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  return "";
}

} // namespace cartwright
