// How long ago: washouts, times since events, and the days on which the answer turns.
#include <functional>

#include <catch2/catch.hpp>

#include "tests/engine/evaluation_words.hpp"

using namespace cartwright;

namespace {

using Days = std::vector<std::string>;

BuildPatient patient() {
  return BuildPatient(evaluation_words());
}

struct Row {
  const char* says;
  std::function<void(BuildPatient&)> build;
  const char* rule;
  Truth truth;
  const char* causes = "";
  Days turns = {};
};

const std::vector<Row>& washouts() {
  using enum Truth;
  static const std::vector<Row> rows = {
      {"never given, closed", [](BuildPatient&) {}, "washout(PI; 28 d)", yes},
      {"28 days exactly", [](BuildPatient& p) { p.therapy("bortezomib", "2026-01", "2026-10-25"); },
       "washout(PI; 28 d)", yes},
      {"27 days",
       [](BuildPatient& p) { p.therapy("bortezomib", "2026-01", "2026-10-26"); },
       "washout(PI; 28 d)",
       no,
       "",
       {"2026-11-23"}},
      {"another drug", [](BuildPatient& p) { p.therapy("bortezomib", "2026-01", "2026-11-20"); },
       "washout(anti_CD38; 21 d; before apheresis)", yes},
      {"a stop known to the month",
       [](BuildPatient& p) { p.therapy("bortezomib", "2026-01", "2026-10"); },
       "washout(PI; 28 d)",
       unknown,
       "imprecise therapies therapy_record",
       {"2026-11-28"}},
      {"going on, no end planned",
       [](BuildPatient& p) { p.therapy("bortezomib", "2026-01").stop_reason = "ongoing"; },
       "washout(PI; 28 d)", no},
      {"going on, end planned",
       [](BuildPatient& p) {
         auto& e = p.therapy("bortezomib", "2026-01");
         e.stop_reason = "ongoing";
         e.planned_stop = date("2026-12-01");
       },
       "washout(PI; 28 d)",
       no,
       "",
       {"2026-12-29"}},
      {"going on beyond the end that was planned",
       [](BuildPatient& p) {
         auto& e = p.therapy("bortezomib", "2026-01");
         e.stop_reason = "ongoing";
         e.planned_stop = date("2026-09-01");
       },
       "washout(PI; 28 d)", no},
      {"last dose not recorded, begun long ago", [](BuildPatient& p) { p.therapy("bortezomib", "2026-01"); },
       "washout(PI; 28 d)", unknown, "missing therapies_last_date therapy_record"},
      {"last dose not recorded, begun last week",
       [](BuildPatient& p) { p.therapy("bortezomib", "2026-11-15"); }, "washout(PI; 28 d)", no},
      {"a therapy without any date", [](BuildPatient& p) { p.therapy("bortezomib"); }, "washout(PI; 28 d)",
       unknown, "missing therapies_last_date therapy_record"},
      {"an uncertain entry",
       [](BuildPatient& p) { p.therapy("bortezomib", "2026-10", "2026-11-15").uncertain = true; },
       "washout(PI; 28 d)",
       unknown,
       "imprecise therapies therapy_record",
       {"2026-12-13"}},
      {"cells are given once", [](BuildPatient& p) { p.therapy("cilta_cel", "2026-01-10"); },
       "washout(target BCMA; 3 mo)", yes},
      {"the shorter of days and half-lives",
       [](BuildPatient& p) { p.therapy("lenalidomide", "2026-01", "2026-11-20"); },
       "washout(lenalidomide; min(28 d, 5 half_lives))",
       yes,
       "",
       {"2026-12-18"}},
      {"the longer of days and half-lives",
       [](BuildPatient& p) { p.therapy("daratumumab", "2026-01", "2026-10-01"); },
       "washout(daratumumab; max(28 d, 5 half_lives))",
       no,
       "",
       {"2026-12-30"}},
      {"between the shortest and the longest half-life",
       [](BuildPatient& p) { p.therapy("talquetamab", "2026-01", "2026-10-10"); },
       "washout(talquetamab; 5 half_lives)",
       unknown,
       "imprecise half_life",
       {"2026-12-12"}},
      {"the shortest half-life has not passed",
       [](BuildPatient& p) { p.therapy("talquetamab", "2026-01", "2026-10-16"); },
       "washout(talquetamab; 5 half_lives)",
       no,
       "",
       {"2026-11-23", "2026-12-18"}},
      {"the longest half-life has passed",
       [](BuildPatient& p) { p.therapy("talquetamab", "2026-01", "2026-09-20"); },
       "washout(talquetamab; 5 half_lives)", yes},
      {"a half-life that the vocabulary lacks, years ago",
       [](BuildPatient& p) { p.therapy("bortezomib", "2016-01", "2016-06-15"); },
       "washout(bortezomib; 5 half_lives)", unknown, "missing half_life"},
      {"a half-life that the vocabulary lacks",
       [](BuildPatient& p) { p.therapy("bortezomib", "2026-01", "2026-11-15"); },
       "washout(bortezomib; min(28 d, 5 half_lives))",
       unknown,
       "missing half_life",
       {"2026-12-13"}},
      {"a half-life that lacks, the days have passed",
       [](BuildPatient& p) { p.therapy("bortezomib", "2026-01", "2026-06-15"); },
       "washout(bortezomib; min(28 d, 5 half_lives))", yes},
      {"a half-life that lacks, the drug is still given",
       [](BuildPatient& p) { p.therapy("bortezomib", "2026-01").stop_reason = "ongoing"; },
       "washout(bortezomib; 5 half_lives)", no},
      {"radiotherapy", [](BuildPatient& p) { p.radiation("2026-11-01", "2026-11-08"); },
       "washout(radiotherapy; 14 d)", yes},
      {"radiotherapy, end not recorded", [](BuildPatient& p) { p.radiation("2026-11-01"); },
       "washout(radiotherapy; 14 d)", unknown, "missing radiotherapy_last_date therapy_record"},
      {"a transplant three months ago", [](BuildPatient& p) { p.transplant("autologous", "2026-08-22"); },
       "washout(transplant autologous; 3 mo)", yes},
      {"a transplant, a day less",
       [](BuildPatient& p) { p.transplant("autologous", "2026-08-23"); },
       "washout(transplant autologous; 3 mo)",
       no,
       "",
       {"2026-11-23"}},
      {"support",
       [](BuildPatient& p) { p.support("g_csf", "2026-11-16"); },
       "washout(support g_csf; 7 d)",
       no,
       "",
       {"2026-11-23"}}};
  return rows;
}

} // namespace

