// Text as it is compared: compatibility forms unified, case and accents folded. Chinese stays as written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cartwright {

/// "Möglich, ＢＣＭＡ" as "moglich, bcma". Bytes that are not UTF-8 become blanks.
std::string folded(std::string_view text);
/// The folded words: runs of letters and digits.
std::vector<std::string> folded_words(std::string_view text);
/// The folded words with one blank between them: the key under which a name is known.
std::string name_key(std::string_view name);

} // namespace cartwright
