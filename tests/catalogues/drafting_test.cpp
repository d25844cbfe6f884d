// Rules drafted from eligibility text: sentences that were misread once, nothing dropped from any text at
// hand, and how well drafts agree with what a person read.
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include <catch2/catch.hpp>

#include "catalogues/drafting/meaning.hpp"
#include "catalogues/drafting/measure.hpp"
#include "catalogues/drafting/registry_text.hpp"
#include "catalogues/import/byte_source.hpp"
#include "tests/catalogues/import_words.hpp"

using namespace cartwright;
using namespace cartwright::drafting;
using namespace cartwright::test;
namespace fs = std::filesystem;

namespace {

const Vocabulary& vocabulary() {
  return *shipped_catalogue().vocabulary;
}

const criteria::Definitions& definitions() {
  static Problems problems;
  static const criteria::Definitions out =
      criteria::check_definitions(shipped_catalogue().definitions, vocabulary(), problems);
  return out;
}

const Drafter& drafter() {
  static const Drafter out(vocabulary(), definitions());
  return out;
}

/// The rules of one sentence, joined as a trial would hold them.
std::string rules_of(const std::string& sentence, bool exclusion) {
  const std::string text = (exclusion ? "Exclusion Criteria:\n\n* " : "Inclusion Criteria:\n\n* ") + sentence;
  std::string out;
  for (const DraftedCriterion& item : drafter().draft(text))
    if (item.state == DraftState::rule) out += (out.empty() ? "" : exclusion ? " or " : " and ") + item.rule;
  return out;
}

std::string meaning(const std::string& rule) {
  if (rule.empty()) return "no rule";
  const auto checked = criteria::read_rule(rule, vocabulary(), definitions());
  INFO(rule << "\n" << all_texts(checked.problems()));
  REQUIRE(checked);
  return meaning_of(*checked);
}

struct Example {
  const char* sentence;
  const char* rule; ///< empty: no rule may be drafted
};

void check_examples(const std::vector<Example>& examples, bool exclusion) {
  for (const Example& example : examples) {
    const std::string drafted = rules_of(example.sentence, exclusion);
    INFO(example.sentence << "\ndrafted " << drafted);
    CHECK(meaning(drafted) == meaning(example.rule));
  }
}

std::vector<RegistryText> records_of(const fs::path& path) {
  auto source = ByteSource::open(path);
  REQUIRE(source);
  const auto bytes = source->all(256 * 1024 * 1024);
  REQUIRE(bytes);
  Problems problems;
  return registry_texts(*bytes, problems);
}

/// The myeloma texts and the 998 records; empty where they are not.
std::vector<RegistryText> texts_at_hand() {
  if (shared_registry().empty()) {
    WARN("not checked: ../shared/registry is not on this machine");
    return {};
  }
  std::vector<RegistryText> out = records_of(shared_registry() / "myeloma_criteria_text.jsonl");
  for (RegistryText& record : records_of(shared_registry() / "ctgov_v2/records.jsonl.gz"))
    out.push_back(std::move(record));
  return out;
}

bool is_mark(const std::string& left) {
  static const std::regex mark(
      R"(\s*(Exclude - )?[\s*\\o-]*\(?([0-9]+|[ivxIVX]+|[A-Za-z])?[.):\\]*[\s*\\-]*)");
  return left == "Exclude -" || std::regex_match(left, mark);
}

/// Words of the text that no item holds, marks of lists apart.
std::vector<std::string> dropped(const std::string& text, const std::vector<DraftedCriterion>& items) {
  std::string rest = text;
  for (const DraftedCriterion& item : items)
    std::fill(rest.begin() + item.span.begin, rest.begin() + item.span.end, '\n');
  std::vector<std::string> out;
  std::istringstream lines(rest);
  static const std::regex word("[A-Za-z]{2,}");
  for (std::string line; std::getline(lines, line);)
    if (std::regex_search(line, word) && !is_mark(line)) out.push_back(line);
  return out;
}

} // namespace

TEST_CASE("Drafting: the tables of words name only what the vocabulary holds") {
  for (const std::string& stranger : drafter().strangers())
    UNSCOPED_INFO(stranger);
  CHECK(drafter().strangers().empty());
}

