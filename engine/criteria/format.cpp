// The canonical text of a rule. A rule with comments is left as it is: nothing that a person wrote is lost.
#include <array>

#include "engine/criteria/checked.hpp"
#include "engine/criteria/checking.hpp"
#include "engine/domain/quantity.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::criteria {

namespace {

/// How tightly a piece of text holds together; a looser piece inside a tighter one needs parentheses.
enum class Tightness : std::uint8_t { conditional, any, all, single };

struct Piece {
  std::string text;
  Tightness tightness = Tightness::single;
};

class Formatter {
public:
  Formatter(const Written& written, const Vocabulary& vocabulary, const Definitions& definitions)
      : written_(written), vocabulary_(vocabulary), definitions_(definitions) {}

  std::string run() {
    for (const WrittenNode& node : written_.nodes)
      pieces_.push_back(piece(node));
    return pieces_.back().text;
  }

private:
  std::string inside(std::uint32_t child, Tightness least) const {
    const Piece& part = pieces_[child];
    return part.tightness >= least ? part.text : "(" + part.text + ")";
  }

  std::string joined(const WrittenNode& node, std::string_view between, Tightness least) const {
    std::vector<std::string> parts;
    for (const std::uint32_t child : node.children)
      parts.push_back(inside(child, least));
    return join(parts, between);
  }

  Piece piece(const WrittenNode& node) const {
    switch (node.shape) {
    case Shape::all_of:
      if (node.children.size() == 1)
        return {"all of { " + pieces_[node.children[0]].text + " }", Tightness::single};
      return {joined(node, " and ", Tightness::single), Tightness::all};
    case Shape::any_of:
      if (node.children.size() == 1)
        return {"any of { " + pieces_[node.children[0]].text + " }", Tightness::single};
      return {joined(node, " or ", Tightness::all), Tightness::any};
    case Shape::at_least:
      return {"at least " + std::to_string(node.need) + " of { " +
                  joined(node, "; ", Tightness::conditional) + " }",
              Tightness::single};
    case Shape::negation:
      return {"not " + inside(node.children[0], Tightness::single), Tightness::single};
    case Shape::conditional:
      return {"if " + pieces_[node.children[0]].text + " then " + pieces_[node.children[1]].text + " else " +
                  pieces_[node.children[2]].text,
              Tightness::conditional};
    case Shape::implication:
      return {joined(node, " implies ", Tightness::single), Tightness::conditional};
    case Shape::conflict:
      return {"conflict of { " + joined(node, "; ", Tightness::conditional) + " }", Tightness::single};
    case Shape::score:
      return {score_text(node), Tightness::single};
    case Shape::test:
      return {test_text(node), Tightness::single};
    case Shape::judgement:
    case Shape::not_public:
    case Shape::not_evaluated:
      return {std::string(word(node.shape)) + " \"" + node.text + "\"", Tightness::single};
    }
    return {};
  }

  std::string score_text(const WrittenNode& node) const {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < node.children.size(); ++i)
      parts.push_back(number_text(node.score.points[i]) + ": " + pieces_[node.children[i]].text);
    return "score { " + join(parts, "; ") + " } " + std::string(symbol(node.score.relation)) + " " +
           number_text(node.score.bound);
  }

  /// The canonical spelling comes from checking the test alone; a definition keeps its name.
  std::string test_text(const WrittenNode& node) const {
    Written alone;
    alone.source = written_.source;
    alone.tests = {written_.tests[node.test]};
    WrittenNode root = node;
    root.test = 0;
    alone.nodes = {root};
    const std::string as_written = text_as_written(written_.tests[node.test], node.span);
    const auto checked = check_rule(alone, vocabulary_, definitions_);
    if (!checked || checked->tests.size() != 1) return as_written;
    const std::string& canonical = checked->tests.front().text;
    const bool negated = checked->nodes.back().shape == Shape::negation;
    const bool one_test = checked->nodes.size() == (negated ? 2U : 1U);
    if (!one_test || written_.tests[node.test].head.text !=
                         canonical.substr(0, written_.tests[node.test].head.text.size()))
      return as_written;
    return negated ? "not " + canonical : canonical;
  }

  std::string text_as_written(const WrittenTest& test, Span span) const {
    return std::string(trimmed(
        std::string_view(written_.source).substr(test.head.span.begin, span.end - test.head.span.begin)));
  }

  const Written& written_;
  const Vocabulary& vocabulary_;
  const Definitions& definitions_;
  std::vector<Piece> pieces_;
};

} // namespace

Result<std::string> format_rule(std::string_view text, const Vocabulary& vocabulary,
                                const Definitions& definitions) {
  const auto written = parse_rule(text);
  if (!written) return written.problems();
  const auto checked = check_rule(*written, vocabulary, definitions);
  if (!checked) return checked.problems();
  if (text.find('#') != std::string_view::npos) return std::string(text);
  return Formatter(*written, vocabulary, definitions).run();
}

} // namespace cartwright::criteria
