#include "engine/domain/problem.hpp"

#include <algorithm>

namespace cartwright {

std::string_view word(ProblemCode code) {
  switch (code) {
  case ProblemCode::malformed:
    return "malformed";
  case ProblemCode::too_large:
    return "too_large";
  case ProblemCode::wrong_type:
    return "wrong_type";
  case ProblemCode::missing_key:
    return "missing_key";
  case ProblemCode::unknown_key:
    return "unknown_key";
  case ProblemCode::unknown_word:
    return "unknown_word";
  case ProblemCode::ambiguous_word:
    return "ambiguous_word";
  case ProblemCode::unknown_unit:
    return "unknown_unit";
  case ProblemCode::wrong_unit:
    return "wrong_unit";
  case ProblemCode::probable_unit_slip:
    return "probable_unit_slip";
  case ProblemCode::impossible_value:
    return "impossible_value";
  case ProblemCode::impossible_date:
    return "impossible_date";
  case ProblemCode::future_date:
    return "future_date";
  case ProblemCode::contradiction:
    return "contradiction";
  case ProblemCode::duplicate:
    return "duplicate";
  case ProblemCode::not_found:
    return "not_found";
  case ProblemCode::unverified_source:
    return "unverified_source";
  case ProblemCode::unavailable:
    return "unavailable";
  case ProblemCode::unreachable_slot:
    return "unreachable_slot";
  case ProblemCode::wrong_target:
    return "wrong_target";
  case ProblemCode::undecidable_rule:
    return "undecidable_rule";
  case ProblemCode::missing_source:
    return "missing_source";
  case ProblemCode::stale_date:
    return "stale_date";
  case ProblemCode::rule_in_notes:
    return "rule_in_notes";
  case ProblemCode::slot_mistake:
    return "slot_mistake";
  case ProblemCode::not_accepted:
    return "not_accepted";
  case ProblemCode::changed_meanwhile:
    return "changed_meanwhile";
  }
  return "malformed";
}

std::string_view word(Severity severity) {
  return severity == Severity::warning ? "warning" : "error";
}

void Problems::absorb(const Problems& other, std::string_view prefix) {
  for (Problem problem : other.items_) {
    problem.where.insert(0, prefix);
    items_.push_back(std::move(problem));
  }
}

bool Problems::has_errors() const {
  return std::any_of(items_.begin(), items_.end(),
                     [](const Problem& problem) { return problem.severity == Severity::error; });
}

} // namespace cartwright