TEST_CASE("Drafting: inclusions that were misread once") {
  check_examples(
      {{"Age 18 years or older.", "age >= 18 y"},
       {"Women must not be breastfeeding.", "not lactating"},
       {"ECOG performance status of 0 to 2 at screening and immediately before the first dose.", "ecog <= 2"},
       {"Neutrophils >= 1.5 G/L without G-CSF within 7 days.", "anc[no g_csf 7 d] >= 1.5 x10^9/L"},
       {"ALT and AST <= 2.5 x ULN, or <= 5 x ULN if the liver is involved.",
        "alt <= 2.5 xULN and ast <= 2.5 xULN or alt <= 5 xULN and ast <= 5 xULN and judgement \"?\""},
       {"LVEF >= 50% by echocardiography and no clinically significant pericardial effusion.",
        "lvef[by echo] >= 50 % and not has(clinically_significant_pericardial_effusion)"},
       {"Must not have received any maintenance therapy.", "not exposed(anti_myeloma; as maintenance)"},
       {"At least 3 prior lines of therapy including a proteasome inhibitor and an IMiD.",
        "lines >= 3 and exposed(PI) and exposed(IMiD)"},
       {"At least 1 prior line of therapy for MM.", "lines >= 1"},
       {"1 to 3 lines of prior therapy including an IMiD and either a PI or a CD38 antibody.",
        "lines in 1..3 and exposed(IMiD) and (exposed(PI) or exposed(anti_CD38))"},
       {"18 years or older with a diagnosis of multiple myeloma according to standard criteria.",
        "age >= 18 y and diagnosis is multiple_myeloma"},
       {"Platelets >= 75 x 10^9/L (>= 50 if marrow plasma cells >= 50%)",
        "if marrow_plasma_cells >= 50 % then platelets >= 50 x10^9/L else platelets >= 75 x10^9/L"},
       {"Neutrophils >= 1000/mm(3)", "anc >= 1000 /uL"},
       {"Negative for HIV, hepatitis B and hepatitis C.",
        "not has(hiv_infection) and not has(hepatitis_b) and not has(hepatitis_c)"},
       {"Less than 5% plasma cells in the peripheral blood.", "circulating_plasma_cells < 5 %"},
       {"Potassium within the local normal range.", "potassium is normal"},
       {"Bilirubin <= 1.5 x ULN (<= 3 x ULN for patients with Gilbert syndrome)",
        "bilirubin_total <= 1.5 xULN or has(gilbert_syndrome) and bilirubin_total <= 3 xULN"}},
      false);
}

TEST_CASE("Drafting: exclusions that were misread once") {
  check_examples(
      {{"Grade > 2 peripheral neuropathy.", "has(peripheral_neuropathy; grade >= 3)"},
       {"Peripheral neuropathy or neuropathic pain grade 2 or higher, as defined by the NCI terminology, "
        "version 4.",
        "has(peripheral_neuropathy; grade >= 2)"},
       {"Myocardial infarction in the past 6 months.", "had(myocardial_infarction; within 6 mo)"},
       {"Treatment with an investigational product in the 30 days before inclusion.",
        "not washout(investigational; 30 d; before enrolment)"},
       {"Allogeneic transplant or donor lymphocyte infusion within 90 days of leukapheresis.",
        "not washout(transplant allogeneic; 90 d; before apheresis) or not "
        "washout(donor_lymphocyte_infusion; 90 d; before apheresis)"},
       {"Cumulative dose of corticosteroids equivalent to at least 140 mg of prednisone within 14 days "
        "before the first dose.",
        "dose(systemic_steroid; total; within 14 d) >= 140 mg"},
       {"Double (tandem) autologous transplant.", "had_transplant(autologous; number >= 2)"},
       {"Elotuzumab or any IMiD, except thalidomide or lenalidomide, ever received.",
        "exposed(elotuzumab) or exposed(IMiD; except thalidomide or lenalidomide)"},
       {"Known HIV infection or active hepatitis A, B or C.",
        "has(hiv_infection) or has(hepatitis_a) or has(active_hepatitis_b) or has(active_hepatitis_c)"},
       {"Uncontrolled bacterial, viral or fungal infection.", "has(uncontrolled_infection)"},
       {"Another malignancy within 3 years, except treated basal cell carcinoma or carcinoma in situ of the "
        "cervix or breast.",
        "had(other_cancer; within 3 y; except basal_cell_carcinoma or cervical_carcinoma_in_situ or "
        "breast_carcinoma_in_situ)"},
       {"Pregnant women are excluded from the study because the effects on the fetus are unknown.",
        "pregnant"},
       {"Uncontrolled hypertension or diabetes.",
        "has(uncontrolled_hypertension) or has(uncontrolled_diabetes)"},
       {"A known infection by the human immunodeficiency virus.", "has(hiv_infection)"},
       {"Acute or chronic hepatitis C virus (HCV) infection.", "has(hepatitis_c)"},
       {"QTc interval > 460 msec (males) or > 470 msec (females)",
        "if sex is male then qtcf > 460 ms else qtcf > 470 ms"},
       {"CAR-T cell therapy (autologous or allogeneic) within 12 weeks before the first dose.",
        "not washout(car_t; 12 wk; before first_dose)"},
       {"Anti-myeloma treatment within 2 weeks or 5 pharmacokinetic half-lives, whichever is longer, before "
        "the "
        "date of daratumumab first administration.",
        "not washout(anti_myeloma; max(2 wk, 5 half_lives); before first_dose)"},
       {"Recent history (within 6 months) of diverticulitis or gastrointestinal obstruction.",
        "had(diverticulitis; within 6 mo) or had(gastrointestinal_obstruction; within 6 mo)"},
       {"Any of the following diseases within the past 6 months: myocardial infarction, unstable angina.",
        "had(myocardial_infarction; within 6 mo) or had(unstable_angina; within 6 mo)"},
       {"Non-secretory myeloma.", "secretory is non_secretory"},
       {"Allergy, hypersensitivity or intolerance to boron or mannitol.",
        "had(hypersensitivity_boron) or had(hypersensitivity_mannitol)"}},
      true);
}

