// Reading along the pieces of a sentence: what stands here, taken if it fits, and back again if it did not.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "catalogues/drafting/pieces.hpp"

namespace cartwright::drafting {

class Cursor {
public:
  Cursor(std::span<const Piece> pieces, const Vocabulary& vocabulary) : pieces_(pieces), vocabulary_(&vocabulary) {}

  bool done() const { return at_ >= pieces_.size(); }
  std::size_t place() const { return at_; }
  void back_to(std::size_t place) { at_ = place; }
  void step() { ++at_; }
  std::size_t left() const { return pieces_.size() - at_; }
  std::span<const Piece> rest() const { return pieces_.subspan(at_); }
  std::span<const Piece> pieces() const { return pieces_; }
  const Vocabulary& vocabulary() const { return *vocabulary_; }

  const Piece& peek(std::size_t by = 0) const {
    static const Piece none;
    return at_ + by < pieces_.size() ? pieces_[at_ + by] : none;
  }
  bool at(std::string_view tag, std::size_t by = 0) const {
    return at_ + by < pieces_.size() && pieces_[at_ + by].tag == tag;
  }
  bool at_any(std::initializer_list<std::string_view> tags, std::size_t by = 0) const {
    for (const std::string_view tag : tags)
      if (at(tag, by)) return true;
    return false;
  }
  bool at_number(std::size_t by = 0) const { return at_ + by < pieces_.size() && pieces_[at_ + by].kind == PieceKind::number; }
  bool at_period(std::size_t by = 0) const { return at_ + by < pieces_.size() && pieces_[at_ + by].kind == PieceKind::period; }
  bool at_word(std::string_view word, std::size_t by = 0) const {
    return at_ + by < pieces_.size() && pieces_[at_ + by].kind == PieceKind::word && pieces_[at_ + by].text == word;
  }

  bool accept(std::string_view tag) {
    if (!at(tag)) return false;
    ++at_;
    return true;
  }
  bool accept_any(std::initializer_list<std::string_view> tags) {
    if (!at_any(tags)) return false;
    ++at_;
    return true;
  }
  bool accept_word(std::string_view word) {
    if (!at_word(word)) return false;
    ++at_;
    return true;
  }
  /// Takes all that stands here of these.
  void skip(std::initializer_list<std::string_view> tags) {
    while (accept_any(tags)) {
    }
  }
  /// Takes `tags` in this order, or nothing.
  bool accept_run(std::initializer_list<std::string_view> tags) {
    const std::size_t start = at_;
    for (const std::string_view tag : tags)
      if (!accept(tag)) {
        at_ = start;
        return false;
      }
    return true;
  }

  /// The concept of this kind that stands here, not taken.
  std::optional<ConceptId> concept_here(ConceptKind kind, std::size_t by = 0) const {
    if (at_ + by >= pieces_.size()) return std::nullopt;
    for (const ConceptId id : pieces_[at_ + by].concepts)
      if ((*vocabulary_)[id].kind == kind) return id;
    return std::nullopt;
  }
  bool at_concept(std::string_view id, std::size_t by = 0) const {
    if (at_ + by >= pieces_.size()) return false;
    for (const ConceptId each : pieces_[at_ + by].concepts)
      if ((*vocabulary_)[each].id == id) return true;
    return false;
  }

private:
  std::span<const Piece> pieces_;
  const Vocabulary* vocabulary_;
  std::size_t at_ = 0;
};

/// The words of the pieces, for statements.
std::string words_of(std::span<const Piece> pieces);
/// Whether one of the pieces carries the tag.
bool mentions(std::span<const Piece> pieces, std::string_view tag);
bool mentions_any(std::span<const Piece> pieces, std::initializer_list<std::string_view> tags);

} // namespace cartwright::drafting
