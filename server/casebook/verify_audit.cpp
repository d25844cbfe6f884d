#include "server/casebook/audit.hpp"

#include "catalogues/sha256.hpp"
#include "server/casebook/load_case.hpp"

namespace cartwright {

namespace {

/// Walks the trail, and what it speaks of, in one state of the database.
class Verifier {
public:
  Verifier(sql::Database& database, const std::optional<AuditMark>& mark)
      : work_(database, sql::Access::read), place_(database.place()), mark_(mark) {}

  Result<AuditState> run() {
    walk_entries();
    walk_cases();
    walk_profiles();
    if (work_.failed()) return work_.problems();
    return std::move(state_);
  }

private:
  void say(const std::string& where, const std::string& message) {
    state_.problems.error(ProblemCode::contradiction, where, message,
                          "keep this casebook as evidence (" + place_ + ") and compare it with a backup");
  }

  void walk_entries() {
    work_.each(
        "SELECT number, at, by_whom, via, action, case_id, detail, previous, hash FROM audit ORDER BY number",
        {}, [this](const sql::Row& row) {
          check({row.whole(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text_if(5),
                 row.text(6), row.text(7), row.text(8)});
          return true;
        });
    if (mark_ && !mark_seen_)
      say("audit[" + std::to_string(mark_->number) + "]",
          "the entry noted earlier is not in the trail: entries were cut off");
  }

  void check(const AuditEntry& entry) {
    const std::string where = "audit[" + std::to_string(entry.number) + "]";
    const std::int64_t expected = state_.entries + 1;
    if (entry.number != expected)
      say(where, "entry " + std::to_string(expected) +
                     (entry.number == expected + 1 ? " is" : " and those up to this one are") + " missing");
    if (entry.previous != state_.head) say(where, "the entry does not follow the one before it");
    if (audit_hash(entry) != entry.hash) say(where, "the entry was changed after it was written");
    if (mark_ && mark_->number == entry.number) {
      mark_seen_ = true;
      if (mark_->hash != entry.hash)
        say(where, "the entry is not the one noted earlier: the trail was written anew");
    }
    state_.entries = entry.number;
    state_.head = entry.hash;
  }

  /// Every change of a case counts its version up by one and writes one entry with the digest it left.
  void walk_cases() {
    const sql::Rows told =
        work_.run("SELECT case_id, count(*), max(number) FROM audit WHERE case_id IS NOT NULL "
                  "GROUP BY case_id ORDER BY case_id");
    for (const sql::Row& row : told) {
      const std::string where = "cases[" + row.text(0) + "]";
      const auto record = load_case(work_, CaseId{row.text(0)});
      if (work_.failed()) return;
      if (!record) {
        say(where, "the trail tells of this case and it is not here");
        continue;
      }
      if (record->head.version != row.whole(1))
        say(where, "the case is at version " + std::to_string(record->head.version) +
                       " and the trail tells of " + std::to_string(row.whole(1)) + " changes");
      const auto last = work_.one("SELECT detail FROM audit WHERE number = $1", {row.whole(2)});
      if (last && last->text(0).find("\"state\":\"" + case_digest(*record) + "\"") == std::string::npos)
        say(where, "the case is not as its last change left it");
    }
    for (const sql::Row& row :
         work_.run("SELECT id FROM cases WHERE id NOT IN (SELECT case_id FROM audit WHERE case_id "
                   "IS NOT NULL) ORDER BY id"))
      say("cases[" + row.text(0) + "]", "the trail does not tell of this case");
  }

  void walk_profiles() {
    work_.each("SELECT case_id, number, digest, body FROM profiles ORDER BY case_id, number", {},
               [this](const sql::Row& row) {
                 Sha256 sum;
                 sum.add(row.text(3));
                 if (sum.hex() != row.text(2))
                   say("cases[" + row.text(0) + "].profiles[" + std::to_string(row.whole(1)) + "]",
                       "the profile was changed after it was stored");
                 return true;
               });
  }

  sql::Transaction work_;
  std::string place_;
  std::optional<AuditMark> mark_;
  bool mark_seen_ = false;
  AuditState state_;
};

} // namespace

Result<AuditState> verify_audit(sql::Database& database, const std::optional<AuditMark>& mark) {
  return Verifier(database, mark).run();
}

} // namespace cartwright