TEST_CASE("Drafting: inclusions in further wordings") {
  check_examples(
      {{"Serum creatinine clearance equal or more than 30 ml/min (calculated with Cockcroft-Gault formula).",
        "creatinine_clearance(cockcroft_gault) >= 30 mL/min"},
       {"ANC >= 1000/mm3 (screening ANC should be independent of growth factor support for >= 1 week)",
        "anc[no g_csf 1 wk] >= 1000 /uL"},
       {"Platelets >= 75 x 10^9/L (performed within 30 days prior to day 1 of protocol therapy unless "
        "otherwise "
        "stated)",
        "platelets[within 30 d] >= 75 x10^9/L"},
       {"Aspartate and alanine aminotransferases (AST, ALT) <= 2.5 x ULN (<= 5 x ULN, if liver metastases "
        "are "
        "present)",
        "alt <= 2.5 xULN and ast <= 2.5 xULN or alt <= 5 xULN and ast <= 5 xULN and judgement \"?\""},
       {"Echocardiogram or MUGA scan indicating left ventricular ejection fraction >= 50%",
        "lvef[by echo or muga] >= 50 %"},
       {"Age >= 18 and < 70 years.", "age >= 18 y and age < 70 y"},
       {"ECOG performance status 0, 1 or 2 (Karnofsky >= 60%)", "ecog <= 2"},
       {"At least 1 week since any radiation therapy.", "washout(radiotherapy; 1 wk; before first_dose)"},
       {"Within 2 weeks before cell therapy, have not received monoclonal antibody treatment.",
        "washout(monoclonal_antibody; 2 wk; before infusion)"},
       {"At least 2 but no more than 3 prior therapies for multiple myeloma", "lines in 2..3"},
       {"Prior therapeutic treatment or regimens must include a proteasome inhibitor and an IMiD.",
        "exposed(PI) and exposed(IMiD)"},
       {"Measurable disease: abnormal kappa/lambda ratio with involved free light chain >= 100 mg/L",
        "involved_flc >= 100 mg/L and flc_ratio is abnormal"}},
      false);
}

TEST_CASE("Drafting: exclusions in further wordings") {
  check_examples(
      {{"Positive hepatitis B surface antigen or hepatitis B core antibody with HBV DNA above the limit of "
        "detection; positive HCV antibody with positive HCV RNA.",
        "(test(HBV; HBsAg) is positive or test(HBV; anti_HBc) is positive) and test(HBV; DNA) is positive or "
        "test(HCV; antibody) is positive and test(HCV; RNA) is positive"},
       {"Bilirubin > 1.5 x ULN (> 3 x ULN for subjects with known Gilbert's disease).",
        "if has(gilbert_syndrome) then bilirubin_total > 3 xULN else bilirubin_total > 1.5 xULN"},
       {"Congestive heart failure (New York Heart Association [NYHA] classification >= grade III), severe "
        "arrhythmia.",
        "has(heart_failure_nyha_3_4) or has(severe_arrhythmia)"},
       {"Known active infection requiring parenteral or oral anti-infective treatment within 14 days of "
        "randomization.",
        "had(infection_needing_systemic_treatment; within 14 d)"},
       {"Systemic active infection requiring treatment.", "active(infection_needing_systemic_treatment)"},
       {"Chemotherapy or radiotherapy within 3 days before apheresis.",
        "not washout(cytotoxic; 3 d; before apheresis) or not washout(radiotherapy; 3 d; before apheresis)"},
       {"Prior gene therapy, including prior CAR-T cell.", "exposed(gene_therapy) or exposed(car_t)"},
       {"Prior allogeneic stem cell transplantation with active graft-versus-host-disease.",
        "had_transplant(allogeneic) and active(gvhd)"},
       {"Prior treatment with cevostamab or another agent targeting fragment crystallizable receptor-like 5.",
        "exposed(cevostamab) or exposed(target FcRH5)"},
       {"Smoldering myeloma, solitary plasmacytoma or nonsecretory myeloma.",
        "has(smouldering_myeloma) or has(solitary_plasmacytoma) or secretory is non_secretory"},
       {"Bowel obstruction within 4 weeks before dosing; 7.",
        "had(gastrointestinal_obstruction; within 4 wk)"},
       {"Have previously received a solid organ transplant.", "had(organ_transplant)"},
       {"Patients who require systemic corticosteroid or other immunosuppressive therapy.",
        "has(glucocorticoid_needed) or has(immunosuppression_needed)"}},
      true);
}

