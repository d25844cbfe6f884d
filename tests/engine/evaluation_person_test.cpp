// The person: age, performance, conditions, infections, support, steroids.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/engine/evaluation_words.hpp"

using namespace cartwright;

namespace {

using Days = std::vector<std::string>;

BuildPatient patient() {
  return BuildPatient(evaluation_words());
}

} // namespace

TEST_CASE("Age in completed years, a range when the birth date is imprecise") {
  auto her = patient();
  CHECK(causes_of(ask("age <= 70 y", her.on(today))) == "missing age medical_summary");
  her->person.birth_date = date("1956-11-22");
  CHECK(truth_of_rule("age <= 70 y", her.on("2026-11-22")) == Truth::yes);
  CHECK(truth_of_rule("age < 70 y", her.on("2026-11-21")) == Truth::yes);
  CHECK(truth_of_rule("age < 70 y", her.on("2026-11-22")) == Truth::no);
  CHECK(truth_of_rule("age in 18 .. 70 y", her.on("2027-11-21")) == Truth::yes);
  CHECK(truth_of_rule("age in 18 .. 70 y", her.on("2027-11-22")) == Truth::no);
  her->person.birth_date = date("1956");
  CHECK(causes_of(ask("age <= 69 y", her.on(today))) == "imprecise age medical_summary");
  CHECK(truth_of_rule("age <= 70 y", her.on(today)) == Truth::yes);
}

TEST_CASE("The birthdays to come are told, on 1 March for one born on 29 February") {
  auto her = patient();
  her->person.birth_date = date("1956-02-29");
  const auto turns = turns_of(ask("age <= 70 y", her.on(today)));
  CHECK(std::find(turns.begin(), turns.end(), "2027-03-01") != turns.end());
  CHECK(std::find(turns.begin(), turns.end(), "2028-02-29") != turns.end());
  CHECK(truth_of_rule("age <= 70 y", look_ahead(her.on(today), day("2027-02-28"))) == Truth::yes);
  CHECK(truth_of_rule("age <= 70 y", look_ahead(her.on(today), day("2027-03-01"))) == Truth::no);
}

