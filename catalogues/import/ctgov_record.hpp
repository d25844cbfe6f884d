// One study of the ClinicalTrials.gov API, version 2.
#pragma once

#include "catalogues/import/registry_record.hpp"
#include "catalogues/json_build.hpp"
#include "engine/domain/result.hpp"

namespace cartwright {

/// Errors when the study cannot be trusted as read (no number, wrong types); it is then not taken at all.
/// Warnings name fields and words that are new to us; those fields are kept in `rest`.
Result<RegistryRecord> read_ctgov_record(const SortedJson& study);

} // namespace cartwright
