#include "tools/synthetic/generate_patient.hpp"

#include <chrono>
#include <random>
#include <string>
#include <vector>

namespace cartwright::synthetic {

namespace {

using nlohmann::json;
using Words = std::vector<const char*>;

constexpr std::chrono::sys_days as_of = std::chrono::year(2026) / 11 / 22;

class Generator {
public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  json run() {
    profile_ = {{"profile", "cartwright/patient@1"}, {"id", "P-0000"}};
    person();
    diagnosis();
    history();
    if (chance(70)) measurements();
    if (chance(60)) disease();
    if (chance(60)) antigens();
    if (chance(60)) support();
    if (chance(60)) conditions();
    if (chance(70)) performance();
    if (chance(60)) infections();
    if (chance(50)) medications();
    if (chance(40)) tissue();
    return std::move(profile_);
  }

private:
  bool chance(unsigned percent) { return random_() % 100 < percent; }
  int number(int low, int high) {
    return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
  }
  template <class T> const T& pick(const std::vector<T>& from) { return from[random_() % from.size()]; }

  /// So many days before the day of matching, never later; sometimes the month or the year alone.
  std::string ago(int days) {
    const std::chrono::year_month_day day{as_of - std::chrono::days(std::max(days, 0))};
    const std::string year = std::to_string(static_cast<int>(day.year()));
    const auto two = [](unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); };
    const std::string month = year + "-" + two(static_cast<unsigned>(day.month()));
    if (chance(4)) return year;
    if (chance(12)) return month;
    return month + "-" + two(static_cast<unsigned>(day.day()));
  }
  /// Most often recorded.
  void put(json& entry, const char* key, json value, unsigned percent = 85) {
    if (chance(percent)) entry[key] = std::move(value);
  }
  /// Days that trials count by, and their neighbours.
  int border() {
    return pick(std::vector<int>{6, 7, 13, 14, 20, 21, 27, 28, 29, 60, 61, 83, 84, 90, 120, 182, 184, 365});
  }

  void person() {
    json out = json::object();
    put(out, "birth_date", ago(number(25 * 365, 85 * 365)), 90);
    put(out, "sex", pick(Words{"female", "male"}), 90);
    put(out, "country", pick(Words{"FR", "US", "CN", "IN", "IL"}), 70);
    if (chance(60))
      out["weight"] = {{"value", number(40, 110)}, {"unit", "kg"}, {"date", ago(number(0, 40))}};
    if (chance(60))
      out["height"] = {{"value", number(150, 190)}, {"unit", "cm"}, {"date", ago(number(0, 400))}};
    if (out.value("sex", "") == "female" && chance(40))
      out["pregnancy"] = {{"state", pick(Words{"not_possible", "negative"})}, {"date", ago(number(0, 30))}};
    profile_["person"] = out;
  }

  void diagnosis() {
    since_diagnosis_ = number(30, 4000);
    json out = json::object();
    put(out, "condition",
        pick(Words{"multiple_myeloma", "multiple_myeloma", "multiple_myeloma", "smouldering_myeloma"}), 95);
    put(out, "date", ago(since_diagnosis_));
    put(out, "status",
        pick(Words{"relapsed_refractory", "relapsed_refractory", "newly_diagnosed", "in_response"}));
    put(out, "isotype", pick(Words{"IgG", "IgA", "IgD"}), 60);
    put(out, "light_chain", pick(Words{"kappa", "lambda"}), 60);
    put(out, "secretory", pick(Words{"secretory", "light_chain_only", "non_secretory"}), 40);
    put(out, "plasma_cell_leukemia", pick(Words{"none", "none", "primary", "secondary"}), 50);
    put(out, "current_response", pick(Words{"PD", "SD", "PR", "VGPR", "CR"}), 30);
    profile_["diagnosis"] = out;
    if (!chance(50)) return;
    json markers = json::array();
    for (const char* marker : {"del(17p)", "t(4;14)", "t(14;16)", "gain(1q)"})
      if (chance(60))
        markers.push_back({{"marker", marker},
                           {"state", pick(Words{"present", "absent", "absent", "not_tested"})},
                           {"date", ago(number(0, since_diagnosis_))}});
    profile_["cytogenetics"] = {{"markers", markers}};
  }

