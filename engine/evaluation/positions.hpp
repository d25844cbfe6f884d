// Places in the treatment history (the first line, the last line, the newest therapy) and what may stand
// there. Where counting lines leaves it open, an answer holds only when it is the same for every possibility.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/criteria/test.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/evaluation/finding.hpp"
#include "engine/evaluation/moments.hpp"

namespace cartwright {

/// Episodes and transplants that a question is put to.
struct Among {
  std::vector<const Episode*> episodes;
  std::vector<const Transplant*> transplants;
  bool closed = false; ///< there are no others
};

/// One thing that may stand at the place.
struct Place {
  Among among;
  Moment start;
};
struct Places {
  std::vector<Place> possible; ///< empty: nothing is recorded
  Causes open;                 ///< why something unlisted may stand there; empty: nothing else does
  Cause doubt;                 ///< told when the possibilities differ
  std::string says;            ///< "the last line:"
};

/// The newest therapies: several when their dates do not say which. Preparations, and therapies of ignored
/// drugs only, are left out.
Places newest_therapy(const Case& of, const std::vector<ConceptId>& ignoring);
/// `position` is not `anywhere`. Radiotherapy alone is no line here.
Places places_at(criteria::Position position, const Case& of);
/// The answer that holds at the place, whatever stands there.
Finding at_place(const Places& places, const std::function<Finding(const Place&)>& ask);
/// The question put to the whole history, or to what stands at the position.
Finding at_position(criteria::Position position, const Case& of,
                    const std::function<Finding(const Among&)>& ask);

} // namespace cartwright
