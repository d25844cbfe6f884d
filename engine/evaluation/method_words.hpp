// How a value was taken, in one spelling: "Cockcroft-Gault" and "cockcroft_gault" are one method.
#pragma once

#include <string>
#include <string_view>

namespace cartwright {

/// Lower case, words joined by "_"; usual other names are turned into the catalogue's word.
std::string method_word(std::string_view written);

} // namespace cartwright
