#include "tests/support/oracle.hpp"

#include <stdexcept>

#include "engine/evaluation/evaluate.hpp"

namespace cartwright::test {

namespace {

Truth opposite(Truth value) {
  return value == Truth::yes ? Truth::no : value == Truth::no ? Truth::yes : Truth::unknown;
}

Truth all(const std::vector<Truth>& values) {
  Truth out = Truth::yes;
  for (const Truth value : values) {
    if (value == Truth::no) return Truth::no;
    if (value == Truth::unknown) out = Truth::unknown;
  }
  return out;
}

Truth any(std::vector<Truth> values) {
  for (Truth& value : values)
    value = opposite(value);
  return opposite(all(values));
}

/// At least k hold: some k of them all hold. Every choice is tried.
Truth some_choice(const std::vector<Truth>& parts, std::uint32_t need) {
  std::vector<Truth> choices;
  for (std::uint32_t mask = 0; mask < (1U << parts.size()); ++mask) {
    std::vector<Truth> chosen;
    for (std::size_t i = 0; i < parts.size(); ++i)
      if ((mask >> i & 1U) != 0) chosen.push_back(parts[i]);
    if (chosen.size() == need) choices.push_back(all(chosen));
  }
  return any(choices);
}

Truth agreed(const std::vector<Truth>& readings) {
  for (const Truth reading : readings)
    if (reading != readings.front()) return Truth::unknown;
  return readings.front();
}

bool compares(double sum, criteria::Relation relation, double bound) {
  switch (relation) {
  case criteria::Relation::less:
    return sum < bound;
  case criteria::Relation::at_most:
    return sum <= bound;
  case criteria::Relation::greater:
    return sum > bound;
  case criteria::Relation::at_least:
    return sum >= bound;
  case criteria::Relation::equal:
    return sum == bound;
  default:
    throw std::logic_error("a relation that no score has");
  }
}

/// Every way in which what is not known may turn out; they agree, or nobody knows.
Truth scored(const criteria::WrittenScore& score, const std::vector<Truth>& parts) {
  std::vector<Truth> seen;
  for (std::uint32_t mask = 0; mask < (1U << parts.size()); ++mask) {
    double sum = 0;
    bool possible = true;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool holds = (mask >> i & 1U) != 0;
      possible = possible && parts[i] != (holds ? Truth::no : Truth::yes);
      sum += holds ? score.points[i] : 0;
    }
    if (possible) seen.push_back(compares(sum, score.relation, score.bound) ? Truth::yes : Truth::no);
  }
  return agreed(seen);
}

} // namespace

Truth combined(const criteria::WrittenNode& node, const std::vector<Truth>& parts) {
  switch (node.shape) {
  case criteria::Shape::all_of:
    return all(parts);
  case criteria::Shape::any_of:
    return any(parts);
  case criteria::Shape::negation:
    return opposite(parts[0]);
  case criteria::Shape::conditional:
    return any({all({parts[0], parts[1]}), all({opposite(parts[0]), parts[2]})});
  case criteria::Shape::at_least:
    return some_choice(parts, node.need);
  case criteria::Shape::implication:
    return any({opposite(parts[0]), parts[1]});
  case criteria::Shape::conflict:
    return agreed(parts);
  case criteria::Shape::score:
    return scored(node.score, parts);
  case criteria::Shape::judgement:
  case criteria::Shape::not_public:
  case criteria::Shape::not_evaluated:
    return Truth::unknown;
  case criteria::Shape::test:
    break;
  }
  throw std::logic_error("a shape that the oracle does not know");
}

namespace {

/// What stands before the operator of a bound; empty for anything else.
std::string bounded(const criteria::Written& written, std::uint32_t index) {
  const criteria::WrittenNode& node = written.nodes[index];
  if (node.shape != criteria::Shape::test) return "";
  const criteria::WrittenTest& test = written.tests[node.test];
  switch (test.relation) {
  case criteria::Relation::less:
  case criteria::Relation::at_most:
  case criteria::Relation::greater:
  case criteria::Relation::at_least:
    return written.source.substr(node.span.begin, test.relation_span.begin - node.span.begin);
  default:
    return "";
  }
}

} // namespace

