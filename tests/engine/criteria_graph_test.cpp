#include <catch2/catch.hpp>

#include "engine/criteria/program.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::criteria;

namespace {

Checked checked(const std::string& rule) {
  const auto out = read_rule(rule, *test::shipped_service().snapshot().catalogue->vocabulary, {});
  INFO(rule);
  REQUIRE(out);
  return *out;
}

} // namespace

TEST_CASE("Equal parts of different rules are one node") {
  CriteriaGraph graph;
  const NodeIndex first = graph.add(checked("exposed(PI) and lines >= 3"));
  const std::size_t size = graph.size();
  CHECK(graph.add(checked("exposed(PI) and lines >= 3")) == first);
  CHECK(graph.size() == size);
  graph.add(checked("exposed( PI ) or lines >= 3"));
  CHECK(graph.size() == size + 1);
  CHECK(graph.tests().size() == 2);
}

TEST_CASE("An and of ten ors of three is few nodes, not sixty thousand paths") {
  std::string rule;
  for (int i = 0; i < 10; ++i) {
    const std::string n = std::to_string(i + 1);
    rule += (i == 0 ? "" : " and ") + std::string("(lines >= ") + n + " or age >= " + n +
            "0 y or kps >= " + n + ")";
  }
  CriteriaGraph graph;
  graph.add(checked(rule));
  CHECK(graph.size() == 41);
}

TEST_CASE("In a program every operand comes before its step, and the steps needed are closed") {
  const Program& program = test::shipped_service().snapshot().program;
  REQUIRE(program.steps().size() > 300);
  for (StepIndex i = 0; i < program.steps().size(); ++i)
    for (const StepIndex operand : program.operands(program.steps()[i]))
      CHECK(operand < i);
  for (const CompiledTrial& trial : test::shipped_service().snapshot().trials) {
    const std::set<StepIndex> steps(trial.steps.begin(), trial.steps.end());
    for (const StepIndex step : trial.steps)
      for (const StepIndex operand : program.operands(program.steps()[step]))
        CHECK(steps.contains(operand));
    for (const StepIndex root : trial.roots)
      CHECK(steps.contains(root));
  }
}

TEST_CASE("Every stage can be printed") {
  const std::string rule = "lines >= 3 or not exposed(PI)";
  CHECK(dump(*parse_rule(rule)) == "0 test lines >= 3\n1 test exposed(PI)\n2 not 1\n3 any of 0 2\n");
  CHECK(dump(checked(rule)) == "0 test lines >= 3\n1 test exposed(PI)\n2 not 1\n3 any of 0 2\n");
  CriteriaGraph graph;
  graph.add(checked(rule));
  CHECK(graph.dump() == "0 test lines >= 3\n1 test exposed(PI)\n2 not 1\n3 any of 0 2\n");
  CHECK(compile(graph).dump() == graph.dump());
}

TEST_CASE("A definition is expanded where it is used, and shared") {
  Problems problems;
  const Vocabulary& words = *test::shipped_service().snapshot().catalogue->vocabulary;
  const auto definitions =
      check_definitions(test::shipped_service().snapshot().catalogue->definitions, words, problems);
  CHECK_FALSE(problems.has_errors());
  const auto used = read_rule("triple_class_exposed or triple_class_exposed", words, definitions);
  REQUIRE(used);
  CriteriaGraph graph;
  graph.add(*used);
  CHECK(graph.size() == 5);
  CHECK(read_rule("measurable(imwg_2016)", words, definitions).has_value());
  CHECK_FALSE(read_rule("measurable(imwg_2015)", words, definitions).has_value());
}
