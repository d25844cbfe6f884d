#include "catalogues/import/import_sources.hpp"

#include <algorithm>
#include <optional>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

bool ends_with(const std::string& text, std::string_view end) {
  return text.size() > end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::optional<SourceKind> kind_of(const fs::path& file) {
  std::string name = lower(file.filename().string());
  if (ends_with(name, ".gz")) name.resize(name.size() - 3);
  if (ends_with(name, ".jsonl") || ends_with(name, ".ndjson")) return SourceKind::json_lines;
  if (ends_with(name, ".json")) return SourceKind::json_document;
  if (ends_with(name, ".xml")) return SourceKind::xml_document;
  if (name == "trials.csv" || name == "sites.csv") return SourceKind::snapshot_pair;
  return std::nullopt;
}

class Finder {
public:
  void add(const fs::path& named) {
    std::error_code error;
    const fs::path whole = fs::absolute(named, error).lexically_normal();
    const fs::path path = whole.has_filename() ? whole : whole.parent_path();
    base_ = path.parent_path();
    if (fs::is_directory(path, error)) {
      const std::size_t before = found_.sources.size();
      add_folder(path);
      if (found_.sources.size() == before)
        problems_.error(ProblemCode::not_found, named.string(), "the folder holds no records",
                        "records are *.json, *.jsonl, *.xml (also *.gz), or trials.csv with sites.csv");
    } else if (!fs::exists(path, error)) {
      problems_.error(ProblemCode::not_found, named.string(), "there is no such file or folder",
                      "check the spelling of the path");
    } else if (const auto kind = kind_of(path)) {
      add_file(path, *kind);
    } else {
      problems_.error(ProblemCode::wrong_type, named.string(), "this is no file of records",
                      "records are *.json, *.jsonl, *.xml (also *.gz), or trials.csv with sites.csv");
    }
  }

  Result<FoundSources> take() {
    if (problems_.has_errors()) return problems_;
    return std::move(found_);
  }

private:
  void add_folder(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
      if (at->is_regular_file(error)) files.push_back(at->path());
    if (error)
      problems_.error(ProblemCode::unavailable, folder.string(), "the folder cannot be read",
                      error.message());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files)
      if (const auto kind = kind_of(file))
        add_file(file, *kind);
      else
        ++found_.passed_over;
  }

  /// Both files of a pair stand for one source.
  void add_file(const fs::path& file, SourceKind kind) {
    const bool pair = kind == SourceKind::snapshot_pair;
    const fs::path path = pair ? file.parent_path() : file;
    const auto same = [&](const ImportSource& other) { return other.path == path; };
    if (pair && std::any_of(found_.sources.begin(), found_.sources.end(), same)) return;
    const std::string below = path.lexically_relative(base_).string();
    found_.sources.push_back({kind, path, below.empty() || below == "." ? path.filename().string() : below});
  }

  fs::path base_;
  FoundSources found_;
  Problems problems_;
};

} // namespace

Result<FoundSources> find_sources(const std::vector<fs::path>& named) {
  Finder finder;
  for (const fs::path& each : named)
    finder.add(each);
  return finder.take();
}

} // namespace cartwright
