#include "server/rematch/run_store.hpp"

#include "catalogues/sha256.hpp"

namespace cartwright {

namespace {

constexpr std::string_view run_columns =
    "id, revision, as_of, program, state, base, cases, started, started_by, finished";

RunHead run_of(const sql::Row& row) {
  RunHead out;
  out.id = row.whole(0);
  out.revision = row.text(1);
  out.as_of = parse_day(row.text(2)).value_or(Day{});
  out.program = row.text(3);
  out.state = row.text(4);
  out.base = row.whole_if(5);
  out.cases = row.whole(6);
  out.started = row.text(7);
  out.started_by = row.text(8);
  out.finished = row.text_if(9);
  return out;
}

std::string select_runs(const std::string& rest) {
  return "SELECT " + std::string(run_columns) + " FROM runs " + rest;
}

std::string digest_of(const std::string& bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.hex();
}

/// Unpacks, or makes the transaction fail.
template <class T> std::optional<T> taken(sql::Transaction& work, Result<T> read) {
  if (read) return std::move(*read);
  work.fail(read.problems());
  return std::nullopt;
}

/// Consecutive open cases, so many to a batch.
void add_batches(sql::Transaction& work, std::int64_t run, std::size_t size) {
  std::vector<std::pair<std::string, std::string>> ranges;
  std::size_t in_last = size;
  work.each("SELECT id FROM cases WHERE state = 'open' ORDER BY id", {}, [&](const sql::Row& row) {
    if (in_last == size) {
      ranges.emplace_back(row.text(0), row.text(0));
      in_last = 0;
    }
    ranges.back().second = row.text(0);
    ++in_last;
    return true;
  });
  std::int64_t number = 0;
  for (const auto& [first, last] : ranges)
    work.run("INSERT INTO batches (run, number, first_case, last_case) VALUES ($1, $2, $3, $4)",
             {run, ++number, first, last});
}

constexpr std::string_view earlier_answers =
    "SELECT a.case_id, a.run, a.profile, a.body, r.revision, p.body FROM answers a "
    "JOIN (SELECT case_id, max(run) AS run FROM answers WHERE case_id >= $1 AND case_id <= $2 AND run <= $3 "
    "GROUP BY case_id) newest ON newest.case_id = a.case_id AND newest.run = a.run "
    "JOIN runs r ON r.id = a.run JOIN cases c ON c.id = a.case_id "
    "LEFT JOIN profiles p ON p.case_id = a.case_id AND p.number = a.profile AND a.profile <> c.profile "
    "ORDER BY a.case_id";

void add_earlier(sql::Transaction& work, const RunHead& run, const Batch& batch,
                 std::vector<CaseToAnswer>& cases) {
  if (!run.base) return;
  auto at = cases.begin();
  for (const sql::Row& row : work.run(earlier_answers, {batch.first, batch.last, *run.base})) {
    while (at != cases.end() && at->id.text() < row.text(0))
      ++at;
    if (at == cases.end() || at->id.text() != row.text(0)) continue;
    auto answer = taken(work, unpack_answer(row.blob(3)));
    if (!answer) return;
    at->earlier = {row.whole(1), row.text(4), row.whole(2), row.text(5), std::move(*answer)};
  }
}

} // namespace

std::optional<RunHead> find_run(sql::Transaction& work, std::int64_t id) {
  const auto row = work.one(select_runs("WHERE id = $1"), {id});
  return row ? std::optional(run_of(*row)) : std::nullopt;
}

std::optional<RunHead> newest_run(sql::Transaction& work, std::string_view state) {
  const auto row = work.one(select_runs("WHERE state = $1 ORDER BY id DESC LIMIT 1"), {std::string(state)});
  return row ? std::optional(run_of(*row)) : std::nullopt;
}

std::vector<RunHead> finished_runs(sql::Transaction& work, std::int64_t limit) {
  std::vector<RunHead> out;
  for (const sql::Row& row :
       work.run(select_runs("WHERE state = 'finished' ORDER BY id DESC LIMIT $1"), {limit}))
    out.push_back(run_of(row));
  return out;
}

std::optional<KeptCatalogue> catalogue_of(sql::Transaction& work, const std::string& revision) {
  const auto row = work.one("SELECT body FROM layouts WHERE revision = $1", {revision});
  return row ? taken(work, unpack_catalogue(row->blob(0))) : std::nullopt;
}

RunHead add_run(sql::Transaction& work, const NewRun& wanted) {
  const RunBinding& binding = wanted.binding;
  work.run("INSERT INTO layouts (revision, body) VALUES ($1, $2) ON CONFLICT (revision) DO NOTHING",
           {binding.revision, sql::Blob{pack(wanted.catalogue)}});
  const auto base = newest_run(work, "finished");
  const auto last = work.one("SELECT coalesce(max(id), 0) FROM runs");
  const auto open = work.one("SELECT count(*) FROM cases WHERE state = 'open'");
  const std::int64_t id = (last ? last->whole(0) : 0) + 1;
  work.run("INSERT INTO runs (id, revision, as_of, program, state, base, cases, started, started_by) VALUES "
           "($1, $2, $3, $4, 'running', $5, $6, $7, $8)",
           {id, binding.revision, text_of(binding.as_of), binding.program,
            base ? sql::Value(base->id) : sql::Value(), open ? open->whole(0) : 0, wanted.at, wanted.by});
  add_batches(work, id, wanted.batch);
  return find_run(work, id).value_or(RunHead{});
}

void abandon_run(sql::Transaction& work, const RunHead& run) {
  work.run("DELETE FROM answers WHERE run = $1", {run.id});
  work.run("DELETE FROM case_notes WHERE run = $1", {run.id});
  work.run("DELETE FROM batches WHERE run = $1", {run.id});
  work.run("UPDATE runs SET state = 'abandoned' WHERE id = $1 AND state = 'running'", {run.id});
}

bool finish_run(sql::Transaction& work, const RunHead& run, const std::string& at) {
  const auto done = work.one("UPDATE runs SET state = 'finished', finished = $2 WHERE id = $1 AND state = "
                             "'running' RETURNING id",
                             {run.id, at});
  return done.has_value();
}

std::optional<Batch> next_batch(sql::Transaction& work, const RunHead& run, bool claim) {
  std::string statement = "SELECT number, first_case, last_case FROM batches WHERE run = $1 AND done IS NULL "
                          "ORDER BY number LIMIT 1";
  if (claim) statement += " FOR UPDATE SKIP LOCKED";
  const auto row = work.one(statement, {run.id});
  if (!row) return std::nullopt;
  return Batch{row->whole(0), row->text(1), row->text(2)};
}

void mark_done(sql::Transaction& work, const RunHead& run, const Batch& batch, const std::string& at,
               const std::string& worker) {
  work.run("UPDATE batches SET done = $3, worker = $4 WHERE run = $1 AND number = $2",
           {run.id, batch.number, at, worker});
}

BatchCount count_batches(sql::Transaction& work, const RunHead& run) {
  const auto row = work.one("SELECT count(*), count(done) FROM batches WHERE run = $1", {run.id});
  return row ? BatchCount{row->whole(0), row->whole(1)} : BatchCount{};
}

std::vector<CaseToAnswer> cases_of(sql::Transaction& work, const RunHead& run, const Batch& batch) {
  std::vector<CaseToAnswer> out;
  for (const sql::Row& row :
       work.run("SELECT c.id, c.coordinator, c.profile, p.body FROM cases c JOIN profiles p ON p.case_id = "
                "c.id AND p.number = c.profile WHERE c.state = 'open' AND c.id >= $1 AND c.id <= $2 "
                "ORDER BY c.id",
                {batch.first, batch.last}))
    out.push_back({CaseId(row.text(0)), row.text(1), row.whole(2), row.text(3), std::nullopt});
  add_earlier(work, run, batch, out);
  return out;
}

void store_answer(sql::Transaction& work, const RunHead& run, const CaseToAnswer& of,
                  const StoredAnswer& answer) {
  work.run("INSERT INTO answers (case_id, run, profile, digest, body) VALUES ($1, $2, $3, $4, $5)",
           {of.id.text(), run.id, of.profile, digest_of(meaning_of(answer)), sql::Blob{pack(answer)}});
}

void store_note(sql::Transaction& work, const RunHead& run, const CaseToAnswer& of, const CaseNote& note) {
  work.run("INSERT INTO case_notes (run, case_id, coordinator, body) VALUES ($1, $2, $3, $4)",
           {run.id, of.id.text(), of.coordinator, sql::Blob{pack(note)}});
}

void each_note(sql::Transaction& work, std::int64_t run, const std::function<bool(const NotedCase&)>& take) {
  work.each("SELECT case_id, coordinator, body FROM case_notes WHERE run = $1 ORDER BY coordinator, case_id",
            {run}, [&](const sql::Row& row) {
              auto note = taken(work, unpack_note(row.blob(2)));
              return note && take({CaseId(row.text(0)), row.text(1), std::move(*note)});
            });
}

std::optional<HeldAnswer> answer_at(sql::Transaction& work, std::int64_t run, const CaseId& id) {
  const auto row = work.one("SELECT r.revision, a.profile, a.body FROM answers a JOIN runs r ON r.id = a.run "
                            "WHERE a.case_id = $1 AND a.run <= $2 ORDER BY a.run DESC LIMIT 1",
                            {id.text(), run});
  if (!row) return std::nullopt;
  auto answer = taken(work, unpack_answer(row->blob(2)));
  if (!answer) return std::nullopt;
  return HeldAnswer{row->text(0), row->whole(1), std::move(*answer)};
}

void each_answer_at(sql::Transaction& work, std::int64_t run,
                    const std::function<bool(const CaseId&, const HeldAnswer&)>& take) {
  work.each(
      "SELECT a.case_id, r.revision, a.profile, a.body FROM cases c JOIN answers a ON a.case_id = c.id "
      "JOIN runs r ON r.id = a.run WHERE c.state = 'open' AND a.run = (SELECT max(b.run) FROM answers b "
      "WHERE b.case_id = c.id AND b.run <= $1) ORDER BY a.case_id",
      {run}, [&](const sql::Row& row) {
        auto answer = taken(work, unpack_answer(row.blob(3)));
        return answer && take(CaseId(row.text(0)), {row.text(1), row.whole(2), std::move(*answer)});
      });
}

} // namespace cartwright
