// One function a subcommand; each lives in the file of its name.
#pragma once

#include "tools/arguments.hpp"
#include "tools/terminal.hpp"

namespace cartwright {

Exit run_match(const Arguments& arguments, Terminal& terminal);
Exit run_explain(const Arguments& arguments, Terminal& terminal);
Exit run_review(const Arguments& arguments, Terminal& terminal);
Exit run_check(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_check(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_coverage(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_fmt(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_show(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_dump(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_import(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_diff(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_draft(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_drafts(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_edit(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_review(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_publish(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_revisions(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_compare(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_restore(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_freshness(const Arguments& arguments, Terminal& terminal);
Exit run_bench(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_impact(const Arguments& arguments, Terminal& terminal);
Exit run_catalogue_funnel(const Arguments& arguments, Terminal& terminal);
Exit run_generate(const Arguments& arguments, Terminal& terminal);
Exit run_rematch(const Arguments& arguments, Terminal& terminal);
Exit run_report(const Arguments& arguments, Terminal& terminal);
Exit run_search(const Arguments& arguments, Terminal& terminal);
Exit run_index_build(const Arguments& arguments, Terminal& terminal);
Exit run_index_check(const Arguments& arguments, Terminal& terminal);
Exit run_serve(const Arguments& arguments, Terminal& terminal);
Exit run_case(const Arguments& arguments, Terminal& terminal);
Exit run_casebook(const Arguments& arguments, Terminal& terminal);
Exit run_token(const Arguments& arguments, Terminal& terminal);
Exit run_audit(const Arguments& arguments, Terminal& terminal);

} // namespace cartwright
