#include "catalogues/load_catalogue.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "catalogues/catalogue_parts.hpp"
#include "catalogues/files.hpp"
#include "catalogues/read_vocabulary.hpp"
#include "catalogues/schema_check.hpp"
#include "catalogues/sha256.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> json_files(const fs::path& directory, const std::string& ending) {
  std::vector<fs::path> out;
  std::error_code error;
  for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (at->is_regular_file() && name.size() > ending.size() &&
        name.compare(name.size() - ending.size(), ending.size(), ending) == 0)
      out.push_back(at->path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

class Loader {
public:
  explicit Loader(const fs::path& directory) : directory_(directory) {}

  Result<Catalogue> run() {
    read_vocabulary();
    if (!out_.vocabulary) return problems_;
    read_each("trials", "trial", [&](const Cursor& root, const std::string& stem) { add_trial(root, stem); });
    read_each("centres", "centre",
              [&](const Cursor& root, const std::string& stem) { add_centre(root, stem); });
    with_file("definitions.json", [&](const Cursor& root) {
      for (const Cursor& entry : root.list("entries"))
        out_.definitions.push_back(read_definition(entry));
    });
    with_file("evidence.json", [&](const Cursor& root) {
      for (const Cursor& entry : root.list("entries"))
        out_.evidence.push_back(read_evidence(entry, *out_.vocabulary));
    });
    with_file("ranking.json", [&](const Cursor& root) { out_.ranking = read_ranking(root); });
    std::sort(out_.trials.begin(), out_.trials.end(),
              [](const Trial& a, const Trial& b) { return a.id < b.id; });
    std::sort(out_.centres.begin(), out_.centres.end(),
              [](const Centre& a, const Centre& b) { return a.id < b.id; });
    note_navigation();
    check_references();
    out_.revision = "sha256:" + fingerprint();
    if (problems_.has_errors()) return problems_;
    return Result<Catalogue>(std::move(out_), std::move(problems_));
  }

private:
  /// The content of a file, noted for the fingerprint; empty after a problem.
  std::optional<std::string> content(const std::string& relative) {
    auto text = read_file(directory_ / relative);
    if (!text) {
      problems_.absorb(text.problems());
      return std::nullopt;
    }
    read_[relative] = *text;
    return std::move(*text);
  }

  void read_vocabulary() {
    std::vector<ConceptRecord> records;
    std::vector<AmbiguousWord> ambiguous;
    for (const std::string& file : vocabulary_files())
      if (const auto text = content("vocabulary/" + file))
        read_vocabulary_file(file, *text, records, ambiguous, problems_);
    if (problems_.has_errors()) return;
    out_.vocabulary = Vocabulary::build(std::move(records), std::move(ambiguous), problems_);
  }

  /// Read elsewhere (load_navigation.hpp); the revision is one of all files.
  void note_navigation() {
    for (const char* folder : {"products", "pathways"})
      for (const fs::path& file : files_of(directory_, folder))
        content(file.string());
  }

  template <class Use> void with_file(const std::string& relative, Use use) {
    const auto text = content(relative);
    if (!text) return;
    const auto document = JsonDocument::parse(*text);
    problems_.absorb(document.problems(), relative + ": ");
    if (!document) return;
    Problems found;
    const Cursor root(document->root(), "", found);
    if (root.expect_object()) use(root);
    problems_.absorb(found, relative + ": ");
  }

  template <class Use> void read_each(const std::string& folder, const std::string& shape, Use use) {
    const auto schema_text = content("schemas/" + shape + ".schema.json");
    const auto schema = schema_text ? SchemaCheck::from(*schema_text) : Result<SchemaCheck>(Problems{});
    problems_.absorb(schema.problems(), "schemas/" + shape + ".schema.json: ");
    for (const fs::path& path : json_files(directory_ / folder, ".json")) {
      const std::string relative = folder + "/" + path.filename().string();
      const std::size_t before = problems_.size();
      with_file(relative, [&](const Cursor& root) {
        const Problems misfits = schema ? schema->check(read_[relative]) : Problems{};
        for (const Problem& misfit : misfits.items())
          root.problems().add(misfit);
        use(root, path.stem().string());
      });
      drop_doubled(before);
    }
  }

  /// The schema and the reader may find the same fault; it is told once a place.
  void drop_doubled(std::size_t from) {
    Problems kept;
    const auto& all = problems_.items();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool schema = i >= from && all[i].hint == "the shape is in the folder of schemas";
      const bool also_by_reader =
          schema &&
          std::any_of(all.begin() + static_cast<std::ptrdiff_t>(from), all.end(), [&](const Problem& other) {
            return other.hint != all[i].hint && other.where.rfind(all[i].where, 0) == 0;
          });
      if (!also_by_reader) kept.add(all[i]);
    }
    problems_ = std::move(kept);
  }

  void add_trial(const Cursor& root, const std::string& stem) {
    Trial trial = read_trial(root, *out_.vocabulary);
    if (trial.id.text() != stem)
      root.error(ProblemCode::contradiction, "id", "the id " + trial.id.text() + " is not the file's name",
                 "rename one of them");
    out_.trials.push_back(std::move(trial));
  }

  void add_centre(const Cursor& root, const std::string& stem) {
    Centre centre = read_centre(root);
    if (centre.id.text() != stem)
      root.error(ProblemCode::contradiction, "id", "the id " + centre.id.text() + " is not the file's name",
                 "rename one of them");
    out_.centres.push_back(std::move(centre));
  }

  void check_references() {
    std::set<std::string> centres, registered;
    for (const Centre& centre : out_.centres)
      centres.insert(centre.id.text());
    for (const Trial& trial : out_.trials) {
      const std::string file = "trials/" + trial.id.text() + ".json: ";
      for (std::size_t i = 0; i < trial.sites.size(); ++i)
        if (const auto& centre = trial.sites[i].centre; centre && !centres.contains(centre->text()))
          problems_.error(ProblemCode::not_found, file + "sites[" + std::to_string(i) + "].centre",
                          "there is no centre " + centre->text(),
                          "add centres/" + centre->text() + ".json, or write null");
      for (const std::string& other : trial.other_ids)
        if (!registered.insert(other).second)
          problems_.error(ProblemCode::duplicate, file + "other_ids",
                          "the id " + other + " belongs to another trial too", "");
      if (!registered.insert(trial.id.text()).second)
        problems_.error(ProblemCode::duplicate, file + "id", "the trial " + trial.id.text() + " stands twice",
                        "");
    }
  }

  std::string fingerprint() const {
    Sha256 sum;
    for (const auto& [name, text] : read_) {
      sum.add(name + "\n" + std::to_string(text.size()) + "\n");
      sum.add(text);
    }
    return sum.hex();
  }

  fs::path directory_;
  Problems problems_;
  Catalogue out_;
  std::map<std::string, std::string> read_;
};

} // namespace

