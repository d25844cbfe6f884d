#include "catalogues/changes/read_state.hpp"

#include <algorithm>
#include <set>

#include "catalogues/files.hpp"
#include "catalogues/import/import_sources.hpp"
#include "catalogues/load_catalogue.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

std::string name_of(const fs::path& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path, error).lexically_normal();
  return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
}

std::vector<fs::path> json_files(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->is_regular_file(error) && at->path().extension() == ".json") out.push_back(at->path());
  std::sort(out.begin(), out.end());
  return out;
}

/// The first file tells: a folder of drafts holds nothing else.
bool holds_drafts(const std::vector<fs::path>& files) {
  if (files.empty()) return false;
  const auto text = read_file(files.front());
  return text && text->substr(0, 64).find("\"cartwright/draft@") != std::string::npos;
}

class StateReader {
public:
  StateReader(const fs::path& path, const DraftingTables& tables) : path_(path), tables_(tables) {
    Problems none; // the catalogue in use has been checked
    definitions_ =
        criteria::check_definitions(tables.catalogue.definitions, *tables.catalogue.vocabulary, none);
  }

  Result<CatalogueState> run() {
    std::error_code error;
    if (fs::is_regular_file(path_ / "ranking.json", error)) return catalogue();
    const std::vector<fs::path> files = json_files(path_);
    return holds_drafts(files) ? drafts(files) : records();
  }

private:
  Result<CatalogueState> catalogue() const {
    const auto loaded = load_catalogue(path_);
    if (!loaded) return loaded.problems();
    return state_of(*loaded, name_of(path_));
  }

  StateBuilder registry_builder() const {
    return StateBuilder(name_of(path_), StateKind::registry, *tables_.catalogue.vocabulary, definitions_);
  }

  Result<CatalogueState> drafts(const std::vector<fs::path>& files) const {
    Problems problems;
    StateBuilder builder = registry_builder();
    for (const fs::path& file : files) {
      const auto text = read_file(file);
      problems.absorb(text.problems());
      if (!text) continue;
      const auto read = read_draft(*text, *tables_.catalogue.vocabulary);
      problems.absorb(read.problems(), file.filename().string() + ": ");
      if (read) builder.add(read->draft.trial);
    }
    if (problems.has_errors()) return problems;
    return Result<CatalogueState>(builder.take(), std::move(problems));
  }

  Result<CatalogueState> records() const {
    const auto found = find_sources({path_});
    if (!found) return found.problems();
    const TrialDrafter drafter(tables_);
    Problems problems;
    StateBuilder builder = registry_builder();
    for (const ImportSource& source : found->sources)
      add_source(source, drafter, builder, problems);
    if (problems.has_errors()) return problems;
    return Result<CatalogueState>(builder.take(), std::move(problems));
  }

  /// New fields and words are the importer's concern; here only what prevents reading is told.
  static void add_source(const ImportSource& source, const TrialDrafter& drafter, StateBuilder& builder,
                         Problems& problems) {
    const auto reader = open_reader(source);
    problems.absorb(reader.problems());
    if (!reader) return;
    std::set<std::string> seen;
    while (const auto read = (*reader)->next()) {
      if (!read->record)
        problems.absorb(read->record.problems(), read->place + ": ");
      else if (Problems unused; seen.insert(read->record->id).second)
        builder.add(drafter.draft(*read->record, read->place, unused).trial);
    }
    const Problems of_source = (*reader)->problems();
    for (const Problem& problem : of_source.items())
      if (problem.severity == Severity::error) problems.add(problem);
  }

  const fs::path& path_;
  const DraftingTables& tables_;
  criteria::Definitions definitions_;
};

} // namespace

Result<CatalogueState> read_state(const fs::path& path, const DraftingTables& tables) {
  return StateReader(path, tables).run();
}

} // namespace cartwright
