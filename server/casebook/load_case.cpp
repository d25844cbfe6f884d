#include "server/casebook/load_case.hpp"

#include "catalogues/sha256.hpp"
#include "server/json_document.hpp"

namespace cartwright {

namespace {

CriterionState state_named(const std::string& word_of_state) {
  for (const CriterionState each : {CriterionState::met, CriterionState::not_met})
    if (word(each) == word_of_state) return each;
  return CriterionState::unknown;
}

void load_profiles(sql::Transaction& work, CaseRecord& into) {
  for (const sql::Row& row :
       work.run("SELECT number, digest, by_whom, at, why FROM profiles WHERE case_id = $1 ORDER BY number",
                {into.head.id.text()}))
    into.profiles.push_back({row.whole(0), row.text(1), row.text(2), row.text(3), row.text(4)});
}

void load_shortlist(sql::Transaction& work, CaseRecord& into) {
  for (const sql::Row& row :
       work.run("SELECT trial, note, by_whom, at FROM shortlists WHERE case_id = $1 ORDER BY trial",
                {into.head.id.text()}))
    into.shortlist.push_back({TrialId{row.text(0)}, row.text(1), row.text(2), row.text(3)});
}

void load_overrides(sql::Transaction& work, CaseRecord& into) {
  for (const sql::Row& row : work.run("SELECT " + std::string(override_columns) +
                                          " FROM overrides WHERE case_id = $1 ORDER BY number",
                                      {into.head.id.text()}))
    into.overrides.push_back(case_override_of(row));
}

} // namespace

CaseHead case_head_of(const sql::Row& row) {
  CaseHead out;
  out.id = CaseId{row.text(0)};
  out.patient = row.text(1);
  out.coordinator = row.text(2);
  out.open = row.text(3) == "open";
  out.version = row.whole(4);
  out.profile = row.whole(5);
  out.opened = row.text(6);
  out.changed = row.text(7);
  out.closed = row.text_if(8);
  out.close_reason = row.text_if(9);
  return out;
}

CaseOverride case_override_of(const sql::Row& row) {
  CaseOverride out;
  out.number = row.whole(0);
  out.trial = TrialId{row.text(1)};
  out.criterion = CriterionId{row.text(2)};
  out.state = state_named(row.text(3));
  out.reason = row.text(4);
  out.by = row.text(5);
  out.at = row.text(6);
  out.until = row.text_if(7);
  out.wording = row.text(8);
  out.profile = row.whole(9);
  out.ended = row.text_if(10);
  out.ended_by = row.text_if(11);
  out.ended_reason = row.text_if(12);
  return out;
}

std::optional<CaseRecord> load_case(sql::Transaction& work, const CaseId& id) {
  const auto row = work.one("SELECT " + std::string(case_columns) + " FROM cases WHERE id = $1", {id.text()});
  if (!row) return std::nullopt;
  CaseRecord out;
  out.head = case_head_of(*row);
  load_profiles(work, out);
  load_shortlist(work, out);
  load_overrides(work, out);
  if (work.failed()) return std::nullopt;
  return out;
}

std::string case_digest(const CaseRecord& record) {
  const CaseHead& head = record.head;
  Json all = {head.id.text(),       head.patient,
              head.coordinator,     head.open,
              head.version,         head.profile,
              head.opened,          head.changed,
              or_null(head.closed), or_null(head.close_reason)};
  for (const ProfileHead& each : record.profiles)
    all.push_back({each.number, each.digest, each.by, each.at, each.why});
  for (const ShortlistEntry& each : record.shortlist)
    all.push_back({each.trial.text(), each.note, each.by, each.at});
  for (const CaseOverride& each : record.overrides)
    all.push_back({each.number, each.trial.text(), each.criterion.text(), word(each.state), each.reason,
                   each.by, each.at, or_null(each.until), each.wording, each.profile, or_null(each.ended),
                   or_null(each.ended_by), or_null(each.ended_reason)});
  Sha256 sum;
  sum.add(all.dump(-1, ' ', true, Json::error_handler_t::replace));
  return sum.hex();
}

} // namespace cartwright
