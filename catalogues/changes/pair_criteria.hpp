// Rules that went and rules that came, paired: a rule that changed is told as one change, not as two.
#pragma once

#include <vector>

#include "catalogues/changes/pair_sites.hpp"

namespace cartwright {

std::vector<Change> criterion_changes(const std::string& trial, const FactList& went, const FactList& came,
                                      const ShownItems& shown);

} // namespace cartwright
