// A list of conditions, for the topics that hold one.
#pragma once

#include <optional>
#include <vector>

#include "catalogues/drafting/topics.hpp"

namespace cartwright::drafting {

struct ConditionList {
  std::vector<Expression> rules; ///< one a member
  double confidence = 0.9;
};

std::optional<ConditionList> read_condition_list(Cursor& cursor, const Context& context);

} // namespace cartwright::drafting
