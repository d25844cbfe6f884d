// Measurements: age, support, method, plausibility, conflicts, the laboratory's own limits.
#include <catch2/catch.hpp>

#include "tests/engine/evaluation_words.hpp"

using namespace cartwright;

namespace {

BuildPatient patient() {
  return BuildPatient(evaluation_words());
}

} // namespace

TEST_CASE("A measurement that is not recorded is missing, in the document that holds it") {
  const auto found = ask("lvef >= 50 %", patient().on(today));
  CHECK(found.truth == Truth::unknown);
  CHECK(causes_of(found) == "missing lvef echo_pft");
}

TEST_CASE("The stated operator is kept on the border") {
  auto her = patient();
  her.measured("platelets", 50, "10^9/L", "2026-11-18");
  const Case of = her.on(today);
  CHECK(truth_of_rule("platelets >= 50 x10^9/L", of) == Truth::yes);
  CHECK(truth_of_rule("platelets > 50 x10^9/L", of) == Truth::no);
  CHECK(truth_of_rule("platelets <= 50 x10^9/L", of) == Truth::yes);
  CHECK(truth_of_rule("platelets < 50 x10^9/L", of) == Truth::no);
  CHECK(truth_of_rule("platelets in 50 .. 60 x10^9/L", of) == Truth::yes);
}

