// What the maintainers' desk shows, for people at a terminal.
#pragma once

#include "server/answer_text.hpp"
#include "server/maintenance/desk.hpp"

namespace cartwright {

std::string queue_text(const DeskQueue& queue, const TextStyle& style);
std::string draft_text(const DraftView& view, const TextStyle& style);
std::string preview_text(const Preview& preview, bool published, const TextStyle& style);
std::string revisions_text(const std::vector<Revision>& revisions, const TextStyle& style);
std::string revision_text(const Revision& revision, const TextStyle& style);
std::string comparison_text(const Comparison& comparison, const TextStyle& style);
std::string freshness_text(const std::vector<FreshnessEntry>& entries, Day today,
                           std::optional<std::size_t> top, const TextStyle& style);

} // namespace cartwright
