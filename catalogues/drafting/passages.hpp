// Eligibility text as passages: one bullet or paragraph each, with its section, its place in the nested lists and the
// headings above it. Every letter of the text lies in exactly one passage.
#pragma once

#include <string_view>
#include <vector>

#include "catalogues/drafting/bullets.hpp"
#include "catalogues/drafting/tokens.hpp"

namespace cartwright::drafting {

enum class Section : std::uint8_t { unknown, inclusion, exclusion };

inline constexpr std::int32_t no_passage = -1;

struct Passage {
  Span span; ///< without the bullet, trimmed
  Section section = Section::unknown;
  bool heading = false;                ///< says what follows, no criterion itself
  bool donor = false;                  ///< under a heading that is not about the patient
  std::int32_t parent = no_passage;    ///< the lead of the list it stands in; always earlier
  std::int32_t scope = no_passage;     ///< the nearest heading of a cohort, arm, part ...
  bool has_children = false;
  Bullet bullet;
  std::uint32_t indent = 0;
};

std::vector<Passage> passages_of(std::string_view text);

} // namespace cartwright::drafting
