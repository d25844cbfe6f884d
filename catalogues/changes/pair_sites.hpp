// Sites that went and sites that came, paired: the same site in another state, or under another name.
#pragma once

#include <vector>

#include "catalogues/changes/changes.hpp"

namespace cartwright {

using FactList = std::vector<Fact>;

std::vector<Change> site_changes(const std::string& trial, const FactList& went, const FactList& came,
                                 const ShownItems& shown);

} // namespace cartwright
