// Eligibility text out of a file: the plain text itself, a registry record, or records one a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/result.hpp"

namespace cartwright::drafting {

struct RegistryText {
  std::string id; ///< empty for plain text
  std::string text;
};

/// A document that begins with "{" is a record of ClinicalTrials.gov (API v2) or lines of {"nct", "criteria"};
/// anything else is the text. Broken records are reported and left out.
std::vector<RegistryText> registry_texts(std::string_view document, Problems& problems);

} // namespace cartwright::drafting
