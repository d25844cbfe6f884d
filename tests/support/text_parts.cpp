#include "tests/support/text_parts.hpp"

#include "engine/domain/text.hpp"

namespace cartwright::test {

std::vector<std::string> split(const std::string& text, const std::string& between) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = text.find(between, begin);
    out.emplace_back(trimmed(std::string_view(text).substr(begin, end - begin)));
    if (end == std::string::npos) return out;
    begin = end + between.size();
  }
}

std::optional<std::string> after_words(const std::string& text, const std::string& beginning) {
  if (text.rfind(beginning + " ", 0) != 0) return std::nullopt;
  return text.substr(beginning.size() + 1);
}

bool is_date(const std::string& text) {
  return text.size() >= 4 && text.size() <= 10 && text.find_first_not_of("0123456789-") == std::string::npos;
}

} // namespace cartwright::test
