// Reading the options of therapies: dose, intent, place in the history, events, times in a range.
#include <catch2/catch.hpp>

#include "engine/criteria/checked.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::criteria;

namespace {

const Vocabulary& words() {
  return *test::shipped_service().snapshot().catalogue->vocabulary;
}

struct Spelling {
  const char *written, *canonical;
};

struct Bad {
  const char* rule;
  ProblemCode code;
  const char *where, *says;
};

} // namespace

TEST_CASE("Options of therapies are read in any order and spelled in one") {
  for (const Spelling& each : std::initializer_list<Spelling>{
           {"exposed(carfilzomib; dose>=56  mg/m2)", "exposed(carfilzomib; dose >= 56 mg/m2)"},
           {"exposed(lenalidomide; in last_line; as maintenance or consolidation)",
            "exposed(lenalidomide; as consolidation or maintenance; in last_line)"},
           {"exposed(PI; in first_line; cycles > 1)", "exposed(PI; cycles >= 2; in first_line)"},
           {"refractory(Revlimid; in last_therapy; dose >= 25 mg; within 12 mo; response < PR)",
            "refractory(lenalidomide; within 12 mo; response < PR; dose >= 25 mg; in last_therapy)"},
           {"refractory(PI; by small_molecule; as maintenance)",
            "refractory(PI; by small_molecule; as maintenance)"},
           {"progressed(on target BCMA; by car_t; within 60 d; in last_line)",
            "progressed(on target BCMA; by car_t; within 60 d; in last_line)"},
           {"progressed(within 18 mo of start of first_line)",
            "progressed(within 18 mo of start of first_line)"},
           {"best_response(last_line)<MR", "best_response(last_line) < MR"},
           {"best_response(last_therapy) = PD", "best_response(last_therapy) = PD"},
           {"best_response(any of {PI; IMiD}; in first_line; as induction) >= PR",
            "best_response(any of {PI; IMiD}; as induction; in first_line) >= PR"},
           {"time_since(first dose lenalidomide; except thalidomide) >= 6 mo",
            "time_since(first dose lenalidomide; except thalidomide) >= 6 mo"},
           {"time_since(start of last_line) < 12 mo", "time_since(start of last_line) < 12 mo"},
           {"time_since(transplant autologous) in 60..120 days",
            "time_since(transplant autologous) in 60..120 d"},
           {"washout(immunosuppression; 6 wk)", "washout(immunosuppression; 6 wk)"}}) {
    INFO(each.written);
    const auto read = format_rule(each.written, words(), {});
    for (const Problem& problem : read.problems().items())
      UNSCOPED_INFO(problem.message);
    REQUIRE(read);
    CHECK(*read == each.canonical);
    CHECK(format_rule(*read, words(), {}).has_value());
  }
}

TEST_CASE("Mistakes in the options of therapies are told with their place") {
  for (const Bad& bad : std::initializer_list<Bad>{
           {"exposed(carfilzomib; dose >= 56)", ProblemCode::unknown_unit, "1:22", "no unit"},
           {"exposed(carfilzomib; dose >= 56 mg/L)", ProblemCode::wrong_type, "1:33", "mg/m2"},
           {"exposed(carfilzomib; dose >= 56 spoons)", ProblemCode::unknown_unit, "1:33", "mg/m2"},
           {"exposed(carfilzomib; dose 56 mg)", ProblemCode::malformed, "1:27", "compared"},
           {"exposed(PI; as maintainance)", ProblemCode::unknown_word, "1:16", "maintenance"},
           {"exposed(PI; in latest_line)", ProblemCode::unknown_word, "1:16", "last_line"},
           {"exposed(PI; near last_line)", ProblemCode::malformed, "1:13", "in last_line"},
           {"refractory(PI; in last_line first_line)", ProblemCode::malformed, "1:29", "left over"},
           {"progressed(on nothing_known)", ProblemCode::unknown_word, "1:15", "drug"},
           {"progressed(within 12 mo of start of last_line)", ProblemCode::malformed, "1:37", "first_line"},
           {"progressed(on PI; cycles >= 2)", ProblemCode::malformed, "1:19", "within 60 d"},
           {"best_response(last_line; as induction) >= PR", ProblemCode::malformed, "1:26", "last_line"},
           {"best_response(last_line)", ProblemCode::malformed, "1:1", "compared"},
           {"time_since(start of second_line) >= 6 mo", ProblemCode::unknown_word, "1:12",
            "start of last_line"},
           {"time_since(diagnosis) in 120..60 d", ProblemCode::contradiction, "1:26", "smaller"},
           {"time_since(diagnosis) in 6 mo", ProblemCode::wrong_type, "1:26", "60..120"},
           {"time_since(diagnosis) in 6..9", ProblemCode::wrong_type, "1:29", "period"}}) {
    const auto read = read_rule(bad.rule, words(), {});
    std::string told;
    bool found = false;
    for (const Problem& problem : read.problems().items()) {
      told += std::string(word(problem.code)) + " at " + problem.where + ": " + problem.message + " | " +
              problem.hint + "\n";
      found = found || (problem.code == bad.code && problem.where == bad.where &&
                        (problem.message + problem.hint).find(bad.says) != std::string::npos);
    }
    INFO(bad.rule << "\n" << told);
    CHECK_FALSE(read.has_value());
    CHECK(found);
  }
}
