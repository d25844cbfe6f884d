// One record as the index takes it: words to find it by, terms to filter by, numbers to compare.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexes/fields.hpp"

namespace cartwright {

struct IndexDocument {
  std::string kind; ///< trial, centre, product, pathway
  std::string id, title;
  std::string shown; ///< what a snippet is cut from, in plain sentences
  std::vector<std::pair<IndexField, std::string>> words;
  std::vector<std::pair<IndexField, std::string>> terms;
  std::vector<std::pair<IndexField, double>> numbers;

  void say(IndexField field, std::string_view text) {
    if (!text.empty()) words.emplace_back(field, text);
  }
  void tag(IndexField field, std::string_view value) {
    if (!value.empty()) terms.emplace_back(field, value);
  }
};

} // namespace cartwright
