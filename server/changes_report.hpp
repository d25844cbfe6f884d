// What changed between states: as JSON and as text.
#pragma once

#include <string>
#include <vector>

#include "catalogues/changes/changes.hpp"
#include "server/answer_text.hpp"
#include "server/json_document.hpp"

namespace cartwright {

/// One step of a running history.
struct ChangeStep {
  Difference difference;
  std::vector<Change> changes;
};

Json change_step_json(const ChangeStep& step);
std::string changes_json(const std::vector<ChangeStep>& steps);
std::string changes_text(const std::vector<ChangeStep>& steps, const TextStyle& style);

} // namespace cartwright
