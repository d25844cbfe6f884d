// Combining findings: Kleene, the causes that matter, judgement, turning days.
#include <catch2/catch.hpp>

#include "tests/engine/evaluation_words.hpp"

using namespace cartwright;

namespace {

BuildPatient patient() {
  return BuildPatient(evaluation_words());
}

} // namespace

TEST_CASE("A decided combination has no causes, an open one those of its open parts") {
  auto her = patient();
  her.measured("platelets", 40, "10^9/L", "2026-11-18");
  const Case of = her.on(today);
  CHECK(truth_of_rule("platelets >= 50 x10^9/L and lvef >= 50 %", of) == Truth::no);
  CHECK(ask("platelets >= 50 x10^9/L and lvef >= 50 %", of).causes.empty());
  CHECK(causes_of(ask("platelets >= 50 x10^9/L or lvef >= 50 %", of)) == "missing lvef echo_pft");
  CHECK(causes_of(ask("not lvef >= 50 %", of)) == "missing lvef echo_pft");
  CHECK(truth_of_rule("at least 2 of { platelets < 50 x10^9/L; lvef >= 50 %; alt <= 3 xULN }", of) ==
        Truth::unknown);
  CHECK(causes_of(ask("at least 2 of { platelets < 50 x10^9/L; lvef >= 50 %; alt <= 3 xULN }", of)) ==
        "missing alt blood_chemistry, missing lvef echo_pft");
}

TEST_CASE("Judgement counts as unknown, and is told apart") {
  auto her = patient();
  const Case of = her.on(today);
  CHECK(ask("judgement \"fit\"", of).causes.only_judgement());
  CHECK(causes_of(ask("judgement \"fit\" and lvef >= 50 %", of)) == "missing lvef echo_pft, judgement");
  CHECK(causes_of(ask("not_public \"more\"", of)) == "not_public");
  CHECK(causes_of(ask("not_evaluated \"more\"", of)) == "not_evaluated");
}

TEST_CASE("A condition that is open leaves the choice open, a decided one chooses") {
  auto her = patient();
  her.measured("platelets", 60, "10^9/L", "2026-11-18");
  const std::string rule =
      "if marrow_plasma_cells < 50 % then platelets >= 75 x10^9/L else platelets >= 50 x10^9/L";
  CHECK(causes_of(ask(rule, her.on(today))) == "missing marrow_plasma_cells marrow");
  her.measured("marrow_plasma_cells", 60, "%", "2026-11-01");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::yes);
  her->measurements.back().stored = 40;
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::no);
}

TEST_CASE("A number that satisfies both branches needs no answer to the condition") {
  auto her = patient();
  her.measured("platelets", 80, "10^9/L", "2026-11-18");
  CHECK(
      truth_of_rule("if marrow_plasma_cells < 50 % then platelets >= 75 x10^9/L else platelets >= 50 x10^9/L",
                    her.on(today)) == Truth::yes);
  CHECK(
      truth_of_rule("if marrow_plasma_cells < 50 % then platelets >= 90 x10^9/L else platelets >= 85 x10^9/L",
                    her.on(today)) == Truth::no);
  CHECK(causes_of(ask("if marrow_plasma_cells < 50 % then platelets >= 75 x10^9/L else hemoglobin >= 80 g/L",
                      her.on(today))) ==
        "missing hemoglobin blood_chemistry, missing marrow_plasma_cells marrow");
}

TEST_CASE("Turning days are merged, sorted, once each") {
  auto her = patient().histories_complete();
  her.therapy("bortezomib", "2026-01", "2026-11-10");
  her.transplant("autologous", "2026-10-01");
  const auto found =
      ask("washout(PI; 28 d) and washout(PI; 14 d) and washout(transplant autologous; 100 d)", her.on(today));
  CHECK(found.truth == Truth::no);
  CHECK(turns_of(found) == std::vector<std::string>{"2026-11-24", "2026-12-08", "2027-01-09"});
}

TEST_CASE("Unknown always says why, and a decided finding never does") {
  auto her = patient();
  her.therapy("bortezomib", "2026-01", "2026-11");
  her.lesion(true, {20});
  const Case of = her.on(today);
  for (const char* rule : {"age >= 18 y",
                           "weight >= 40 kg",
                           "ecog <= 1",
                           "kps >= 70",
                           "lines >= 3",
                           "lines(of: PI) <= 2",
                           "platelets is normal",
                           "creatinine_clearance(any) >= 30 mL/min",
                           "egfr(any) >= 30 mL/min/1.73m2",
                           "antigen(BCMA) >= 20 %",
                           "largest(lesion any) >= 20 mm",
                           "involved_flc >= 100 mg/L",
                           "flc_ratio is abnormal",
                           "circulating_plasma_cells >= 5 %",
                           "time_since(progression) >= 60 d",
                           "time_since(last therapy) >= 14 d",
                           "time_since(infusion car_t) >= 6 mo",
                           "time_since(support g_csf) >= 7 d",
                           "time_since(radiotherapy) >= 14 d",
                           "washout(PI; 28 d)",
                           "exposed(IMiD)",
                           "refractory(PI)",
                           "intolerant(PI)",
                           "best_response(PI) >= PR",
                           "last_therapy is PI",
                           "progressed(after last_therapy)",
                           "relapsed(within 18 mo of transplant autologous)",
                           "had_transplant(any)",
                           "emd(extraosseous)",
                           "emd(paraskeletal)",
                           "cns(any)",
                           "pcl(any)",
                           "diagnosis is multiple_myeloma",
                           "marker(del(17p))",
                           "has(infection)",
                           "had(stroke; within 6 mo)",
                           "active(gvhd)",
                           "active(infection)",
                           "test(HIV; antibody) is positive",
                           "support(g_csf; within 7 d)",
                           "steroid(above 10 mg/d; within 14 d)",
                           "pregnant",
                           "fit_to_fly",
                           "antigen(BCMA) is positive"}) {
    const Finding found = ask(rule, of);
    INFO(rule << ": " << found.why);
    CHECK((found.truth == Truth::unknown) == !found.causes.empty());
    CHECK_FALSE(found.why.empty());
    CHECK(found.why.back() != '.');
    for (const Cause& cause : found.causes.items())
      CHECK_FALSE(cause.fact.empty());
  }
}
