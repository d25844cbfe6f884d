#include <ostream>

#include "server/casebook/case_json.hpp"
#include "server/casebook/case_text.hpp"
#include "tools/case_change_command.hpp"
#include "tools/commands.hpp"
#include "tools/open_casework.hpp"

namespace cartwright {

namespace {

Exit tell(const Result<CaseRecord>& record, const Arguments& arguments, Terminal& terminal) {
  if (!record) return report(record.problems(), terminal);
  if (!arguments.json) report(record.problems(), terminal); // in JSON they stand inside the answer
  terminal.out << (arguments.json ? case_json(*record, record.problems())
                                  : case_text(*record, terminal.out_style));
  return Exit::done;
}

Exit show(Casebook& casebook, const Arguments& arguments, Terminal& terminal) {
  const CaseId id = case_id_written(arguments.book.id);
  if (!arguments.book.profile) return tell(casebook.find(id), arguments, terminal);
  const auto body = casebook.profile(id, arguments.book.profile);
  if (!body) return report(body.problems(), terminal);
  terminal.out << *body;
  return Exit::done;
}

Exit list(Casebook& casebook, const Arguments& arguments, Terminal& terminal) {
  const CaseArguments& wanted = arguments.book;
  CaseFilter filter{!wanted.closed, wanted.coordinator, case_id_written(wanted.after).text(),
                    wanted.limit + 1};
  if (wanted.all) filter.open.reset();
  auto cases = casebook.list(filter);
  if (!cases) return report(cases.problems(), terminal);
  const bool more = cases->size() > static_cast<std::size_t>(wanted.limit);
  if (more) cases->pop_back();
  const std::string next = more ? cases->back().id.text() : "";
  terminal.out << (arguments.json ? case_list_json(*cases, next)
                                  : case_list_text(*cases, next, terminal.out_style));
  return Exit::done;
}

Exit export_case(Casebook& casebook, const Arguments& arguments, Terminal& terminal) {
  const auto out = export_of(casebook, case_id_written(arguments.book.id));
  if (!out) return report(out.problems(), terminal);
  terminal.out << *out;
  return Exit::done;
}

} // namespace

Exit run_case(const Arguments& arguments, Terminal& terminal) {
  const CaseAction action = arguments.book.action;
  const bool reads =
      action == CaseAction::show || action == CaseAction::list || action == CaseAction::export_case;
  if (!reads) return tell(change_case(arguments), arguments, terminal);
  const auto casebook = open_casebook(arguments.book, sql::Opening::existing);
  if (!casebook) return report(casebook.problems(), terminal);
  if (action == CaseAction::show) return show(**casebook, arguments, terminal);
  if (action == CaseAction::list) return list(**casebook, arguments, terminal);
  return export_case(**casebook, arguments, terminal);
}

} // namespace cartwright
