#include "tests/engine/evaluation_words.hpp"

#include <stdexcept>

#include "engine/criteria/checked.hpp"
#include "engine/criteria/graph.hpp"
#include "engine/criteria/program.hpp"
#include "engine/domain/text.hpp"
#include "engine/evaluation/evaluate.hpp"

namespace cartwright {

namespace {

using Words = std::vector<std::string>;

ConceptRecord word_record(ConceptKind kind, const std::string& id, Words parents = {}) {
  ConceptRecord out;
  out.kind = kind;
  out.id = id;
  out.label = id;
  out.parents = std::move(parents);
  out.where = "test: " + id;
  return out;
}

void add_classes(std::vector<ConceptRecord>& out) {
  const auto add = [&](const char* id, Words parents = {}) {
    out.push_back(word_record(ConceptKind::drug_class, id, std::move(parents)));
  };
  for (const char* id : {"anti_myeloma", "small_molecule", "antibody", "supportive", "investigational"})
    add(id);
  add("chemotherapy");
  add("systemic_anticancer", {"anti_myeloma"});
  add("steroid", {"anti_myeloma"});
  for (const char* id :
       {"PI", "IMiD", "cytotoxic", "monoclonal_antibody", "cell_therapy", "bispecific", "adc"})
    add(id, {"systemic_anticancer"});
  add("alkylator", {"cytotoxic"});
  add("anti_CD38", {"monoclonal_antibody"});
  add("car_t", {"cell_therapy"});
  add("immunosuppressant");
}

struct AgentRow {
  const char *id, *drug_class, *modality, *target;
  std::vector<double> half_life_days = {}; ///< the shortest and the longest
  bool generic = false;
};

void add_agents(std::vector<ConceptRecord>& out) {
  const AgentRow rows[] = {{"bortezomib", "PI", "small_molecule", ""},
                           {"carfilzomib", "PI", "small_molecule", ""},
                           {"lenalidomide", "IMiD", "small_molecule", "", {0.125}},
                           {"pomalidomide", "IMiD", "small_molecule", ""},
                           {"thalidomide", "IMiD", "small_molecule", ""},
                           {"daratumumab", "anti_CD38", "antibody", "CD38", {18}},
                           {"dexamethasone", "steroid", "steroid", ""},
                           {"prednisone", "steroid", "steroid", ""},
                           {"melphalan", "alkylator", "chemotherapy", ""},
                           {"cyclophosphamide", "alkylator", "chemotherapy", ""},
                           {"fludarabine", "cytotoxic", "chemotherapy", ""},
                           {"methotrexate", "cytotoxic", "chemotherapy", ""},
                           {"teclistamab", "bispecific", "bispecific", "BCMA"},
                           {"talquetamab", "bispecific", "bispecific", "GPRC5D", {7.5, 12.5}},
                           {"belantamab", "adc", "adc", "BCMA"},
                           {"cilta_cel", "car_t", "car_t", "BCMA"},
                           {"bcma_car_t", "car_t", "car_t", "BCMA", {}, true},
                           {"unspecified_car_t", "car_t", "car_t", "", {}, true},
                           {"tacrolimus", "immunosuppressant", "small_molecule", ""}};
  for (const AgentRow& row : rows) {
    ConceptRecord agent = word_record(ConceptKind::agent, row.id, {row.drug_class});
    if (std::string(row.drug_class) != row.modality) agent.parents.emplace_back(row.modality);
    agent.modality = row.modality;
    if (*row.target != 0) agent.targets = {row.target};
    if (!row.half_life_days.empty())
      agent.half_life = HalfLife{row.half_life_days.front(), row.half_life_days.back(), false, {}, true};
    agent.generic = row.generic;
    out.push_back(std::move(agent));
  }
}

void add_measurement(std::vector<ConceptRecord>& out, const char* id, const char* unit,
                     const char* document = "blood_chemistry", const char* bridge = nullptr,
                     double factor = 1) {
  ConceptRecord test = word_record(ConceptKind::measurement, id);
  MeasurementFacts facts;
  facts.unit = find_unit(unit);
  if (facts.unit == nullptr) throw std::invalid_argument(std::string("no unit: ") + unit);
  if (bridge != nullptr) facts.bridges.push_back({find_unit(bridge), factor});
  facts.document = document;
  test.measurement = facts;
  out.push_back(std::move(test));
}

void add_measurements(std::vector<ConceptRecord>& out) {
  add_measurement(out, "platelets", "10^9/L");
  add_measurement(out, "hemoglobin", "g/L");
  add_measurement(out, "alt", "U/L");
  add_measurement(out, "ldh", "U/L");
  add_measurement(out, "albumin", "g/L");
  add_measurement(out, "b2_microglobulin", "mg/L");
  add_measurement(out, "creatinine", "umol/L", "blood_chemistry", "mg/dL", 88.4);
  add_measurement(out, "creatinine_clearance", "mL/min");
  add_measurement(out, "egfr", "mL/min/1.73m2");
  add_measurement(out, "lvef", "%", "echo_pft");
  add_measurement(out, "kappa_flc", "mg/L", "protein_studies");
  add_measurement(out, "lambda_flc", "mg/L", "protein_studies");
  add_measurement(out, "flc_ratio", "ratio", "protein_studies");
  add_measurement(out, "marrow_plasma_cells", "%", "marrow");
}

void add_conditions(std::vector<ConceptRecord>& out) {
  const auto add = [&](const char* id, Words parents = {}) {
    out.push_back(word_record(ConceptKind::condition, id, std::move(parents)));
  };
  for (const char* id : {"plasma_cell_disorder", "infection", "cardiovascular_disease", "other_cancer",
                         "gvhd", "parkinsonism", "gilbert_syndrome", "stroke"})
    add(id);
  for (const char* id : {"multiple_myeloma", "smouldering_myeloma", "al_amyloidosis", "poems"})
    add(id, {"plasma_cell_disorder"});
  add("fungal_infection", {"infection"});
  add("heart_failure", {"cardiovascular_disease"});
  add("myocardial_infarction", {"cardiovascular_disease"});
  add("breast_cancer", {"other_cancer"});
}

std::shared_ptr<const Vocabulary> built() {
  std::vector<ConceptRecord> records;
  add_classes(records);
  add_agents(records);
  add_measurements(records);
  add_conditions(records);
  for (const char* id : {"BCMA", "GPRC5D", "CD38"})
    records.push_back(word_record(ConceptKind::antigen, id));
  for (const char* id : {"del(17p)", "t(4;14)", "1q+"})
    records.push_back(word_record(ConceptKind::marker, id));
  records.push_back(word_record(ConceptKind::marker, "amp(1q)", {"1q+"}));
  Problems problems;
  auto out = Vocabulary::build(std::move(records), {}, problems);
  for (const Problem& problem : problems.items())
    if (problem.severity == Severity::error) throw std::logic_error(problem.where + ": " + problem.message);
  return out;
}

} // namespace

const Vocabulary& evaluation_words() {
  static const std::shared_ptr<const Vocabulary> words = built();
  return *words;
}

Finding ask(const std::string& rule, const Case& of) {
  const auto read = criteria::read_rule(rule, of.vocabulary, {});
  if (!read) {
    std::string all;
    for (const Problem& problem : read.problems().items())
      all += problem.where + ": " + problem.message + "\n";
    throw std::invalid_argument(rule + "\n" + all);
  }
  criteria::CriteriaGraph graph;
  const criteria::NodeIndex root = graph.add(*read);
  const criteria::Program program = criteria::compile(graph);
  const criteria::StepIndex step = program.step_of(root);
  const Finding out = evaluate(program, of)[step];
  Case bare = of;
  bare.bare = true;
  const Finding without_words = evaluate(program, bare)[step];
  if (without_words.truth != out.truth || without_words.turns != out.turns)
    throw std::logic_error(rule + ": answered otherwise when nobody asks for sentences");
  return out;
}

Truth truth_of_rule(const std::string& rule, const Case& of) {
  return ask(rule, of).truth;
}

std::string causes_of(const Finding& finding) {
  std::vector<std::string> parts;
  for (const Cause& cause : finding.causes.items()) {
    std::string part(word(cause.kind));
    if (!cause.fact.empty()) part += " " + cause.fact;
    if (!cause.document.empty()) part += " " + cause.document;
    parts.push_back(std::move(part));
  }
  return join(parts, ", ");
}

std::vector<std::string> turns_of(const Finding& finding) {
  std::vector<std::string> out;
  for (const Day turn : finding.turns)
    out.push_back(text_of(turn));
  return out;
}

} // namespace cartwright
