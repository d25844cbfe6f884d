// What the maintainers' commands need of the catalogue to read registry records.
#pragma once

#include <memory>

#include "catalogues/import/draft_trial.hpp"
#include "tools/arguments.hpp"

namespace cartwright {

struct UpkeepTables {
  Catalogue catalogue;
  Countries countries;
  DraftingTables drafting() const { return {catalogue, countries, {}}; }
};

Result<UpkeepTables> open_upkeep(const Arguments& arguments);

} // namespace cartwright
