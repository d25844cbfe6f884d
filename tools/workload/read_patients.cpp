// Patients of the workload as recorded facts.
#include <array>

#include "tools/workload/workload.hpp"
#include "tools/workload/workload_json.hpp"

namespace cartwright::workload {

namespace {

constexpr std::array stages = {"I", "II", "III", "IVA", "IVB"};

class PatientReader {
public:
  PatientReader(const Words& words, Day as_of) : words_(words), as_of_(as_of) {
    for (const ConceptId marker : words.vocabulary().all(ConceptKind::marker))
      markers_.push_back(marker);
  }

  Patient read(Json from) {
    Patient out;
    out.id = PatientId{std::string(text_at(from, "id"))};
    person(from, out);
    if (const auto prior = member(from, "prior")) therapies(*prior, out);
    if (const auto found = member(from, "biomarkers")) biomarkers(*found, out);
    if (const auto found = member(from, "comorbid")) comorbidities(*found, out);
    labs(from, out);
    antigens(from, out);
    flags(from, out);
    return out;
  }

private:
  /// Someone who is so many years old on the day of the answer.
  void person(Json from, Patient& out) const {
    if (const auto age = number_at(from, "age"))
      out.person.birth_date =
          PartialDate(before(as_of_, {static_cast<std::int32_t>(*age), PeriodUnit::years}));
    const auto sex = text_at(from, "sex");
    if (!sex.empty()) out.person.sex = sex == "F" ? "female" : "male";
    if (const auto ecog = number_at(from, "ecog")) {
      Performance entry;
      entry.scale = "ECOG";
      entry.value = *ecog;
      entry.date = PartialDate(as_of_);
      out.performance.push_back(entry);
    }
    if (const auto lines = number_at(from, "lines")) measure(out, "lines", *lines, as_of_);
    const auto dx = text_at(from, "dx");
    if (!dx.empty()) out.diagnosis.condition = words_.find(dx, ConceptKind::condition);
    const auto stage = text_at(from, "stage");
    for (std::size_t i = 0; i < stages.size(); ++i)
      if (stage == stages[i]) measure(out, "stage", static_cast<double>(i), as_of_);
  }

  /// The workload's flag of refractoriness says of each drug yes, no or nothing. The reason for stopping does
  /// so too, and `intolerant(...)` reads it, so the flag is carried there.
  void therapies(Json prior, Patient& out) const {
    out.therapies.complete.complete = true;
    for (const Json drug : simdjson::dom::array(prior)) {
      Episode episode;
      episode.agents = {words_.find(text_at(drug, "drug"), ConceptKind::agent)};
      if (const auto last = parse_day(text_at(drug, "last"))) episode.stop = PartialDate(*last);
      if (const auto refractory = flag_at(drug, "refractory"))
        episode.stop_reason = *refractory ? "toxicity" : "completed";
      out.therapies.items.push_back(std::move(episode));
    }
  }

  void biomarkers(Json found, Patient& out) const {
    for (const ConceptId id : markers_) {
      Marker marker;
      marker.marker = id;
      marker.state = MarkerState::absent;
      for (const Json present : simdjson::dom::array(found))
        if (words_.vocabulary()[id].id == text_of(present)) marker.state = MarkerState::present;
      out.markers.push_back(std::move(marker));
    }
  }

  void comorbidities(Json found, Patient& out) const {
    for (const ConceptId id : comorbid_) {
      bool present = false;
      for (const Json each : simdjson::dom::array(found))
        present = present || words_.vocabulary()[id].id == text_of(each);
      condition(out, id, present);
    }
  }

  static void condition(Patient& out, ConceptId id, bool present) {
    ConditionEntry entry;
    entry.condition = id;
    entry.state = present ? "present" : "absent";
    out.conditions.items.push_back(std::move(entry));
  }

  void measure(Patient& out, std::string_view test, double value, std::optional<Day> day,
               const Unit* unit = nullptr) const {
    const ConceptId id = words_.find(test, ConceptKind::measurement);
    const MeasurementFacts& facts = *words_.vocabulary()[id].measurement;
    const Unit& written = unit == nullptr ? *facts.unit : *unit;
    Measurement entry{{}, id, Quantity(value, written), {}, {}, {}, {}, {}, {}, false};
    entry.stored = to_stored_unit(facts, value, written);
    if (day) entry.date = PartialDate(*day);
    out.measurements.push_back(std::move(entry));
  }

  void labs(Json from, Patient& out) {
    simdjson::dom::object all;
    if (from.at_key("labs").get(all) != simdjson::SUCCESS) return;
    for (const auto& [name, lab] : all) {
      const auto value = number_at(lab, "v");
      if (!value) continue;
      measure(out, name, *value, parse_day(text_at(lab, "d")), units_.find(text_at(lab, "u")));
    }
  }

  void antigens(Json from, Patient& out) const {
    simdjson::dom::object all;
    if (from.at_key("antigens").get(all) != simdjson::SUCCESS) return;
    for (const auto& [name, percent] : all) {
      if (percent.is_null()) continue;
      AntigenResult entry;
      entry.antigen = words_.find(name, ConceptKind::antigen);
      entry.percent = number_of(percent);
      out.antigens.push_back(std::move(entry));
    }
  }

  void flags(Json from, Patient& out) const {
    simdjson::dom::object all;
    if (from.at_key("flags").get(all) != simdjson::SUCCESS) return;
    for (const auto& [name, flag] : all) {
      bool present = false;
      if (flag.get(present) == simdjson::SUCCESS)
        condition(out, words_.find(name, ConceptKind::condition), present);
    }
  }

  const Words& words_;
  UnitWords units_;
  Day as_of_;
  std::vector<ConceptId> markers_;
  std::vector<ConceptId> comorbid_ = comorbidities_of(words_);
};

} // namespace

Result<std::vector<Patient>> read_patients(const std::filesystem::path& file, const Words& words, Day as_of) {
  Problems problems;
  JsonFile json;
  const auto root = json.read(file, problems);
  if (!root) return problems;
  PatientReader reader(words, as_of);
  std::vector<Patient> out;
  for (const Json each : list_at(*root, "patients"))
    out.push_back(reader.read(each));
  if (out.empty())
    problems.error(ProblemCode::missing_key, file.string() + ": patients", "there are no patients", "");
  if (problems.has_errors()) return problems;
  return out;
}

Result<std::vector<std::string>> read_rows(const std::filesystem::path& file) {
  Problems problems;
  JsonFile json;
  const auto root = json.read(file, problems);
  if (!root) return problems;
  std::vector<std::string> out;
  for (const Json each : list_at(*root, "rows"))
    out.emplace_back(text_of(each));
  return out;
}

} // namespace cartwright::workload