  json episode(const json& agents, int start, int stop, const char* intent) {
    json out = json::object();
    out["id"] = "T" + std::to_string(++episodes_);
    out["agents"] = agents;
    put(out, "start", ago(start), 92);
    put(out, "intent", intent, 75);
    if (stop > 0)
      put(out, "stop", ago(std::min(stop, start)), 88);
    else if (chance(70))
      out["stop_reason"] = "ongoing";
    put(out, "cycles", number(0, 8), 50);
    put(out, "best_response", pick(Words{"PD", "SD", "MR", "PR", "PR", "VGPR", "CR", "sCR"}), 75);
    if (!out.contains("stop_reason"))
      put(out, "stop_reason", pick(Words{"completed", "progression", "toxicity", "switch"}), 50);
    if (chance(4)) out["uncertain"] = true;
    return out;
  }

  json drugs() {
    static const std::vector<json> regimens = {{"bortezomib", "lenalidomide", "dexamethasone"},
                                               {"daratumumab", "pomalidomide", "dexamethasone"},
                                               {"carfilzomib", "dexamethasone"},
                                               {"daratumumab", "bortezomib", "dexamethasone"},
                                               {"ixazomib", "lenalidomide", "dexamethasone"},
                                               {"isatuximab", "carfilzomib", "dexamethasone"},
                                               {"bortezomib", "cyclophosphamide", "dexamethasone"},
                                               {"thalidomide", "dexamethasone"},
                                               {"teclistamab"},
                                               {"talquetamab"},
                                               {"elranatamab"},
                                               {"cevostamab"},
                                               {"belantamab_mafodotin", "dexamethasone"},
                                               {"selinexor", "dexamethasone"},
                                               {"venetoclax"},
                                               {"dexamethasone"},
                                               {"cisplatin", "doxorubicin", "cyclophosphamide", "etoposide"},
                                               {"study drug"},
                                               {"unspecified_bispecific"},
                                               {"bendamustine"}};
    return pick(regimens);
  }

  /// One after the other, from the diagnosis to some day before the match.
  void history() {
    json episodes = json::array(), transplants = json::array(), courses = json::array();
    int day = since_diagnosis_ - number(5, 60);
    const int wanted = number(0, 6);
    for (int line = 0; line < wanted && day > 0; ++line) {
      const int length = number(14, 500), end = day - length;
      json given = episode(drugs(), day, std::max(end, 0), line == 0 ? "induction" : "salvage");
      const int progressed = end - number(-20, 400);
      if (chance(55) && progressed > 0 && progressed < day) given["progression_date"] = ago(progressed);
      const bool planned = line == 0 && chance(40);
      if (planned) given["planned_with"] = "first-line";
      episodes.push_back(given);
      if (line == 0 && chance(45) && end > 60)
        transplants.push_back(transplant(end - number(30, 60), planned));
      if (line == 0 && chance(35) && end > 200) {
        json kept = episode(chance(80) ? json{"lenalidomide"} : json{"ixazomib"}, end - 120,
                            std::max(end - number(150, 900), 0), "maintenance");
        if (planned) kept["planned_with"] = "first-line";
        episodes.push_back(kept);
      }
      if (line > 0 && chance(30) && end > 40) cells(episodes, end - number(10, 40));
      day = std::max(end, 0) - (chance(50) ? border() : number(10, 700));
    }
    if (chance(8))
      transplants.push_back({{"type", "allogeneic"},
                             {"date", ago(number(60, 2500))},
                             {"gvhd", pick(Words{"none", "chronic", "resolved"})}});
    if (chance(25)) {
      const int end = border();
      courses.push_back({{"site", "T8"},
                         {"start", ago(end + 14)},
                         {"stop", ago(end)},
                         {"intent", pick(Words{"palliative", "definitive", "bridging"})}});
    }
    keep("therapies", "episodes", std::move(episodes));
    keep("transplants", "items", std::move(transplants));
    keep("radiotherapy", "courses", std::move(courses));
  }

