// What the lines of scenarios are made of.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace cartwright::test {

std::vector<std::string> split(const std::string& text, const std::string& between);
/// The rest of the text after a beginning; nothing when it begins otherwise.
std::optional<std::string> after_words(const std::string& text, const std::string& beginning);
bool is_date(const std::string& text);

} // namespace cartwright::test
