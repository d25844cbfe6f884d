// What the commands about cases share: the casebook named or usual, and who acts.
#pragma once

#include <memory>

#include "server/casebook/casebook.hpp"
#include "tools/arguments.hpp"

namespace cartwright {

Result<std::unique_ptr<Casebook>> open_casebook(const CaseArguments& arguments, sql::Opening opening);
/// The user's login name, through the command line.
Actor local_actor();

} // namespace cartwright
