// A trial as its catalogue file, with the keys in the order of the README.
#pragma once

#include "catalogues/json_build.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

/// What the reader of trials takes: reading it again gives the same trial.
OrderedJson trial_file_json(const Trial& trial, const Vocabulary& vocabulary);

} // namespace cartwright