  json transplant(int day, bool planned) {
    json out = {{"type", "autologous"}, {"date", ago(day)}};
    if (planned) out["planned_with"] = "first-line";
    if (chance(20)) out["tandem"] = chance(50);
    return out;
  }

  void cells(json& episodes, int day) {
    if (chance(50))
      episodes.push_back(episode(json{"carfilzomib", "dexamethasone"}, day + 40, day + 15, "bridging"));
    if (chance(80))
      episodes.push_back(
          episode(json{"fludarabine", "cyclophosphamide"}, day + 6, day + 4, "lymphodepletion"));
    static const std::vector<json> products = {{"ciltacabtagene_autoleucel"},
                                               {"equecabtagene_autoleucel"},
                                               {"bcma_car_t"},
                                               {"gc012f"},
                                               {"unspecified_car_t"},
                                               {"gprc5d_car_t"}};
    json out = {{"id", "T" + std::to_string(++episodes_)}, {"agents", pick(products)}, {"start", ago(day)}};
    put(out, "intent", "cell_therapy", 80);
    put(out, "best_response", pick(Words{"SD", "PR", "VGPR", "CR"}), 70);
    episodes.push_back(out);
  }

  /// A list, said to be complete, complete since some day, or not said.
  void keep(const char* section, const char* key, json list) {
    if (list.empty() && chance(30)) return;
    json out = {{key, std::move(list)}};
    if (chance(65))
      out["complete"] = true;
    else if (chance(30))
      out["complete"] = {{"since", ago(number(30, 2000))}};
    profile_[section] = out;
  }

  struct Test {
    const char *name, *unit;
    std::vector<double> values;
    double upper = 0;
  };

  void measurements() {
    static const std::vector<Test> tests = {{"platelets", "10^9/L", {20, 30, 49.9, 50, 51, 75, 150}},
                                            {"anc", "10^9/L", {0.4, 0.5, 0.6, 1, 1.5, 3}},
                                            {"hemoglobin", "g/L", {59, 60, 70, 79.9, 80, 100}},
                                            {"alc", "10^9/L", {0.05, 0.1, 0.3, 0.5, 1}},
                                            {"alt", "U/L", {20, 100, 120, 125, 150}, 50},
                                            {"ast", "U/L", {20, 100, 120, 125, 150}, 40},
                                            {"bilirubin_total", "umol/L", {10, 30, 31.5, 40}, 21},
                                            {"creatinine", "umol/L", {60, 120, 176.8, 200}, 104},
                                            {"lvef", "%", {35, 40, 45, 50, 51, 60}},
                                            {"spo2", "%", {90, 92, 95, 98}},
                                            {"serum_m_protein", "g/L", {0, 4, 5, 9.9, 10, 30}},
                                            {"urine_m_protein", "mg/24h", {0, 199, 200, 500}},
                                            {"marrow_plasma_cells", "%", {2, 5, 29, 50, 60}},
                                            {"kappa_flc", "mg/L", {5, 99, 100, 400}},
                                            {"lambda_flc", "mg/L", {5, 20, 100}},
                                            {"calcium_corrected", "mmol/L", {2.3, 3.4, 3.5}}};
    json out = json::array();
    for (const Test& test : tests) {
      const int entries = chance(65) ? (chance(20) ? 2 : 1) : 0;
      const int day = chance(60) ? number(0, 20) : border();
      for (int i = 0; i < entries; ++i) {
        json entry = {{"test", test.name}, {"value", pick(test.values)}, {"unit", test.unit}};
        put(entry, "date", ago(chance(50) ? day : number(0, 200)), 95);
        if (test.upper > 0) put(entry, "upper_limit", test.upper, 80);
        if (std::string(test.name) == "lvef") put(entry, "method", pick(Words{"echo", "MUGA"}), 70);
        out.push_back(entry);
      }
    }
    profile_["measurements"] = out;
  }

