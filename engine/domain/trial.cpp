#include "engine/domain/trial.hpp"

#include <iterator>

namespace cartwright {

std::string_view word(Recruiting state) {
  switch (state) {
  case Recruiting::open:
    return "open";
  case Recruiting::not_yet:
    return "not_yet";
  case Recruiting::closed:
    return "closed";
  case Recruiting::unknown:
    return "unknown";
  }
  return "unknown";
}

int offer_order(Recruiting recruiting) {
  switch (recruiting) {
  case Recruiting::open:
    return 0;
  case Recruiting::not_yet:
    return 1;
  case Recruiting::unknown:
    return 2;
  case Recruiting::closed:
    return 3;
  }
  return 3;
}

Recruiting recruiting_of(std::string_view status_word) {
  if (status_word == "recruiting" || status_word == "enrolling_by_invitation") return Recruiting::open;
  if (status_word == "not_yet_recruiting") return Recruiting::not_yet;
  if (status_word == "unknown" || status_word.empty()) return Recruiting::unknown;
  return Recruiting::closed;
}

namespace {

constexpr std::string_view slot_words[] = {"cohort", "arm", "part", "phase", "stage", "country"};

} // namespace

std::string_view word(SlotKind kind) {
  return slot_words[static_cast<std::size_t>(kind)];
}

std::optional<SlotKind> slot_kind(std::string_view word) {
  for (std::size_t i = 0; i < std::size(slot_words); ++i)
    if (slot_words[i] == word) return static_cast<SlotKind>(i);
  return std::nullopt;
}

std::string_view word(CriterionKind kind) {
  return kind == CriterionKind::inclusion ? "inclusion" : "exclusion";
}

} // namespace cartwright
