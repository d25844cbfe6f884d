#include "engine/domain/trial.hpp"

namespace cartwright {

std::string_view word(Recruiting state) {
  switch (state) {
  case Recruiting::open:
    return "open";
  case Recruiting::not_yet:
    return "not_yet";
  case Recruiting::closed:
    return "closed";
  case Recruiting::unknown:
    return "unknown";
  }
  return "unknown";
}

Recruiting recruiting_of(std::string_view status_word) {
  if (status_word == "recruiting" || status_word == "enrolling_by_invitation") return Recruiting::open;
  if (status_word == "not_yet_recruiting") return Recruiting::not_yet;
  if (status_word == "unknown" || status_word.empty()) return Recruiting::unknown;
  return Recruiting::closed;
}

std::string_view word(CriterionKind kind) {
  return kind == CriterionKind::inclusion ? "inclusion" : "exclusion";
}

} // namespace cartwright
