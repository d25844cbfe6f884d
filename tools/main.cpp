#include <iostream>

#include "tools/commands.hpp"

namespace cartwright {

namespace {

Exit run(const Arguments& arguments, Terminal& terminal) {
  switch (arguments.command) {
  case Command::match:
    return run_match(arguments, terminal);
  case Command::explain:
    return run_explain(arguments, terminal);
  case Command::review:
    return run_review(arguments, terminal);
  case Command::check:
    return run_check(arguments, terminal);
  case Command::catalogue_check:
    return run_catalogue_check(arguments, terminal);
  case Command::catalogue_coverage:
    return run_catalogue_coverage(arguments, terminal);
  case Command::catalogue_fmt:
    return run_catalogue_fmt(arguments, terminal);
  case Command::catalogue_show:
    return run_catalogue_show(arguments, terminal);
  case Command::catalogue_dump:
    return run_catalogue_dump(arguments, terminal);
  case Command::catalogue_import:
    return run_catalogue_import(arguments, terminal);
  case Command::catalogue_diff:
    return run_catalogue_diff(arguments, terminal);
  case Command::catalogue_draft:
    return run_catalogue_draft(arguments, terminal);
  case Command::search:
    return run_search(arguments, terminal);
  case Command::index_build:
    return run_index_build(arguments, terminal);
  case Command::index_check:
    return run_index_check(arguments, terminal);
  case Command::catalogue_drafts:
    return run_catalogue_drafts(arguments, terminal);
  case Command::catalogue_edit:
    return run_catalogue_edit(arguments, terminal);
  case Command::catalogue_review:
    return run_catalogue_review(arguments, terminal);
  case Command::catalogue_publish:
    return run_catalogue_publish(arguments, terminal);
  case Command::catalogue_revisions:
    return run_catalogue_revisions(arguments, terminal);
  case Command::catalogue_compare:
    return run_catalogue_compare(arguments, terminal);
  case Command::catalogue_restore:
    return run_catalogue_restore(arguments, terminal);
  case Command::catalogue_freshness:
    return run_catalogue_freshness(arguments, terminal);
  case Command::bench:
    return run_bench(arguments, terminal);
  case Command::catalogue_impact:
    return run_catalogue_impact(arguments, terminal);
  case Command::catalogue_funnel:
    return run_catalogue_funnel(arguments, terminal);
  case Command::generate:
    return run_generate(arguments, terminal);
  case Command::rematch:
    return run_rematch(arguments, terminal);
  case Command::report:
    return run_report(arguments, terminal);
  case Command::serve:
    return run_serve(arguments, terminal);
  case Command::case_work:
    return run_case(arguments, terminal);
  case Command::casebook_upkeep:
    return run_casebook(arguments, terminal);
  case Command::token:
    return run_token(arguments, terminal);
  case Command::audit:
    return run_audit(arguments, terminal);
  }
  return Exit::usage;
}

} // namespace

} // namespace cartwright

int main(int count, char** words) {
  using namespace cartwright;
  const auto parsed = parse_arguments(count, words);
  if (const EarlyEnd* end = std::get_if<EarlyEnd>(&parsed)) {
    (end->exit_code == 0 ? std::cout : std::cerr) << end->text;
    return end->exit_code;
  }
  Terminal terminal = standard_terminal();
  Exit exit = run(std::get<Arguments>(parsed), terminal);
  std::cout.flush();
  if (!std::cout && exit == Exit::done) {
    std::cerr << "error unavailable at standard output\n    the answer could not be written in full\n";
    exit = Exit::failed_outside;
  }
  return static_cast<int>(exit);
}
