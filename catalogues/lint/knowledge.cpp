#include "catalogues/lint/knowledge.hpp"

#include <algorithm>
#include <optional>

namespace cartwright {

namespace {

using criteria::BoundKind;
using criteria::Checked;
using criteria::CheckedNode;
using criteria::NumberTest;
using criteria::Op;
using criteria::Shape;
using criteria::Test;

/// The number test, when its bound is on the term's own scale or a multiple of a laboratory's limit.
const NumberTest* bounded(const Test& test) {
  const auto* number = std::get_if<NumberTest>(&test.form);
  const bool fits =
      number != nullptr && number->bound != BoundKind::normal && number->bound != BoundKind::abnormal;
  return fits ? number : nullptr;
}

/// Terms with their sample conditions and scale: only equal ones are comparable.
std::string term_of(const Test& test, const NumberTest& number) {
  const std::string relation = number.upper ? " in " : " " + std::string(symbol(number.op)) + " ";
  return std::to_string(static_cast<int>(number.bound)) + " " +
         test.text.substr(0, test.text.rfind(relation));
}

/// The test's text without one part: what two tests must share to be compared by that part.
std::string without(const std::string& text, const std::string& part) {
  const std::size_t at = text.find(part);
  return at == std::string::npos ? text : text.substr(0, at) + text.substr(at + part.size());
}

bool subset(const std::vector<ConceptId>& a, const std::vector<ConceptId>& b) {
  return !a.empty() && std::includes(b.begin(), b.end(), a.begin(), a.end());
}

template <class Form> bool fewer_drugs(const Test& narrow, const Test& wide) {
  const auto *a = std::get_if<Form>(&narrow.form), *b = std::get_if<Form>(&wide.form);
  return a != nullptr && b != nullptr && subset(a->drugs.agents, b->drugs.agents) &&
         without(narrow.text, a->drugs.text) == without(wide.text, b->drugs.text);
}

bool narrower_condition(const Test& narrow, const Test& wide, const Vocabulary& vocabulary) {
  const auto *a = std::get_if<criteria::ConditionTest>(&narrow.form),
             *b = std::get_if<criteria::ConditionTest>(&wide.form);
  return a != nullptr && b != nullptr && vocabulary.is_a(a->condition, b->condition) &&
         without(narrow.text, vocabulary[a->condition].id) == without(wide.text, vocabulary[b->condition].id);
}

bool fewer_words(const Test& narrow, const Test& wide) {
  const auto *a = std::get_if<criteria::WordTest>(&narrow.form),
             *b = std::get_if<criteria::WordTest>(&wide.form);
  if (a == nullptr || b == nullptr || a->field != b->field || a->words.empty() || !a->concepts.empty())
    return false;
  return std::all_of(a->words.begin(), a->words.end(), [&](const std::string& word) {
    return std::find(b->words.begin(), b->words.end(), word) != b->words.end();
  });
}

/// emd(paraskeletal) is emd(any), had_transplant(autologous) is had_transplant(any).
bool one_of_any(const Test& narrow, const Test& wide) {
  for (const std::string head : {"emd", "had_transplant"})
    if (wide.text == head + "(any)" && narrow.text.rfind(head + "(", 0) == 0) return true;
  return false;
}

Truth compare_interval(double low, bool low_open, double high, bool high_open, const NumberTest& test) {
  const auto above = [&](double bound, bool strictly) { // every value lies above
    return low > bound || (low == bound && (!strictly || low_open));
  };
  const auto below = [&](double bound, bool strictly) {
    return high < bound || (high == bound && (!strictly || high_open));
  };
  const double value = test.value;
  if (test.upper) {
    if (above(value, false) && below(*test.upper, false)) return Truth::yes;
    return above(*test.upper, true) || below(value, true) ? Truth::no : Truth::unknown;
  }
  switch (test.op) {
  case Op::at_least:
    return above(value, false) ? Truth::yes : below(value, true) ? Truth::no : Truth::unknown;
  case Op::greater:
    return above(value, true) ? Truth::yes : below(value, false) ? Truth::no : Truth::unknown;
  case Op::at_most:
    return below(value, false) ? Truth::yes : above(value, true) ? Truth::no : Truth::unknown;
  case Op::less:
    return below(value, true) ? Truth::yes : above(value, false) ? Truth::no : Truth::unknown;
  case Op::equal:
    return above(value, true) || below(value, true) ? Truth::no : Truth::unknown;
  case Op::not_equal:
    return above(value, true) || below(value, true) ? Truth::yes : Truth::unknown;
  }
  return Truth::unknown;
}

Truth combined(const CheckedNode& node, const std::vector<Truth>& values) {
  std::uint32_t holding = 0, open = 0;
  for (const std::uint32_t child : node.children) {
    holding += values[child] == Truth::yes ? 1 : 0;
    open += values[child] == Truth::unknown ? 1 : 0;
  }
  const auto all = static_cast<std::uint32_t>(node.children.size());
  if (node.shape == Shape::all_of) return at_least(all, holding, open);
  if (node.shape == Shape::any_of) return at_least(1, holding, open);
  if (node.shape == Shape::at_least) return at_least(node.need, holding, open);
  if (node.shape == Shape::negation) return negate(values[node.children.front()]);
  return Truth::unknown; // statements, and shapes that are not looked into
}

} // namespace

bool implies(const Test& narrow, const Test& wide, const Vocabulary& vocabulary) {
  return narrow.text == wide.text || fewer_drugs<criteria::ExposureTest>(narrow, wide) ||
         fewer_drugs<criteria::RefractoryTest>(narrow, wide) ||
         narrower_condition(narrow, wide, vocabulary) || fewer_words(narrow, wide) ||
         one_of_any(narrow, wide);
}

bool exclusive(const Test& a, const Test& b) {
  const auto *x = std::get_if<criteria::WordTest>(&a.form), *y = std::get_if<criteria::WordTest>(&b.form);
  if (x == nullptr || y == nullptr || x->field != y->field || !x->concepts.empty() || !y->concepts.empty())
    return false;
  return std::none_of(x->words.begin(), x->words.end(), [&](const std::string& word) {
    return std::find(y->words.begin(), y->words.end(), word) != y->words.end();
  });
}

bool Knowledge::contradictory() {
  constexpr int most_rounds = 30; // each learns something; rules are short
  for (int round = 0; round < most_rounds && !contradiction_; ++round) {
    const std::size_t before = learnt_.size();
    for (const Demand& demand : demands_) {
      if (values(*demand.rule).back() == truth_of(!demand.holds)) contradiction_ = true;
      if (!contradiction_) force(*demand.rule, demand.holds);
    }
    if (learnt_.size() == before) break;
  }
  return contradiction_;
}

std::vector<Truth> Knowledge::values(const Checked& rule) const {
  std::vector<Truth> out;
  for (const CheckedNode& node : rule.nodes)
    out.push_back(node.shape == Shape::test ? value(rule.tests[node.test]) : combined(node, out));
  return out;
}

Truth Knowledge::value(const Test& test) const {
  if (const auto known = literals_.find(test.text); known != literals_.end()) return known->second;
  for (const Literal& literal : learnt_) {
    if (literal.holds && implies(*literal.test, test, vocabulary_)) return Truth::yes;
    if (literal.holds && exclusive(*literal.test, test)) return Truth::no;
    if (!literal.holds && implies(test, *literal.test, vocabulary_)) return Truth::no;
  }
  return by_interval(test);
}

Truth Knowledge::by_interval(const Test& test) const {
  const NumberTest* number = bounded(test);
  if (number == nullptr) return Truth::unknown;
  const auto at = intervals_.find(term_of(test, *number));
  if (at == intervals_.end()) return Truth::unknown;
  const Interval& in = at->second;
  return compare_interval(in.low, in.low_open, in.high, in.high_open, *number);
}

/// Walks from the root down: what a node must be decides what its children must be, where it does.
void Knowledge::force(const Checked& rule, bool holds) {
  const std::vector<Truth> known = values(rule);
  std::vector<Truth> wanted(rule.nodes.size(), Truth::unknown);
  wanted.back() = truth_of(holds);
  for (std::size_t i = rule.nodes.size(); i-- > 0 && !contradiction_;) {
    if (wanted[i] == Truth::unknown) continue;
    const CheckedNode& node = rule.nodes[i];
    if (node.shape == Shape::test) {
      learn(rule.tests[node.test], wanted[i] == Truth::yes);
    } else {
      demand_of_children(node, wanted[i] == Truth::yes, known, wanted);
    }
  }
}

void Knowledge::demand_of_children(const CheckedNode& node, bool holds, const std::vector<Truth>& known,
                                   std::vector<Truth>& wanted) const {
  if (node.shape == Shape::negation) {
    wanted[node.children.front()] = truth_of(!holds);
    return;
  }
  const auto all = static_cast<std::uint32_t>(node.children.size());
  const std::uint32_t need = node.shape == Shape::all_of ? all : node.shape == Shape::any_of ? 1 : node.need;
  if (node.shape != Shape::all_of && node.shape != Shape::any_of && node.shape != Shape::at_least) return;
  std::uint32_t yes = 0, no = 0;
  for (const std::uint32_t child : node.children) {
    yes += known[child] == Truth::yes ? 1 : 0;
    no += known[child] == Truth::no ? 1 : 0;
  }
  const bool no_choice = holds ? all - no == need : yes + 1 == need;
  if (!no_choice) return;
  for (const std::uint32_t child : node.children)
    if (known[child] == Truth::unknown) wanted[child] = truth_of(holds);
}

void Knowledge::learn(const Test& test, bool holds) {
  const Truth before = value(test);
  if (before == truth_of(!holds)) contradiction_ = true;
  if (!literals_.emplace(test.text, truth_of(holds)).second) return;
  learnt_.push_back({&test, holds});
  narrow(test, holds);
}

void Knowledge::narrow(const Test& test, bool holds) {
  const NumberTest* number = bounded(test);
  if (number == nullptr || (!holds && number->upper) || (!holds && number->op == Op::equal) ||
      (holds && number->op == Op::not_equal && !number->upper))
    return; // what remains is no interval
  Interval& in = intervals_[term_of(test, *number)];
  const auto from = [&](double bound, bool open) {
    if (bound > in.low || (bound == in.low && open)) {
      in.low = bound;
      in.low_open = open;
    }
  };
  const auto to = [&](double bound, bool open) {
    if (bound < in.high || (bound == in.high && open)) {
      in.high = bound;
      in.high_open = open;
    }
  };
  const Op op = number->op;
  if (number->upper || op == Op::equal || op == Op::not_equal) {
    from(number->value, false);
    to(number->upper.value_or(number->value), false);
  } else if ((op == Op::at_least || op == Op::greater) == holds) {
    from(number->value, holds ? op == Op::greater : op == Op::at_most);
  } else {
    to(number->value, holds ? op == Op::less : op == Op::at_least);
  }
  contradiction_ = contradiction_ || in.empty();
}

} // namespace cartwright
