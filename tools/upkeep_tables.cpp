#include "tools/upkeep_tables.hpp"

#include "catalogues/load_catalogue.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

Result<UpkeepTables> open_upkeep(const Arguments& arguments) {
  const auto directory = find_catalogue(arguments.catalogue);
  if (!directory) return directory.problems();
  Problems problems;
  auto catalogue = load_catalogue(*directory);
  auto countries = Countries::load(*directory);
  problems.absorb(catalogue.problems());
  problems.absorb(countries.problems());
  if (!catalogue || !countries) return problems;
  return UpkeepTables{std::move(*catalogue), std::move(*countries)};
}

} // namespace cartwright
