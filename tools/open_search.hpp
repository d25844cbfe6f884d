// The catalogue and its search index, for the commands that need no compiled rules.
#pragma once

#include <memory>

#include "engine/domain/result.hpp"
#include "server/search_desk.hpp"
#include "tools/arguments.hpp"

namespace cartwright {

struct OpenSearch {
  std::shared_ptr<const Catalogue> catalogue;
  SearchPlace place;
  std::shared_ptr<const SearchDesk> desk;
};
Result<OpenSearch> open_search(const Arguments& arguments);

/// The directory named with --index, else one beside the program, one a catalogue directory or store.
SearchPlace search_place(const Arguments& arguments, const std::filesystem::path& catalogue);

} // namespace cartwright
