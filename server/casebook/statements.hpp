// What people said of criteria, laid against a catalogue: an override holds for the words that were read.
#pragma once

#include <string>
#include <vector>

#include "engine/matching/snapshot.hpp"
#include "server/casebook/case_record.hpp"

namespace cartwright {

/// SHA-256 over what a criterion says, how its rule reads and which way it counts.
std::string wording_of(const Criterion& criterion);
/// Null when the catalogue has no such criterion now.
const Criterion* criterion_of(const CaseOverride& said, const Snapshot& snapshot);
/// As the engine takes it; lapsed when it has ended, and when the criterion has other words now.
CriterionOverride statement_of(const CaseOverride& said, const Criterion* criterion);
/// Ended ones too, in the order in which they were made: the last one about a criterion tells why none holds.
std::vector<CriterionOverride> all_statements(const std::vector<CaseOverride>& said,
                                              const Snapshot& snapshot);

} // namespace cartwright
