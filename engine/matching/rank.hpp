// Ranking is arithmetic that a person can check: named parts, each with value, weight and a sentence; ties by
// id.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/domain/patient.hpp"
#include "engine/matching/answer.hpp"
#include "engine/matching/snapshot.hpp"

namespace cartwright {

/// Weights that a request changes, by name of the part; the catalogue's hold otherwise.
using WeightChanges = std::map<std::string, double>;

/// Names of all parts, in the order in which they are told. ranking.json must hold exactly these.
const std::vector<std::string>& score_part_names();
/// The figures that a part's scale must have.
const std::vector<std::string>& scale_names(const std::string& part);

/// Fills parts and score. `answer` already has verdict, criteria, sites and freshness.
void score(TrialAnswer& answer, const Snapshot& snapshot, const Patient& patient, Day as_of,
           const WeightChanges& changes);

/// Candidates first: those not ruled out, open before not yet, unknown and closed; treatments before studies that
/// follow or accompany one; then verdict, score, id.
/// Sets `rank`.
void put_in_order(std::vector<TrialAnswer>& answers);

} // namespace cartwright
