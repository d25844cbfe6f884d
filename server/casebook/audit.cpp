#include "server/casebook/audit.hpp"

#include "catalogues/sha256.hpp"
#include "server/json_document.hpp"

namespace cartwright {

namespace {

constexpr std::string_view columns = "number, at, by_whom, via, action, case_id, detail, previous, hash";

AuditEntry entry_of(const sql::Row& row) {
  return {row.whole(0),   row.text(1), row.text(2), row.text(3), row.text(4),
          row.text_if(5), row.text(6), row.text(7), row.text(8)};
}

} // namespace

std::string audit_hash(const AuditEntry& entry) {
  // A list in JSON: no field can run into the next.
  const Json fields = {entry.number,         entry.at,     entry.by,      entry.via, entry.action,
                       or_null(entry.about), entry.detail, entry.previous};
  Sha256 sum;
  sum.add(fields.dump(-1, ' ', true, Json::error_handler_t::replace));
  return sum.hex();
}

void append_audit(sql::Transaction& work, const Actor& actor, const std::string& at,
                  const std::string& action, const std::optional<CaseId>& about, const std::string& detail) {
  const auto last = work.one("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1");
  AuditEntry entry{last ? last->whole(0) + 1 : 1,
                   at,
                   actor.name,
                   actor.via,
                   action,
                   about ? std::optional(about->text()) : std::nullopt,
                   detail,
                   last ? last->text(1) : "",
                   ""};
  entry.hash = audit_hash(entry);
  work.run("INSERT INTO audit (" + std::string(columns) + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
           {entry.number, entry.at, entry.by, entry.via, entry.action, sql::or_null(entry.about),
            entry.detail, entry.previous, entry.hash});
}

Result<std::vector<AuditEntry>> audit_entries(sql::Database& database, const AuditQuery& query) {
  std::string statement = "SELECT " + std::string(columns) + " FROM audit WHERE number > $1";
  sql::Values values = {query.after, query.limit};
  if (query.about) {
    statement += " AND case_id = $3";
    values.emplace_back(query.about->text());
  }
  const auto rows = database.query(statement + " ORDER BY number LIMIT $2", values);
  if (!rows) return rows.problems();
  std::vector<AuditEntry> out;
  for (const sql::Row& row : *rows)
    out.push_back(entry_of(row));
  return out;
}

} // namespace cartwright
