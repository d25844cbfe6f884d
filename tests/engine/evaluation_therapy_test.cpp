// What was given and how it worked: exposure, refractoriness, responses, order, transplants.
#include <functional>

#include <catch2/catch.hpp>

#include "tests/engine/evaluation_words.hpp"

using namespace cartwright;

namespace {

BuildPatient patient() {
  return BuildPatient(evaluation_words());
}

struct Row {
  const char* says;
  std::function<void(Episode&)> detail; ///< of bortezomib, January to 30 June 2024
  const char* rule;
  Truth truth;
};

void progression(Episode& episode, const char* on) {
  episode.progression_date = date(on);
}

const std::vector<Row>& refractoriness() {
  using enum Truth;
  static const std::vector<Row> rows = {
      {"nothing recorded", [](Episode&) {}, "refractory(PI)", unknown},
      {"stopped for progression", [](Episode& e) { e.stop_reason = "progression"; }, "refractory(PI)", yes},
      {"progression as best response", [](Episode& e) { e.best_response = Response::PD; }, "refractory(PI)",
       yes},
      {"stable disease is no response", [](Episode& e) { e.best_response = Response::SD; }, "refractory(PI)",
       yes},
      {"a minimal response is one, progression unknown", [](Episode& e) { e.best_response = Response::MR; },
       "refractory(PI)", unknown},
      {"a minimal response fails a stricter trial", [](Episode& e) { e.best_response = Response::MR; },
       "refractory(PI; response < PR)", yes},
      {"progression 60 days after the last dose",
       [](Episode& e) {
         e.best_response = Response::PR;
         progression(e, "2024-08-29");
       },
       "refractory(PI)", yes},
      {"progression 61 days after the last dose",
       [](Episode& e) {
         e.best_response = Response::PR;
         progression(e, "2024-08-30");
       },
       "refractory(PI)", no},
      {"progression late, response not recorded", [](Episode& e) { progression(e, "2025-08-30"); },
       "refractory(PI)", unknown},
      {"progression late, inside the wider window of the trial",
       [](Episode& e) {
         e.best_response = Response::PR;
         progression(e, "2025-06-30");
       },
       "refractory(PI; within 12 mo)", yes},
      {"progression a day beyond the wider window",
       [](Episode& e) {
         e.best_response = Response::PR;
         progression(e, "2025-07-01");
       },
       "refractory(PI; within 12 mo)", no},
      {"progression known to the month that holds the border",
       [](Episode& e) {
         e.best_response = Response::PR;
         progression(e, "2024-08");
       },
       "refractory(PI)", unknown},
      {"progression known to a month before the border",
       [](Episode& e) {
         e.best_response = Response::PR;
         progression(e, "2024-07");
       },
       "refractory(PI)", yes},
      {"progression on a therapy that goes on",
       [](Episode& e) {
         e.stop.reset();
         e.stop_reason = "ongoing";
         progression(e, "2025-08-30");
       },
       "refractory(PI)", yes},
      {"last dose not recorded, progression soon after the first",
       [](Episode& e) {
         e.stop.reset();
         progression(e, "2024-02-10");
       },
       "refractory(PI)", yes},
      {"last dose not recorded, progression late",
       [](Episode& e) {
         e.stop.reset();
         e.best_response = Response::PR;
         progression(e, "2025-02-10");
       },
       "refractory(PI)", unknown},
      {"an uncertain entry",
       [](Episode& e) {
         e.uncertain = true;
         e.stop_reason = "progression";
       },
       "refractory(PI)", unknown},
      {"another drug", [](Episode& e) { e.stop_reason = "progression"; }, "refractory(IMiD)", no}};
  return rows;
}

} // namespace

TEST_CASE("Refractoriness after the IMWG, with the parameters of the criterion") {
  for (const Row& row : refractoriness()) {
    INFO(row.says);
    auto her = patient().histories_complete();
    row.detail(her.therapy("bortezomib", "2024-01-01", "2024-06-30"));
    const Finding found = ask(row.rule, her.on(today));
    CHECK(found.truth == row.truth);
    CHECK(found.causes.empty() == (row.truth != Truth::unknown));
  }
}

