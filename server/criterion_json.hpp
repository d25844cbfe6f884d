// One criterion of an answer as JSON, of a trial or of what is judged like one.
#pragma once

#include "engine/matching/answer.hpp"
#include "server/json_document.hpp"

namespace cartwright {

Json criterion_json(const CriterionAnswer& answer, bool with_rule);

} // namespace cartwright
