// One import: sources to drafts, with the count of what was taken, what was skipped and why.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "catalogues/import/draft_directory.hpp"
#include "catalogues/import/draft_trial.hpp"
#include "catalogues/import/import_sources.hpp"

namespace cartwright {

/// What became of a record.
enum class ImportOutcome : std::uint8_t {
  created,
  updated,
  unchanged, ///< the draft stands already, with the same bytes
  older,     ///< the draft rests on a later day's record
  doubled,   ///< the same study stood earlier in the same source
  edited,    ///< somebody changed the draft by hand since it was written; it is left alone
  broken
};
inline constexpr std::size_t import_outcomes = 7;
std::string_view word(ImportOutcome outcome);
bool taken(ImportOutcome outcome); ///< created, updated, unchanged

struct SourceCount {
  std::string name;
  std::string format; ///< of its records; empty when none could be read
  std::size_t records = 0;
  std::array<std::size_t, import_outcomes> of{};
};

struct ImportReport {
  std::vector<SourceCount> sources;
  std::size_t passed_over = 0;                       ///< files that are no records
  std::map<std::string, std::size_t> broken_because; ///< problem code -> records
  std::map<std::string, std::size_t> new_fields;     ///< fields that the format did not have: path -> records
  std::size_t sites = 0, sites_with_centre = 0;      ///< of the records taken
  std::size_t rules = 0;                             ///< drafted from texts
  SourceCount total() const;
};

struct ImportProgress {
  std::size_t records = 0;
  std::size_t source = 0, of_sources = 0;
  std::string name;
};

/// Problems carry the place of each. A source or record that is broken is told and passed over, the others go
/// on; with `unavailable` (the drafts cannot be written) nothing is changed.
Result<ImportReport> import_records(const FoundSources& found, const TrialDrafter& drafter,
                                    const Vocabulary& vocabulary, DraftDirectory& drafts,
                                    const std::function<void(const ImportProgress&)>& progress);

} // namespace cartwright
