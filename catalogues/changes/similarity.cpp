#include "catalogues/changes/similarity.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace cartwright {

namespace {

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> out;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) out.insert(word);
    word.clear();
  };
  constexpr std::string_view between = " \t\n|,;:(){}[]\"";
  for (const char c : text)
    if (between.find(c) == std::string_view::npos)
      word += c;
    else
      end_word();
  end_word();
  return out;
}

} // namespace

double similarity(std::string_view a, std::string_view b) {
  const std::set<std::string> left = words_of(a), right = words_of(b);
  std::vector<std::string> both;
  std::set_intersection(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(both));
  const std::size_t either = left.size() + right.size() - both.size();
  return either == 0 ? 1.0 : static_cast<double>(both.size()) / static_cast<double>(either);
}

} // namespace cartwright
