#include "catalogues/drafting/registry_text.hpp"

#include "catalogues/json_cursor.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::drafting {

namespace {

/// The two shapes; nothing when the record holds no eligibility text.
RegistryText read_record(std::string_view json, const std::string& where, Problems& problems) {
  const auto document = JsonDocument::parse(json);
  problems.absorb(document.problems(), where + ": ");
  if (!document) return {};
  Problems found;
  const cartwright::Cursor root(document->root(), "", found);
  RegistryText out;
  if (const auto section = root.object("protocolSection")) {
    const auto identity = section->object("identificationModule");
    if (identity) out.id = identity->text("nctId").value_or("");
    if (const auto module = section->object("eligibilityModule")) out.text = module->text("eligibilityCriteria").value_or("");
  } else {
    out.id = root.text("nct").value_or(root.text("id").value_or(""));
    out.text = root.text("criteria").value_or(root.text("text").value_or(""));
  }
  problems.absorb(found, where + ": ");
  if (out.text.empty()) problems.warning(ProblemCode::missing_key, where, "the record holds no eligibility text");
  return out;
}

} // namespace

std::vector<RegistryText> registry_texts(std::string_view document, Problems& problems) {
  const std::string_view start = trimmed(document.substr(0, 4096));
  if (!start.starts_with('{')) return {{"", std::string(document)}};
  std::vector<RegistryText> out;
  const bool lines = trimmed(document).find("\n{") != std::string_view::npos;
  if (!lines) {
    RegistryText record = read_record(document, "record", problems);
    if (!record.text.empty()) out.push_back(std::move(record));
    return out;
  }
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < document.size();) {
    const std::size_t end = std::min(document.find('\n', begin), document.size());
    const std::string_view line = trimmed(document.substr(begin, end - begin));
    begin = end + 1;
    ++number;
    if (line.empty()) continue;
    RegistryText record = read_record(line, "line " + std::to_string(number), problems);
    if (!record.text.empty()) out.push_back(std::move(record));
  }
  return out;
}

} // namespace cartwright::drafting
