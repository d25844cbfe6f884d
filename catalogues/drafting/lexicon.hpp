// Every phrase that the grammar knows: its own words and the names of the vocabulary, found longest first.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalogues/drafting/tokens.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright::drafting {

/// What a phrase stands for: a word of the grammar, concepts of the vocabulary, or nothing worth keeping.
struct Meaning {
  std::string tag;                  ///< of the grammar; "~" fills; empty for a name alone
  std::vector<ConceptId> concepts;
  bool sure = false;                ///< from the grammar's own tables, which win over names of the vocabulary
};

class Lexicon {
public:
  explicit Lexicon(const Vocabulary& vocabulary);

  struct Found {
    const Meaning* meaning = nullptr;
    std::size_t length = 0; ///< tokens
  };
  /// The longest phrase that begins here.
  std::optional<Found> find(std::span<const Token> tokens, std::size_t at) const;
  const Vocabulary& vocabulary() const { return vocabulary_; }
  /// Ids in the tables of words that the vocabulary does not hold; a test keeps it empty.
  const std::vector<std::string>& strangers() const { return strangers_; }

private:
  struct Node {
    std::unordered_map<std::string, std::uint32_t> next;
    std::int32_t meaning = -1;
  };

  Meaning& meaning_of(std::string_view phrase);
  void add_tags(std::string_view table);
  void add_concepts(std::string_view table);
  void add_vocabulary();
  std::optional<ConceptId> concept_of(std::string_view id) const;

  const Vocabulary& vocabulary_;
  std::vector<Node> nodes_ = {Node()};
  std::vector<Meaning> meanings_;
  std::vector<std::string> strangers_;
};

} // namespace cartwright::drafting
