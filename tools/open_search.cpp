#include "tools/open_search.hpp"

#include "catalogues/load_catalogue.hpp"
#include "catalogues/load_navigation.hpp"
#include "catalogues/sha256.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

/// Two catalogues never share an index: the name tells them apart by their paths. A store has one, of
/// whichever revision it was built for last.
fs::path default_index(const fs::path& catalogue) {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error).parent_path();
  const fs::path whole = fs::canonical(catalogue, error);
  Sha256 sum;
  sum.add(whole.string());
  return program / "search-index" / (whole.filename().string() + "-" + sum.hex().substr(0, 8));
}

} // namespace

SearchPlace search_place(const Arguments& arguments, const fs::path& catalogue) {
  const fs::path of = arguments.store.empty() ? catalogue : fs::path(arguments.store);
  SearchPlace out{catalogue, arguments.index.empty() ? default_index(of) : fs::path(arguments.index),
                  "cartwright index build"};
  if (!arguments.store.empty()) out.mend += " --store " + arguments.store;
  if (!arguments.revision.empty()) out.mend += " --revision " + arguments.revision;
  if (!arguments.catalogue.empty()) out.mend += " --catalogue " + arguments.catalogue;
  if (!arguments.index.empty()) out.mend += " --index " + arguments.index;
  return out;
}

Result<OpenSearch> open_search(const Arguments& arguments) {
  const auto directory = find_catalogue(arguments);
  if (!directory) return directory.problems();
  auto catalogue = load_catalogue(*directory);
  if (!catalogue) return catalogue.problems();
  auto navigation = load_navigation(*directory, *catalogue);
  if (!navigation) return navigation.problems();
  OpenSearch out;
  out.catalogue = std::make_shared<const Catalogue>(std::move(*catalogue));
  out.place = search_place(arguments, *directory);
  out.desk = std::make_shared<const SearchDesk>(
      out.catalogue, std::make_shared<const Navigation>(std::move(*navigation)), out.place);
  return out;
}

} // namespace cartwright
