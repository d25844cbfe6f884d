// The addresses of cases, the audit trail and tokens.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/casebook/case_desk.hpp"
#include "server/door.hpp"
#include "server/http_message.hpp"
#include "server/roles.hpp"

namespace cartwright {

/// A question about the casebook, from somebody who may ask it.
struct CaseCall {
  Asker asker;
  std::vector<std::string> ids; ///< from the path
  std::string_view body;
  NamedTexts query;

  std::string asked(std::string_view name) const; ///< of the query; empty when it is not there
  Actor actor() const { return {asker.name, "http"}; }
};

struct CaseRoute {
  std::string_view method, path;
  Roles roles;
  Reply (*answer)(CaseDesk&, const CaseCall&);
};
const std::vector<CaseRoute>& case_routes();

} // namespace cartwright
