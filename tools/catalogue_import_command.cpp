#include <chrono>
#include <ostream>

#include "catalogues/import/import_run.hpp"
#include "catalogues/store/catalogue_store.hpp"
#include "server/import_report.hpp"
#include "tools/commands.hpp"
#include "tools/upkeep_tables.hpp"

namespace cartwright {

namespace {

/// One line on a terminal, written over and over; nothing elsewhere.
class ProgressLine {
public:
  explicit ProgressLine(Terminal& terminal) : terminal_(terminal) {}
  ~ProgressLine() {
    if (shown_) terminal_.err << "\r\x1b[K" << std::flush;
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const ImportProgress& progress) {
    const Clock::time_point now = Clock::now();
    constexpr auto between = std::chrono::milliseconds(200);
    if (!terminal_.err_is_terminal || now - last_ < between) return;
    last_ = now;
    shown_ = true;
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    terminal_.err << "\r\x1b[K" << progress.records << " records, "
                  << static_cast<std::size_t>(static_cast<double>(progress.records) /
                                              std::max(seconds, 0.001))
                  << "/s; source " << progress.source << " of " << progress.of_sources << ": "
                  << progress.name.substr(0, 40) << std::flush;
  }

private:
  using Clock = std::chrono::steady_clock;
  Terminal& terminal_;
  Clock::time_point begin_ = Clock::now(), last_ = begin_;
  bool shown_ = false;
};

Result<ImportReport> import_all(const Arguments& arguments, const std::string& folder, Terminal& terminal) {
  const auto tables = open_upkeep(arguments);
  if (!tables) return tables.problems();
  const auto found = find_sources({arguments.sources.begin(), arguments.sources.end()});
  if (!found) return found.problems();
  auto drafts = DraftDirectory::open(folder);
  if (!drafts) return drafts.problems();
  const DraftingTables drafting = tables->drafting();
  const TrialDrafter drafter(drafting);
  ProgressLine line(terminal);
  return import_records(*found, drafter, *tables->catalogue.vocabulary, *drafts,
                        [&](const ImportProgress& progress) { line.show(progress); });
}

/// The folder named, else the store's records.
Result<std::string> folder_of(const Arguments& arguments) {
  if (!arguments.drafts.empty()) return arguments.drafts;
  if (!arguments.store.empty()) {
    const auto store = CatalogueStore::open_existing(arguments.store);
    if (!store) return store.problems();
    return store->records().string();
  }
  Problems problems;
  problems.error(ProblemCode::missing_key, "the command line", "nothing says where the drafts go",
                 "name a folder with --drafts, or a store with --store");
  return problems;
}

} // namespace

Exit run_catalogue_import(const Arguments& arguments, Terminal& terminal) {
  const auto folder = folder_of(arguments);
  if (!folder) return report(folder.problems(), terminal);
  const auto report_of_import = import_all(arguments, *folder, terminal);
  const Exit exit = report(report_of_import.problems(), terminal);
  if (report_of_import)
    terminal.out << (arguments.json ? import_json(*report_of_import, *folder, report_of_import.problems())
                                    : import_text(*report_of_import, *folder, terminal.out_style));
  return exit;
}

} // namespace cartwright
