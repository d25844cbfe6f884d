// The coverage table as text and as JSON.
#pragma once

#include <string>

#include "catalogues/coverage.hpp"
#include "engine/domain/problem.hpp"
#include "server/json_document.hpp"
#include "server/text_layout.hpp"

namespace cartwright {

/// One row a trial, then the totals.
std::string coverage_text(const Coverage& coverage);
/// The totals alone, as `catalogue check` ends with.
std::string coverage_totals_text(const Coverage& coverage);
Json coverage_totals_json(const Coverage& coverage);
std::string coverage_json(const Coverage& coverage);
/// {"problems": [...], "coverage": {...}}: what `catalogue check --json` answers.
std::string checked_catalogue_json(const Problems& problems, const Coverage& coverage);

} // namespace cartwright