TEST_CASE("Units are converted and equality survives the conversion") {
  auto her = patient();
  her.measured("hemoglobin", 8, "g/dL", "2026-11-18");
  her.measured("creatinine", 2, "mg/dL", "2026-11-18");
  CHECK(truth_of_rule("hemoglobin >= 80 g/L", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("creatinine <= 176.8 umol/L", her.on(today)) == Truth::yes);
}

TEST_CASE("The newest value wins, a later one is not yet known") {
  auto her = patient();
  her.measured("platelets", 90, "10^9/L", "2026-10-01");
  her.measured("platelets", 40, "10^9/L", "2026-11-18");
  her.measured("platelets", 120, "10^9/L", "2026-11-25");
  const auto found = ask("platelets >= 50 x10^9/L", her.on(today));
  CHECK(found.truth == Truth::no);
  REQUIRE(found.facts.size() == 1);
  CHECK(found.facts[0].where == "measurements[1]");
  CHECK(found.facts[0].says == "platelets 40 x10^9/L on 2026-11-18");
}

TEST_CASE("A value of exactly the age asked for counts; a day more is stale") {
  auto her = patient();
  her.measured("platelets", 90, "10^9/L", "2026-11-08");
  CHECK(truth_of_rule("platelets[within 14 d] >= 50 x10^9/L", her.on("2026-11-22")) == Truth::yes);
  const auto late = ask("platelets[within 14 d] >= 50 x10^9/L", her.on("2026-11-23"));
  CHECK(late.truth == Truth::unknown);
  CHECK(causes_of(late) == "stale platelets blood_chemistry");
}

TEST_CASE("An imprecise date across the window, or none, decides nothing") {
  auto her = patient();
  her.measured("platelets", 90, "10^9/L", "2026-11");
  CHECK(causes_of(ask("platelets[within 14 d] >= 50 x10^9/L", her.on(today))) ==
        "imprecise platelets blood_chemistry");
  auto him = patient();
  him.measured("platelets", 90, "10^9/L");
  CHECK(truth_of_rule("platelets[within 14 d] >= 50 x10^9/L", him.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("platelets >= 50 x10^9/L", him.on(today)) == Truth::yes);
}

TEST_CASE("An undated value beside a dated one decides only when both lead to the same truth") {
  auto her = patient();
  her.measured("platelets", 90, "10^9/L", "2026-11-18");
  her.measured("platelets", 30, "10^9/L", "2026-10-18");
  her.measured("platelets", 60, "10^9/L");
  CHECK(truth_of_rule("platelets >= 50 x10^9/L", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("platelets[within 14 d] >= 50 x10^9/L", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("platelets >= 75 x10^9/L", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("platelets[within 14 d] >= 75 x10^9/L", her.on(today)) == Truth::unknown);
}

TEST_CASE("Two values of one day that differ are a conflict, unless both lead to the same truth") {
  auto her = patient();
  her.measured("platelets", 40, "10^9/L", "2026-11-18");
  her.measured("platelets", 60, "10^9/L", "2026-11-18");
  const auto found = ask("platelets >= 50 x10^9/L", her.on(today));
  CHECK(found.truth == Truth::unknown);
  CHECK(causes_of(found) == "conflict platelets blood_chemistry");
  CHECK(truth_of_rule("platelets >= 30 x10^9/L", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("platelets >= 75 x10^9/L", her.on(today)) == Truth::no);
}

TEST_CASE("A probable slip and an unreadable unit are inadmissible, an uncertain entry is imprecise") {
  auto her = patient();
  her.measured("platelets", 90, "10^9/L", "2026-11-01");
  her.measured("platelets", 40000, "10^9/L", "2026-11-18").probable_slip = true;
  CHECK(causes_of(ask("platelets >= 50 x10^9/L", her.on(today))) == "inadmissible platelets blood_chemistry");
  auto him = patient();
  him.measured("platelets", 90, "10^9/L", "2026-11-18").stored.reset();
  CHECK(causes_of(ask("platelets >= 50 x10^9/L", him.on(today))) == "inadmissible platelets blood_chemistry");
  auto they = patient();
  they.measured("platelets", 90, "10^9/L", "2026-11-18").uncertain = true;
  CHECK(causes_of(ask("platelets >= 50 x10^9/L", they.on(today))) == "imprecise platelets blood_chemistry");
}

TEST_CASE("Support before the sample makes it inadmissible; an open record leaves it unknown") {
  const std::string rule = "platelets[no platelet_transfusion 7 d] >= 50 x10^9/L";
  auto her = patient();
  her.measured("platelets", 60, "10^9/L", "2026-11-18");
  CHECK(causes_of(ask(rule, her.on(today))) == "missing support_platelet_transfusion therapy_record");
  her->support.complete = {false, date("2026-11-01"), {"platelet_transfusion"}};
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::yes);
  her->support.complete.kinds = {"g_csf"};
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::unknown);
  her->support.complete = {true, {}, {}};
  her.support("platelet_transfusion", "2026-11-11");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::yes); // seven days exactly
  her.support("platelet_transfusion", "2026-11-12");
  CHECK(causes_of(ask(rule, her.on(today))) == "inadmissible platelets blood_chemistry");
}

TEST_CASE("Support inside the window admits an older sample only") {
  auto her = patient().histories_complete();
  her.measured("platelets", 60, "10^9/L", "2026-11-01");
  her.measured("platelets", 20, "10^9/L", "2026-11-18");
  her.support("platelet_transfusion", "2026-11-17");
  const std::string rule = "platelets[no platelet_transfusion 7 d] >= 50 x10^9/L";
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::yes);
}

TEST_CASE("A sample known to the month may have followed a transfusion of that month") {
  auto her = patient().histories_complete();
  her.measured("platelets", 60, "10^9/L", "2026-10");
  her.support("platelet_transfusion", "2026-10-20");
  CHECK(truth_of_rule("platelets[no platelet_transfusion 7 d] >= 50 x10^9/L", her.on(today)) ==
        Truth::unknown);
}

TEST_CASE("A method that does not count is inadmissible, one that is not recorded is missing") {
  auto her = patient();
  her.measured("lvef", 58, "%", "2026-11-01").method = "cardiac_mri";
  CHECK(causes_of(ask("lvef[by echo or MUGA] >= 50 %", her.on(today))) == "inadmissible lvef echo_pft");
  her.measured("lvef", 58, "%", "2026-10-01").method = "echo";
  CHECK(truth_of_rule("lvef[by echo or MUGA] >= 50 %", her.on(today)) == Truth::yes);
  her.measured("lvef", 40, "%", "2026-11-10");
  CHECK(causes_of(ask("lvef[by echo or MUGA] >= 50 %", her.on(today))) == "missing lvef_method echo_pft");
}

TEST_CASE("Multiples of normal use that laboratory's limit, and name it when it is missing") {
  auto her = patient();
  her.measured("alt", 120, "U/L", "2026-11-18");
  CHECK(causes_of(ask("alt <= 3 xULN", her.on(today))) == "missing alt_upper_limit blood_chemistry");
  her->measurements.back().upper_limit = 40;
  CHECK(truth_of_rule("alt <= 3 xULN", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("alt < 3 xULN", her.on(today)) == Truth::no);
}

TEST_CASE("Normal needs both limits, abnormal one that is crossed") {
  auto her = patient();
  her.measured("ldh", 300, "U/L", "2026-11-18").upper_limit = 250;
  CHECK(truth_of_rule("ldh is abnormal", her.on(today)) == Truth::yes);
  her->measurements.back().upper_limit = 320;
  CHECK(causes_of(ask("ldh is normal", her.on(today))) == "missing ldh_laboratory_limits blood_chemistry");
  her->measurements.back().lower_limit = 100;
  CHECK(truth_of_rule("ldh is normal", her.on(today)) == Truth::yes);
}

TEST_CASE("Kidney function is computed from its inputs, and names the ones that lack") {
  auto her = patient();
  her.measured("creatinine", 100, "umol/L", "2026-11-18");
  CHECK(causes_of(ask("creatinine_clearance(cockcroft_gault) >= 40 mL/min", her.on(today))) ==
        "missing age medical_summary, missing sex medical_summary, missing weight medical_summary");
  her->person.birth_date = date("1966-01-01");
  her->person.sex = "female";
  her.weighs(60);
  // (140 - 60) * 60 * 0.85 / (72 * 100 / 88.4) = 50.09
  CHECK(truth_of_rule("creatinine_clearance(cockcroft_gault) >= 50 mL/min", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("creatinine_clearance(cockcroft_gault) >= 50.2 mL/min", her.on(today)) == Truth::no);
  // 142 * (1.1312 / 0.7) ^ -1.2 * 0.9938 ^ 60 * 1.012 = 55.67; 175 * 1.1312 ^ -1.154 * 60 ^ -0.203 * 0.742
  // = 49.06
  CHECK(truth_of_rule("egfr(ckd_epi_2021) in 55 .. 56.5 mL/min/1.73m2", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("egfr(mdrd) in 48.5 .. 49.5 mL/min/1.73m2", her.on(today)) == Truth::yes);
}

TEST_CASE("A recorded clearance speaks for its own method; one without a method only when it agrees") {
  auto her = patient();
  her.measured("creatinine", 100, "umol/L", "2026-11-18");
  her->person.birth_date = date("1966-01-01");
  her->person.sex = "female";
  her.weighs(60);
  her.measured("creatinine_clearance", 35, "mL/min", "2026-11-18").method = "24h_urine";
  CHECK(truth_of_rule("creatinine_clearance(cockcroft_gault) >= 40 mL/min", her.on(today)) == Truth::yes);
  her->measurements.back().method = "cockcroft_gault";
  CHECK(truth_of_rule("creatinine_clearance(cockcroft_gault) >= 40 mL/min", her.on(today)) == Truth::no);
  her->measurements.back().method = "";
  CHECK(truth_of_rule("creatinine_clearance(cockcroft_gault) >= 40 mL/min", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("creatinine_clearance(cockcroft_gault) >= 30 mL/min", her.on(today)) == Truth::yes);
}

TEST_CASE("An imprecise birth date gives kidney function a range") {
  auto her = patient();
  her.measured("creatinine", 100, "umol/L", "2026-11-18");
  her->person.birth_date = date("1966");
  her->person.sex = "female";
  her.weighs(60);
  CHECK(truth_of_rule("creatinine_clearance(cockcroft_gault) >= 50 mL/min", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("creatinine_clearance(cockcroft_gault) >= 50.3 mL/min", her.on(today)) ==
        Truth::unknown);
}

TEST_CASE("Light chains are compared within one day") {
  auto her = patient();
  her.measured("kappa_flc", 300, "mg/L", "2026-11-18");
  CHECK(truth_of_rule("involved_flc >= 100 mg/L", her.on(today)) == Truth::unknown);
  her.measured("lambda_flc", 10, "mg/L", "2026-11-17");
  CHECK(causes_of(ask("involved_flc >= 100 mg/L", her.on(today))) ==
        "inadmissible involved_flc protein_studies");
  her->measurements.back().date = date("2026-11-18");
  CHECK(truth_of_rule("involved_flc >= 300 mg/L", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("dflc >= 290 mg/L", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("dflc > 290 mg/L", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("flc_ratio is abnormal", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("flc_ratio = 30", her.on(today)) == Truth::yes);
}

TEST_CASE("Two kappas of one day that differ are a conflict") {
  auto her = patient();
  her.measured("kappa_flc", 300, "mg/L", "2026-11-18");
  her.measured("kappa_flc", 30, "mg/L", "2026-11-18");
  her.measured("lambda_flc", 10, "mg/L", "2026-11-18");
  CHECK(truth_of_rule("involved_flc >= 100 mg/L", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("flc_ratio is abnormal", her.on(today)) == Truth::yes);
}

TEST_CASE("With a normal ratio the involved chain is the recorded one, or either") {
  auto her = patient();
  her.measured("kappa_flc", 120, "mg/L", "2026-11-18");
  her.measured("lambda_flc", 90, "mg/L", "2026-11-18");
  CHECK(truth_of_rule("involved_flc >= 100 mg/L", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("involved_flc >= 80 mg/L", her.on(today)) == Truth::yes);
  her->diagnosis.light_chain = "lambda";
  CHECK(truth_of_rule("involved_flc >= 100 mg/L", her.on(today)) == Truth::no);
}

TEST_CASE("Looking ahead does not make today's samples stale") {
  auto her = patient();
  her.measured("platelets", 90, "10^9/L", "2026-11-18");
  const Case later = look_ahead(her.on(today), day("2027-03-01"));
  CHECK(truth_of_rule("platelets[within 14 d] >= 50 x10^9/L", later) == Truth::yes);
}
