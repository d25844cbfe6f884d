#include "engine/domain/causes.hpp"

#include <algorithm>

namespace cartwright {

std::string_view word(CauseKind kind) {
  switch (kind) {
  case CauseKind::missing:
    return "missing";
  case CauseKind::stale:
    return "stale";
  case CauseKind::inadmissible:
    return "inadmissible";
  case CauseKind::conflict:
    return "conflict";
  case CauseKind::imprecise:
    return "imprecise";
  case CauseKind::not_public:
    return "not_public";
  case CauseKind::judgement:
    return "judgement";
  case CauseKind::not_evaluated:
    return "not_evaluated";
  }
  return "missing";
}

void Causes::add(Cause cause) {
  const auto place = std::lower_bound(items_.begin(), items_.end(), cause);
  if (place == items_.end() || *place != cause) items_.insert(place, std::move(cause));
}

void Causes::merge(const Causes& other) {
  if (items_.empty()) {
    items_ = other.items_;
    return;
  }
  for (const Cause& cause : other.items_)
    add(cause);
}

bool Causes::only_judgement() const {
  const auto judged = [](const Cause& cause) { return cause.kind == CauseKind::judgement; };
  return !items_.empty() && std::all_of(items_.begin(), items_.end(), judged);
}

} // namespace cartwright
