#include "catalogues/load_navigation.hpp"

#include <algorithm>

#include "catalogues/files.hpp"
#include "catalogues/load_catalogue.hpp"
#include "catalogues/navigation_parts.hpp"
#include "catalogues/schema_check.hpp"

namespace cartwright {

namespace {

namespace fs = std::filesystem;

class Loader {
public:
  Loader(const fs::path& directory, const Catalogue& catalogue)
      : directory_(directory), catalogue_(catalogue) {}

  Result<Navigation> run() {
    with_file("vocabulary/documents.json",
              [&](const Cursor& root) { out_.documents = read_document_groups(root); });
    read_each("products", "product",
              [&](const Cursor& root, const std::string& stem) { add_product(root, stem); });
    read_each("pathways", "pathway",
              [&](const Cursor& root, const std::string& stem) { add_pathway(root, stem); });
    std::stable_sort(out_.pathways.begin(), out_.pathways.end(),
                     [](const Pathway& a, const Pathway& b) { return a.order < b.order; });
    if (problems_.has_errors()) return problems_;
    return Result<Navigation>(std::move(out_), std::move(problems_));
  }

private:
  template <class Use>
  void with_file(const std::string& relative, Use use, const SchemaCheck* schema = nullptr) {
    const auto text = read_file(directory_ / relative);
    problems_.absorb(text.problems());
    if (!text) return;
    const auto document = JsonDocument::parse(*text);
    problems_.absorb(document.problems(), relative + ": ");
    if (!document) return;
    Problems found;
    const Cursor root(document->root(), "", found);
    if (root.expect_object()) use(root);
    // The reader says it better; the schema speaks of what the reader lets pass.
    if (schema != nullptr && !found.has_errors()) found.absorb(schema->check(*text));
    problems_.absorb(found, relative + ": ");
  }

  /// A catalogue without the folder has none of its kind, and needs no schema.
  template <class Use> void read_each(const std::string& folder, const std::string& shape, Use use) {
    const auto files = files_of(directory_, folder);
    if (files.empty()) return;
    const std::string schema_file = "schemas/" + shape + ".schema.json";
    const auto text = read_file(directory_ / schema_file);
    problems_.absorb(text.problems());
    const auto schema = text ? SchemaCheck::from(*text) : Result<SchemaCheck>(Problems{});
    problems_.absorb(schema.problems(), schema_file + ": ");
    for (const fs::path& file : files)
      with_file(
          file.string(), [&](const Cursor& root) { use(root, file.stem().string()); },
          schema ? &*schema : nullptr);
  }

  static void check_name(const Cursor& root, const std::string& id, const std::string& stem) {
    if (id != stem)
      root.error(ProblemCode::contradiction, "id", "the id " + id + " is not the file's name",
                 "rename one of them");
  }

  void add_product(const Cursor& root, const std::string& stem) {
    Product product = read_product(root, *catalogue_.vocabulary);
    check_name(root, product.id, stem);
    out_.products.push_back(std::move(product));
  }

  void add_pathway(const Cursor& root, const std::string& stem) {
    Pathway pathway = read_pathway(root, *catalogue_.vocabulary);
    check_name(root, pathway.id, stem);
    for (std::size_t i = 0; i < pathway.centres.size(); ++i) {
      const CentreId& id = pathway.centres[i].centre;
      const bool known = std::any_of(catalogue_.centres.begin(), catalogue_.centres.end(),
                                     [&](const Centre& centre) { return centre.id == id; });
      if (!known)
        root.error(ProblemCode::not_found, "centres[" + std::to_string(i) + "].centre",
                   "there is no centre " + id.text(), "add centres/" + id.text() + ".json");
    }
    out_.pathways.push_back(std::move(pathway));
  }

  fs::path directory_;
  const Catalogue& catalogue_;
  Problems problems_;
  Navigation out_;
};

} // namespace

Result<Navigation> load_navigation(const fs::path& directory, const Catalogue& catalogue) {
  return Loader(directory, catalogue).run();
}

} // namespace cartwright