TEST_CASE("Drafting: alternatives, exceptions and definitions are not swallowed") {
  check_examples(
      {{"Allogeneic transplant within 6 months and have evidence of graft versus host disease.", ""},
       {"History of malignancy with a life expectancy < 2 years.", ""},
       {"Major surgery defined as surgery with general anesthesia within 28 days, unless approved.", ""},
       {"Positive HCV antibody (eligible if HCV RNA is undetectable).",
        "test(HCV; antibody) is positive and judgement \"?\""},
       {"Permanent sterilization methods include hysterectomy and bilateral salpingectomy.", ""},
       {"History of severe hypersensitivity to compounds of similar chemical or biologic composition.", ""}},
      true);
  check_examples({{"Prior autologous transplantation (HSCT) patients are allowed.", ""},
                  {"Steroid use: must not require systemic steroids.", ""},
                  {"At least 8 weeks from prior cellular therapy or vaccine therapy.", ""},
                  {"Women >= 50 years of age are considered postmenopausal.", ""}},
                 false);
}

TEST_CASE("Drafting: what reads like a rule and is none stays text") {
  check_examples({{"Infections must be resolved before the study starts.", ""},
                  {"Participants with known COPD must have a FEV1 test during screening.", ""},
                  {"HCT-CI > 6 points.", ""},
                  {"No evidence of active disease.", ""}},
                 true);
  check_examples({{"Written informed consent.", ""},
                  {"Willing to use contraception.", ""},
                  {"Life expectancy of at least 3 months.", ""}},
                 false);
}

TEST_CASE("Drafting: findings of measurable disease in bullets of their own are alternatives") {
  const std::string text =
      "Inclusion Criteria:\n\n* Measurable disease, at least 1 of the following:\n"
      "* Serum M-protein >= 0.5 g/dL\n* Urine M-protein >= 200 mg/24 hours\n* ECOG 0 or 1\n";
  std::vector<std::string> rules;
  for (const DraftedCriterion& item : drafter().draft(text))
    if (item.state == DraftState::rule) rules.push_back(item.rule);
  CHECK(rules == std::vector<std::string>{"serum_m_protein >= 0.5 g/dL or urine_m_protein >= 200 mg/24h",
                                          "ecog <= 1"});
  const std::string some =
      "Inclusion Criteria:\n\n* High risk, two of the following:\n  * M-protein >= 1.5 g/dL\n"
      "  * Marrow plasma cells >= 10 %\n";
  for (const DraftedCriterion& item : drafter().draft(some))
    CHECK(item.state != DraftState::rule);
}

TEST_CASE("Drafting: a rule that leaves out a part of its sentence stays text") {
  check_examples({{"At least 14 days must have elapsed since any prior systemic therapy at the time of "
                   "conditioning, and toxicities must have recovered to grade 1 or less.",
                   ""},
                  {"Platelets >= 75 x 10^9/L in women and 80 x 10^9/L in men over 60 years.", ""}},
                 false);
}

namespace {

std::string repeated(const std::string& words, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i)
    out += words;
  return out;
}

} // namespace

