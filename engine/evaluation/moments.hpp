// What time is counted from: doses, transplants, progressions, support ... of one case.
#pragma once

#include <optional>
#include <vector>

#include "engine/criteria/test.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/evaluation/finding.hpp"

namespace cartwright {

/// One past (or planned) event.
struct Moment {
  Truth counts = Truth::yes;     ///< whether it is such an event at all
  std::optional<PartialDate> at; ///< when it happened or ended; nothing: not recorded
  std::optional<Day> not_before; ///< when `at` is not recorded: it cannot have been earlier
  std::optional<Day> not_after;  ///< when `at` is not recorded: it cannot have been later
  bool goes_on = false;          ///< not ended, and no end is planned
  FactUse fact;
  std::vector<ConceptId> agents; ///< whose half-lives count
  std::optional<Cause> doubt;    ///< why it is not certain, when neither its date nor its entry says so
};

struct Moments {
  std::vector<Moment> items;
  std::vector<Completeness> lists; ///< all of them closed: there were no others; none: never closed
  Cause open;                      ///< what is missing when they are not
};

Moments moments_of(const criteria::Event& event, const Case& of);
/// Whether at least (strictly: more than) the period lies between the moment and the day. Days on which the
/// answer turns are added to `turns`.
Truth far_enough(const Moment& moment, Period period, bool strictly, const Case& of, std::vector<Day>& turns);
/// No such event outside the lists since `day`.
bool nothing_else_since(const Moments& moments, Day day);

} // namespace cartwright
