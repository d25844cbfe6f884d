// The addresses of the maintainers' desk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/casebook/casebook.hpp"
#include "server/door.hpp"
#include "server/http_message.hpp"
#include "server/maintenance/desk.hpp"
#include "server/roles.hpp"

namespace cartwright {

/// A question to the desk, from somebody who may ask it.
struct MaintenanceCall {
  Asker asker;
  std::string id; ///< from the path
  std::string_view body;
  NamedTexts query;
  Casebook* casebook = nullptr; ///< null: this server keeps no cases

  std::string asked(std::string_view name) const; ///< of the query; empty when it is not there
};

struct MaintenanceRoute {
  std::string_view method, path;
  Roles roles;
  Reply (*answer)(Desk&, const MaintenanceCall&);
};
const std::vector<MaintenanceRoute>& maintenance_routes();

} // namespace cartwright
