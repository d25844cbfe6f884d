// A search as a door states it, in named texts, read into a question to the index.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/domain/result.hpp"
#include "engine/domain/vocabulary.hpp"
#include "indexes/search_question.hpp"

namespace cartwright {

/// q, the facets by name (several values in several texts), open, age, top, skip. Every problem at once; an
/// antigen may have any of its names.
Result<SearchQuestion> read_search(const std::vector<std::pair<std::string, std::string>>& texts,
                                   const Vocabulary& vocabulary);

} // namespace cartwright
