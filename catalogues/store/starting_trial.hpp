// Where a draft begins: the published trial brought up to a newer record, or a record's trial when none is
// published.
#pragma once

#include <optional>
#include <string>

#include "catalogues/import/draft.hpp"
#include "engine/domain/result.hpp"

namespace cartwright {

/// The catalogue file to begin with. Over a published file the record's facts are taken over (status, sites,
/// phase, the day it was seen) and the maintainers' words and rules stay; where those are the registry's
/// alone, the drafted criteria come in.
Result<std::string> starting_trial(const std::optional<std::string>& published, const Draft& record,
                                   const Vocabulary& vocabulary);

/// What must not be published as it was drafted: criteria nobody worded, the statement that nobody reviewed.
Problems unworded(const Trial& trial);

} // namespace cartwright
