// Lines of therapy: the examples of Rajkumar 2015 and their kin, as one table.
#include <functional>

#include <catch2/catch.hpp>

#include "tests/engine/evaluation_words.hpp"

using namespace cartwright;

namespace {

const std::string vrd = "bortezomib lenalidomide dexamethasone";

struct Past {
  const char* says;
  std::function<void(BuildPatient&)> build;
  std::int32_t min, max;
};

Episode& planned(Episode& episode, const char* plan) {
  episode.planned_with = plan;
  return episode;
}

Episode& meant(Episode& episode, const char* intent) {
  episode.intent = intent;
  return episode;
}

Episode& progressed(Episode& episode, const char* on) {
  episode.progression_date = date(on);
  return episode;
}

const std::vector<Past>& histories() {
  static const std::vector<Past> all = {
      {"nothing yet", [](BuildPatient&) {}, 0, 0},
      {"induction, planned transplant and maintenance, said to be planned",
       [](BuildPatient& p) {
         planned(p.therapy(vrd, "2021-04", "2021-09"), "first-line");
         p.transplant("autologous", "2021-11-20").planned_with = "first-line";
         planned(p.therapy("lenalidomide", "2022-02", "2023-02"), "first-line");
       },
       1, 1},
      {"induction, transplant and maintenance, without the word planned; progression long after",
       [](BuildPatient& p) {
         progressed(p.therapy(vrd, "2021-04", "2021-09"), "2023-02-10");
         p.transplant("autologous", "2021-11-20");
         meant(p.therapy("lenalidomide", "2022-02", "2023-02"), "maintenance");
       },
       1, 1},
      {"some of the drugs stopped",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-04", "2021-09-10");
         p.therapy("lenalidomide dexamethasone", "2021-09-12", "2022-02");
       },
       1, 1},
      {"a steroid exchanged",
       [](BuildPatient& p) {
         p.therapy("bortezomib dexamethasone", "2021-04", "2021-09-10");
         p.therapy("bortezomib prednisone", "2021-09-12", "2022-02");
       },
       1, 1},
      {"a drug added for a poor response",
       [](BuildPatient& p) {
         p.therapy("lenalidomide dexamethasone", "2021-04-01", "2021-07-01");
         p.therapy(vrd, "2021-07-02", "2021-12-01");
       },
       2, 2},
      {"toxicity, another regimen, planned transplant",
       [](BuildPatient& p) {
         p.therapy("lenalidomide dexamethasone", "2021-04", "2021-06").stop_reason = "toxicity";
         p.therapy("bortezomib cyclophosphamide dexamethasone", "2021-07", "2021-11");
         p.transplant("autologous", "2022-01-10");
       },
       2, 2},
      {"observation after the transplant, then lenalidomide because the protein rises",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-04", "2021-09");
         p.transplant("autologous", "2021-11-20");
         meant(p.therapy("lenalidomide", "2023-05", "2024-01"), "salvage");
       },
       2, 2},
      {"one regimen, another, and the first again, with progression each time",
       [](BuildPatient& p) {
         progressed(p.therapy(vrd, "2020-01", "2020-09"), "2020-09-15");
         progressed(p.therapy("bortezomib cyclophosphamide dexamethasone", "2020-10", "2021-05"),
                    "2021-05-20");
         p.therapy(vrd, "2021-06", "2021-12");
       },
       3, 3},
      {"the same regimen again after an interruption",
       [](BuildPatient& p) {
         p.therapy(vrd, "2020-01", "2020-06");
         p.therapy(vrd, "2020-10", "2021-02");
       },
       1, 1},
      {"planned tandem transplants",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.transplant("autologous", "2021-08-01");
         p.transplant("autologous", "2021-11-01").tandem = true;
       },
       1, 1},
      {"a second transplant that was not planned",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.transplant("autologous", "2021-08-01");
         p.transplant("autologous", "2023-11-01").tandem = false;
       },
       2, 2},
      {"a second transplant, not said whether planned",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.transplant("autologous", "2021-08-01");
         p.transplant("autologous", "2021-11-01");
       },
       1, 2},
      {"bridging and lymphodepletion around a cell therapy",
       [](BuildPatient& p) {
         progressed(p.therapy(vrd, "2021-01", "2022-06"), "2022-06-20");
         meant(p.therapy("carfilzomib dexamethasone", "2022-08", "2022-09"), "bridging");
         meant(p.therapy("fludarabine cyclophosphamide", "2022-09-20", "2022-09-22"), "lymphodepletion");
         meant(p.therapy("cilta_cel", "2022-09-26"), "cell_therapy");
       },
       2, 3},
      {"bridging that was planned with the cell therapy",
       [](BuildPatient& p) {
         progressed(p.therapy(vrd, "2021-01", "2022-06"), "2022-06-20");
         planned(meant(p.therapy("carfilzomib dexamethasone", "2022-08", "2022-09"), "bridging"), "cells");
         planned(meant(p.therapy("cilta_cel", "2022-09-26"), "cell_therapy"), "cells");
       },
       2, 2},
      {"a steroid alone", [](BuildPatient& p) { p.therapy("dexamethasone", "2021-01", "2021-02"); }, 0, 1},
      {"radiotherapy alone",
       [](BuildPatient& p) {
         p.radiation("2020-01-08", "2020-01-22").intent = "definitive";
         p.therapy(vrd, "2021-01", "2021-06");
       },
       1, 2},
      {"palliative radiotherapy during a therapy",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.radiation("2021-02-08", "2021-02-22");
         p.radiation("2023-02-08", "2023-02-22").intent = "palliative";
       },
       1, 1},
      {"less than one cycle",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         auto& second = p.therapy("carfilzomib dexamethasone", "2021-08", "2021-08");
         second.cycles = 0;
         second.stop_reason = "toxicity";
       },
       1, 1},
      {"less than one cycle, not said how it ended",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.therapy("carfilzomib dexamethasone", "2021-08", "2021-08").cycles = 0;
       },
       1, 2},
      {"less than one cycle, ended by progression",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         auto& second = p.therapy("carfilzomib dexamethasone", "2021-08", "2021-08");
         second.cycles = 0;
         second.best_response = Response::PD;
       },
       1, 2},
      {"melphalan two days before the transplant is its conditioning",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.therapy("melphalan", "2021-08-01", "2021-08-01");
         p.transplant("autologous", "2021-08-03");
       },
       1, 1},
      {"cyclophosphamide weeks before the transplant may mobilise stem cells",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.therapy("cyclophosphamide", "2021-07-01", "2021-07-02");
         p.transplant("autologous", "2021-08-20");
       },
       1, 2},
      {"fludarabine and cyclophosphamide days before the cells deplete lymphocytes",
       [](BuildPatient& p) {
         progressed(p.therapy(vrd, "2021-01", "2022-06"), "2022-06-20");
         p.therapy("fludarabine cyclophosphamide", "2022-09-20", "2022-09-22");
         p.therapy("cilta_cel", "2022-09-26");
       },
       2, 2},
      {"other drugs after the transplant, not said why",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.transplant("autologous", "2021-08-20");
         p.therapy("carfilzomib", "2021-12", "2022-12");
       },
       1, 2},
      {"radiotherapy between lymphodepletion and cells does not part them",
       [](BuildPatient& p) {
         progressed(p.therapy(vrd, "2021-01", "2022-06"), "2022-06-20");
         meant(p.therapy("fludarabine cyclophosphamide", "2022-09-20", "2022-09-22"), "lymphodepletion");
         p.radiation("2022-09-24", "2022-09-25").intent = "definitive";
         meant(p.therapy("cilta_cel", "2022-09-26"), "cell_therapy");
       },
       2, 2},
      {"one therapy without a date is a line all the same", [](BuildPatient& p) { p.therapy(vrd); }, 1, 1},
      {"a therapy without a date beside a dated one",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.therapy("carfilzomib dexamethasone");
       },
       1, 2},
      {"an uncertain entry",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.therapy("carfilzomib dexamethasone", "2021-09").uncertain = true;
       },
       1, 2},
      {"a study drug that is not named",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         p.therapy("", "2022-01", "2022-06");
       },
       1, 2},
      {"the same drugs continued beyond progression",
       [](BuildPatient& p) {
         progressed(p.therapy("lenalidomide", "2021-01", "2021-06-30"), "2021-06-15");
         p.therapy("lenalidomide dexamethasone", "2021-07-01", "2021-12");
       },
       1, 2},
      {"supportive, intrathecal and future therapies are no lines",
       [](BuildPatient& p) {
         p.therapy(vrd, "2021-01", "2021-06");
         meant(p.therapy("cyclophosphamide", "2021-07"), "supportive");
         p.therapy("methotrexate", "2021-08").route = "intrathecal";
         p.therapy("carfilzomib", "2027-01");
       },
       1, 1}};
  return all;
}

} // namespace

