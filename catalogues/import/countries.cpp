#include "catalogues/import/countries.hpp"

#include "catalogues/files.hpp"
#include "catalogues/json_cursor.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

Result<Countries> Countries::load(const std::filesystem::path& catalogue) {
  const std::string file = "countries.json";
  Problems problems;
  const auto text = read_file(catalogue / file);
  problems.absorb(text.problems());
  if (!text) return problems;
  const auto document = JsonDocument::parse(*text);
  problems.absorb(document.problems(), file + ": ");
  if (!document) return problems;
  Countries out;
  for (const Cursor& entry : Cursor(document->root(), file + ": ", problems).list("entries")) {
    const std::string id = entry.required_text("id");
    std::vector<std::string> names = entry.texts("names");
    names.push_back(id);
    names.push_back(entry.required_text("label"));
    out.names_[id] = entry.texts("names");
    out.names_[id].insert(out.names_[id].begin(), names.back());
    for (const std::string& name : names)
      if (!out.by_name_.emplace(lower(trimmed(name)), id).second && out.by_name_[lower(name)] != id)
        entry.error(ProblemCode::duplicate, "names", "\"" + name + "\" names two countries",
                    "keep one of them");
  }
  if (problems.has_errors()) return problems;
  return out;
}

std::optional<std::string> Countries::code(std::string_view name) const {
  const auto found = by_name_.find(lower(trimmed(name)));
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

} // namespace cartwright
