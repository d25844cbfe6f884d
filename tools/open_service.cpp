#include "tools/open_service.hpp"

#include "tools/open_search.hpp"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>

#include "server/maintenance/live_service.hpp"

namespace cartwright {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_input = 4 * 1024 * 1024;

bool is_catalogue(const fs::path& directory) {
  std::error_code ignored;
  return fs::is_regular_file(directory / "ranking.json", ignored);
}

Problems unavailable(const std::string& where, const std::string& message, const std::string& hint) {
  Problems out;
  out.error(ProblemCode::unavailable, where, message, hint);
  return out;
}

Result<std::string> read_stream(std::istream& in, const std::string& name) {
  std::string out(largest_input + 1, '\0');
  in.read(out.data(), static_cast<std::streamsize>(out.size()));
  out.resize(static_cast<std::size_t>(in.gcount()));
  Problems problems;
  if (in.bad()) return unavailable(name, "the file cannot be read", std::strerror(errno));
  if (out.size() > largest_input) {
    problems.error(ProblemCode::too_large, name, "the input is larger than 4 MiB",
                   "a profile holds facts, not documents; leave scans and reports out");
    return problems;
  }
  return out;
}

} // namespace

Result<fs::path> find_catalogue(const std::string& named) {
  if (!named.empty()) {
    if (is_catalogue(named)) return fs::path(named);
    return unavailable(named, "this directory holds no catalogue",
                       "a catalogue has ranking.json, trials/ and vocabulary/");
  }
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (const fs::path& place : {fs::path("catalogues"), program.parent_path().parent_path() / "catalogues"})
    if (is_catalogue(place)) return place;
  return unavailable("catalogues", "no catalogue is found here or beside the program",
                     "name its directory with --catalogue DIR");
}

Result<std::shared_ptr<const Service>> open_service(const Arguments& arguments) {
  if (!arguments.store.empty()) {
    const auto store = CatalogueStore::open_existing(arguments.store);
    const auto revision = store ? store->find(arguments.revision) : Result<Revision>(store.problems());
    if (!revision) return revision.problems();
    SearchPlace search = search_place(arguments, {});
    search.follows_revisions = true;
    return open_revision(*store, *revision, today, std::move(search));
  }
  const auto directory = find_catalogue(arguments.catalogue);
  if (!directory) return directory.problems();
  return Service::open(*directory, today, search_place(arguments, *directory));
}

Result<fs::path> find_catalogue(const Arguments& arguments) {
  if (arguments.store.empty()) return find_catalogue(arguments.catalogue);
  const auto store = CatalogueStore::open_existing(arguments.store);
  const auto revision = store ? store->find(arguments.revision) : Result<Revision>(store.problems());
  if (!revision) return revision.problems();
  return store->directory_of(revision->number);
}

Result<std::string> read_input(const std::string& name) {
  if (name == "-") return read_stream(std::cin, "standard input");
  std::error_code error;
  const auto status = fs::status(name, error);
  Problems problems;
  if (!fs::exists(status)) {
    problems.error(ProblemCode::not_found, name, "there is no such file", "check the spelling of the path");
    return problems;
  }
  if (fs::is_directory(status)) {
    problems.error(ProblemCode::wrong_type, name, "this is a directory, not a profile", "name a file");
    return problems;
  }
  std::ifstream in(name, std::ios::binary);
  if (!in) return unavailable(name, "the file cannot be opened", std::strerror(errno));
  return read_stream(in, name);
}

Day today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  using namespace std::chrono;
  return sys_days{year{local.tm_year + 1900} / (local.tm_mon + 1) / local.tm_mday};
}

} // namespace cartwright
