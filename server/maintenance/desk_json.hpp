// What the maintainers' desk shows, as JSON.
#pragma once

#include "server/json_document.hpp"
#include "server/maintenance/desk.hpp"

namespace cartwright {

std::string queue_json(const DeskQueue& queue);
std::string draft_json(const DraftView& view);
std::string rule_json(const RuleCheck& check);
/// `impact`: what it changes for open cases, where that was asked.
std::string preview_json(const Preview& preview, bool published, Json impact = nullptr);
/// The newest first.
std::string revisions_json(const std::vector<Revision>& revisions);
/// One revision with its files.
std::string revision_json(const Revision& revision);
std::string comparison_json(const Comparison& comparison);
std::string freshness_json(const std::vector<FreshnessEntry>& entries, Day today,
                           std::optional<std::size_t> top);

} // namespace cartwright
