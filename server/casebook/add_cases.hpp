// Many cases at once: all of them, or none.
#pragma once

#include <vector>

#include "server/casebook/casebook.hpp"

namespace cartwright {

struct NewCase {
  CheckedProfile profile;
  std::string coordinator;
};
/// Each with its entry in the trail, as if it had been added alone.
Result<std::vector<CaseId>> add_cases(Casebook& casebook, const Actor& actor,
                                      const std::vector<NewCase>& cases);

} // namespace cartwright
