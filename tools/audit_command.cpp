#include <charconv>
#include <ostream>

#include "server/casebook/case_json.hpp"
#include "server/casebook/case_text.hpp"
#include "tools/commands.hpp"
#include "tools/open_casework.hpp"

namespace cartwright {

namespace {

/// "12:ab34...": nothing when it is not written like this.
std::optional<AuditMark> mark_of(const std::string& text) {
  AuditMark out;
  const char* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, out.number);
  if (error != std::errc() || at == end || *at != ':') return std::nullopt;
  out.hash.assign(at + 1, end);
  return out.hash.empty() ? std::nullopt : std::optional(out);
}

Exit verify(Casebook& casebook, const Arguments& arguments, Terminal& terminal) {
  const std::string& written = arguments.book.mark;
  const auto mark = mark_of(written);
  if (!written.empty() && !mark) {
    Problems problems;
    problems.error(ProblemCode::malformed, "--mark", "this is not a mark: " + written,
                   "NUMBER:HASH, as audit verify tells it");
    return report(problems, terminal);
  }
  const auto state =
      casebook.with_database([&](sql::Database& database) { return verify_audit(database, mark); });
  if (!state) return report(state.problems(), terminal);
  if (arguments.json) terminal.out << audit_state_json(*state);
  if (!state->problems.empty()) {
    const Exit exit = report(state->problems, terminal);
    return exit == Exit::done ? Exit::wrong_input : exit;
  }
  if (!arguments.json)
    terminal.out << "The trail is whole: " << state->entries << (state->entries == 1 ? " entry" : " entries")
                 << (state->entries == 0
                         ? "\n"
                         : "\n  mark " + std::to_string(state->entries) + ":" + state->head +
                               "\n  Noted elsewhere, it also shows later that nothing was cut off: audit "
                               "verify --mark MARK\n");
  return Exit::done;
}

} // namespace

Exit run_audit(const Arguments& arguments, Terminal& terminal) {
  const CaseArguments& wanted = arguments.book;
  const auto casebook = open_casebook(wanted, sql::Opening::existing);
  if (!casebook) return report(casebook.problems(), terminal);
  if (wanted.action == CaseAction::verify_audit) return verify(**casebook, arguments, terminal);
  AuditQuery query{wanted.after_entry, wanted.limit, std::nullopt};
  if (!wanted.id.empty()) query.about = case_id_written(wanted.id);
  const auto entries =
      (*casebook)->with_database([&](sql::Database& database) { return audit_entries(database, query); });
  if (!entries) return report(entries.problems(), terminal);
  terminal.out << (arguments.json ? audit_json(*entries) : audit_text(*entries, terminal.out_style));
  return Exit::done;
}

} // namespace cartwright
