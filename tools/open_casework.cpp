#include "tools/open_casework.hpp"

#include <pwd.h>
#include <unistd.h>

#include "server/casebook/open_casebook.hpp"

namespace cartwright {

Result<std::unique_ptr<Casebook>> open_casebook(const CaseArguments& arguments, sql::Opening opening) {
  const auto location = casebook_location(arguments.casebook);
  if (!location) return location.problems();
  auto database = open_database(*location, opening);
  if (!database) return database.problems();
  return std::make_unique<Casebook>(std::move(*database));
}

Actor local_actor() {
  const passwd* user = getpwuid(getuid());
  return {user == nullptr ? "user " + std::to_string(getuid()) : user->pw_name, "command line"};
}

} // namespace cartwright
