// A patient's story in plain text as a weighted query: what is said of conditions, drugs and targets counts,
// what is denied or says nothing about a trial does not.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cartwright {

struct PatientQuery {
  std::vector<std::pair<std::string, double>> words; ///< folded, each once, in the order of the text
  std::optional<double> age;                         ///< years, as the text states it
};

PatientQuery patient_query(std::string_view text);

/// The text without the clauses that deny: "no fever, but cough" as "but cough".
std::string without_negated(std::string_view text);

} // namespace cartwright