TEST_CASE("Cells are given once: the infusion is the last dose") {
  auto her = patient().histories_complete();
  auto& cells = her.therapy("cilta_cel", "2024-01-01");
  cells.best_response = Response::CR;
  progression(cells, "2025-03-01");
  CHECK(truth_of_rule("refractory(target BCMA; by car_t)", her.on(today)) == Truth::no);
  progression(cells, "2024-02-20");
  CHECK(truth_of_rule("refractory(target BCMA; by car_t)", her.on(today)) == Truth::yes);
}

TEST_CASE("Exposure: no needs a closed history") {
  auto her = patient();
  her.therapy("bortezomib dexamethasone", "2024-01");
  CHECK(truth_of_rule("exposed(PI)", her.on(today)) == Truth::yes);
  CHECK(causes_of(ask("exposed(IMiD)", her.on(today))) == "missing therapies therapy_record");
  her.histories_complete();
  CHECK(truth_of_rule("exposed(IMiD)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("exposed(any of {IMiD; PI})", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("exposed(PI; except bortezomib)", her.on(today)) == Truth::no);
}

TEST_CASE("Exposure: cycles asked for") {
  auto her = patient().histories_complete();
  auto& first = her.therapy("bortezomib", "2024-01", "2024-03");
  CHECK(causes_of(ask("exposed(PI; cycles >= 2)", her.on(today))) == "missing cycles therapy_record");
  first.cycles = 1;
  CHECK(truth_of_rule("exposed(PI; cycles >= 2)", her.on(today)) == Truth::no);
  first.cycles = 2;
  CHECK(truth_of_rule("exposed(PI; cycles >= 2)", her.on(today)) == Truth::yes);
}

TEST_CASE("Exposure: a product that is not named may be the one asked for, plans do not count") {
  auto her = patient().histories_complete();
  her.therapy("bcma_car_t", "2024-01-01");
  CHECK(truth_of_rule("exposed(target BCMA; by car_t)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("exposed(cilta_cel)", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("exposed(target BCMA; by bispecific)", her.on(today)) == Truth::no);
  her.therapy("teclistamab", "2027-01-01");
  CHECK(truth_of_rule("exposed(target BCMA; by bispecific)", her.on(today)) == Truth::no);
  her.therapy("", "2023-01");
  CHECK(causes_of(ask("exposed(target BCMA; by bispecific)", her.on(today))) ==
        "imprecise therapies therapy_record");
}

TEST_CASE("Intolerance is what a therapy was stopped for") {
  auto her = patient().histories_complete();
  auto& first = her.therapy("lenalidomide", "2024-01", "2024-03");
  CHECK(causes_of(ask("intolerant(IMiD)", her.on(today))) == "missing stop_reason therapy_record");
  first.stop_reason = "completed";
  CHECK(truth_of_rule("intolerant(IMiD)", her.on(today)) == Truth::no);
  first.stop_reason = "toxicity";
  CHECK(truth_of_rule("intolerant(IMiD)", her.on(today)) == Truth::yes);
}

TEST_CASE("Best response over every episode with the drug") {
  auto her = patient().histories_complete();
  her.therapy("bortezomib", "2023-01", "2023-06").best_response = Response::VGPR;
  her.therapy("carfilzomib", "2024-01", "2024-06");
  CHECK(truth_of_rule("best_response(PI) >= PR", her.on(today)) == Truth::yes);
  CHECK(causes_of(ask("best_response(PI) >= CR", her.on(today))) == "missing best_response therapy_record");
  CHECK(truth_of_rule("best_response(IMiD) >= PR", her.on(today)) == Truth::no);
  her->therapies.complete.complete = false;
  CHECK(truth_of_rule("best_response(IMiD) >= PR", her.on(today)) == Truth::unknown);
}

TEST_CASE("The newest therapy, with steroids ignored when asked") {
  auto her = patient().histories_complete();
  her.therapy("cilta_cel", "2024-01-10");
  her.therapy("dexamethasone", "2024-06-01", "2024-06-04");
  CHECK(truth_of_rule("last_therapy is (target BCMA; by car_t)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("last_therapy(ignoring steroid) is (target BCMA; by car_t)", her.on(today)) ==
        Truth::yes);
  her.therapy("bortezomib");
  CHECK(truth_of_rule("last_therapy(ignoring steroid) is (target BCMA; by car_t)", her.on(today)) ==
        Truth::unknown);
}

TEST_CASE("Therapies that may all be the newest decide when they agree") {
  auto her = patient().histories_complete();
  her.therapy("teclistamab", "2024-03");
  her.therapy("talquetamab", "2024-03");
  CHECK(truth_of_rule("last_therapy is bispecific", her.on(today)) == Truth::yes);
  CHECK(causes_of(ask("last_therapy is (target BCMA)", her.on(today))) ==
        "imprecise therapies therapy_record");
  CHECK(truth_of_rule("last_therapy is PI", her.on(today)) == Truth::no);
}

TEST_CASE("The newest therapy of an open history is not known, unless closed since") {
  auto her = patient();
  CHECK(truth_of_rule("last_therapy is PI", her.on(today)) == Truth::unknown);
  her.therapy("bortezomib", "2024-03-01");
  CHECK(truth_of_rule("last_therapy is PI", her.on(today)) == Truth::unknown);
  her->therapies.complete.since = date("2024-01-01");
  CHECK(truth_of_rule("last_therapy is PI", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("last_therapy is PI", patient().histories_complete().on(today)) == Truth::no);
}

TEST_CASE("Progression on or after the newest therapy") {
  auto her = patient().histories_complete();
  auto& last = her.therapy("bortezomib", "2024-01-01", "2024-06-30");
  CHECK(causes_of(ask("progressed(after last_therapy)", her.on(today))) ==
        "missing progression therapy_record");
  progression(last, "2025-06-30");
  CHECK(truth_of_rule("progressed(after last_therapy)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("progressed(within 12 mo of last_therapy)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("progressed(within 60 d of last_therapy)", her.on(today)) == Truth::no);
  last.stop.reset();
  CHECK(truth_of_rule("progressed(after last_therapy)", her.on(today)) == Truth::yes);
}

TEST_CASE("Relapse after a transplant") {
  auto her = patient().histories_complete();
  her.transplant("autologous", "2023-01-10");
  const std::string rule = "relapsed(within 18 mo of transplant autologous)";
  CHECK(causes_of(ask(rule, her.on(today))) == "missing progression therapy_record");
  auto& induction = her.therapy("bortezomib", "2022-06", "2022-12");
  progression(induction, "2024-07-10");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::yes);
  progression(induction, "2024-07-11");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::no);
  progression(induction, "2023-01");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("relapsed(within 18 mo of transplant allogeneic)", her.on(today)) == Truth::no);
}

TEST_CASE("Transplants are counted, uncertain ones widen") {
  auto her = patient();
  CHECK(causes_of(ask("had_transplant(allogeneic)", her.on(today))) == "missing transplants therapy_record");
  her.histories_complete();
  CHECK(truth_of_rule("had_transplant(allogeneic)", her.on(today)) == Truth::no);
  her.transplant("autologous", "2023-01-10");
  her.transplant("autologous").uncertain = true;
  CHECK(truth_of_rule("had_transplant(any)", her.on(today)) == Truth::yes);
  CHECK(causes_of(ask("had_transplant(autologous; number >= 2)", her.on(today))) ==
        "imprecise transplants therapy_record");
  CHECK(truth_of_rule("had_transplant(autologous; number >= 3)", her.on(today)) == Truth::no);
}
