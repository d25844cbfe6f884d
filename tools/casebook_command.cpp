#include <ostream>

#include "server/casebook/backup.hpp"
#include "server/casebook/open_casebook.hpp"
#include "server/json_document.hpp"
#include "tools/commands.hpp"
#include "tools/open_casework.hpp"

namespace cartwright {

namespace {

/// What the casebook holds now, after the command did its work.
struct Tally {
  std::string place;
  std::int64_t schema = 0, cases = 0, open = 0, entries = 0;
};

Result<Tally> tally_of(sql::Database& database) {
  Tally out;
  out.place = database.place();
  const auto version = database.version();
  if (!version) return version.problems();
  out.schema = *version;
  const auto rows = database.query("SELECT (SELECT count(*) FROM cases), (SELECT count(*) FROM cases WHERE "
                                   "state = 'open'), (SELECT count(*) FROM audit)");
  if (!rows) return rows.problems();
  out.cases = rows->front().whole(0);
  out.open = rows->front().whole(1);
  out.entries = rows->front().whole(2);
  return out;
}

std::string text_of(const Tally& tally, const std::string& done) {
  return done + "\n  " + tally.place + "\n  schema " + std::to_string(tally.schema) + ", " +
         std::to_string(tally.cases) + " cases (" + std::to_string(tally.open) + " open), " +
         std::to_string(tally.entries) + " entries in the audit trail\n";
}

std::string json_of(const Tally& tally, const std::string& done) {
  return json_text({{"done", done},
                    {"casebook", tally.place},
                    {"schema", tally.schema},
                    {"cases", tally.cases},
                    {"open", tally.open},
                    {"audit_entries", tally.entries}});
}

sql::Opening opening_for(CaseAction action) {
  if (action == CaseAction::create || action == CaseAction::restore) return sql::Opening::create;
  return action == CaseAction::migrate ? sql::Opening::any_version : sql::Opening::existing;
}

std::string done_by(CaseAction action) {
  switch (action) {
  case CaseAction::create:
    return "The casebook is there.";
  case CaseAction::migrate:
    return "The casebook has the present schema.";
  case CaseAction::backup:
    return "The backup is whole.";
  case CaseAction::restore:
    return "The backup is back.";
  default:
    return "The casebook is sound.";
  }
}

Problems work(sql::Database& database, const CaseArguments& wanted) {
  switch (wanted.action) {
  case CaseAction::migrate:
    return sql::migrate(database);
  case CaseAction::check:
    return check_casebook(database);
  case CaseAction::backup:
    return backup_casebook(database, wanted.file);
  case CaseAction::restore:
    return restore_casebook(database, wanted.file, local_actor(), {wanted.replace, utc_now});
  default:
    return {};
  }
}

} // namespace

Exit run_casebook(const Arguments& arguments, Terminal& terminal) {
  const CaseArguments& wanted = arguments.book;
  const auto location = casebook_location(wanted.casebook);
  if (!location) return report(location.problems(), terminal);
  const auto database = open_database(*location, opening_for(wanted.action));
  if (!database) return report(database.problems(), terminal);
  if (Problems problems = work(**database, wanted); !problems.empty()) return report(problems, terminal);
  const auto tally = tally_of(**database);
  if (!tally) return report(tally.problems(), terminal);
  const std::string done = done_by(wanted.action);
  terminal.out << (arguments.json ? json_of(*tally, done) : text_of(*tally, done));
  return Exit::done;
}

} // namespace cartwright
