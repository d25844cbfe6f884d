// The audit trail: every change with who, when and through which door. The engine refuses to change or remove
// an entry, and each entry holds the hash of the one before, so that a change made behind its back shows.
// Entries name cases, versions and digests, never what is said about a patient.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/casebook/case_record.hpp"
#include "server/sql.hpp"

namespace cartwright {

struct AuditEntry {
  std::int64_t number = 0; ///< from 1, without gaps
  std::string at, by, via, action;
  std::optional<std::string> about; ///< the case
  std::string detail;               ///< JSON
  std::string previous, hash;       ///< hex; the first entry's previous is empty
};

/// SHA-256 over every field but the hash itself, each told apart from the next.
std::string audit_hash(const AuditEntry& entry);

/// Appends to the trail; belongs to the transaction that makes the change. `detail` is a JSON object; of a
/// case it holds under "state" the digest of the case as the change left it.
void append_audit(sql::Transaction& work, const Actor& actor, const std::string& at,
                  const std::string& action, const std::optional<CaseId>& about, const std::string& detail);

struct AuditQuery {
  std::int64_t after = 0; ///< entries with greater numbers
  std::int64_t limit = 1000;
  std::optional<CaseId> about;
};
Result<std::vector<AuditEntry>> audit_entries(sql::Database& database, const AuditQuery& query);

struct AuditState {
  std::int64_t entries = 0;
  std::string head; ///< hash of the last entry; noted elsewhere, it also proves that nothing was cut off
  Problems problems;
};
/// An entry that somebody noted before, to be found again.
struct AuditMark {
  std::int64_t number = 0;
  std::string hash;
};
/// Walks the whole trail: changed, missing and reordered entries; then every case that is not as the trail's
/// last word of it, and every profile that is not what was stored. A result without a value: the trail could
/// not be read.
Result<AuditState> verify_audit(sql::Database& database, const std::optional<AuditMark>& mark = std::nullopt);

} // namespace cartwright
