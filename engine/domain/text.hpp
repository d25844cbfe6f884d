// Small helpers on text that several layers need.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cartwright {

std::string join(const std::vector<std::string>& parts, std::string_view between);
/// "a, b or c"
std::string join_or(const std::vector<std::string>& parts);
std::string lower(std::string_view text); ///< ASCII only; other bytes stay
std::string_view trimmed(std::string_view text);
/// For looking up names: lower case without blanks, hyphens, underscores and slashes.
std::string normalised(std::string_view name);
/// The known words nearest to `word` by edit distance, best first, at most `most`; empty when none is near.
std::vector<std::string> nearest(std::string_view word, const std::vector<std::string>& known,
                                 std::size_t most = 3);
bool valid_utf8(std::string_view text);

} // namespace cartwright