TEST_CASE("Washouts, with the days on which they end") {
  for (const Row& row : washouts()) {
    INFO(row.says);
    auto her = patient().histories_complete();
    row.build(her);
    const Finding found = ask(row.rule, her.on(today));
    CHECK(found.truth == row.truth);
    CHECK(causes_of(found) == row.causes);
    Days turns = turns_of(found);
    if (row.truth == Truth::yes) turns.clear(); // days that may turn an answer that stays are harmless
    CHECK(turns == (row.truth == Truth::yes ? Days{} : row.turns));
    CHECK_FALSE(found.why.empty());
    CHECK(found.why.back() != '.');
  }
}

TEST_CASE("An open history leaves a washout unknown, one closed since long enough does not") {
  auto her = patient();
  CHECK(causes_of(ask("washout(PI; 28 d)", her.on(today))) == "missing therapies therapy_record");
  her->therapies.complete.since = date("2026-10-25");
  CHECK(truth_of_rule("washout(PI; 28 d)", her.on(today)) == Truth::yes);
  her->therapies.complete.since = date("2026-10-26");
  CHECK(truth_of_rule("washout(PI; 28 d)", her.on(today)) == Truth::unknown);
  her.therapy("bortezomib", "2026-10", "2026-11-20");
  CHECK(truth_of_rule("washout(PI; 28 d)", her.on(today)) == Truth::no);
}

