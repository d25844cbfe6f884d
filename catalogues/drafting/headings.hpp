// What a heading says: a section, a cohort, somebody else than the patient.
#pragma once

#include <string_view>

#include "catalogues/drafting/passages.hpp"

namespace cartwright::drafting {

struct Heading {
  bool is = false;
  Section section = Section::unknown; ///< unknown: stays as it was
  bool scope = false;                 ///< names a cohort, arm, part, phase, stage, stratum
  bool donor = false;                 ///< about donors or caregivers
  std::uint32_t bytes = 0;            ///< of the heading; what follows on the same line is text
};

/// A whole line, or the beginning of one up to its colon. A bullet before it has been taken off.
Heading heading_of(std::string_view line, bool bulleted);

} // namespace cartwright::drafting
