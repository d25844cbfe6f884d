// Identities that cannot be mixed up: a TrialId is never a CentreId, and neither is a bare string.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace cartwright {

template <class Tag> class TextId {
public:
  TextId() = default;
  explicit TextId(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  auto operator<=>(const TextId&) const = default;

private:
  std::string text_;
};

/// Position in a table that is fixed once built.
template <class Tag> class IndexId {
public:
  IndexId() = default;
  explicit constexpr IndexId(std::uint32_t value) : value_(value) {}
  constexpr std::uint32_t value() const { return value_; }
  constexpr auto operator<=>(const IndexId&) const = default;

private:
  std::uint32_t value_ = 0;
};

using TrialId = TextId<struct TrialTag>;
using CentreId = TextId<struct CentreTag>;
using CohortId = TextId<struct CohortTag>;
using CriterionId = TextId<struct CriterionTag>;
using PatientId = TextId<struct PatientTag>;

/// A concept of the vocabulary: an agent, a class, an antigen, a condition, a measurement, a marker, a
/// regimen.
using ConceptId = IndexId<struct ConceptTag>;

} // namespace cartwright

template <class Tag> struct std::hash<cartwright::TextId<Tag>> {
  std::size_t operator()(const cartwright::TextId<Tag>& id) const {
    return std::hash<std::string>{}(id.text());
  }
};
template <class Tag> struct std::hash<cartwright::IndexId<Tag>> {
  std::size_t operator()(const cartwright::IndexId<Tag>& id) const {
    return std::hash<std::uint32_t>{}(id.value());
  }
};
