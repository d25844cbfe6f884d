#include "server/casebook/casebook.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"
#include "server/casebook/add_cases.hpp"
#include "server/casebook/load_case.hpp"
#include "server/json_document.hpp"
#include "server/secrets.hpp"

namespace cartwright {

namespace {

/// A detail of the trail without its last brace, which comes after the digest of the case.
std::string told(const Json& detail) {
  std::string text = detail.dump();
  text.pop_back();
  return text;
}

void refuse(sql::Transaction& work, const CaseHead& head, ProblemCode code, const std::string& message,
            const std::string& hint) {
  Problems out;
  out.error(code, "cases[" + head.id.text() + "]", message, hint);
  work.fail(std::move(out));
}

void need_open(sql::Transaction& work, const CaseHead& head) {
  if (!head.open)
    refuse(work, head, ProblemCode::contradiction, "the case is closed",
           "cartwright case reopen " + head.id.text());
}

void need_reason(sql::Transaction& work, const CaseHead& head, const std::string& reason) {
  if (trimmed(reason).empty())
    refuse(work, head, ProblemCode::missing_key, "a reason is needed", "say in a sentence why");
}

void store_profile(sql::Transaction& work, const Actor& actor, const CaseId& id, std::int64_t number,
                   const CheckedProfile& profile, const std::string& at, const std::string& why) {
  work.run("INSERT INTO profiles (case_id, number, digest, body, by_whom, at, why) VALUES ($1, $2, $3, $4, "
           "$5, $6, $7)",
           {id.text(), number, hex(sha256(profile.body)), profile.body, actor.name, at, why});
}

/// The override of that criterion that holds now.
const CaseOverride* in_force(const CaseRecord& record, const TrialId& trial, const CriterionId& criterion) {
  const auto at =
      std::find_if(record.overrides.begin(), record.overrides.end(), [&](const CaseOverride& each) {
        return !each.ended && each.trial == trial && each.criterion == criterion;
      });
  return at == record.overrides.end() ? nullptr : &*at;
}

void end_override(sql::Transaction& work, const Actor& actor, const CaseId& id, std::int64_t number,
                  const std::string& at, const std::string& reason) {
  work.run(
      "UPDATE overrides SET ended = $3, ended_by = $4, ended_reason = $5 WHERE case_id = $1 AND number = $2",
      {id.text(), number, at, actor.name, reason});
}

/// Nothing when the transaction failed.
std::optional<CaseRecord> add_case(sql::Transaction& work, const Actor& actor, const NewCase& wanted,
                                   const std::string& at) {
  const CaseId id = new_case_id();
  work.run("INSERT INTO cases (id, patient, coordinator, state, version, profile, opened, changed) VALUES "
           "($1, $2, $3, "
           "'open', 1, 1, $4, $4)",
           {id.text(), wanted.profile.patient, wanted.coordinator, at});
  store_profile(work, actor, id, 1, wanted.profile, at, "the case was opened");
  auto record = load_case(work, id);
  if (record)
    append_audit(work, actor, at, "case.added", id,
                 told({{"profile", 1}}) + ",\"state\":\"" + case_digest(*record) + "\"}");
  return record;
}

} // namespace

Result<std::vector<CaseId>> add_cases(Casebook& casebook, const Actor& actor,
                                      const std::vector<NewCase>& cases) {
  const std::string at = casebook.now();
  return casebook.with_database([&](sql::Database& database) -> Result<std::vector<CaseId>> {
    sql::Transaction work(database, sql::Access::write);
    std::vector<CaseId> out;
    for (const NewCase& each : cases)
      if (const auto record = add_case(work, actor, each, at)) out.push_back(record->head.id);
    if (Problems problems = work.commit(); !problems.empty()) return problems;
    return out;
  });
}

Result<CaseRecord> Casebook::add(const Actor& actor, const CheckedProfile& profile,
                                 const std::string& coordinator) {
  const std::lock_guard lock(mutex_);
  sql::Transaction work(*database_, sql::Access::write);
  const auto record = add_case(work, actor, {profile, coordinator}, clock_());
  if (Problems problems = work.commit(); !problems.empty()) return problems;
  return *record;
}

Result<CaseRecord> Casebook::update(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                    const CheckedProfile& profile, const std::string& why) {
  return change(actor, id, expected, "profile.updated",
                [&](sql::Transaction& work, const CaseRecord& before, const std::string& at) {
                  need_open(work, before.head);
                  const std::int64_t number = before.head.profile + 1;
                  store_profile(work, actor, id, number, profile, at, why);
                  work.run("UPDATE cases SET profile = $2, patient = $3 WHERE id = $1",
                           {id.text(), number, profile.patient});
                  return told({{"profile", number}});
                });
}

Result<CaseRecord> Casebook::assign(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                    const std::string& coordinator) {
  return change(actor, id, expected, "case.assigned",
                [&](sql::Transaction& work, const CaseRecord& before, const std::string&) {
                  if (trimmed(coordinator).empty())
                    refuse(work, before.head, ProblemCode::missing_key, "a case has a coordinator",
                           "name one");
                  work.run("UPDATE cases SET coordinator = $2 WHERE id = $1", {id.text(), coordinator});
                  return told({{"from", before.head.coordinator}, {"to", coordinator}});
                });
}

Result<CaseRecord> Casebook::close(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                   const std::string& reason) {
  return change(actor, id, expected, "case.closed",
                [&](sql::Transaction& work, const CaseRecord& before, const std::string& at) {
                  need_open(work, before.head);
                  need_reason(work, before.head, reason);
                  work.run("UPDATE cases SET state = 'closed', closed = $2, close_reason = $3 WHERE id = $1",
                           {id.text(), at, reason});
                  return told({{"profile", before.head.profile}});
                });
}

Result<CaseRecord> Casebook::reopen(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                    const std::string& reason) {
  return change(
      actor, id, expected, "case.reopened",
      [&](sql::Transaction& work, const CaseRecord& before, const std::string&) {
        if (before.head.open)
          refuse(work, before.head, ProblemCode::contradiction, "the case is open", "nothing has to be done");
        need_reason(work, before.head, reason);
        work.run("UPDATE cases SET state = 'open', closed = NULL, close_reason = NULL WHERE id = $1",
                 {id.text()});
        return told({{"profile", before.head.profile}});
      });
}

Result<CaseRecord> Casebook::shortlist(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                       const TrialId& trial, const std::string& note) {
  return change(actor, id, expected, "shortlist.put",
                [&](sql::Transaction& work, const CaseRecord& before, const std::string& at) {
                  need_open(work, before.head);
                  work.run("INSERT INTO shortlists (case_id, trial, note, by_whom, at) VALUES ($1, $2, $3, "
                           "$4, $5) ON CONFLICT "
                           "(case_id, trial) DO UPDATE SET note = excluded.note, by_whom = excluded.by_whom, "
                           "at = excluded.at",
                           {id.text(), trial.text(), note, actor.name, at});
                  return told({{"trial", trial.text()}});
                });
}

Result<CaseRecord> Casebook::unlist(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                    const TrialId& trial) {
  return change(
      actor, id, expected, "shortlist.removed",
      [&](sql::Transaction& work, const CaseRecord& before, const std::string&) {
        need_open(work, before.head);
        const auto& listed = before.shortlist;
        if (std::none_of(listed.begin(), listed.end(), [&](const auto& each) { return each.trial == trial; }))
          refuse(work, before.head, ProblemCode::not_found, trial.text() + " is not on the shortlist",
                 "cartwright case show " + id.text());
        work.run("DELETE FROM shortlists WHERE case_id = $1 AND trial = $2", {id.text(), trial.text()});
        return told({{"trial", trial.text()}});
      });
}

Result<CaseRecord> Casebook::override_criterion(const Actor& actor, const CaseId& id,
                                                ExpectedVersion expected, const NewOverride& said) {
  return change(
      actor, id, expected, "override.made",
      [&](sql::Transaction& work, const CaseRecord& before, const std::string& at) {
        need_open(work, before.head);
        need_reason(work, before.head, said.reason);
        const auto number = static_cast<std::int64_t>(before.overrides.size()) + 1;
        if (const CaseOverride* earlier = in_force(before, said.trial, said.criterion))
          end_override(work, actor, id, earlier->number, at,
                       "override " + std::to_string(number) + " took its place");
        work.run("INSERT INTO overrides (case_id, number, trial, criterion, state, reason, by_whom, at, "
                 "until, wording, "
                 "profile) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                 {id.text(), number, said.trial.text(), said.criterion.text(), std::string(word(said.state)),
                  said.reason, actor.name, at, sql::or_null(said.until), said.wording, before.head.profile});
        return told(
            {{"override", number}, {"trial", said.trial.text()}, {"criterion", said.criterion.text()}});
      });
}

Result<CaseRecord> Casebook::withdraw_override(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                               std::int64_t number, const std::string& reason) {
  return change(
      actor, id, expected, "override.withdrawn",
      [&](sql::Transaction& work, const CaseRecord& before, const std::string& at) {
        need_open(work, before.head);
        need_reason(work, before.head, reason);
        const bool known = number >= 1 && number <= static_cast<std::int64_t>(before.overrides.size());
        if (!known)
          refuse(work, before.head, ProblemCode::not_found,
                 "the case has no override " + std::to_string(number), "cartwright case show " + id.text());
        else if (before.overrides[static_cast<std::size_t>(number - 1)].ended)
          refuse(work, before.head, ProblemCode::contradiction, "the override has ended already",
                 "nothing has to be done");
        end_override(work, actor, id, number, at, reason);
        return told({{"override", number}});
      });
}

} // namespace cartwright
