// The whole catalogue from its directory, every problem of every file at once.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/domain/result.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

/// Reads, checks shapes, ids and references. Rules are still text: they are checked when the snapshot is
/// built. Places begin with the file: "trials/NCT1.json: criteria[2].kind".
Result<Catalogue> load_catalogue(const std::filesystem::path& directory);

/// The files of one folder, sorted, relative to the directory.
std::vector<std::filesystem::path> files_of(const std::filesystem::path& directory,
                                            const std::string& folder);
/// Every file of the catalogue that is read, sorted, relative to the directory.
std::vector<std::filesystem::path> catalogue_files(const std::filesystem::path& directory);

struct SampleFile {
  std::string id;      ///< the file's name without its ending
  std::string summary; ///< of the profile; empty when it states none
  std::string text;
};
/// samples/*.patient.json, sorted by name.
std::vector<SampleFile> sample_files(const std::filesystem::path& directory);

} // namespace cartwright
