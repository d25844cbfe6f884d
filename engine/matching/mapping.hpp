// The pattern of the disease and whether it was looked for well enough to say so.
#pragma once

#include <vector>

#include "engine/domain/navigation.hpp"
#include "engine/evaluation/case.hpp"
#include "engine/matching/answer.hpp"

namespace cartwright {

/// "extraosseous", "paraskeletal", "plasma cell leukaemia" (5 %, IMWG 2021), any of them together, or
/// "marrow only"; not known while one of them is open and none is there.
ReviewItem pattern_item(const Case& of);

/// Whether the whole body was imaged by PET-CT or MRI. A skeletal survey is none: it misses soft tissue.
ReviewItem mapping_item(const Case& of);

/// What the mapping still lacks, in the order of asking.
std::vector<Investigation> missing_investigations(const std::vector<DocumentGroup>& groups, const Case& of);

} // namespace cartwright
