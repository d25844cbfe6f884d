// What is asked of the index and what it answers, without a library.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexes/fields.hpp"

namespace cartwright {

struct SearchQuestion {
  std::string words; ///< empty: all that the filters leave
  /// Facet -> values of which one must hold; facets hold together.
  std::map<IndexField, std::vector<std::string>> filters;
  std::optional<double> age; ///< years; a record without a limit is never filtered
  std::size_t top = 20, skip = 0;
  bool any_word = false; ///< a record with any of the words is found (long texts)
  bool facets = true;    ///< counting reads every record found
  bool snippets = true;
};

/// A piece of a snippet; what the query hit is marked.
struct SnippetPart {
  std::string text;
  bool hit = false;
};

struct SearchHit {
  std::string kind, id, title;
  std::vector<SnippetPart> snippet;
  double score = 0; ///< comparable inside one answer only
};

struct SearchAnswer {
  std::size_t total = 0; ///< exact when facets are counted, an estimate otherwise
  bool widened = false;  ///< nothing held all words, so these hold some of them
  std::vector<SearchHit> hits;
  /// Facet -> value -> how many; most frequent first, ties by value.
  std::vector<std::pair<IndexField, std::vector<std::pair<std::string, std::size_t>>>> facets;
  std::string did_you_mean; ///< empty: nothing better is known
};

/// Words that count differently, of which a record may hold any. With `feedback` the best so many records of
/// a first try lend their most telling words to a second one.
struct WeightedQuestion {
  std::vector<std::pair<std::string, double>> words; ///< folded
  std::size_t top = 20;
  std::size_t feedback = 0; ///< records
  std::size_t feedback_words = 20;
  double feedback_share = 0.4; ///< of the whole weight
};

/// A name that goes on from what was typed.
struct Completion {
  std::string text;
  std::size_t records = 0; ///< how many carry it
  bool operator==(const Completion&) const = default;
};

} // namespace cartwright