TEST_CASE("Drafting: hostile texts are read to their end and lose no word") {
  std::vector<std::string> texts = {
      "Inclusion Criteria: " + repeated("Platelets >= 75 x 10^9/L and hemoglobin >= 8 g/dL, ", 20000),
      "Exclusion Criteria: " + repeated("history of stroke or ", 50000),
      "Exclusion Criteria:\n\n* Active infection " + repeated("(", 20000) + "x" + repeated(")", 20000),
      "Age 18 to 75\nECOG 0-1\npregnant women",
      "入选标准：\n1. 年龄18-75岁\n排除标准：\n1. 妊娠或哺乳期妇女",
      std::string("Inclusion Criteria:\n\n*\0 Age \x01\x02 >= 18 years\x07\n* ECOG\x0b 0-1", 53),
      "Inclusion Criteria:\n* Age &ge; 18 years\n* ANC &#8805; 1.0 &times; 10^9/L &amp; hemoglobin &gt; 8 "
      "g/dL",
      " \n\t"};
  std::string nested = "Inclusion Criteria:\n\n", marks = "Inclusion Criteria:\n";
  for (std::size_t depth = 0; depth < 2000; ++depth)
    nested += std::string(depth, ' ') + "* Measurable disease, one of the following:\n";
  for (const char* mark :
       {"•", "◦", "▪", "–", "—", "-", "*", "o", "‣", "➢", "1.", "2)", "(3)", "iv.", "A.", "①", "a)"})
    marks += std::string(mark) + " Age >= 18 years\n";
  texts.push_back(nested);
  texts.push_back(marks);
  std::string bytes = "Inclusion Criteria:\n* Age >= 18 \xff\xfe\xc3( years\n";
  for (int c = 0; c < 256; ++c)
    bytes += static_cast<char>(c);
  texts.push_back(bytes);
  for (const std::string& text : texts) {
    INFO(text.substr(0, 60));
    const auto items = drafter().draft(text);
    CHECK(dropped(text, items).empty());
    for (const DraftedCriterion& item : items)
      CHECK(item.span.end <= text.size());
  }
}

TEST_CASE("Drafting: every word of every text at hand belongs to an item, and every rule is canonical") {
  std::size_t texts = 0;
  for (const RegistryText& record : texts_at_hand()) {
    const auto items = drafter().draft(record.text);
    INFO(record.id);
    ++texts;
    CHECK(dropped(record.text, items).empty());
    for (const DraftedCriterion& item : items)
      if (item.state == DraftState::rule) {
        INFO(item.rule);
        const auto again = criteria::format_rule(item.rule, vocabulary(), definitions());
        REQUIRE(again);
        CHECK(*again == item.rule);
      }
  }
  CHECK((texts == 0 || texts > 1000));
}

namespace {

struct Reached {
  const char* labels;
  double precision, recall; ///< to be raised with what is reached, never lowered
};

Tally tally_of(const std::string& name, const std::vector<RegistryText>& records) {
  std::ifstream file(fs::path(CARTWRIGHT_SOURCE_DIR) / "tests/catalogues/labels" / name);
  std::stringstream bytes;
  bytes << file.rdbuf();
  Problems problems;
  const std::vector<Label> labels = read_labels(bytes.str(), vocabulary(), definitions(), problems);
  INFO(all_texts(problems));
  REQUIRE(problems.empty());
  Tally tally;
  for (const RegistryText& record : records) {
    std::vector<const Label*> own;
    for (const Label& label : labels)
      if (label.trial == record.id) own.push_back(&label);
    if (!own.empty())
      for (const Compared& compared :
           compare(record.text, drafter().draft(record.text), own, vocabulary(), definitions()))
        count(compared, tally);
  }
  CHECK(tally.text_differs == 0);
  CHECK(tally.labels == labels.size());
  return tally;
}

} // namespace

TEST_CASE("Drafting: drafts agree with what a person read") {
  const auto records = texts_at_hand();
  if (records.empty()) return;
  for (const Reached& reached : {Reached{"held_out.labels", 92, 82}, Reached{"fresh.labels", 93, 75},
                                 Reached{"third.labels", 93, 76}}) {
    INFO(reached.labels);
    const Tally tally = tally_of(reached.labels, records);
    CHECK(tally.precision() >= reached.precision);
    CHECK(tally.recall() >= reached.recall);
  }
}

TEST_CASE("Drafting: labels that are none are all reported, with their lines") {
  Problems problems;
  const auto labels = read_labels(
      "# a comment\nNCT1\t5..2\tabc\tI\tage >= 18 y\nNCT1\t1..2\tabc\tX\t-\nNCT1\t1..2\tabc\tE\tage >> "
      "3\nNCT1\t1..2\tabc\tE\t- || pregnant\n",
      vocabulary(), definitions(), problems);
  CHECK(problems.items().size() >= 3);
  CHECK(problems.items().front().where.starts_with("line 2"));
  REQUIRE(labels.size() == 1);
  CHECK_FALSE(labels.front().evaluable);
  CHECK(labels.front().rules == std::vector<std::string>{"pregnant"});
}
