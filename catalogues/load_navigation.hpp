// Reads what a case needs beyond trials: the document groups, products/ and pathways/. All problems at once.
#pragma once

#include <filesystem>

#include "engine/domain/navigation.hpp"
#include "engine/domain/result.hpp"

namespace cartwright {

/// `catalogue` is the one of the same directory: agents, antigens and centres are looked up in it.
Result<Navigation> load_navigation(const std::filesystem::path& directory, const Catalogue& catalogue);

} // namespace cartwright
