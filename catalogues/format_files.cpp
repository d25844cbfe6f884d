#include "catalogues/format_files.hpp"

#include "catalogues/files.hpp"
#include "catalogues/json_cursor.hpp"
#include "catalogues/load_catalogue.hpp"

namespace cartwright {

Result<std::string> canonical_text(std::string_view text, const Vocabulary& vocabulary,
                                   const criteria::Definitions& definitions) {
  return rewrite_json(text, [&](const std::string& key, const std::string& value) {
    if (key != "rule" && key != "as_read") return value;
    const auto formatted = criteria::format_rule(value, vocabulary, definitions);
    return formatted ? *formatted : value;
  });
}

Result<std::vector<FormattedFile>> format_files(const std::filesystem::path& directory,
                                                const Vocabulary& vocabulary,
                                                const criteria::Definitions& definitions) {
  Problems problems;
  std::vector<FormattedFile> out;
  for (const std::filesystem::path& relative : catalogue_files(directory)) {
    const auto text = read_file(directory / relative);
    problems.absorb(text.problems());
    if (!text) continue;
    const auto after = canonical_text(*text, vocabulary, definitions);
    problems.absorb(after.problems(), relative.string() + ": ");
    if (after) out.push_back({relative, *text, *after});
  }
  if (problems.has_errors()) return problems;
  return out;
}

} // namespace cartwright
