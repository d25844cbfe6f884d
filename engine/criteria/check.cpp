// Names, units and types of a whole rule.
#include <algorithm>

#include "engine/criteria/checked.hpp"
#include "engine/criteria/checking.hpp"
#include "engine/criteria/phrase.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

const Checked* Definitions::find(const std::string& id) const {
  const auto at = by_id_.find(id);
  return at == by_id_.end() ? nullptr : &at->second;
}

std::vector<std::string> Definitions::names() const {
  std::vector<std::string> out;
  for (const auto& [id, checked] : by_id_)
    out.push_back(id);
  return out;
}

namespace {

/// "measurable(imwg_2016)" as definitions are named.
std::string definition_name(const WrittenTest& written) {
  if (written.arguments.empty()) return written.head.text;
  std::vector<std::string> parts;
  for (const Phrase& phrase : written.arguments)
    parts.push_back(text_of(phrase.tokens));
  return written.head.text + "(" + join(parts, "; ") + ")";
}

class RuleChecker {
public:
  RuleChecker(const Written& written, const Vocabulary& vocabulary, const Definitions& definitions)
      : written_(written), definitions_(definitions), checking_{written.source, vocabulary, problems_} {}

  Result<Checked> run() {
    for (const WrittenNode& node : written_.nodes)
      place_.push_back(convert(node));
    for (const WrittenNode& node : written_.nodes)
      if (node.shape == Shape::all_of) check_contradictions(node);
    if (problems_.has_errors()) return problems_;
    bring_root_last();
    return Result<Checked>(std::move(out_), std::move(problems_));
  }

private:
  std::uint32_t add(CheckedNode node) {
    out_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(out_.nodes.size() - 1);
  }

  std::uint32_t add(Shape shape, Span span, std::vector<std::uint32_t> children) {
    CheckedNode node;
    node.shape = shape;
    node.span = span;
    node.children = std::move(children);
    return add(std::move(node));
  }

  std::uint32_t convert(const WrittenNode& node) {
    std::vector<std::uint32_t> children;
    for (const std::uint32_t child : node.children)
      children.push_back(place_[child]);
    if (node.shape == Shape::test) return convert_test(node);
    if (node.shape == Shape::conditional) return convert_conditional(node, children);
    if (node.shape == Shape::implication)
      return add(Shape::any_of, node.span, {add(Shape::negation, node.span, {children[0]}), children[1]});
    CheckedNode out;
    out.shape = node.shape;
    out.span = node.span;
    out.need = node.need;
    out.children = std::move(children);
    out.text = node.text;
    if (node.shape == Shape::score)
      out.score = {node.score.points, op_of(node.score.relation).value_or(Op::at_least), node.score.bound};
    return add(std::move(out));
  }

  /// "platelets[no platelet_transfusion 7 d]" of a bound on it; empty for anything else.
  std::string number_bounded(std::uint32_t index) const {
    const CheckedNode& node = out_.nodes[index];
    if (node.shape != Shape::test || node.test >= out_.tests.size()) return "";
    const Test& test = out_.tests[node.test];
    const auto* number = std::get_if<NumberTest>(&test.form);
    if (number == nullptr || number->upper || number->bound != BoundKind::absolute) return "";
    return test.text.substr(0, test.text.rfind(" " + std::string(symbol(number->op)) + " "));
  }

  /// (C and A) or (not C and B). Where A and B bound one number, both of them are enough without C.
  std::uint32_t convert_conditional(const WrittenNode& node, const std::vector<std::uint32_t>& parts) {
    const std::uint32_t holds = add(Shape::all_of, node.span, {parts[0], parts[1]});
    const std::uint32_t fails = add(Shape::negation, node.span, {parts[0]});
    const std::uint32_t otherwise = add(Shape::all_of, node.span, {fails, parts[2]});
    const std::string number = number_bounded(parts[1]);
    if (number.empty() || number != number_bounded(parts[2]))
      return add(Shape::any_of, node.span, {holds, otherwise});
    return add(Shape::any_of, node.span,
               {holds, otherwise, add(Shape::all_of, node.span, {parts[1], parts[2]})});
  }

  std::uint32_t convert_test(const WrittenNode& node) {
    const WrittenTest& written = written_.tests[node.test];
    if (const Checked* definition = definitions_.find(definition_name(written));
        definition != nullptr && written.relation == Relation::none)
      return expand(*definition, node.span);
    CheckedNode out;
    out.shape = Shape::test;
    out.span = node.span;
    if (auto test = check_test(written)) {
      out.test = static_cast<std::uint32_t>(out_.tests.size());
      out_.tests.push_back(std::move(*test));
      by_written_[node.test] = out.test;
    }
    const std::uint32_t index = add(std::move(out));
    return written.relation == Relation::is_not ? add(Shape::negation, node.span, {index}) : index;
  }

  std::optional<Test> check_test(const WrittenTest& written) {
    const std::string& head = written.head.text;
    if (is_therapy_head(head)) return check_therapy(written, checking_);
    if (is_state_head(head)) return check_state(written, checking_);
    if (is_series_head(head)) return check_series(written, checking_);
    if (is_number_head(head, checking_.vocabulary)) return check_number(written, checking_);
    unknown_head(written);
    return std::nullopt;
  }

