#include "catalogues/profile/profile_reader.hpp"

namespace cartwright {

namespace {

const std::vector<std::string>& responses() {
  static const std::vector<std::string> words = {"sCR", "CR", "VGPR", "PR", "MR", "SD", "PD"};
  return words;
}

void read_diagnosis(const Cursor& root, const ProfileReading& reading, Diagnosis& out) {
  const auto from = root.object("diagnosis");
  if (!from) return;
  from->only(entry_keys({"condition", "date", "status", "current_response", "plasma_cell_leukemia", "isotype",
                         "light_chain", "secretory"}));
  out.condition = reading.word(*from, "condition", ConceptKind::condition, "diagnosis");
  out.date = reading.past_date(*from, "date");
  out.status =
      from->one_of("status", {"newly_diagnosed", "relapsed_refractory", "in_response", "smouldering"})
          .value_or("");
  out.current_response = from->one_of("current_response", responses()).value_or("");
  out.plasma_cell_leukemia =
      from->one_of("plasma_cell_leukemia", {"none", "primary", "secondary"}).value_or("");
  out.isotype = from->one_of("isotype", {"IgG", "IgA", "IgM", "IgD", "IgE", "light_chain", "non_secretory"})
                    .value_or("");
  out.light_chain = from->one_of("light_chain", {"kappa", "lambda"}).value_or("");
  out.secretory = from->one_of("secretory", {"secretory", "light_chain_only", "non_secretory"}).value_or("");
}

Marker read_marker(const Cursor& from, const ProfileReading& reading, bool& whole) {
  Marker out;
  from.only(entry_keys({"marker", "state", "clone_percent", "method", "date"}));
  reading.entry(from, out);
  if (!from.has("marker"))
    from.problems().warning(ProblemCode::missing_key, from.path_of("marker"), "the marker is missing",
                            "write del(17p), t(4;14) ...");
  const auto id = reading.word(from, "marker", ConceptKind::marker, "marker");
  whole = id.has_value();
  if (id) out.marker = *id;
  const std::string state = from.one_of("state", {"present", "absent", "not_tested"}).value_or("not_tested");
  out.state = state == "present"  ? MarkerState::present
              : state == "absent" ? MarkerState::absent
                                  : MarkerState::not_tested;
  out.clone_percent = from.number_in("clone_percent", 0, 100);
  out.method = from.text("method").value_or("");
  out.date = reading.past_date(from, "date");
  return out;
}

void read_cytogenetics(const Cursor& root, const ProfileReading& reading, Patient& out) {
  const auto from = root.object("cytogenetics");
  if (!from) return;
  from->only({"tested", "markers"});
  out.cytogenetics_tested = !from->list("tested").empty();
  for (const Cursor& tested : from->list("tested")) {
    tested.only(entry_keys({"date", "method"}));
    reading.past_date(tested, "date");
  }
  for (const Cursor& entry : from->list("markers")) {
    bool whole = false;
    Marker marker = read_marker(entry, reading, whole);
    if (whole) out.markers.push_back(std::move(marker));
  }
}

const std::vector<std::string>& imagings() {
  static const std::vector<std::string> words = {"PET-CT", "WB-MRI",     "CT",
                                                 "MRI",    "ultrasound", "skeletal_survey"};
  return words;
}

Lesion read_lesion(const Cursor& from, const ProfileReading& reading) {
  Lesion out;
  from.only(entry_keys({"site", "contiguous_with_bone", "size_mm", "imaging", "date", "biopsy_proven",
                        "measurable", "threatens_organ"}));
  reading.entry(from, out);
  out.site = from.text("site").value_or("");
  out.contiguous_with_bone = from.flag("contiguous_with_bone");
  for (const Cursor& size : from.list("size_mm")) {
    const auto value = size.as_number();
    constexpr double largest = 600;
    if (value && (*value <= 0 || *value > largest))
      size.error(ProblemCode::impossible_value, "", "a lesion of that size is not possible",
                 "write millimetres");
    if (value) out.size_mm.push_back(*value);
  }
  if (out.size_mm.size() > 3)
    from.error(ProblemCode::impossible_value, "size_mm", "more than three diameters",
               "write the two largest perpendicular ones");
  out.imaging = from.one_of("imaging", imagings()).value_or("");
  out.date = reading.past_date(from, "date");
  out.biopsy_proven = from.flag("biopsy_proven");
  out.measurable = from.flag("measurable");
  out.threatens_organ = from.flag("threatens_organ");
  return out;
}

void read_extramedullary(const Cursor& root, const ProfileReading& reading, Extramedullary& out) {
  const auto from = root.object("extramedullary");
  if (!from) return;
  from->only({"state", "mapped_by", "lesions", "complete"});
  out.state = from->one_of("state", {"present", "absent"}).value_or("");
  for (const Cursor& entry : from->list("mapped_by")) {
    Imaging imaging;
    entry.only(entry_keys({"imaging", "date"}));
    reading.entry(entry, imaging);
    imaging.imaging = entry.one_of("imaging", imagings()).value_or("");
    imaging.date = reading.past_date(entry, "date");
    out.mapped_by.push_back(std::move(imaging));
  }
  for (const Cursor& entry : from->list("lesions"))
    out.lesions.push_back(read_lesion(entry, reading));
  out.complete = reading.completeness(*from);
  if (out.state == "absent" && !out.lesions.empty())
    from->error(ProblemCode::contradiction, "state",
                "\"absent\" stands beside " + std::to_string(out.lesions.size()) + " lesions",
                "write present, or take the lesions out");
}

void read_circulating(const Cursor& root, const ProfileReading& reading, Patient& out) {
  for (const Cursor& entry : root.list("circulating_plasma_cells")) {
    CirculatingPlasmaCells cells;
    entry.only(entry_keys({"percent", "absolute", "date"}));
    reading.entry(entry, cells);
    cells.percent = entry.number_in("percent", 0, 100);
    if (const auto absolute = entry.object("absolute"))
      cells.absolute = reading.quantity(*absolute, {Dimension::cell_concentration});
    cells.date = reading.past_date(entry, "date");
    out.circulating_plasma_cells.push_back(std::move(cells));
  }
}

std::string state_of(const Cursor& root, std::string_view key, const std::vector<std::string>& words) {
  const auto from = root.object(key);
  if (!from) return "";
  from->only(entry_keys({"state", "date"}));
  return from->one_of("state", words).value_or("");
}

} // namespace

void read_disease(const Cursor& root, const ProfileReading& reading, Patient& out) {
  read_diagnosis(root, reading, out.diagnosis);
  read_cytogenetics(root, reading, out);
  read_extramedullary(root, reading, out.extramedullary);
  read_circulating(root, reading, out);
  if (const auto cns = root.object("cns")) {
    cns->only(entry_keys({"state", "date"}));
    out.cns.state = cns->one_of("state", {"none", "suspected", "paraskeletal_compression", "leptomeningeal",
                                          "parenchymal"})
                        .value_or("");
    out.cns.date = reading.past_date(*cns, "date");
  }
  out.amyloidosis = state_of(root, "amyloidosis", {"none", "al", "localised"});
  out.poems = state_of(root, "poems", {"none", "present"});
  out.tempo = root.one_of("tempo", {"slow", "moderate", "rapid"}).value_or("");
}

} // namespace cartwright
