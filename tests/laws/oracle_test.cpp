// A slow, obvious second evaluator: walks the tree as written and tries every world that fills the gaps.
// It must agree with parse, check, shared graph and flat program on every small rule.
#include <catch2/catch.hpp>

#include "engine/evaluation/evaluate.hpp"
#include "tests/support/oracle.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

using criteria::Written;
using criteria::WrittenNode;

/// Kleene's value of a node, recursively, straight from the definition of each shape.
Truth value_of(const Written& written, std::uint32_t index, const std::vector<Truth>& tests) {
  const WrittenNode& node = written.nodes[index];
  std::vector<Truth> parts;
  for (const std::uint32_t child : node.children)
    parts.push_back(value_of(written, child, tests));
  const auto all = [](const std::vector<Truth>& values) {
    Truth out = Truth::yes;
    for (const Truth value : values)
      out = value == Truth::no        ? Truth::no
            : out == Truth::no        ? Truth::no
            : value == Truth::unknown ? Truth::unknown
                                      : out;
    return out;
  };
  const auto opposite = [](Truth value) {
    return value == Truth::yes ? Truth::no : value == Truth::no ? Truth::yes : Truth::unknown;
  };
  const auto any = [&](std::vector<Truth> values) {
    for (Truth& value : values)
      value = opposite(value);
    return opposite(all(values));
  };
  switch (node.shape) {
  case criteria::Shape::test:
    return tests[node.test];
  case criteria::Shape::all_of:
    return all(parts);
  case criteria::Shape::any_of:
    return any(parts);
  case criteria::Shape::negation:
    return opposite(parts[0]);
  case criteria::Shape::conditional:
    if (parts[1] == Truth::yes && parts[2] == Truth::yes && branches_bound_one_number(written, node))
      return Truth::yes;
    return any({all({parts[0], parts[1]}), all({opposite(parts[0]), parts[2]})});
  case criteria::Shape::implication:
    return any({opposite(parts[0]), parts[1]});
  case criteria::Shape::conflict: {
    // Every reading agrees, or nobody knows.
    const bool agree = std::all_of(parts.begin(), parts.end(), [&](Truth each) { return each == parts[0]; });
    return agree ? parts[0] : Truth::unknown;
  }
  case criteria::Shape::at_least: {
    // At least k hold: some k of them all hold. Every choice is tried.
    std::vector<Truth> choices;
    for (std::uint32_t mask = 0; mask < (1U << parts.size()); ++mask) {
      std::vector<Truth> chosen;
      for (std::size_t i = 0; i < parts.size(); ++i)
        if ((mask >> i & 1U) != 0) chosen.push_back(parts[i]);
      if (chosen.size() == node.need) choices.push_back(all(chosen));
    }
    return any(choices);
  }
  default:
    return Truth::unknown;
  }
}

const std::vector<std::string>& leaves() {
  static const std::vector<std::string> tests = {"marker(del(17p))", "marker(t(4;14))", "marker(t(14;16))"};
  return tests;
}

/// Marker states give every truth value: present, absent, not tested.
nlohmann::json patient_with(const std::vector<Truth>& truths) {
  const char* names[] = {"del(17p)", "t(4;14)", "t(14;16)"};
  nlohmann::json markers = nlohmann::json::array();
  for (std::size_t i = 0; i < truths.size(); ++i)
    markers.push_back({{"marker", names[i]},
                       {"state", truths[i] == Truth::yes  ? "present"
                                 : truths[i] == Truth::no ? "absent"
                                                          : "not_tested"},
                       {"date", "2026-11-01"}});
  return {{"profile", "cartwright/patient@1"}, {"id", "P-0000"}, {"cytogenetics", {{"markers", markers}}}};
}

/// All rules over the leaves with up to two operators.
std::vector<std::string> small_rules() {
  const std::string &a = leaves()[0], &b = leaves()[1], &c = leaves()[2];
  std::vector<std::string> out;
  const std::vector<std::string> joins = {" and ", " or ", " unless "};
  const std::vector<std::string> signs = {"", "not "};
  for (const std::string& x : signs)
    for (const std::string& y : signs)
      for (const std::string& first : joins) {
        out.push_back(x + a + first + y + b);
        for (const std::string& second : joins) {
          if (!(first == " unless " && second == " unless "))
            out.push_back(x + a + first + y + b + second + c);
          out.push_back("(" + x + a + first + y + b + ")" + second + c);
          out.push_back(x + a + first + "not (" + y + b + second + c + ")");
        }
      }
  out.push_back("if " + a + " then " + b + " else " + c);
  for (int need = 1; need <= 3; ++need)
    out.push_back("at least " + std::to_string(need) + " of { " + a + "; " + b + "; not " + c + " }");
  return out;
}

