// vocabulary/*.json as records of the vocabulary's graph.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/domain/vocabulary.hpp"

namespace cartwright {

/// Adds the entries of one file ("agents.json" ...); its kind follows from its name.
void read_vocabulary_file(const std::string& file, std::string_view json, std::vector<ConceptRecord>& records,
                          std::vector<AmbiguousWord>& ambiguous, Problems& problems);
/// The files that make up a vocabulary; each must be there.
const std::vector<std::string>& vocabulary_files();

} // namespace cartwright
