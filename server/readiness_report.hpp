// The readiness of a case's documents, for programs and for people.
#pragma once

#include <string>
#include <vector>

#include "engine/matching/answer.hpp"
#include "server/answer_text.hpp"
#include "server/json_document.hpp"

namespace cartwright {

Json investigations_json(const std::vector<Investigation>& investigations);
Json readiness_json(const std::vector<DocumentReadiness>& readiness);

/// Empty when nothing lacks.
std::string investigations_text(const std::vector<Investigation>& investigations, const TextStyle& style);
/// A line a document with a bar of its facts; beneath it what lacks and whom it blocks.
std::string readiness_text(const std::vector<DocumentReadiness>& readiness, const TextStyle& style);

} // namespace cartwright
