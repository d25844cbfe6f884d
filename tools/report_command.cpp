#include <cstdio>
#include <fstream>
#include <ostream>

#include "server/casebook/open_casebook.hpp"
#include "server/rematch/run_report.hpp"
#include "tools/commands.hpp"

namespace cartwright {

namespace {

Problems unwritten(const std::string& file) {
  Problems out;
  out.error(ProblemCode::unavailable, file, "the page could not be written",
            "name a file in a directory that can be written; an earlier file of this name is unchanged");
  return out;
}

/// Aside first, then named: nobody sees half a page.
Problems write_page(const std::string& file, const RunReport& report) {
  const std::string aside = file + ".part";
  {
    std::ofstream out(aside, std::ios::binary | std::ios::trunc);
    write_report_html(out, report);
    if (!out.flush()) {
      std::remove(aside.c_str());
      return unwritten(file);
    }
  }
  return std::rename(aside.c_str(), file.c_str()) == 0 ? Problems() : unwritten(file);
}

Exit write_answer(const Arguments& arguments, const RunReport& of, Terminal& terminal) {
  const RematchArguments& wanted = arguments.rematch;
  Problems problems;
  if (!wanted.html.empty()) problems.absorb(write_page(wanted.html, of));
  if (!wanted.digest.empty()) {
    const auto files = write_digests(wanted.digest, of);
    problems.absorb(files.problems());
    if (files)
      for (const auto& file : *files)
        terminal.out << file.string() << "\n";
  }
  if (wanted.csv)
    write_report_csv(terminal.out, of);
  else if (arguments.json)
    write_report_json(terminal.out, of);
  else if (wanted.html.empty() && wanted.digest.empty())
    write_report_text(terminal.out, of, terminal.out_style);
  return report(problems, terminal);
}

} // namespace

Exit run_report(const Arguments& arguments, Terminal& terminal) {
  const auto place = casebook_location(arguments.rematch.casebook);
  if (!place) return report(place.problems(), terminal);
  const auto database = open_database(*place, sql::Opening::existing);
  if (!database) return report(database.problems(), terminal);
  sql::Transaction work(**database, sql::Access::read);
  if (arguments.rematch.list) {
    constexpr std::int64_t most = 1000;
    const auto runs = finished_runs(work, most);
    if (work.failed()) return report(work.problems(), terminal);
    terminal.out << (arguments.json ? runs_json(runs) : runs_text(runs));
    return Exit::done;
  }
  const auto found = open_report(work, arguments.rematch.run);
  if (!found) return report(found.problems(), terminal);
  const Exit exit = write_answer(arguments, *found, terminal);
  return work.failed() ? report(work.problems(), terminal) : exit;
}

} // namespace cartwright
