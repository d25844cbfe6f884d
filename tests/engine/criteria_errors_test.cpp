// What is wrong with a rule is told with its place, a caret and a hint; nothing wrong passes in silence.
#include <random>

#include <catch2/catch.hpp>

#include "engine/criteria/checked.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::criteria;

namespace {

const Vocabulary& words() {
  return *test::shipped_service().snapshot().catalogue->vocabulary;
}

Problems problems_of(const std::string& rule) {
  const auto read = read_rule(rule, words(), {});
  INFO(rule);
  CHECK_FALSE(read.has_value());
  return read.problems();
}

struct Bad {
  std::string rule;
  ProblemCode code;
  std::string where, says; ///< `says` stands in the message or the hint
};

const std::vector<Bad>& bad_rules() {
  static const std::vector<Bad> rules = {
      {"platelets >= 50", ProblemCode::unknown_unit, "1:14", "10^9/L"},
      {"platelets >= 50 g/L", ProblemCode::wrong_unit, "1:17", "10^9/L"},
      {"platelets >= 50 furlong", ProblemCode::unknown_unit, "1:17", "10^9/L"},
      {"plateletts >= 50 x10^9/L", ProblemCode::unknown_word, "1:1", "platelets"},
      {"exposed(bortezomid)", ProblemCode::unknown_word, "1:9", "bortezomib"},
      {"exposed(P)", ProblemCode::ambiguous_word, "1:9", "pomalidomide"},
      {"exposed(target BCMB)", ProblemCode::unknown_word, "1:16", "BCMA"},
      {"age in 75..18 y", ProblemCode::contradiction, "1:8", "smaller"},
      {"age >= 18 y and age < 18 y", ProblemCode::contradiction, "1:17", "bound"},
      {"ecog <= 9", ProblemCode::impossible_value, "1:9", "5"},
      {"age >= 18 kg", ProblemCode::wrong_unit, "1:11", "y"},
      {"lines >=", ProblemCode::malformed, "1:9", "number"},
      {"(lines >= 3", ProblemCode::malformed, "1:1", "not closed"},
      {"lines >= 3)", ProblemCode::malformed, "1:11", "nothing is open"},
      {"lines >= 3 and", ProblemCode::malformed, "1:15", "a test is expected"},
      {"any of { lines >= 3; ecog <= 1", ProblemCode::malformed, "1:1", "not closed"},
      {"at least 3 of { ecog <= 1; lines >= 2 }", ProblemCode::contradiction, "1:1", "can never hold"},
      {"judgement", ProblemCode::malformed, "1:10", "needs its text"},
      {"judgement \"left open", ProblemCode::malformed, "1:11", "not closed"},
      {"if lines >= 3 then ecog <= 1", ProblemCode::malformed, "1:1", "no \"else\""},
      {"status is better", ProblemCode::unknown_word, "1:11", "relapsed_refractory"},
      {"washout(PI; before apheresis)", ProblemCode::missing_key, "1:1", "length"},
      {"washout(PI; 14 fortnights; before apheresis)", ProblemCode::unknown_unit, "1:16", "wk"},
      {"washout(PI; 14 d; before breakfast)", ProblemCode::unknown_word, "1:26", "apheresis"},
      {"emd(liver)", ProblemCode::unknown_word, "1:5", "extraosseous"},
      {"has(gilbert_syndrom)", ProblemCode::unknown_word, "1:5", "gilbert_syndrome"},
      {"lenalidomide", ProblemCode::unknown_word, "1:1", "exposed(lenalidomide)"},
      {"exposed(PI; by bispecific)", ProblemCode::contradiction, "1:9", "no drug"},
      {"exposed(PI) >= 2", ProblemCode::malformed, "1:13", "yes or no"},
      {"hla(A02)", ProblemCode::malformed, "1:5", "double quotes"},
      {"hla(\"A2\")", ProblemCode::malformed, "1:5", "A*02:01"},
      {"exposed(anticoagulant)", ProblemCode::wrong_type, "1:9", "beside"},
      {"mrd is absent", ProblemCode::unknown_word, "1:8", "negative"},
      {"mrd >= 1", ProblemCode::wrong_type, "1:5", "mrd is positive"},
      {"mrd[at relapse] is positive", ProblemCode::malformed, "1:5", "method"},
      {"dose(systemic_steroid; weeks; within 14 d) <= 4", ProblemCode::malformed, "1:24", "days"},
      {"dose(systemic_steroid; days; within 14 d) <= 4 mg", ProblemCode::wrong_unit, "1:48", ""},
      {"dose(systemic_steroid; days; before 14 d) <= 4", ProblemCode::malformed, "1:30", "period"},
      {"alt & ast", ProblemCode::malformed, "1:5", "sign"},
      {"alt <= 2.5 xULN\nand asst <= 2.5 xULN", ProblemCode::unknown_word, "2:5", "ast"},
  };
  return rules;
}

} // namespace

