// The closed vocabulary of the workload: drug classes with their drugs and targets, markers, conditions,
// laboratory tests.
#include <array>

#include "tools/workload/workload.hpp"

namespace cartwright::workload {

namespace {

struct ClassRow {
  const char* name;
  const char* target;
  const char* first;
  const char* second;
};
constexpr std::array classes = {ClassRow{"chemo_platinum", "DNA", "cisplatin", "carboplatin"},
                                ClassRow{"chemo_taxane", "TUBB", "paclitaxel", "docetaxel"},
                                ClassRow{"chemo_anthra", "TOP2", "doxorubicin", "epirubicin"},
                                ClassRow{"chemo_antimetab", "TYMS", "capecitabine", "gemcitabine"},
                                ClassRow{"alkylator", "DNA", "cyclophosphamide", "bendamustine"},
                                ClassRow{"pd1", "PD-1", "pembrolizumab", "nivolumab"},
                                ClassRow{"pdl1", "PD-L1", "atezolizumab", "durvalumab"},
                                ClassRow{"ctla4", "CTLA-4", "ipilimumab", "tremelimumab"},
                                ClassRow{"anti_cd20", "CD20", "rituximab", "obinutuzumab"},
                                ClassRow{"anti_cd38", "CD38", "daratumumab", "isatuximab"},
                                ClassRow{"pi", "PSMB5", "bortezomib", "carfilzomib"},
                                ClassRow{"imid", "CRBN", "lenalidomide", "pomalidomide"},
                                ClassRow{"cart_cd19", "CD19", "axi-cel", "liso-cel"},
                                ClassRow{"cart_bcma", "BCMA", "ide-cel", "cilta-cel"},
                                ClassRow{"bispec_bcma", "BCMA", "teclistamab", "elranatamab"},
                                ClassRow{"bispec_cd20", "CD20", "glofitamab", "epcoritamab"},
                                ClassRow{"btki", "BTK", "ibrutinib", "zanubrutinib"},
                                ClassRow{"bcl2", "BCL2", "venetoclax", "sonrotoclax"},
                                ClassRow{"egfr_tki", "EGFR", "osimertinib", "erlotinib"},
                                ClassRow{"alk_tki", "ALK", "alectinib", "lorlatinib"},
                                ClassRow{"her2", "HER2", "trastuzumab", "T-DXd"},
                                ClassRow{"parpi", "PARP1", "olaparib", "niraparib"},
                                ClassRow{"vegf", "VEGF", "bevacizumab", "ramucirumab"},
                                ClassRow{"radiation", "NONE", "xrt", "sbrt"},
                                ClassRow{"steroid", "NR3C1", "prednisone", "dexamethasone"},
                                ClassRow{"cdk46", "CDK4", "palbociclib", "ribociclib"}};

constexpr std::array diagnoses = {"nsclc",    "sclc",       "breast", "crc",   "prostate",   "ovarian",
                                  "gastric",  "pancreatic", "hcc",    "rcc",   "urothelial", "hnscc",
                                  "melanoma", "gbm",        "mm",     "dlbcl", "fl",         "mcl",
                                  "cll",      "aml",        "all",    "mds",   "hl",         "ptcl"};
constexpr std::array comorbidities = {"chf",
                                      "mi_6mo",
                                      "stroke_6mo",
                                      "copd",
                                      "ild",
                                      "ckd",
                                      "cirrhosis",
                                      "diabetes",
                                      "htn_uncontrolled",
                                      "autoimmune",
                                      "hiv",
                                      "hbv_active",
                                      "hcv_active",
                                      "dvt_pe",
                                      "seizure",
                                      "qtc_long",
                                      "second_malig",
                                      "psych_uncontrolled",
                                      "transplant_solid",
                                      "neuropathy_g2"};
constexpr std::array flags = {"cns_mets",   "liver_mets", "pregnant",      "active_infection", "gvhd",
                              "prior_allo", "measurable", "contraception", "live_vaccine_30d", "anticoag"};
constexpr std::array markers = {"EGFR_L858R",  "EGFR_ex19del", "EGFR_T790M", "ALK_fusion", "ROS1_fusion",
                                "KRAS_G12C",   "KRAS_G12D",    "BRAF_V600E", "MET_ex14",   "RET_fusion",
                                "NTRK_fusion", "HER2_amp",     "HER2_low",   "BRCA1",      "BRCA2",
                                "PIK3CA",      "ESR1",         "MSI_H",      "TMB_H",      "FLT3_ITD",
                                "NPM1",        "IDH1",         "IDH2",       "TP53",       "del17p",
                                "t_4_14",      "t_14_16",      "gain1q",     "MYC_rearr",  "BCL2_rearr"};
constexpr std::array antigens = {"CD19", "CD20", "CD22", "BCMA", "GPRC5D", "PDL1"};

struct LabRow {
  const char* name;
  const char* unit;   ///< stored
  const char* bridge; ///< a unit of another dimension, null: none
  double factor;      ///< bridge unit to stored unit
};
constexpr std::array labs = {LabRow{"hgb", "g/L", nullptr, 0},
                             LabRow{"plt", "10^9/L", nullptr, 0},
                             LabRow{"anc", "10^9/L", nullptr, 0},
                             LabRow{"wbc", "10^9/L", nullptr, 0},
                             LabRow{"alc", "10^9/L", nullptr, 0},
                             LabRow{"creat", "mg/dL", "umol/L", 1 / 88.4},
                             LabRow{"crcl", "mL/min", nullptr, 0},
                             LabRow{"ast", "1", nullptr, 0},
                             LabRow{"alt", "1", nullptr, 0},
                             LabRow{"tbili", "1", nullptr, 0},
                             LabRow{"alb", "g/L", nullptr, 0},
                             LabRow{"ldh", "1", nullptr, 0},
                             LabRow{"inr", "1", nullptr, 0},
                             LabRow{"k", "mmol/L", nullptr, 0},
                             LabRow{"ca", "mg/dL", "mmol/L", 1 / 0.2495},
                             LabRow{"lines", "1", nullptr, 0},
                             LabRow{"stage", "1", nullptr, 0}};

ConceptRecord record(ConceptKind kind, const std::string& id) {
  ConceptRecord out;
  out.kind = kind;
  out.id = id;
  out.label = id;
  out.where = "the workload's words";
  return out;
}

ConceptRecord lab(const LabRow& row) {
  ConceptRecord out = record(ConceptKind::measurement, row.name);
  MeasurementFacts facts;
  facts.unit = find_unit(row.unit);
  if (row.bridge != nullptr) facts.bridges.push_back({find_unit(row.bridge), row.factor});
  out.measurement = facts;
  return out;
}

} // namespace

Result<Words> Words::build() {
  std::vector<ConceptRecord> records;
  const auto add = [&](ConceptKind kind, const auto& words) {
    for (const char* word : words)
      records.push_back(record(kind, word));
  };
  add(ConceptKind::condition, diagnoses);
  add(ConceptKind::condition, comorbidities);
  add(ConceptKind::condition, flags);
  add(ConceptKind::marker, markers);
  add(ConceptKind::antigen, antigens);
  for (const LabRow& row : labs)
    records.push_back(lab(row));
  for (const char* target :
       {"DNA", "TUBB", "TOP2", "TYMS", "PD-1", "PD-L1", "CTLA-4", "CD38", "PSMB5", "CRBN",
        "BTK", "BCL2", "EGFR", "ALK",  "HER2", "PARP1", "VEGF",   "NONE", "NR3C1", "CDK4"})
    records.push_back(record(ConceptKind::antigen, target));
  for (const ClassRow& row : classes) {
    records.push_back(record(ConceptKind::drug_class, row.name));
    for (const char* drug : {row.first, row.second}) {
      records.push_back(record(ConceptKind::agent, drug));
      records.back().parents = {row.name};
      records.back().targets = {row.target};
    }
  }
  Problems problems;
  Words out;
  out.vocabulary_ = Vocabulary::build(std::move(records), {}, problems);
  if (out.vocabulary_ == nullptr) return problems;
  return out;
}

ConceptId Words::find(std::string_view word, ConceptKind kind) const {
  return vocabulary_->known(word, kind).value_or(ConceptId());
}

std::vector<ConceptId> comorbidities_of(const Words& words) {
  std::vector<ConceptId> out;
  for (const char* word : comorbidities)
    out.push_back(words.find(word, ConceptKind::condition));
  return out;
}

namespace {

const Unit* unit_of(std::string_view spelling) {
  if (spelling == "xULN" || spelling == "ratio") return find_unit("1");
  if (spelling == "mEq/L") return find_unit("mmol/L"); // of potassium, which has one charge
  return find_unit(spelling);
}

} // namespace

const Unit* UnitWords::find(std::string_view spelling) {
  for (const auto& [known, unit] : known_)
    if (known == spelling) return unit;
  return known_.emplace_back(spelling, unit_of(spelling)).second;
}

} // namespace cartwright::workload
