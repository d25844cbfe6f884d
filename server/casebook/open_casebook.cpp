#include "server/casebook/open_casebook.hpp"

#include <cstdlib>

#include "server/postgres.hpp"
#include "server/sqlite.hpp"

namespace cartwright {

namespace {

const sql::Migration cases_and_audit = {"cases, tokens and the audit trail", R"sql(
CREATE TABLE cases (
  id {key} PRIMARY KEY,
  patient TEXT NOT NULL,
  coordinator TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  version {whole} NOT NULL CHECK (version > 0),
  profile {whole} NOT NULL CHECK (profile > 0),
  opened TEXT NOT NULL,
  changed TEXT NOT NULL,
  closed TEXT,
  close_reason TEXT
);
CREATE INDEX cases_by_state ON cases (state, id);

CREATE TABLE profiles (
  case_id {key} NOT NULL REFERENCES cases (id),
  number {whole} NOT NULL,
  digest TEXT NOT NULL,
  body TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (case_id, number)
);
{append_only profiles}

CREATE TABLE shortlists (
  case_id {key} NOT NULL REFERENCES cases (id),
  trial {key} NOT NULL,
  note TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (case_id, trial)
);

CREATE TABLE overrides (
  case_id {key} NOT NULL REFERENCES cases (id),
  number {whole} NOT NULL,
  trial {key} NOT NULL,
  criterion {key} NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('met', 'not_met', 'unknown')),
  reason TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  at TEXT NOT NULL,
  until TEXT,
  wording TEXT NOT NULL,
  profile {whole} NOT NULL,
  ended TEXT,
  ended_by TEXT,
  ended_reason TEXT,
  PRIMARY KEY (case_id, number)
);
CREATE UNIQUE INDEX one_override_in_force ON overrides (case_id, trial, criterion) WHERE ended IS NULL;

CREATE TABLE tokens (
  id {key} PRIMARY KEY,
  label TEXT NOT NULL,
  roles TEXT NOT NULL,
  digest TEXT NOT NULL,
  made TEXT NOT NULL,
  made_by TEXT NOT NULL,
  expires TEXT NOT NULL,
  revoked TEXT,
  revoked_by TEXT
);

CREATE TABLE audit (
  number {whole} PRIMARY KEY,
  at TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  via TEXT NOT NULL,
  action TEXT NOT NULL,
  case_id {key},
  detail TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX audit_by_case ON audit (case_id);
{append_only audit}
)sql"};

const sql::Migration runs_and_answers = {"runs, answers and changes", R"sql(
CREATE TABLE layouts (
  revision {key} PRIMARY KEY,
  body {blob} NOT NULL
);

CREATE TABLE runs (
  id {whole} PRIMARY KEY,
  revision {key} NOT NULL REFERENCES layouts (revision),
  as_of TEXT NOT NULL,
  program TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'abandoned')),
  base {whole} REFERENCES runs (id),
  cases {whole} NOT NULL,
  started TEXT NOT NULL,
  started_by TEXT NOT NULL,
  finished TEXT
);
CREATE UNIQUE INDEX one_run_at_a_time ON runs (state) WHERE state = 'running';

CREATE TABLE batches (
  run {whole} NOT NULL REFERENCES runs (id),
  number {whole} NOT NULL,
  first_case {key} NOT NULL,
  last_case {key} NOT NULL,
  done TEXT,
  worker TEXT,
  PRIMARY KEY (run, number)
);
CREATE INDEX batches_waiting ON batches (run, number) WHERE done IS NULL;

CREATE TABLE answers (
  case_id {key} NOT NULL REFERENCES cases (id),
  run {whole} NOT NULL REFERENCES runs (id),
  profile {whole} NOT NULL,
  digest TEXT NOT NULL,
  body {blob} NOT NULL,
  PRIMARY KEY (case_id, run)
);
CREATE INDEX answers_by_run ON answers (run);

CREATE TABLE changes (
  run {whole} NOT NULL REFERENCES runs (id),
  case_id {key} NOT NULL REFERENCES cases (id),
  trial {key} NOT NULL,
  kind TEXT NOT NULL,
  causes TEXT NOT NULL,
  PRIMARY KEY (run, case_id, trial, kind)
);
)sql"};

/// One row for a case that changed: its moves with their causes, and what to ask for next (see packed.hpp).
const sql::Migration notes_of_cases = {"what a run notes of a case", R"sql(
DROP TABLE changes;
CREATE TABLE case_notes (
  run {whole} NOT NULL REFERENCES runs (id),
  case_id {key} NOT NULL REFERENCES cases (id),
  coordinator TEXT NOT NULL,
  body {blob} NOT NULL,
  PRIMARY KEY (run, case_id)
);
)sql"};

constexpr std::int32_t casebook_mark = 0x43574342;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

} // namespace

sql::Use casebook_use(std::optional<std::size_t> version) {
  sql::Use out{
      "casebook", "cartwright casebook", casebook_mark, {cases_and_audit, runs_and_answers, notes_of_cases}};
  if (version) out.migrations.resize(*version);
  return out;
}

const std::vector<std::string>& casebook_tables() {
  static const std::vector<std::string> names = {"cases",   "profiles", "shortlists", "overrides",
                                                 "tokens",  "audit",    "layouts",    "runs",
                                                 "batches", "answers",  "case_notes"};
  return names;
}

Result<std::string> casebook_location(const std::string& named) {
  if (!named.empty()) return named;
  if (std::string set = environment("CARTWRIGHT_CASEBOOK"); !set.empty()) return set;
  if (const std::string state = environment("XDG_STATE_HOME"); !state.empty())
    return state + "/cartwright/casebook.sqlite";
  if (const std::string home = environment("HOME"); !home.empty())
    return home + "/.local/state/cartwright/casebook.sqlite";
  Problems out;
  out.error(ProblemCode::unavailable, "casebook", "there is no home directory to keep the casebook in",
            "name its file: --casebook FILE");
  return out;
}

Result<std::unique_ptr<sql::Database>> open_database(const std::string& location, sql::Opening opening) {
  if (sql::names_postgres(location)) return sql::open_postgres(location, casebook_use(), {opening});
  return sql::open_sqlite(location, casebook_use(), {opening});
}

} // namespace cartwright