  void unknown_head(const WrittenTest& written) {
    std::vector<std::string> known = known_heads(checking_.vocabulary);
    const auto names = definitions_.names();
    known.insert(known.end(), names.begin(), names.end());
    std::string hint;
    if (const auto near = nearest(definition_name(written), known); !near.empty())
      hint = "nearest: " + join_or(near);
    const auto kinds = {ConceptKind::agent, ConceptKind::drug_class};
    if (checking_.vocabulary.find(written.head.text, std::span(kinds.begin(), kinds.size())).state ==
        Lookup::State::found)
      hint = "a drug is asked for with exposed(" + written.head.text + "), refractory(...) or washout(...)";
    if (checking_.vocabulary.find(written.head.text, ConceptKind::condition).state == Lookup::State::found)
      hint = "a condition is asked for with has(" + written.head.text + ") or had(" + written.head.text + ")";
    checking_.error(written.head.span, ProblemCode::unknown_word,
                    "\"" + written.head.text + "\" is not a known test, term or definition", hint);
  }

  /// A definition's nodes are copied in; the shared graph finds equal ones again.
  std::uint32_t expand(const Checked& definition, Span span) {
    const auto nodes = static_cast<std::uint32_t>(out_.nodes.size()),
               tests = static_cast<std::uint32_t>(out_.tests.size());
    for (CheckedNode node : definition.nodes) {
      node.span = span;
      for (std::uint32_t& child : node.children)
        child += nodes;
      if (node.shape == Shape::test) node.test += tests;
      add(std::move(node));
    }
    out_.tests.insert(out_.tests.end(), definition.tests.begin(), definition.tests.end());
    return static_cast<std::uint32_t>(out_.nodes.size() - 1);
  }

  /// Bounds on one term that no number satisfies together.
  void check_contradictions(const WrittenNode& node) {
    struct Bounds {
      double low = -1e300, high = 1e300;
      bool low_open = false, high_open = false;
    };
    std::map<std::string, Bounds> by_term;
    for (const std::uint32_t child : node.children) {
      const WrittenNode& part = written_.nodes[child];
      if (part.shape != Shape::test || !by_written_.contains(part.test)) continue;
      const Test& test = out_.tests[by_written_[part.test]];
      const auto* number = std::get_if<NumberTest>(&test.form);
      if (number == nullptr || number->bound != BoundKind::absolute) continue;
      const std::string relation = number->upper ? " in " : " " + std::string(symbol(number->op)) + " ";
      const std::string scale = number->term.relative ? " %" : ""; // a change has two scales
      Bounds& bounds = by_term[test.text.substr(0, test.text.rfind(relation)) + scale];
      const bool from_below =
          number->upper || number->op == Op::at_least || number->op == Op::greater || number->op == Op::equal;
      const bool from_above =
          number->upper || number->op == Op::at_most || number->op == Op::less || number->op == Op::equal;
      if (from_below && number->value >= bounds.low) {
        bounds.low_open = number->op == Op::greater && !number->upper;
        bounds.low = number->value;
      }
      if (const double high = number->upper.value_or(number->value); from_above && high <= bounds.high) {
        bounds.high_open = number->op == Op::less && !number->upper;
        bounds.high = high;
      }
      if (bounds.low > bounds.high || (bounds.low == bounds.high && (bounds.low_open || bounds.high_open)))
        checking_.error(part.span, ProblemCode::contradiction,
                        "no value satisfies this bound together with the one before it",
                        "check the numbers, or join the tests with or");
    }
  }

  void bring_root_last() {
    if (!place_.empty() && place_.back() + 1 != out_.nodes.size())
      add(Shape::all_of, written_.nodes.back().span, {place_.back()});
  }

  const Written& written_;
  const Definitions& definitions_;
  Problems problems_;
  Checking checking_;
  std::vector<std::uint32_t> place_; ///< of each written node
  std::map<std::uint32_t, std::uint32_t> by_written_;
  Checked out_;
};

} // namespace

Result<Checked> check_rule(const Written& written, const Vocabulary& vocabulary,
                           const Definitions& definitions) {
  return RuleChecker(written, vocabulary, definitions).run();
}

Result<Checked> read_rule(std::string_view text, const Vocabulary& vocabulary,
                          const Definitions& definitions) {
  const auto written = parse_rule(text);
  if (!written) return written.problems();
  return check_rule(*written, vocabulary, definitions);
}

Definitions check_definitions(const std::vector<Definition>& definitions, const Vocabulary& vocabulary,
                              Problems& problems) {
  Definitions out;
  for (const Definition& definition : definitions) {
    const auto checked = read_rule(definition.rule, vocabulary, out);
    problems.absorb(checked.problems(), "definitions[" + definition.id + "]:");
    if (checked) out.add(definition.id, *checked);
  }
  return out;
}

std::string text_of(const Score& score) {
  if (score.points.empty()) return "";
  std::vector<std::string> points;
  for (const double each : score.points)
    points.push_back(number_text(each));
  return "(" + join(points, " + ") + ") " + std::string(symbol(score.op)) + " " + number_text(score.bound);
}

std::string dump(const Checked& checked) {
  std::string out;
  for (std::size_t i = 0; i < checked.nodes.size(); ++i) {
    const CheckedNode& node = checked.nodes[i];
    out += std::to_string(i) + " " + std::string(word(node.shape));
    if (node.shape == Shape::at_least) out += " " + std::to_string(node.need);
    for (const std::uint32_t child : node.children)
      out += " " + std::to_string(child);
    if (node.shape == Shape::test) out += " " + checked.tests[node.test].text;
    if (node.shape == Shape::score) out += " " + text_of(node.score);
    if (!node.text.empty()) out += " \"" + node.text + "\"";
    out += "\n";
  }
  return out;
}

} // namespace cartwright::criteria
