// What else, besides trials: approaches and approved products, for programs and for people.
#pragma once

#include <string>
#include <vector>

#include "engine/matching/answer.hpp"
#include "engine/matching/snapshot.hpp"
#include "server/answer_text.hpp"
#include "server/json_document.hpp"

namespace cartwright {

Json pathways_json(const std::vector<PathwayAnswer>& pathways);
Json products_json(const std::vector<ApprovalAnswer>& products, const Vocabulary& vocabulary);

/// What fits or may fit, shortly; what does not fit in one line with its reason.
std::string offers_text(const MatchAnswer& answer, const Vocabulary& vocabulary, const TextStyle& style);

/// The catalogue's own lists: GET /v1/pathways, GET /v1/products.
std::string pathways_list_json(const Snapshot& snapshot);
std::string products_list_json(const Snapshot& snapshot);

} // namespace cartwright
