// The seven parts of the score. Each looks at one thing, gives 0..1 and says how it came to it.
// What is not recorded adds nothing: an attribute that nobody stated never raises a score.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/domain/patient.hpp"
#include "engine/matching/answer.hpp"

namespace cartwright {

struct PartValue {
  double value = 0;
  std::string why;
};

using Scale = std::map<std::string, double>;

/// Published results for the same targets and modality, never pooled: in extramedullary disease first.
std::vector<const Evidence*> evidence_for(const Trial& trial, const Catalogue& catalogue);

PartValue target_fit(const TrialAnswer& answer, const Patient& patient, const Vocabulary& vocabulary,
                     Day as_of, const Scale& scale);
PartValue emd_evidence(const TrialAnswer& answer, const Patient& patient, const Vocabulary& vocabulary,
                       Day as_of, const Scale& scale);
PartValue readiness(const TrialAnswer& answer, const Scale& scale);
/// What parts are made of, for those who need no sentence.
PartValue antigen_fit(ConceptId antigen, const Patient& patient, const Vocabulary& vocabulary, Day as_of,
                      const Scale& scale);
bool aimed_at_before(ConceptId antigen, const Patient& patient, const Vocabulary& vocabulary, Day as_of);
bool has_extramedullary(const Patient& patient);
/// `cost` is that of all criteria that are not decided; `read` says how much of the record was.
double readiness_value(double cost, std::size_t criteria, const std::string& read, const Scale& scale);
double experience_value(const Centre* centre, const Scale& scale);
bool can_go(const Patient& patient, const std::string& country);
/// `elsewhere`: open sites lie in countries to which the patient cannot go.
double travel_value(std::optional<double> nearest_km, bool elsewhere, const Scale& scale);
/// `tempo` may be empty; no `days`: never seen.
double time_to_treatment_value(const std::string& modality, const std::string& tempo, double waiting_days,
                               const Scale& scale);
double freshness_value(std::optional<int> days, int stale_after_days, const Scale& scale);

PartValue time_to_treatment(const TrialAnswer& answer, const Patient& patient, Day as_of, const Scale& scale);
PartValue centre_experience(const TrialAnswer& answer, const Scale& scale);
PartValue travel(const TrialAnswer& answer, const Patient& patient, const Scale& scale);
PartValue freshness(const TrialAnswer& answer, int stale_after_days, const Scale& scale);

} // namespace cartwright