TEST_CASE("Every kind of mistake in a rule is told with code, place and hint") {
  for (const Bad& bad : bad_rules()) {
    const Problems problems = problems_of(bad.rule);
    bool found = false;
    std::string told;
    for (const Problem& problem : problems.items()) {
      told += std::string(word(problem.code)) + " at " + problem.where + ": " + problem.message + " | " +
              problem.hint + "\n";
      found = found || (problem.code == bad.code && problem.where == bad.where &&
                        (problem.message + problem.hint).find(bad.says) != std::string::npos);
    }
    INFO(bad.rule << "\n" << told);
    CHECK(found);
  }
}

TEST_CASE("The caret stands under the place") {
  const Problems problems = problems_of("lines >= 3 and plateletts >= 50 x10^9/L");
  REQUIRE(problems.size() == 1);
  CHECK(problems.items()[0].message == "\"plateletts\" is not a known test, term or definition\nlines >= 3 "
                                       "and plateletts >= 50 x10^9/L\n               ^");
}

TEST_CASE("All mistakes of a rule are told at once") {
  CHECK(problems_of(
            "plateletts >= 50 x10^9/L and exposed(bortezomid) and status is better and alt <= 2 furlong")
            .size() == 4);
}

TEST_CASE("Ten thousand parentheses give one clear error and no crash") {
  const Problems nested = problems_of(std::string(10000, '(') + "lines >= 3" + std::string(10000, ')'));
  REQUIRE(nested.size() == 1);
  CHECK(nested.items()[0].code == ProblemCode::too_large);
  std::string negated;
  for (int i = 0; i < 10000; ++i)
    negated += "not ";
  CHECK(problems_of(negated + "lines >= 3").items()[0].code == ProblemCode::too_large);
  CHECK(problems_of("exposed" + std::string(10000, '(')).has_errors());
  CHECK(problems_of(std::string(70000, 'a')).items()[0].code == ProblemCode::too_large);
  CHECK(problems_of("\xff\xfe").items()[0].code == ProblemCode::malformed);
}

TEST_CASE("A hundred levels are read, one more is not") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "lines >= 3" + std::string(depth, ')');
  };
  CHECK(read_rule(nested(deepest_nesting), words(), {}).has_value());
  CHECK_FALSE(read_rule(nested(deepest_nesting + 1), words(), {}).has_value());
}

TEST_CASE("A bound outside of what a test can give is warned of, not refused") {
  const auto read = read_rule("hemoglobin < 8 mg/dL", words(), {});
  REQUIRE(read);
  REQUIRE(read.problems().size() == 1);
  CHECK(read.problems().items()[0].severity == Severity::warning);
  CHECK(read.problems().items()[0].code == ProblemCode::probable_unit_slip);
  const auto chains = read_rule("involved_flc >= 100 mg/dL", words(), {});
  REQUIRE(chains);
  CHECK(chains.problems().size() == 1);
  CHECK(read_rule("involved_flc >= 100 mg/L", words(), {}).problems().empty());
}

TEST_CASE("Damaged rules give problems or a value, never a crash") {
  std::mt19937 random(20261122);
  std::vector<std::string> rules;
  for (const Trial& trial : test::shipped_service().snapshot().catalogue->trials)
    for (const Criterion& criterion : trial.criteria)
      rules.push_back(criterion.rule);
  const std::string pieces = "(){}[];,:=<>!\"#.x1 \n\xc3";
  std::size_t refused = 0, read = 0;
  for (int round = 0; round < 6000; ++round) {
    std::string rule = rules[random() % rules.size()];
    for (int change = 0; change < 3 && !rule.empty(); ++change) {
      const std::size_t at = random() % rule.size();
      if (random() % 2 == 0)
        rule.erase(at, 1 + random() % 5);
      else
        rule.insert(at, 1, pieces[random() % pieces.size()]);
    }
    const auto result = read_rule(rule, words(), {});
    if (!result) CHECK(result.problems().has_errors());
    ++(result ? read : refused);
  }
  CHECK(refused > 1000);
  CHECK(read > 50);
}
