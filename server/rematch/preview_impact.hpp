// Which open cases publishing would change, and how. For maintainers: no fact of a patient, only ids of
// cases, verdicts, and causes in the trials.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/json_document.hpp"
#include "server/maintenance/preview.hpp"
#include "server/rematch/impact.hpp"

namespace cartwright {

struct PreviewImpact {
  Day as_of{};
  std::vector<TrialEdit> edits;
  std::optional<JointImpact> impact; ///< nothing: it is not known, and why
  std::string because, hint;
};

/// Open cases times changed trials that are looked at while somebody waits.
inline constexpr std::size_t most_previewed_pairs = 500'000;

/// Without a casebook, without a published state to compare with, and beyond `most` the answer says so.
Result<PreviewImpact> impact_of_preview(Casebook* casebook, const Preview& preview, Day as_of,
                                        std::size_t most = most_previewed_pairs);

Json preview_impact_json(const PreviewImpact& of);

} // namespace cartwright
