#include "tools/store_command.hpp"

#include <cstdlib>

#include "tools/open_service.hpp"

namespace cartwright {

Result<std::unique_ptr<Desk>> open_desk(const Arguments& arguments) {
  auto store = CatalogueStore::open_existing(arguments.store);
  if (!store) return store.problems();
  return Desk::open(std::move(*store), today, utc_now);
}

std::string who(const Arguments& arguments) {
  if (!arguments.by.empty()) return arguments.by;
  for (const char* name : {"CARTWRIGHT_USER", "USER", "LOGNAME"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return value;
  return "";
}

} // namespace cartwright