TEST_CASE("Performance in its own scale, the other scale as a range") {
  auto her = patient();
  CHECK(causes_of(ask("ecog <= 1", her.on(today))) == "missing ecog medical_summary");
  auto& first = her.performance("Karnofsky", 70, "2026-11-10");
  CHECK(causes_of(ask("ecog <= 1", her.on(today))) == "imprecise ecog medical_summary");
  CHECK(truth_of_rule("ecog <= 2", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("kps >= 70", her.on(today)) == Truth::yes);
  first.value = 90;
  CHECK(truth_of_rule("ecog <= 1", her.on(today)) == Truth::yes);
  her.performance("ECOG", 2, "2026-11-10");
  CHECK(truth_of_rule("ecog <= 1", her.on(today)) == Truth::no); // the scale asked for speaks for its day
  her.performance("ECOG", 1, "2026-11-18");
  CHECK(truth_of_rule("ecog <= 1", her.on(today)) == Truth::yes);
  her.performance("ECOG", 2, "2026-11-18");
  CHECK(causes_of(ask("ecog <= 1", her.on(today))) == "conflict ecog medical_summary");
  CHECK(truth_of_rule("ecog <= 2", her.on(today)) == Truth::yes);
}

TEST_CASE("A reading over to Karnofsky and back holds the value it came from") {
  for (const double kps : {10., 20., 30., 40., 50., 60., 70., 80., 90., 100.}) {
    for (const int ecog : {0, 1, 2, 3, 4}) {
      INFO("Karnofsky " << kps << ", ECOG " << ecog);
      auto by_kps = patient();
      by_kps.performance("Karnofsky", kps, "2026-11-18");
      auto by_ecog = patient();
      by_ecog.performance("ECOG", ecog, "2026-11-18");
      const bool forth = truth_of_rule("ecog = " + std::to_string(ecog), by_kps.on(today)) != Truth::no;
      const bool back =
          truth_of_rule("kps = " + std::to_string(static_cast<int>(kps)), by_ecog.on(today)) != Truth::no;
      CHECK(forth == back);
    }
  }
}

TEST_CASE("A condition: now, ever, and the law that absent is not none") {
  auto her = patient();
  CHECK(causes_of(ask("has(parkinsonism)", her.on(today))) == "missing parkinsonism medical_summary");
  her->conditions.complete.complete = true;
  CHECK(truth_of_rule("has(parkinsonism)", her.on(today)) == Truth::no);
  auto& entry = her.condition("parkinsonism", "present", "2026-01-01");
  CHECK(truth_of_rule("has(parkinsonism)", her.on(today)) == Truth::yes);
  entry.uncertain = true;
  CHECK(causes_of(ask("has(parkinsonism)", her.on(today))) == "imprecise parkinsonism medical_summary");
  entry.uncertain = false;
  entry.state = "resolved";
  CHECK(truth_of_rule("has(parkinsonism)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("had(parkinsonism)", her.on(today)) == Truth::yes);
}

TEST_CASE("The newest statement tells what is so now") {
  auto her = patient();
  her.condition("fungal_infection", "present", "2026-01-01");
  CHECK(truth_of_rule("has(infection)", her.on(today)) == Truth::yes);
  her.condition("fungal_infection", "resolved", "2026-05-01");
  her->conditions.complete.complete = true;
  CHECK(truth_of_rule("has(infection)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("had(infection)", her.on(today)) == Truth::yes);
  her.condition("fungal_infection", "present", "2026-05-01");
  CHECK(causes_of(ask("has(infection)", her.on(today))) == "conflict infection medical_summary");
}

TEST_CASE("Conditions by kind: a narrower one is one, a wider one may be") {
  auto her = patient();
  her.condition("heart_failure", "present", "2026-05-01");
  CHECK(truth_of_rule("has(cardiovascular_disease)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("has(myocardial_infarction)", her.on(today)) == Truth::unknown);
  auto him = patient();
  him.condition("cardiovascular_disease", "absent", "2026-05-01");
  CHECK(truth_of_rule("has(heart_failure)", him.on(today)) == Truth::no);
  him->conditions.items.back().state = "present";
  CHECK(causes_of(ask("has(heart_failure)", him.on(today))) ==
        "missing heart_failure medical_summary, imprecise heart_failure medical_summary");
}

TEST_CASE("Had within a period") {
  auto her = patient();
  const std::string rule = "had(stroke; within 6 mo)";
  her->conditions.complete.since = date("2026-05-01");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::no);
  CHECK(truth_of_rule("had(stroke)", her.on(today)) == Truth::unknown);
  her.condition("stroke", "resolved", "2026-06-10");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::yes);
  CHECK(turns_of(ask(rule, her.on(today))) == Days{"2026-12-11", "2026-12-11"});
  CHECK(truth_of_rule(rule, look_ahead(her.on(today), day("2026-12-11"))) == Truth::no);
}

TEST_CASE("Another cancer stands in its own list") {
  auto her = patient();
  her->conditions.complete.complete = true;
  CHECK(truth_of_rule("had(other_cancer)", her.on(today)) == Truth::unknown);
  her->other_cancers.complete.complete = true;
  CHECK(truth_of_rule("had(other_cancer)", her.on(today)) == Truth::no);
}

TEST_CASE("Graft-versus-host disease stands with the transplants") {
  auto her = patient().histories_complete();
  CHECK(truth_of_rule("active(gvhd)", her.on(today)) == Truth::no);
  her.transplant("allogeneic", "2025-01-01");
  CHECK(truth_of_rule("active(gvhd)", her.on(today)) == Truth::unknown);
  her->transplants.items.back().gvhd = "resolved";
  CHECK(truth_of_rule("active(gvhd)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("had(gvhd)", her.on(today)) == Truth::yes);
  her->transplants.items.back().gvhd = "active";
  CHECK(truth_of_rule("active(gvhd)", her.on(today)) == Truth::yes);
}

TEST_CASE("An active infection; a controlled one is for a person to judge") {
  auto her = patient();
  CHECK(causes_of(ask("active(infection)", her.on(today))) == "missing active_infection infection_screen");
  her->active_infection.state = "none";
  CHECK(truth_of_rule("active(infection)", her.on(today)) == Truth::no);
  her->active_infection.state = "controlled";
  CHECK(ask("active(infection)", her.on(today)).causes.only_judgement());
  her->active_infection = {"present", date("2026-12-01")};
  CHECK(truth_of_rule("active(infection)", her.on(today)) == Truth::unknown);
}

TEST_CASE("Infection tests are told by organism and test") {
  auto her = patient();
  her.infection("HBV", "anti-HBc", "positive", "2026-11-05");
  CHECK(causes_of(ask("test(HBV; HBsAg) is positive", her.on(today))) ==
        "missing HBV_HBsAg infection_screen");
  CHECK(truth_of_rule("test(HBV; anti_HBc) is positive", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("test(HBV; anti_HBc; within 17 d) is positive", her.on(today)) == Truth::yes);
  CHECK(causes_of(ask("test(HBV; anti_HBc; within 16 d) is positive", her.on(today))) ==
        "stale HBV_anti-HBc infection_screen");
  her.infection("HBV", "anti-HBc", "negative", "2026-11-05");
  CHECK(causes_of(ask("test(HBV; anti_HBc) is positive", her.on(today))) ==
        "conflict HBV_anti-HBc infection_screen");
  her.infection("HBV", "anti-HBc", "negative", "2026-11-15");
  CHECK(truth_of_rule("test(HBV; anti_HBc) is positive", her.on(today)) == Truth::no);
}

TEST_CASE("Support in the days before") {
  auto her = patient();
  CHECK(causes_of(ask("support(g_csf; within 7 d)", her.on(today))) ==
        "missing support_g_csf therapy_record");
  her->support.complete = {false, date("2026-11-15"), {"g_csf"}};
  CHECK(truth_of_rule("support(g_csf; within 7 d)", her.on(today)) == Truth::no);
  her.support("g_csf", "2026-11-10").until = date("2026-11-16");
  CHECK(truth_of_rule("support(g_csf; within 7 d)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("support(g_csf; within 7 d)", look_ahead(her.on(today), day("2026-11-23"))) ==
        Truth::no);
}

TEST_CASE("Steroids in prednisone equivalents") {
  const std::string rule = "steroid(above 10 mg/d; within 14 d)";
  auto her = patient();
  her->support.complete.complete = true;
  CHECK(causes_of(ask(rule, her.on(today))) == "missing therapies therapy_record"); // they may hold a steroid
  her->therapies.complete.complete = true;
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::no);
  auto& event = her.support("systemic_steroid", "2026-11-18");
  CHECK(causes_of(ask(rule, her.on(today))) == "missing steroid_dose therapy_record");
  event.agent = her.concept_named("prednisone", ConceptKind::agent);
  event.dose = Quantity(10, *find_unit("mg/d"));
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::no);
  CHECK(truth_of_rule("steroid(from 10 mg/d; within 14 d)", her.on(today)) == Truth::yes);
  event.agent = her.concept_named("dexamethasone", ConceptKind::agent);
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::yes);
  event.date = date("2026-11-08");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::no);
}

TEST_CASE("Steroids inside a therapy are not overlooked") {
  const std::string rule = "steroid(above 10 mg/d; within 14 d)";
  auto her = patient().histories_complete();
  her.therapy("bortezomib dexamethasone", "2026-09", "2026-11-18");
  CHECK(causes_of(ask(rule, her.on(today))) == "missing steroid_dose therapy_record");
  her->therapies.items.back().doses.push_back(
      {her.concept_named("dexamethasone", ConceptKind::agent), Quantity(4, *find_unit("mg/d"))});
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::yes);
  her->therapies.items.back().stop = date("2026-10-18");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::no);
}

TEST_CASE("Pregnancy and travel") {
  auto her = patient();
  CHECK(causes_of(ask("pregnant", her.on(today))) == "missing pregnancy medical_summary");
  her->person.pregnancy = "not_possible";
  CHECK(truth_of_rule("pregnant", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("child_bearing_potential", her.on(today)) == Truth::no);
  her->person.pregnancy = "positive";
  CHECK(truth_of_rule("pregnant", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("fit_to_fly", her.on(today)) == Truth::unknown);
  her->travel.fit_to_fly = true;
  CHECK(truth_of_rule("fit_to_fly", her.on(today)) == Truth::yes);
  auto him = patient();
  him->person.sex = "male";
  CHECK(truth_of_rule("pregnant", him.on(today)) == Truth::no);
}