const criteria::Definitions& shipped_definitions() {
  static const criteria::Definitions all = [] {
    const Catalogue& catalogue = *shipped_service().snapshot().catalogue;
    Problems problems;
    auto out = criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, problems);
    REQUIRE_FALSE(problems.has_errors());
    return out;
  }();
  return all;
}

Truth compiled(const std::string& rule, const Patient& patient) {
  const Vocabulary& vocabulary = *shipped_service().snapshot().catalogue->vocabulary;
  const auto checked = criteria::read_rule(rule, vocabulary, shipped_definitions());
  REQUIRE(checked);
  criteria::CriteriaGraph graph;
  const criteria::NodeIndex root = graph.add(*checked);
  const criteria::Program program = criteria::compile(graph);
  return evaluate(program, open_case(patient, vocabulary, day(sample_date)))[program.step_of(root)].truth;
}

/// How often each of the three values comes up, so that the comparison is not about one of them.
struct Tally {
  std::size_t no = 0, unknown = 0, yes = 0;
  void add(Truth truth) { ++(truth == Truth::no ? no : truth == Truth::yes ? yes : unknown); }
};

} // namespace

TEST_CASE("The compiled program equals the oracle on all small rules and all truth values") {
  Tally tally;
  const std::vector<Truth> all = {Truth::no, Truth::unknown, Truth::yes};
  for (const Truth a : all)
    for (const Truth b : all)
      for (const Truth c : all) {
        const Question asked = question(patient_with({a, b, c}));
        for (const std::string& rule : small_rules()) {
          const auto written = criteria::parse_rule(rule);
          REQUIRE(written);
          std::vector<Truth> tests;
          for (const auto& test : written->tests)
            tests.push_back(test.arguments[0].tokens[0].text == "del(17p)"  ? a
                            : test.arguments[0].tokens[0].text == "t(4;14)" ? b
                                                                            : c);
          const Truth expected =
              value_of(*written, static_cast<std::uint32_t>(written->nodes.size() - 1), tests);
          INFO(rule << " with " << word(a) << ", " << word(b) << ", " << word(c));
          CHECK(compiled(rule, asked.patient) == expected);
          tally.add(expected);
        }
      }
  CHECK(tally.no > 100);
  CHECK(tally.unknown > 100);
  CHECK(tally.yes > 100);
}

/// One test as written; a definition's name stands for what it says.
Truth leaf(const std::string& text, const Case& of) {
  INFO(text);
  const auto checked = criteria::read_rule(text, of.vocabulary, shipped_definitions());
  REQUIRE(checked);
  criteria::CriteriaGraph graph;
  const criteria::NodeIndex root = graph.add(*checked);
  const criteria::Program program = criteria::compile(graph);
  return evaluate(program, of)[program.step_of(root)].truth;
}

TEST_CASE("The compiled catalogue equals the oracle on every criterion of every sample patient") {
  const Snapshot& snapshot = shipped_service().snapshot();
  const Vocabulary& vocabulary = *snapshot.catalogue->vocabulary;
  for (const std::string& id : sample_ids()) {
    const Question asked = question(sample(id));
    const Case of = open_case(asked.patient, vocabulary, asked.as_of);
    const Trace trace = evaluate(snapshot.program, of);
    for (const CompiledTrial& trial : snapshot.trials)
      for (std::size_t i = 0; i < trial.roots.size(); ++i) {
        const auto written = criteria::parse_rule(trial.trial->criteria[i].evaluated_rule());
        REQUIRE(written);
        std::vector<Truth> tests;
        for (const WrittenNode& node : written->nodes) {
          if (node.shape != criteria::Shape::test) continue;
          const std::string text = written->source.substr(node.span.begin, node.span.end - node.span.begin);
          if (tests.size() <= node.test) tests.resize(node.test + 1, Truth::unknown);
          tests[node.test] = leaf(text, of);
        }
        INFO(id << " " << trial.trial->id.text() << " " << written->source);
        CHECK(trace[trial.roots[i]].truth ==
              value_of(*written, static_cast<std::uint32_t>(written->nodes.size() - 1), tests));
      }
  }
}