Result<Catalogue> load_catalogue(const fs::path& directory) {
  return Loader(directory).run();
}

std::vector<fs::path> files_of(const fs::path& directory, const std::string& folder) {
  std::vector<fs::path> out;
  for (const fs::path& path : json_files(directory / folder, ".json"))
    out.push_back(path.lexically_relative(directory));
  return out;
}

std::vector<fs::path> catalogue_files(const fs::path& directory) {
  std::vector<fs::path> out;
  for (const char* folder : {"trials", "centres", "products", "pathways"})
    for (fs::path& path : files_of(directory, folder))
      out.push_back(std::move(path));
  return out;
}

std::vector<SampleFile> sample_files(const fs::path& directory) {
  std::vector<SampleFile> out;
  const std::string ending = ".patient.json";
  for (const fs::path& path : json_files(directory / "samples", ending)) {
    const std::string name = path.filename().string();
    auto text = read_file(path);
    const auto document = text ? JsonDocument::parse(*text) : Result<JsonDocument>(Problems{});
    if (!document) continue;
    Problems unused;
    const auto summary = Cursor(document->root(), "", unused).text("summary");
    out.push_back({name.substr(0, name.size() - ending.size()), summary.value_or(""), std::move(*text)});
  }
  return out;
}

} // namespace cartwright
