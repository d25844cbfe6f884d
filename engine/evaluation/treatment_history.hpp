// Treatment history derived from dated episodes: lines of therapy (Rajkumar 2015, Blood 126:921), as a range
// with its reasoning.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/domain/patient.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright {

/// One line: a planned course of therapy. `certain` is false when the rules of counting leave it open
/// (bridging, steroid or radiation only, less than one cycle, undated, a further transplant not said to be
/// planned) and it only widens the range.
struct TherapyLine {
  std::vector<std::size_t> episodes;     ///< indexes into therapies.items, in time order
  std::vector<std::size_t> transplants;  ///< indexes into transplants.items
  std::vector<std::size_t> radiotherapy; ///< indexes into radiotherapy.items
  bool certain = true;
  bool partial = false; ///< less than one cycle, ended by progression: counts where a trial says so
  std::string why;      ///< which rule opened it
};

struct LineCount {
  std::int32_t min = 0;
  std::optional<std::int32_t>
      max; ///< nothing: therapies, transplants or radiotherapy are open, there may be more
};

struct TreatmentHistory {
  std::vector<std::size_t> in_time_order; ///< systemic, anti-myeloma episodes; undated ones last
  std::vector<TherapyLine> lines;
  LineCount count;
  std::vector<std::string> reasoning; ///< a sentence per line and per decision
};

/// What begins after `known_by` is a plan and does not count.
TreatmentHistory derive_history(const Patient& patient, const Vocabulary& vocabulary, Day known_by);

} // namespace cartwright