bool branches_bound_one_number(const criteria::Written& written, const criteria::WrittenNode& node) {
  const std::string number = bounded(written, node.children[1]);
  return !number.empty() && number == bounded(written, node.children[2]);
}

/// A rule read once: its tree, and for each test either a definition's rule or the test as checked.
struct Oracle::Rule {
  struct Leaf {
    const Definition* definition = nullptr;
    std::unique_ptr<const OracleTest> own; ///< what the oracle makes of it itself; may be null
    std::optional<criteria::Test> test;
    bool negated = false; ///< "is not"
  };
  criteria::Written written;
  std::vector<Leaf> leaves; ///< by test
};

Oracle::Oracle(const Catalogue& catalogue) : catalogue_(catalogue) {
  Problems problems;
  definitions_ = criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, problems);
  if (problems.has_errors()) throw std::logic_error("the definitions have errors");
}

Oracle::~Oracle() = default;

const Oracle::Rule& Oracle::rule(const std::string& text) const {
  std::unique_ptr<Rule>& out = rules_[text];
  if (out) return *out;
  auto written = criteria::parse_rule(text);
  if (!written) throw std::logic_error("a rule that cannot be parsed: " + text);
  out = std::make_unique<Rule>();
  out->written = *written;
  out->leaves.resize(written->tests.size());
  for (const criteria::WrittenNode& node : out->written.nodes) {
    if (node.shape != criteria::Shape::test) continue;
    Rule::Leaf& leaf = out->leaves[node.test];
    const std::string spelled = text.substr(node.span.begin, node.span.end - node.span.begin);
    for (const Definition& definition : catalogue_.definitions)
      if (definition.id == spelled) leaf.definition = &definition;
    if (leaf.definition != nullptr) continue;
    const auto checked = criteria::read_rule(spelled, *catalogue_.vocabulary, definitions_);
    if (!checked || checked->tests.size() != 1) throw std::logic_error("no single test: " + spelled);
    leaf.negated = out->written.tests[node.test].relation == criteria::Relation::is_not;
    leaf.test = checked->tests.front();
    leaf.own = read_oracle_test(out->written.tests[node.test], *catalogue_.vocabulary);
  }
  return *out;
}

Truth Oracle::test_value(const Rule& rule, std::uint32_t index, Asked& asked) const {
  const Rule::Leaf& leaf = rule.leaves[index];
  if (leaf.definition != nullptr) return value(leaf.definition->rule, asked);
  const auto known = asked.known.find(&leaf);
  if (known != asked.known.end()) return known->second;
  const auto own = leaf.own ? leaf.own->value(asked.facts) : std::nullopt;
  ++(own ? counts_.own : counts_.asked);
  Truth out = own ? *own : evaluate_test(*leaf.test, asked.of).truth;
  if (leaf.negated) out = opposite(out);
  asked.known[&leaf] = out;
  return out;
}

Truth Oracle::value(const Rule& rule, std::uint32_t index, Asked& asked) const {
  const criteria::WrittenNode& node = rule.written.nodes[index];
  if (node.shape == criteria::Shape::test) return test_value(rule, node.test, asked);
  std::vector<Truth> parts;
  for (const std::uint32_t child : node.children)
    parts.push_back(value(rule, child, asked));
  const Truth out = combined(node, parts);
  const bool both_hold = node.shape == criteria::Shape::conditional && parts[1] == Truth::yes &&
                         parts[2] == Truth::yes && branches_bound_one_number(rule.written, node);
  return both_hold ? Truth::yes : out;
}

Truth Oracle::value(const std::string& text, Asked& asked) const {
  const Rule& read = rule(text);
  return value(read, static_cast<std::uint32_t>(read.written.nodes.size() - 1), asked);
}

} // namespace cartwright::test
