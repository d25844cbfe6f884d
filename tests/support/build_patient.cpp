#include "tests/support/build_patient.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace cartwright {

namespace {

std::string path(const char* list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

template <class T> T& added(std::vector<T>& list, const char* name) {
  list.emplace_back();
  list.back().where = path(name, list.size() - 1);
  return list.back();
}

} // namespace

std::optional<PartialDate> date(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto out = PartialDate::parse(text);
  if (!out) throw std::invalid_argument("no date: " + text);
  return out;
}

Day day(const std::string& text) {
  const auto out = parse_day(text);
  if (!out) throw std::invalid_argument("no day: " + text);
  return *out;
}

ConceptId BuildPatient::concept_named(const std::string& word, ConceptKind kind) const {
  const Lookup found = words_.find(word, kind);
  if (found.state != Lookup::State::found) throw std::invalid_argument("not in the vocabulary: " + word);
  return found.concept_id;
}

Episode& BuildPatient::therapy(const std::string& agents, const std::string& start, const std::string& stop) {
  Episode& out = added(patient_.therapies.items, "therapies.episodes");
  out.id = "T" + std::to_string(patient_.therapies.items.size());
  out.regimen = agents;
  std::istringstream names(agents);
  for (std::string name; names >> name;)
    out.agents.push_back(concept_named(name, ConceptKind::agent));
  std::sort(out.agents.begin(), out.agents.end());
  out.agents_known = !out.agents.empty();
  out.start = date(start);
  out.stop = date(stop);
  return out;
}

Transplant& BuildPatient::transplant(const std::string& type, const std::string& on) {
  Transplant& out = added(patient_.transplants.items, "transplants.items");
  out.type = type;
  out.date = date(on);
  return out;
}

RadiotherapyCourse& BuildPatient::radiation(const std::string& start, const std::string& stop) {
  RadiotherapyCourse& out = added(patient_.radiotherapy.items, "radiotherapy.courses");
  out.start = date(start);
  out.stop = date(stop);
  return out;
}

Measurement& BuildPatient::measured(const std::string& test, double value, const std::string& unit,
                                    const std::string& on) {
  const Unit* known = find_unit(unit);
  if (known == nullptr) throw std::invalid_argument("no unit: " + unit);
  const ConceptId id = concept_named(test, ConceptKind::measurement);
  patient_.measurements.push_back({{path("measurements", patient_.measurements.size()), "", false},
                                   id,
                                   Quantity(value, *known),
                                   to_stored_unit(*words_[id].measurement, value, *known),
                                   {},
                                   {},
                                   date(on),
                                   "",
                                   "",
                                   false});
  return patient_.measurements.back();
}

SupportEvent& BuildPatient::support(const std::string& kind, const std::string& on) {
  SupportEvent& out = added(patient_.support.items, "support.events");
  out.kind = kind;
  out.date = date(on);
  return out;
}

Lesion& BuildPatient::lesion(std::optional<bool> contiguous, std::initializer_list<double> size_mm,
                             const std::string& on) {
  Lesion& out = added(patient_.extramedullary.lesions, "extramedullary.lesions");
  out.contiguous_with_bone = contiguous;
  out.size_mm = size_mm;
  out.date = date(on);
  return out;
}

AntigenResult& BuildPatient::antigen(const std::string& name, const std::string& result,
                                     const std::string& on) {
  AntigenResult& out = added(patient_.antigens, "antigens");
  out.antigen = concept_named(name, ConceptKind::antigen);
  out.result = result;
  out.date = date(on);
  return out;
}

ConditionEntry& BuildPatient::condition(const std::string& id, const std::string& state,
                                        const std::string& on) {
  ConditionEntry& out = added(patient_.conditions.items, "conditions.items");
  out.condition = concept_named(id, ConceptKind::condition);
  out.state = state;
  out.date = date(on);
  return out;
}

Marker& BuildPatient::marker(const std::string& id, MarkerState state, const std::string& on) {
  Marker& out = added(patient_.markers, "cytogenetics.markers");
  out.marker = concept_named(id, ConceptKind::marker);
  out.state = state;
  out.date = date(on);
  return out;
}

Performance& BuildPatient::performance(const std::string& scale, double value, const std::string& on) {
  Performance& out = added(patient_.performance, "performance");
  out.scale = scale;
  out.value = value;
  out.date = date(on);
  return out;
}

InfectionTest& BuildPatient::infection(const std::string& agent, const std::string& test,
                                       const std::string& result, const std::string& on) {
  InfectionTest& out = added(patient_.infections, "infections");
  out.agent = agent;
  out.test = test;
  out.result = result;
  out.date = date(on);
  return out;
}

CirculatingPlasmaCells& BuildPatient::circulating(double percent, const std::string& on) {
  CirculatingPlasmaCells& out = added(patient_.circulating_plasma_cells, "circulating_plasma_cells");
  out.percent = percent;
  out.date = date(on);
  return out;
}

BuildPatient& BuildPatient::weighs(double kg, const std::string& on) {
  patient_.person.weight = DatedQuantity{Quantity(kg, *find_unit("kg")), date(on), "person.weight"};
  return *this;
}

BuildPatient& BuildPatient::mapped_by(const std::string& imaging, const std::string& on) {
  Imaging& out = added(patient_.extramedullary.mapped_by, "extramedullary.mapped_by");
  out.imaging = imaging;
  out.date = date(on);
  return *this;
}

BuildPatient& BuildPatient::histories_complete() {
  patient_.therapies.complete.complete = true;
  patient_.transplants.complete.complete = true;
  patient_.radiotherapy.complete.complete = true;
  patient_.support.complete.complete = true;
  return *this;
}

} // namespace cartwright