  void disease() {
    json out = json::object();
    if (chance(70))
      out["mapped_by"] = {{{"imaging", pick(Words{"PET-CT", "WB-MRI", "CT", "skeletal_survey"})},
                           {"date", ago(number(0, 60))}}};
    json lesions = json::array();
    if (chance(50))
      for (int i = number(1, 3); i > 0; --i) {
        json lesion = {{"site", pick(Words{"liver", "rib", "skin"})},
                       {"imaging", "PET-CT"},
                       {"date", ago(number(0, 60))}};
        put(lesion, "contiguous_with_bone", chance(40));
        if (chance(80)) lesion["size_mm"] = {number(8, 60), number(5, 30)};
        put(lesion, "biopsy_proven", chance(50), 40);
        put(lesion, "measurable", chance(60), 40);
        lesions.push_back(lesion);
      }
    if (lesions.empty() ? chance(70) : chance(30)) out["state"] = lesions.empty() ? "absent" : "present";
    out["lesions"] = lesions;
    if (chance(60)) out["complete"] = true;
    profile_["extramedullary"] = out;
    if (chance(60))
      profile_["cns"] = {
          {"state", pick(Words{"none", "none", "suspected", "leptomeningeal", "paraskeletal_compression"})},
          {"date", ago(number(0, 60))}};
    if (chance(50))
      profile_["circulating_plasma_cells"] = {
          {{"percent", pick(std::vector<int>{0, 1, 4, 5, 8, 20, 25})}, {"date", ago(number(0, 30))}}};
    if (chance(30)) profile_["amyloidosis"] = {{"state", pick(Words{"none", "al"})}};
    if (chance(30)) profile_["poems"] = {{"state", "none"}};
  }

  void antigens() {
    json out = json::array();
    for (const char* antigen : {"BCMA", "GPRC5D", "CD19"})
      if (chance(60)) {
        json entry = {{"antigen", antigen},
                      {"assay", pick(Words{"flow", "IHC"})},
                      {"specimen", pick(Words{"marrow", "lesion", "csf"})},
                      {"result", pick(Words{"positive", "positive", "low", "negative", "not_tested"})},
                      {"date", ago(number(0, 200))}};
        if (entry["result"] == "positive") put(entry, "percent", pick(std::vector<int>{10, 20, 50, 80}), 50);
        out.push_back(entry);
      }
    profile_["antigens"] = out;
  }

  void support() {
    json events = json::array();
    for (const char* kind :
         {"platelet_transfusion", "red_cell_transfusion", "g_csf", "systemic_steroid", "live_vaccine"})
      if (chance(25)) {
        json event = {{"kind", kind}, {"date", ago(chance(50) ? border() : number(0, 40))}};
        if (std::string(kind) == "systemic_steroid" && chance(70)) {
          event["agent"] = pick(Words{"dexamethasone", "prednisone"});
          event["dose"] = {{"value", pick(std::vector<int>{4, 5, 10, 20, 40})}, {"unit", "mg/d"}};
        }
        events.push_back(event);
      }
    keep("support", "events", std::move(events));
  }

  void conditions() {
    json items = json::array();
    for (const char* condition : {"heart_failure", "seizures", "stroke", "gilbert_syndrome", "parkinsonism",
                                  "infection", "peripheral_neuropathy", "hepatitis_b"})
      if (chance(20))
        items.push_back({{"condition", condition},
                         {"state", pick(Words{"present", "absent", "resolved"})},
                         {"date", ago(chance(30) ? border() : number(0, 900))}});
    keep("conditions", "items", std::move(items));
    json cancers = json::array();
    if (chance(10))
      cancers.push_back({{"condition", "breast_cancer"},
                         {"state", pick(Words{"present", "resolved"})},
                         {"date", ago(number(100, 2500))}});
    keep("other_cancers", "items", std::move(cancers));
    if (chance(50))
      profile_["active_infection"] = {{"state", pick(Words{"none", "none", "present"})},
                                      {"date", ago(number(0, 20))}};
  }

