// Places in the history: the first line, the last line, the newest therapy; doses, intents, progression on.
#include <functional>

#include <catch2/catch.hpp>

#include "tests/engine/evaluation_words.hpp"

using namespace cartwright;

namespace {

BuildPatient patient() {
  auto out = BuildPatient(evaluation_words());
  out.histories_complete();
  return out;
}

/// Lenalidomide with bortezomib first, carfilzomib with daratumumab last.
BuildPatient two_lines() {
  auto her = patient();
  auto& first = her.therapy("bortezomib lenalidomide dexamethasone", "2021-04", "2021-09");
  first.best_response = Response::VGPR;
  first.progression_date = date("2023-02-10");
  auto& last = her.therapy("carfilzomib daratumumab", "2023-03-01", "2024-01-31");
  last.best_response = Response::SD;
  last.progression_date = date("2024-02-15");
  return her;
}

void add_doses(Episode& episode, const BuildPatient& her, const char* agent, double value, const char* unit) {
  episode.doses.push_back({her.concept_named(agent, ConceptKind::agent), Quantity(value, *find_unit(unit))});
}

} // namespace

TEST_CASE("Only the line asked for is looked at") {
  auto her = two_lines();
  const Case of = her.on(today);
  CHECK(truth_of_rule("exposed(PI; in last_line)", of) == Truth::yes);
  CHECK(truth_of_rule("exposed(IMiD; in last_line)", of) == Truth::no);
  CHECK(truth_of_rule("exposed(IMiD; in first_line)", of) == Truth::yes);
  CHECK(truth_of_rule("exposed(anti_CD38; in first_line)", of) == Truth::no);
  CHECK(truth_of_rule("refractory(PI; in first_line)", of) == Truth::no);
  CHECK(truth_of_rule("refractory(PI; in last_line)", of) == Truth::yes);
  CHECK(truth_of_rule("best_response(last_line) < MR", of) == Truth::yes);
  CHECK(truth_of_rule("best_response(first_line) >= VGPR", of) == Truth::yes);
  CHECK(truth_of_rule("best_response(last_therapy) = SD", of) == Truth::yes);
  CHECK(truth_of_rule("best_response(PI; in first_line) = VGPR", of) == Truth::yes);
}