TEST_CASE("Lines of therapy are counted as a range") {
  for (const Past& history : histories()) {
    INFO(history.says);
    BuildPatient patient(evaluation_words());
    patient.histories_complete();
    history.build(patient);
    const LineCount count = patient.on(today).history->count;
    CHECK(count.min == history.min);
    REQUIRE(count.max);
    CHECK(*count.max == history.max);
    CHECK(patient.on(today).history->reasoning.size() >= static_cast<std::size_t>(history.min));
  }
}

TEST_CASE("An open history has no greatest number of lines") {
  BuildPatient her(evaluation_words());
  her.therapy(vrd, "2021-01", "2021-06");
  CHECK(truth_of_rule("lines >= 1", her.on(today)) == Truth::yes);
  CHECK(causes_of(ask("lines <= 3", her.on(today))) ==
        "missing radiotherapy therapy_record, missing therapies therapy_record, missing transplants "
        "therapy_record");
  her->therapies.complete.complete = true;
  her->radiotherapy.complete.complete = true;
  CHECK(causes_of(ask("lines >= 2", her.on(today))) == "missing transplants therapy_record");
  her->transplants.complete.complete = true;
  CHECK(truth_of_rule("lines >= 2", her.on(today)) == Truth::no);
}

TEST_CASE("A range across the border is imprecise") {
  BuildPatient her(evaluation_words());
  her.histories_complete();
  her.therapy(vrd, "2021-01", "2021-06");
  meant(her.therapy("carfilzomib", "2022-01", "2022-02"), "bridging");
  CHECK(causes_of(ask("lines >= 2", her.on(today))) == "imprecise lines therapy_record");
  CHECK(truth_of_rule("lines >= 3", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("lines in 1 .. 2", her.on(today)) == Truth::yes);
}

TEST_CASE("Lines that held a drug, or were long enough") {
  BuildPatient her(evaluation_words());
  her.histories_complete();
  her.therapy(vrd, "2021-01", "2021-06").cycles = 6;
  her.therapy("carfilzomib dexamethasone", "2022-01", "2022-02").best_response = Response::PD;
  auto& third = her.therapy("daratumumab pomalidomide", "2022-05", "2022-06");
  const Case of = her.on(today);
  CHECK(truth_of_rule("lines(of: PI) = 2", of) == Truth::yes);
  CHECK(truth_of_rule("lines(of: anti_CD38) >= 2", of) == Truth::no);
  CHECK(truth_of_rule("lines(where: cycles >= 1 or best_response = PD) >= 2", of) == Truth::yes);
  CHECK(truth_of_rule("lines(where: cycles >= 1 or best_response = PD) >= 3", of) == Truth::unknown);
  third.cycles = 0;
  CHECK(truth_of_rule("lines(where: cycles >= 1 or best_response = PD) >= 3", her.on(today)) ==
        Truth::unknown); // the response is not recorded
  third.best_response = Response::SD;
  CHECK(truth_of_rule("lines(where: cycles >= 1 or best_response = PD) >= 3", her.on(today)) == Truth::no);
}

TEST_CASE("Lymphodepletion belongs to the line of the cells, not to the line before") {
  BuildPatient her(evaluation_words());
  her.histories_complete();
  her.therapy("bortezomib", "2021-01", "2022-06");
  meant(her.therapy("fludarabine cyclophosphamide", "2022-09-20", "2022-09-22"), "lymphodepletion");
  meant(her.therapy("cilta_cel", "2022-09-26"), "cell_therapy");
  const Case of = her.on(today);
  REQUIRE(of.history->lines.size() == 2);
  CHECK(of.history->lines[0].episodes == std::vector<std::size_t>{0});
  CHECK(of.history->lines[1].episodes == std::vector<std::size_t>{1, 2});
  CHECK(truth_of_rule("lines(where: cycles >= 1 or best_response = PD) >= 2", of) == Truth::unknown);
}
