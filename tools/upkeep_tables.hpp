// What the maintainers' commands need of the catalogue to read registry records and draft their rules.
#pragma once

#include <memory>

#include "catalogues/import/draft_rules.hpp"
#include "catalogues/import/draft_trial.hpp"
#include "tools/arguments.hpp"

namespace cartwright {

struct UpkeepTables {
  Catalogue catalogue;
  Countries countries;
  std::unique_ptr<const criteria::Definitions> definitions;
  std::unique_ptr<const drafting::Drafter> drafter;
  DraftingTables drafting() const { return {catalogue, countries, draft_rules_by(*drafter)}; }
};

Result<UpkeepTables> open_upkeep(const Arguments& arguments);

} // namespace cartwright
