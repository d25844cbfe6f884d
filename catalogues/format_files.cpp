#include "catalogues/format_files.hpp"

#include "catalogues/files.hpp"
#include "catalogues/json_cursor.hpp"
#include "catalogues/load_catalogue.hpp"

namespace cartwright {

Result<std::vector<FormattedFile>> format_files(const std::filesystem::path& directory,
                                                const Vocabulary& vocabulary,
                                                const criteria::Definitions& definitions) {
  Problems problems;
  std::vector<FormattedFile> out;
  const auto canonical = [&](const std::string& key, const std::string& text) {
    if (key != "rule" && key != "as_read") return text;
    const auto formatted = criteria::format_rule(text, vocabulary, definitions);
    return formatted ? *formatted : text;
  };
  for (const std::filesystem::path& relative : catalogue_files(directory)) {
    const auto text = read_file(directory / relative);
    problems.absorb(text.problems());
    if (!text) continue;
    const auto after = rewrite_json(*text, canonical);
    problems.absorb(after.problems(), relative.string() + ": ");
    if (after) out.push_back({relative, *text, *after});
  }
  if (problems.has_errors()) return problems;
  return out;
}

} // namespace cartwright
