// A case read from the casebook, and its fingerprint.
#pragma once

#include <optional>
#include <string>

#include "server/casebook/case_record.hpp"
#include "server/sql.hpp"

namespace cartwright {

/// Nothing when there is none, or when the transaction failed.
std::optional<CaseRecord> load_case(sql::Transaction& work, const CaseId& id);

inline constexpr std::string_view case_columns =
    "id, patient, coordinator, state, version, profile, opened, changed, closed, close_reason";
CaseHead case_head_of(const sql::Row& row); ///< of these columns

inline constexpr std::string_view override_columns =
    "number, trial, criterion, state, reason, by_whom, at, until, wording, profile, ended, ended_by, "
    "ended_reason";
CaseOverride case_override_of(const sql::Row& row); ///< of these columns

/// SHA-256 over everything a case is, its profiles by their own digests.
std::string case_digest(const CaseRecord& record);

} // namespace cartwright
