// How alike two texts are, by the words they share.
#pragma once

#include <string_view>

namespace cartwright {

/// Words in both over words in either: 1 for the same words, 0 for none in common.
double similarity(std::string_view a, std::string_view b);

} // namespace cartwright
