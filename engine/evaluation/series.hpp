// One thing followed over time: its dated values as far as they count.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/criteria/test.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/evaluation/finding.hpp"

namespace cartwright {

/// One value of the series; without a value it exists, and what it says is not known.
struct SeriesPoint {
  std::optional<PartialDate> date;
  std::optional<double> value; ///< in the unit of the term
  FactUse fact;
  std::optional<Cause> doubt; ///< why there is no value
  std::string set;            ///< what was measured that day: points of different sets do not compare
};

struct Series {
  std::string name, document;
  std::vector<SeriesPoint> points; ///< in the order of the profile
};

/// Values that surely do not count (method, support, time of the sample) are left out.
Series series_of_measurement(ConceptId test, const criteria::SampleConditions& sample, const Case& of);
/// involved_flc or dflc, from kappa and lambda of one day each.
Series series_of_light_chains(criteria::NumberKind kind, const criteria::SampleConditions& sample,
                              const Case& of);
/// Sum of products of the lesions of each day.
Series series_of_lesions(criteria::LesionKind kind, const Case& of);
Series series_of(const criteria::NumberTerm& term, const Case& of);

} // namespace cartwright
