// What an import took, what it did not take and why: as JSON and as text.
#pragma once

#include <string>

#include "catalogues/import/import_run.hpp"
#include "server/answer_text.hpp"

namespace cartwright {

std::string import_json(const ImportReport& report, const std::string& drafts, const Problems& problems);
std::string import_text(const ImportReport& report, const std::string& drafts, const TextStyle& style);

} // namespace cartwright