TEST_CASE("A washout ends on the day it names") {
  auto her = patient().histories_complete();
  her.therapy("bortezomib", "2026-01", "2026-11-10");
  const Finding now = ask("washout(PI; 28 d)", her.on(today));
  REQUIRE(now.turns.size() == 1);
  const Day turn = now.turns.front();
  CHECK(truth_of_rule("washout(PI; 28 d)", look_ahead(her.on(today), turn - std::chrono::days(1))) ==
        Truth::no);
  CHECK(truth_of_rule("washout(PI; 28 d)", look_ahead(her.on(today), turn)) == Truth::yes);
}

TEST_CASE("The time since something that never was") {
  auto her = patient().histories_complete();
  CHECK(truth_of_rule("time_since(transplant allogeneic) >= 6 mo", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("time_since(transplant allogeneic) < 6 mo", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("time_since(transplant allogeneic) >= 6 mo", patient().on(today)) == Truth::unknown);
}

TEST_CASE("The four comparisons of a time, on the border") {
  auto her = patient().histories_complete();
  her.transplant("autologous", "2026-05-22");
  const Case of = her.on(today);
  CHECK(truth_of_rule("time_since(transplant any) >= 6 mo", of) == Truth::yes);
  CHECK(truth_of_rule("time_since(transplant any) > 6 mo", of) == Truth::no);
  CHECK(truth_of_rule("time_since(transplant any) <= 6 mo", of) == Truth::yes);
  CHECK(truth_of_rule("time_since(transplant any) < 6 mo", of) == Truth::no);
  CHECK(turns_of(ask("time_since(transplant any) > 6 mo", of)) == Days{"2026-11-23"});
}

TEST_CASE("A closed list of therapies does not say that there was no progression") {
  auto her = patient().histories_complete();
  auto& first = her.therapy("bortezomib", "2024-01-01", "2024-06-30");
  first.progression_date = date("2024-07-10");
  CHECK(truth_of_rule("time_since(progression) >= 60 d", her.on(today)) == Truth::yes);
  auto& second = her.therapy("carfilzomib", "2024-08-01", "2026-10-30");
  CHECK(causes_of(ask("time_since(progression) >= 60 d", her.on(today))) ==
        "missing progression therapy_record");
  second.progression_date = date("2026-11-01");
  CHECK(truth_of_rule("time_since(progression) < 60 d", her.on(today)) == Truth::yes);
}

TEST_CASE("A progression that is not recorded lies before the next therapy") {
  auto her = patient().histories_complete();
  her.therapy("bortezomib", "2024-01-01", "2024-06-30");
  her.therapy("carfilzomib", "2024-08-01", "2025-10-30").progression_date = date("2025-11-10");
  CHECK(truth_of_rule("time_since(progression) >= 60 d", her.on(today)) == Truth::yes);
}

TEST_CASE("Times since the newest therapy, the diagnosis, an infusion, a condition, immunosuppression") {
  auto her = patient().histories_complete();
  her.therapy("cilta_cel", "2026-05-22");
  CHECK(truth_of_rule("time_since(last therapy) >= 6 mo", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("time_since(infusion car_t) >= 7 mo", her.on(today)) == Truth::no);
  CHECK(causes_of(ask("time_since(diagnosis) >= 1 y", her.on(today))) ==
        "missing diagnosis_date medical_summary");
  her->diagnosis.date = date("2021-03");
  CHECK(truth_of_rule("time_since(diagnosis) >= 1 y", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("time_since(condition stroke) >= 6 mo", her.on(today)) == Truth::unknown);
  auto& denial = her.condition("stroke", "absent");
  CHECK(truth_of_rule("time_since(condition stroke) >= 6 mo", her.on(today)) == Truth::yes);
  denial.since = date("2026-09-01");
  CHECK(truth_of_rule("time_since(condition stroke) >= 6 mo", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("time_since(condition stroke) >= 2 mo", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("time_since(immunosuppression) >= 6 mo", her.on(today)) == Truth::yes);
  her.transplant("allogeneic", "2024-01-01");
  CHECK(truth_of_rule("time_since(immunosuppression) >= 6 mo", her.on(today)) == Truth::unknown);
  her->transplants.items.back().immunosuppression_stopped = date("2026-10-01");
  CHECK(truth_of_rule("time_since(immunosuppression) >= 6 mo", her.on(today)) == Truth::no);
}