TEST_CASE("A line that may be counted or not leaves the last line open, unless both agree") {
  auto her = two_lines();
  her.therapy("dexamethasone", "2024-03-01", "2024-03-10");
  CHECK(causes_of(ask("exposed(PI; in last_line)", her.on(today))) == "imprecise lines therapy_record");
  CHECK(truth_of_rule("exposed(IMiD; in last_line)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("exposed(IMiD; in first_line)", her.on(today)) == Truth::yes);
  auto other = two_lines();
  other.therapy("carfilzomib", "2024-03-01", "2024-04-10").intent = "bridging";
  CHECK(truth_of_rule("exposed(PI; in last_line)", other.on(today)) == Truth::yes);
  CHECK(causes_of(ask("exposed(anti_CD38; in last_line)", other.on(today))) ==
        "imprecise lines therapy_record");
}

TEST_CASE("A therapy without a date may stand first or last") {
  auto her = two_lines();
  her.therapy("teclistamab");
  CHECK(truth_of_rule("exposed(target BCMA)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("exposed(target BCMA; in last_line)", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("exposed(target BCMA; in first_line)", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("exposed(target GPRC5D; in last_line)", her.on(today)) == Truth::no);
}

TEST_CASE("Years alone may leave open which line came first") {
  auto her = patient();
  her.therapy("bortezomib", "2022").progression_date = date("2022");
  her.therapy("daratumumab", "2022");
  CHECK(causes_of(ask("exposed(PI; in first_line)", her.on(today))) == "imprecise lines therapy_record");
  auto dated = patient();
  auto& first = dated.therapy("bortezomib", "2022", "2022-03");
  first.progression_date = date("2022");
  dated.therapy("daratumumab", "2022-05");
  CHECK(truth_of_rule("exposed(PI; in first_line)", dated.on(today)) == Truth::yes);
  CHECK(truth_of_rule("exposed(anti_CD38; in last_line)", dated.on(today)) == Truth::yes);
}

TEST_CASE("In an open history another line may have come later or before") {
  auto her = two_lines();
  her->therapies.complete = {};
  CHECK(causes_of(ask("exposed(PI; in last_line)", her.on(today))) == "missing therapies therapy_record");
  her->therapies.complete.since = date("2023-01");
  CHECK(truth_of_rule("exposed(PI; in last_line)", her.on(today)) == Truth::yes);
  CHECK(causes_of(ask("exposed(PI; in first_line)", her.on(today))) == "missing therapies therapy_record");
  her->transplants.complete = {};
  CHECK(causes_of(ask("exposed(PI; in last_line)", her.on(today))) == "missing transplants therapy_record");
  CHECK(truth_of_rule("exposed(PI; in last_line)", patient().on(today)) == Truth::no);
}

TEST_CASE("A dose is compared when it is recorded in comparable units") {
  auto her = patient();
  auto& first = her.therapy("carfilzomib", "2023-03-01", "2024-01-31");
  CHECK(causes_of(ask("exposed(carfilzomib; dose >= 56 mg/m2)", her.on(today))) ==
        "missing dose therapy_record");
  add_doses(first, her, "carfilzomib", 27, "mg/m2");
  CHECK(truth_of_rule("exposed(carfilzomib; dose >= 56 mg/m2)", her.on(today)) == Truth::no);
  CHECK(causes_of(ask("exposed(carfilzomib; dose >= 50 mg)", her.on(today))) ==
        "inadmissible dose therapy_record");
  add_doses(first, her, "carfilzomib", 56, "mg/m2");
  CHECK(truth_of_rule("exposed(carfilzomib; dose >= 56 mg/m2)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("exposed(carfilzomib; dose > 56 mg/m2)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("exposed(lenalidomide; dose >= 25 mg)", her.on(today)) == Truth::no);
}

TEST_CASE("The dose asked for belongs to the drug asked for") {
  auto her = patient();
  auto& first = her.therapy("carfilzomib dexamethasone", "2023-03-01", "2024-01-31");
  add_doses(first, her, "dexamethasone", 40, "mg");
  add_doses(first, her, "carfilzomib", 0.02, "g");
  CHECK(truth_of_rule("exposed(PI; dose >= 40 mg)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("exposed(PI; dose >= 20 mg)", her.on(today)) == Truth::yes);
}

TEST_CASE("Refractory at a dose: resistant at 10 mg does not answer for 25 mg") {
  auto her = patient();
  auto& first = her.therapy("lenalidomide", "2023-03-01", "2024-01-31");
  first.stop_reason = "progression";
  CHECK(causes_of(ask("refractory(lenalidomide; dose >= 25 mg)", her.on(today))) ==
        "missing dose therapy_record");
  add_doses(first, her, "lenalidomide", 10, "mg");
  CHECK(truth_of_rule("refractory(lenalidomide; dose >= 25 mg)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("refractory(lenalidomide)", her.on(today)) == Truth::yes);
  first.doses.front().dose = Quantity(25, *find_unit("mg"));
  CHECK(truth_of_rule("refractory(lenalidomide; dose >= 25 mg)", her.on(today)) == Truth::yes);
}

TEST_CASE("An intent that is not recorded is unknown") {
  auto her = patient();
  auto& first = her.therapy("lenalidomide", "2023-03-01", "2024-01-31");
  first.stop_reason = "progression";
  CHECK(causes_of(ask("exposed(IMiD; as maintenance)", her.on(today))) == "missing intent therapy_record");
  first.intent = "salvage";
  CHECK(truth_of_rule("exposed(IMiD; as maintenance)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("refractory(IMiD; as maintenance or salvage)", her.on(today)) == Truth::yes);
}

TEST_CASE("Progression on a therapy, or soon after it") {
  auto her = patient();
  auto& first = her.therapy("lenalidomide", "2023-03-01", "2024-01-31");
  CHECK(causes_of(ask("progressed(on IMiD)", her.on(today))) == "missing progression therapy_record");
  first.best_response = Response::SD;
  first.progression_date = date("2024-02-15");
  CHECK(truth_of_rule("refractory(IMiD)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("progressed(on IMiD)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("progressed(on IMiD; within 60 d)", her.on(today)) == Truth::yes);
  first.progression_date = date("2024-01-31");
  CHECK(truth_of_rule("progressed(on IMiD)", her.on(today)) == Truth::yes);
  first.progression_date = date("2024-02");
  CHECK(truth_of_rule("progressed(on IMiD; within 14 d)", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("progressed(on PI)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("progressed(on IMiD; within 60 d; in last_line)", her.on(today)) == Truth::yes);
}

TEST_CASE("A progression written down with the next therapy counts for the drug stopped shortly before") {
  auto her = patient();
  auto& first = her.therapy("lenalidomide", "2023-03-01", "2024-01-10");
  first.best_response = Response::PR;
  first.stop_reason = "toxicity";
  auto& next = her.therapy("bortezomib", "2024-01-15", "2024-02-20");
  next.progression_date = date("2024-02-20");
  CHECK(truth_of_rule("refractory(lenalidomide)", her.on(today)) == Truth::yes);
  next.progression_date = date("2024-06-20");
  CHECK(causes_of(ask("refractory(lenalidomide)", her.on(today))) ==
        "missing response_and_progression therapy_record");
}

TEST_CASE("Progression early after the first line began") {
  const std::string rule = "progressed(within 18 mo of start of first_line)";
  auto her = patient();
  auto& first = her.therapy("bortezomib", "2021-04-01", "2021-09-30");
  CHECK(causes_of(ask(rule, her.on(today))) == "missing progression therapy_record");
  first.progression_date = date("2022-10-01");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::yes);
  first.progression_date = date("2022-10-02");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::no);
  first.progression_date = date("2022-10");
  CHECK(causes_of(ask(rule, her.on(today))) == "imprecise progression therapy_record");
  her.therapy("carfilzomib", "2022-05").stop_reason = "progression";
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::unknown); // some time before the next therapy
  her.therapy("daratumumab", "2022-09-20");
  CHECK(truth_of_rule(rule, her.on(today)) == Truth::yes);
}

TEST_CASE("An early progression without its date is not passed over for a later one") {
  auto her = patient();
  her.transplant("autologous", "2021-01-10");
  her.therapy("lenalidomide", "2021-04-01", "2022-12").stop_reason = "progression";
  her.therapy("carfilzomib", "2023-05-01", "2024-02-01").progression_date = date("2024-02-01");
  CHECK(truth_of_rule("relapsed(within 18 mo of transplant autologous)", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("relapsed(within 36 mo of transplant autologous)", her.on(today)) == Truth::yes);
}

TEST_CASE("Time since the first dose counts from the oldest") {
  auto her = patient();
  her.therapy("lenalidomide", "2026-10-01", "2026-11-01");
  CHECK(truth_of_rule("time_since(first dose IMiD) >= 6 mo", her.on(today)) == Truth::no);
  her.therapy("lenalidomide", "2023-10-01", "2023-11-01");
  CHECK(truth_of_rule("time_since(first dose IMiD) >= 6 mo", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("time_since(last dose IMiD) >= 6 mo", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("time_since(first dose PI) >= 6 mo", her.on(today)) == Truth::yes); // never
  her->therapies.complete = {};
  CHECK(truth_of_rule("time_since(first dose IMiD) >= 6 mo", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("time_since(first dose IMiD) >= 5 y", her.on(today)) == Truth::unknown);
  CHECK(truth_of_rule("time_since(first dose PI) >= 6 mo", her.on(today)) == Truth::unknown);
}

TEST_CASE("Time since a line began, and the day on which it turns") {
  auto her = two_lines();
  CHECK(truth_of_rule("time_since(start of last_line) >= 2 y", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("time_since(start of last_line) <= 2 y", her.on(today)) == Truth::no);
  const Finding later = ask("time_since(start of last_line) >= 4 y", her.on(today));
  CHECK(later.truth == Truth::no);
  CHECK(turns_of(later) == std::vector<std::string>{"2027-03-01"});
  CHECK(truth_of_rule("time_since(start of first_line) >= 5 y", her.on(today)) == Truth::yes);
  her.therapy("daratumumab", "2026-11-20").intent = "bridging";
  CHECK(causes_of(ask("time_since(start of last_line) >= 2 y", her.on(today))) ==
        "imprecise lines therapy_record");
}

TEST_CASE("A time in a range holds both ends and neither neighbour") {
  for (const auto& [on, truth] :
       std::initializer_list<std::pair<const char*, Truth>>{{"2026-09-24", Truth::no},
                                                            {"2026-09-23", Truth::yes},
                                                            {"2026-07-25", Truth::yes},
                                                            {"2026-07-24", Truth::no}}) {
    auto her = patient();
    her.transplant("autologous", on);
    INFO(on);
    CHECK(truth_of_rule("time_since(transplant autologous) in 60..120 d", her.on(today)) == truth);
  }
  CHECK(truth_of_rule("time_since(transplant autologous) in 60..120 d", patient().on(today)) == Truth::no);
  auto vague = patient();
  vague.transplant("autologous", "2026-07");
  CHECK(causes_of(ask("time_since(transplant autologous) in 60..120 d", vague.on(today))) ==
        "imprecise transplants therapy_record");
}

TEST_CASE("Conditioning that is not listed held an alkylator, perhaps melphalan") {
  auto her = patient();
  her.therapy("bortezomib", "2021-04", "2021-09");
  CHECK(truth_of_rule("exposed(alkylator)", her.on(today)) == Truth::no);
  her.transplant("autologous", "2021-11-20");
  CHECK(truth_of_rule("exposed(alkylator)", her.on(today)) == Truth::yes);
  CHECK(causes_of(ask("exposed(melphalan)", her.on(today))) == "missing conditioning therapy_record");
  CHECK(truth_of_rule("exposed(cyclophosphamide)", her.on(today)) == Truth::no);
  CHECK(truth_of_rule("washout(cytotoxic; 28 d)", her.on(today)) == Truth::yes);
  her.therapy("melphalan", "2021-11-18", "2021-11-18").intent = "conditioning";
  CHECK(truth_of_rule("exposed(alkylator)", her.on(today)) == Truth::yes);
  CHECK(truth_of_rule("exposed(cyclophosphamide; as conditioning)", her.on(today)) == Truth::no);
  auto recent = patient();
  recent.transplant("autologous", "2026-11-10");
  CHECK(truth_of_rule("washout(cytotoxic; 28 d)", recent.on(today)) == Truth::no);
  CHECK(causes_of(ask("washout(melphalan; 28 d)", recent.on(today))) ==
        "missing conditioning therapy_record");
}
