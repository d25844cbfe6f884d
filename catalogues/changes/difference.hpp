// The difference of two states as signed counts of facts. Differences add up: the sum over a running history
// is the difference of its ends, so nothing is told twice and nothing is lost.
#pragma once

#include "catalogues/changes/state.hpp"

namespace cartwright {

struct Difference {
  std::string from, to; ///< names of the states
  std::optional<Day> from_date, to_date;
  FactCounts counts;                         ///< +n: so many more in the later state; never 0
  ShownItems shown;                          ///< of the items in `counts`
  std::map<std::string, std::string> titles; ///< of the trials in `counts`
  /// One state is in the maintainers' words and one as registered: titles, sponsors and rules are not
  /// compared.
  bool wording_left_out = false;
};

Difference difference(const CatalogueState& before, const CatalogueState& after);
/// `first` and then `second`, as one step.
Difference sum(const Difference& first, const Difference& second);

} // namespace cartwright
