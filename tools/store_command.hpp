// What the commands on the maintainers' store share.
#pragma once

#include "server/maintenance/desk.hpp"
#include "tools/arguments.hpp"

namespace cartwright {

/// The desk of the store named on the command line.
Result<std::unique_ptr<Desk>> open_desk(const Arguments& arguments);
/// Who the command line, CARTWRIGHT_USER or the machine says it is; empty when nobody does.
std::string who(const Arguments& arguments);

} // namespace cartwright
