#include <ostream>

#include "catalogues/files.hpp"
#include "catalogues/format_files.hpp"
#include "tools/commands.hpp"
#include "tools/open_service.hpp"

namespace cartwright {

Exit run_catalogue_fmt(const Arguments& arguments, Terminal& terminal) {
  if (!arguments.store.empty()) {
    Problems problems;
    problems.error(ProblemCode::impossible_value, "--store", "what is published never changes",
                   "drafts are put into canonical form when they are saved; name a folder with --catalogue");
    return report(problems, terminal);
  }
  const auto directory = find_catalogue(arguments.catalogue);
  if (!directory) return report(directory.problems(), terminal);
  const auto service = Service::open(*directory, today);
  if (!service) return report(service.problems(), terminal);
  const Catalogue& catalogue = *(*service)->snapshot().catalogue;
  Problems problems;
  const auto definitions =
      criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, problems);
  const auto files = format_files(*directory, *catalogue.vocabulary, definitions);
  if (!files) return report(files.problems(), terminal);
  std::size_t changed = 0;
  for (const auto& file : *files) {
    if (!file.changed()) continue;
    ++changed;
    terminal.out << (arguments.only_check ? "would change " : "changed ") << file.relative.string() << "\n";
    if (!arguments.only_check) problems.absorb(write_file(*directory / file.relative, file.after));
  }
  terminal.out << files->size() << " files, " << changed
               << (arguments.only_check ? " would change\n" : " changed\n");
  const Exit exit = report(problems, terminal);
  return exit == Exit::done && arguments.only_check && changed > 0 ? Exit::wrong_input : exit;
}

} // namespace cartwright