  void performance() {
    json out = json::array();
    for (int i = chance(15) ? 2 : 1; i > 0; --i) {
      const bool ecog = chance(80);
      json entry = {{"scale", ecog ? "ECOG" : "Karnofsky"},
                    {"value", ecog ? number(0, 3) : 10 * number(5, 10)}};
      put(entry, "date", ago(chance(60) ? 4 : number(0, 100)), 95);
      out.push_back(entry);
    }
    profile_["performance"] = out;
  }

  void infections() {
    json out = json::array();
    const std::vector<std::pair<const char*, const char*>> tests = {
        {"HBV", "HBsAg"}, {"HBV", "anti-HBc"}, {"HBV", "DNA"}, {"HCV", "antibody"}, {"HIV", "antibody"}};
    for (const auto& [agent, test] : tests)
      if (chance(60))
        out.push_back({{"agent", agent},
                       {"test", test},
                       {"result", pick(Words{"negative", "negative", "positive"})},
                       {"date", ago(number(0, 60))}});
    profile_["infections"] = out;
  }

  void medications() {
    json items = json::array();
    for (const char* agent : {"voriconazole", "carbamazepine", "omeprazole", "apixaban", "aspirin",
                              "ciprofloxacin", "covid_19_vaccine"}) {
      if (!chance(12)) continue;
      const int stop = chance(50) ? border() : number(0, 40);
      json item = {{"agent", agent}, {"start", ago(stop + number(0, 60))}};
      if (chance(70))
        item["stop"] = ago(stop);
      else if (chance(70))
        item["ongoing"] = true;
      items.push_back(item);
    }
    keep("medications", "items", std::move(items));
  }

  void tissue() {
    if (chance(60)) {
      json result = {{"result", pick(Words{"positive", "negative"})}};
      put(result, "date", ago(number(0, 200)));
      put(result, "method", pick(Words{"flow", "NGS"}), 60);
      profile_["residual_disease"] = json::array({result});
    }
    if (chance(60)) {
      json alleles = json::array();
      for (int i = number(0, 2); i > 0; --i)
        alleles.push_back({{"allele", pick(Words{"A*02:01", "A*02", "A*24:02", "A*02:05:01"})}});
      profile_["hla"] = {{"items", alleles}};
      if (chance(30)) profile_["hla"]["complete"] = true;
    }
  }

  std::mt19937 random_;
  json profile_;
  int since_diagnosis_ = 0, episodes_ = 0;
};

} // namespace

json generated_profile(std::uint32_t seed) {
  return Generator(seed).run();
}

std::string profile_text(std::uint32_t seed) {
  struct Home {
    const char *city, *country;
    double latitude, longitude;
  };
  static const std::vector<Home> homes = {{"Pune", "IN", 18.52, 73.86},    {"Lyon", "FR", 45.76, 4.84},
                                          {"Boston", "US", 42.36, -71.06}, {"Wuhan", "CN", 30.59, 114.31},
                                          {"Haifa", "IL", 32.79, 34.99},   {"Beijing", "CN", 39.90, 116.40}};
  json profile = generated_profile(seed);
  std::mt19937 random(seed ^ 0x9E3779B9U); // apart from the generator's own, whose order tests rely on
  const Home& home = homes[random() % homes.size()];
  profile["id"] = "P-" + std::to_string(seed);
  profile["summary"] = "synthetic, seed " + std::to_string(seed) + "; no person";
  profile["travel"] = {
      {"home", {{"city", home.city}, {"latitude", home.latitude}, {"longitude", home.longitude}}},
      {"countries", {home.country, "CN"}}};
  static const std::vector<const char*> tempos = {"slow", "moderate", "rapid"};
  if (random() % 4 != 0) profile["tempo"] = tempos[random() % tempos.size()];
  return profile.dump();
}

} // namespace cartwright::synthetic
