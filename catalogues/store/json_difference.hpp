// Where two documents differ, place by place: entries of a list that carry an id are paired by it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cartwright {

struct JsonChange {
  std::string where;         ///< "criteria[I3].rule"
  std::string before, after; ///< compact JSON, shortened; "nothing" where there was none
};

/// A text that is no JSON counts as null.
std::vector<JsonChange> json_difference(std::string_view before, std::string_view after);

} // namespace cartwright
