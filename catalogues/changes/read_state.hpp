// A state from disk: a catalogue, a folder of drafts, or anything that can be imported (a snapshot, registry
// records).
#pragma once

#include <filesystem>

#include "catalogues/changes/state.hpp"
#include "catalogues/import/draft_trial.hpp"
#include "engine/domain/result.hpp"

namespace cartwright {

/// Warnings stand beside the state; a source with a broken record is no state, for what is missing would read
/// as gone.
Result<CatalogueState> read_state(const std::filesystem::path& path, const DraftingTables& tables);

} // namespace cartwright
