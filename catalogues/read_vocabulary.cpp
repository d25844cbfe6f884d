#include "catalogues/read_vocabulary.hpp"

#include "catalogues/catalogue_parts.hpp"
#include "catalogues/json_cursor.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

struct FileKind {
  std::string file;
  std::string name;
  ConceptKind kind;
};

const std::vector<FileKind>& file_kinds() {
  static const std::vector<FileKind> kinds = {{"agents.json", "agents", ConceptKind::agent},
                                              {"drug_classes.json", "drug_classes", ConceptKind::drug_class},
                                              {"regimens.json", "regimens", ConceptKind::regimen},
                                              {"antigens.json", "antigens", ConceptKind::antigen},
                                              {"conditions.json", "conditions", ConceptKind::condition},
                                              {"measurements.json", "measurements", ConceptKind::measurement},
                                              {"markers.json", "markers", ConceptKind::marker},
                                              {"documents.json", "documents", ConceptKind::document}};
  return kinds;
}

const Unit* unit_of(const Cursor& from) {
  const auto symbol = from.text("unit");
  if (!symbol) {
    from.error(ProblemCode::missing_key, "unit", "the unit is missing", "write 1 for a bare number");
    return nullptr;
  }
  const Unit* unit = find_unit(*symbol);
  if (unit == nullptr)
    from.error(ProblemCode::unknown_unit, "unit", "\"" + *symbol + "\" is not a known unit",
               join_or(nearest_units(*symbol)));
  return unit;
}

MeasurementFacts read_measurement_facts(const Cursor& from) {
  MeasurementFacts out;
  out.unit = unit_of(from);
  for (const Cursor& bridge : from.list("bridges")) {
    MeasurementFacts::Bridge read;
    read.unit = unit_of(bridge);
    read.factor = bridge.number("factor").value_or(0);
    if (read.factor <= 0)
      bridge.error(ProblemCode::impossible_value, "factor", "the factor must be above zero", "");
    if (read.unit != nullptr) out.bridges.push_back(read);
  }
  out.low = from.number("low");
  out.high = from.number("high");
  if (out.low && out.high && *out.low >= *out.high)
    from.error(ProblemCode::contradiction, "low", "low is not below high", "");
  out.question = from.text("question").value_or("");
  out.document = from.text("document").value_or("");
  return out;
}

/// {"days": [18, 23], "source", "verified"}, or "hours"; one number when only one is published.
std::optional<HalfLife> read_half_life(const Cursor& from) {
  HalfLife out;
  from.only({"hours", "days", "source", "verified"}, Severity::error);
  out.in_hours = from.has("hours");
  const char* unit = out.in_hours ? "hours" : "days";
  std::vector<double> values;
  for (const Cursor& value : from.list(unit))
    if (const auto number = value.as_number()) values.push_back(*number);
  if (out.in_hours == from.has("days") || values.empty() || values.size() > 2) {
    from.error(ProblemCode::missing_key, unit, "the half-life is not one published value or a range",
               "write \"days\": [18, 23] or \"hours\": [9.5]");
    return std::nullopt;
  }
  out.low = values.front();
  out.high = values.back();
  if (out.low <= 0 || out.high < out.low)
    from.error(ProblemCode::impossible_value, unit, "the half-life is not above zero, or its range falls",
               "write the shorter value first");
  if (const auto source = from.object("source"))
    out.source = read_source(*source);
  else
    from.error(ProblemCode::missing_key, "source", "the source of the half-life is missing",
               "name the page that states it");
  out.verified = from.flag("verified").value_or(false);
  return out;
}

ConceptRecord read_record(const Cursor& from, ConceptKind kind, const std::string& file) {
  ConceptRecord out;
  out.kind = kind;
  out.id = from.required_text("id");
  out.label = from.text("label").value_or(out.id);
  out.names = from.texts("names");
  out.parents = from.texts(kind == ConceptKind::agent ? "class" : "parents");
  out.targets = from.texts("targets");
  out.agents = from.texts("agents");
  out.modality = from.text("modality").value_or("");
  if (!out.modality.empty()) out.parents.push_back(out.modality);
  if (const auto half_life = from.object("half_life")) out.half_life = read_half_life(*half_life);
  if (const auto assumed = from.object("assumed_half_life")) out.assumed_half_life = read_half_life(*assumed);
  if (out.assumed_half_life && kind != ConceptKind::drug_class)
    from.error(ProblemCode::contradiction, "assumed_half_life", "only a class of drugs is assumed about",
               "write half_life, with its source");
  out.generic = from.flag("generic").value_or(false);
  out.verified = from.flag("verified").value_or(false);
  out.where = file + ": " + from.path();
  if (const auto source = from.object("source")) out.source = read_source(*source);
  if (!from.has("source"))
    from.error(ProblemCode::missing_key, "source", "the source is missing",
               "every fact says where it comes from");
  if (kind == ConceptKind::measurement) out.measurement = read_measurement_facts(from);
  return out;
}

/// The shape is named by the file itself: "cartwright/agents@1".
bool shape_fits(const Cursor& root, const std::string& name) {
  const std::string shape = root.required_text("vocabulary"), expected = "cartwright/" + name + "@1";
  if (!shape.empty() && shape != expected)
    root.error(ProblemCode::unknown_word, "vocabulary", "\"" + shape + "\" is not the shape of this file",
               "write \"" + expected + "\"");
  return shape == expected;
}

} // namespace

const std::vector<std::string>& vocabulary_files() {
  static const std::vector<std::string> files = [] {
    std::vector<std::string> out;
    for (const FileKind& kind : file_kinds())
      out.push_back(kind.file);
    out.emplace_back("ambiguous.json");
    return out;
  }();
  return files;
}

void read_vocabulary_file(const std::string& file, std::string_view json, std::vector<ConceptRecord>& records,
                          std::vector<AmbiguousWord>& ambiguous, Problems& problems) {
  const auto document = JsonDocument::parse(json);
  if (!document) return problems.absorb(document.problems(), "vocabulary/" + file + ": ");
  Problems found;
  const Cursor root(document->root(), "", found);
  if (file == "ambiguous.json") {
    shape_fits(root, "ambiguous");
    for (const Cursor& entry : root.list("entries"))
      ambiguous.push_back({entry.required_text("word"), entry.texts("choices")});
  }
  for (const FileKind& kind : file_kinds())
    if (kind.file == file && shape_fits(root, kind.name))
      for (const Cursor& entry : root.list("entries"))
        if (entry.expect_object()) records.push_back(read_record(entry, kind.kind, "vocabulary/" + file));
  problems.absorb(found, "vocabulary/" + file + ": ");
}

} // namespace cartwright
