#include "indexes/stop_words.hpp"

#include <algorithm>
#include <array>

namespace cartwright {

namespace {

// "no", "not" and "without" are missing on purpose: criteria speak by them.
constexpr std::array words{"a",   "about", "after", "all",  "an",    "and",  "any",  "are",  "as",
                           "at",  "be",    "been",  "by",   "for",   "from", "has",  "have", "he",
                           "her", "his",   "in",    "into", "is",    "it",   "its",  "of",   "on",
                           "or",  "she",   "that",  "the",  "their", "them", "then", "this", "these",
                           "to",  "was",   "were",  "what", "which", "who",  "will", "with"};

} // namespace

bool is_stop_word(std::string_view folded_word) {
  return std::find(words.begin(), words.end(), folded_word) != words.end();
}

} // namespace cartwright
