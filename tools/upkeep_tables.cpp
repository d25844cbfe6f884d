#include "tools/upkeep_tables.hpp"

#include "catalogues/load_catalogue.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

Result<UpkeepTables> open_upkeep(const Arguments& arguments) {
  const auto directory = find_catalogue(arguments);
  if (!directory) return directory.problems();
  Problems problems;
  auto catalogue = load_catalogue(*directory);
  auto countries = Countries::load(*directory);
  problems.absorb(catalogue.problems());
  problems.absorb(countries.problems());
  if (!catalogue || !countries) return problems;
  auto definitions = std::make_unique<const criteria::Definitions>(
      criteria::check_definitions(catalogue->definitions, *catalogue->vocabulary, problems));
  auto drafter = std::make_unique<const drafting::Drafter>(*catalogue->vocabulary, *definitions);
  if (problems.has_errors()) return problems;
  return UpkeepTables{std::move(*catalogue), std::move(*countries), std::move(definitions),
                      std::move(drafter)};
}

} // namespace cartwright
