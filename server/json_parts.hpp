// Parts of JSON documents that several writers share.
#pragma once

#include <optional>

#include "engine/domain/date.hpp"
#include "engine/domain/problem.hpp"
#include "engine/domain/trial.hpp"
#include "engine/matching/snapshot.hpp"
#include "server/json_document.hpp"

namespace cartwright {

Json date_json(const std::optional<Day>& day);
Json problem_list_json(const Problems& problems);
Json source_json(const Source& source);
Json catalogue_json(const Snapshot& snapshot);
Json names_json(const std::vector<ConceptId>& concepts, const Vocabulary& vocabulary);

} // namespace cartwright
