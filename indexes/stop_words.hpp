// Words that say nothing in a query.
#pragma once

#include <string_view>

namespace cartwright {

bool is_stop_word(std::string_view folded_word);

} // namespace cartwright
