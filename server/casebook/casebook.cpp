#include "server/casebook/casebook.hpp"

#include <algorithm>
#include <cctype>
#include <ctime>

#include "server/casebook/load_case.hpp"
#include "server/secrets.hpp"

namespace cartwright {

namespace {

Problems refusal(ProblemCode code, const CaseId& id, const std::string& message, const std::string& hint) {
  Problems out;
  out.error(code, "cases[" + id.text() + "]", message, hint);
  return out;
}

Problems no_such_case(const CaseId& id) {
  return refusal(ProblemCode::not_found, id, "there is no such case",
                 "cartwright case list names all there are");
}

/// What stands in the way of a change of this version.
Problems check_version(const CaseHead& head, ExpectedVersion expected) {
  if (!expected || *expected == head.version) return {};
  return refusal(ProblemCode::changed_meanwhile, head.id,
                 "the case was changed meanwhile: it is at version " + std::to_string(head.version) +
                     " and the change was made for version " + std::to_string(*expected),
                 "look at it again and repeat the change on what is there now; nothing was stored");
}

} // namespace

CaseId new_case_id() {
  return CaseId{"C-" + random_characters(5) + "-" + random_characters(5)};
}

CaseId case_id_written(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
  return CaseId{std::move(text)};
}

Casebook::Casebook(std::unique_ptr<sql::Database> database, Clock clock)
    : database_(std::move(database)), clock_(std::move(clock)) {}

Result<CaseRecord> Casebook::change(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                    const std::string& action, const Change& change) {
  const std::lock_guard lock(mutex_);
  sql::Transaction work(*database_, sql::Access::write);
  const auto before = load_case(work, id);
  if (!before && !work.failed()) work.fail(no_such_case(id));
  if (work.failed()) return work.problems();
  if (Problems stale = check_version(before->head, expected); !stale.empty()) return stale;
  const std::string at = clock_();
  const std::string detail = change(work, *before, at);
  work.run("UPDATE cases SET version = version + 1, changed = $2 WHERE id = $1", {id.text(), at});
  const auto after = load_case(work, id);
  if (after)
    append_audit(work, actor, at, action, id, detail + ",\"state\":\"" + case_digest(*after) + "\"}");
  if (Problems problems = work.commit(); !problems.empty()) return problems;
  return *after;
}

Result<CaseRecord> Casebook::find(const CaseId& id) {
  const std::lock_guard lock(mutex_);
  sql::Transaction work(*database_, sql::Access::read);
  auto record = load_case(work, id);
  if (work.failed()) return work.problems();
  if (!record) return no_such_case(id);
  return std::move(*record);
}

Result<std::string> Casebook::profile(const CaseId& id, std::optional<std::int64_t> number) {
  const std::lock_guard lock(mutex_);
  sql::Transaction work(*database_, sql::Access::read);
  const auto head = work.one("SELECT profile FROM cases WHERE id = $1", {id.text()});
  if (work.failed()) return work.problems();
  if (!head) return no_such_case(id);
  const auto row = work.one("SELECT body FROM profiles WHERE case_id = $1 AND number = $2",
                            {id.text(), number.value_or(head->whole(0))});
  if (work.failed()) return work.problems();
  if (row) return row->text(0);
  return refusal(ProblemCode::not_found, id, "the case has no profile " + std::to_string(*number),
                 "its profiles are numbered 1 to " + std::to_string(head->whole(0)));
}

Result<std::vector<CaseHead>> Casebook::list(const CaseFilter& filter) {
  const std::lock_guard lock(mutex_);
  std::string statement = "SELECT " + std::string(case_columns) + " FROM cases WHERE id > $1";
  sql::Values values = {filter.after, filter.limit};
  if (filter.open) statement += *filter.open ? " AND state = 'open'" : " AND state = 'closed'";
  if (!filter.coordinator.empty()) {
    statement += " AND coordinator = $3";
    values.emplace_back(filter.coordinator);
  }
  const auto rows = database_->query(statement + " ORDER BY id LIMIT $2", values);
  if (!rows) return rows.problems();
  std::vector<CaseHead> out;
  for (const sql::Row& row : *rows)
    out.push_back(case_head_of(row));
  return out;
}

Result<std::vector<OpenProfile>> Casebook::open_profiles(const CaseId& after, std::int64_t limit) {
  const std::lock_guard lock(mutex_);
  const auto rows = database_->query(
      "SELECT c.id, c.coordinator, c.profile, p.body FROM cases c JOIN profiles p ON p.case_id = c.id AND "
      "p.number = c.profile WHERE c.state = 'open' AND c.id > $1 ORDER BY c.id LIMIT $2",
      {after.text(), limit});
  if (!rows) return rows.problems();
  std::vector<OpenProfile> out;
  for (const sql::Row& row : *rows)
    out.push_back({CaseId(row.text(0)), row.text(1), row.whole(2), row.text(3)});
  return out;
}

Problems Casebook::each_open_profile(const std::function<void(const OpenProfile&)>& take) {
  constexpr std::int64_t page = 256;
  CaseId after;
  while (true) {
    const auto cases = open_profiles(after, page);
    if (!cases) return cases.problems();
    for (const OpenProfile& each : *cases)
      take(each);
    if (static_cast<std::int64_t>(cases->size()) < page) return {};
    after = cases->back().id;
  }
}

Result<std::int64_t> Casebook::count_open() {
  const std::lock_guard lock(mutex_);
  const auto rows = database_->query("SELECT count(*) FROM cases WHERE state = 'open'");
  if (!rows) return rows.problems();
  return rows->front().whole(0);
}

} // namespace cartwright
