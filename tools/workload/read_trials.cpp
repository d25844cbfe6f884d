// Trials of the workload as checked expressions.
#include <algorithm>
#include <array>

#include "engine/domain/text.hpp"
#include "tools/workload/workload.hpp"
#include "tools/workload/workload_json.hpp"

namespace cartwright::workload {

namespace {

using namespace criteria;

constexpr std::array stages = {"I", "II", "III", "IVA", "IVB"};

std::optional<Op> op_of(std::string_view word) {
  if (word == ">=") return Op::at_least;
  if (word == "<=") return Op::at_most;
  if (word == ">") return Op::greater;
  if (word == "<") return Op::less;
  return std::nullopt;
}

/// Writes one expression after another; children come before their parents.
class RuleWriter {
public:
  explicit RuleWriter(const Words& words) : words_(words) {}

  /// False at an operator that is not known.
  bool write(Json from, Checked& out) {
    out_ = &out;
    return visit(from, 0).has_value();
  }

private:
  using Node = std::uint32_t;
  static constexpr std::uint32_t deepest = criteria::deepest_nesting;

  Node add(Shape shape, std::vector<Node> children, std::uint32_t test = 0) {
    CheckedNode node;
    node.shape = shape;
    node.children = std::move(children);
    node.test = test;
    out_->nodes.push_back(std::move(node));
    return static_cast<Node>(out_->nodes.size() - 1);
  }
  Node add(TestForm form, std::string text) {
    out_->tests.push_back({std::move(form), std::move(text)});
    return add(Shape::test, {}, static_cast<std::uint32_t>(out_->tests.size() - 1));
  }
  Node negated(Node node) { return add(Shape::negation, {node}); }

  /// The generator nests a few levels; a hostile file is refused.
  std::optional<Node> visit(Json from, std::uint32_t depth) {
    if (depth > deepest) return std::nullopt;
    const std::string_view op = text_at(from, "op");
    if (op == "and" || op == "or") return group(from, op == "and" ? Shape::all_of : Shape::any_of, depth);
    if (op == "not") {
      const auto arg = member(from, "arg");
      const auto node = arg ? visit(*arg, depth + 1) : std::nullopt;
      return node ? std::optional(negated(*node)) : std::nullopt;
    }
    if (op == "if") return conditional(from, depth);
    if (op == "cmp") return number(text_at(from, "fact"), from, "");
    if (op == "ag") return antigen(from);
    if (op == "lab") return lab(from);
    if (op == "in") return one_of(from);
    if (op == "flag") return flag(from);
    if (op == "set") return set(from);
    if (op == "refr") return refractory(from);
    if (op == "washout") return washout(from);
    return std::nullopt;
  }

  std::optional<Node> group(Json from, Shape shape, std::uint32_t depth) {
    std::vector<Node> parts;
    for (const Json arg : list_at(from, "args")) {
      const auto part = visit(arg, depth + 1);
      if (!part) return std::nullopt;
      parts.push_back(*part);
    }
    if (parts.empty()) return std::nullopt;
    return parts.size() == 1 ? parts.front() : add(shape, std::move(parts));
  }

  /// (C and A) or (not C and B), as the checker spells it out.
  std::optional<Node> conditional(Json from, std::uint32_t depth) {
    std::array<std::optional<Node>, 3> parts;
    const char* const names[] = {"cond", "then", "else"};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto part = member(from, names[i]);
      parts[i] = part ? visit(*part, depth + 1) : std::nullopt;
      if (!parts[i]) return std::nullopt;
    }
    const Node yes = add(Shape::all_of, {*parts[0], *parts[1]});
    const Node no = add(Shape::all_of, {negated(*parts[0]), *parts[2]});
    return add(Shape::any_of, {yes, no});
  }

  std::optional<Node> compared(NumberTest test, std::string_view term, std::string_view op, double value,
                               std::string_view unit) {
    const auto known = op_of(op);
    if (!known) return std::nullopt;
    test.op = *known;
    test.value = value;
    test.bound_text = number_text(value) + (unit.empty() ? "" : " " + std::string(unit));
    std::string text = std::string(term) + " " + std::string(symbol(*known)) + " " + test.bound_text;
    return add(std::move(test), std::move(text));
  }

  std::optional<Node> number(std::string_view fact, Json from, std::string_view unit) {
    NumberTest test;
    test.term.kind = fact == "age"    ? NumberKind::age
                     : fact == "ecog" ? NumberKind::ecog
                                      : NumberKind::measurement;
    if (test.term.kind == NumberKind::measurement)
      test.term.subject = words_.find(fact, ConceptKind::measurement);
    const auto value = number_at(from, "val");
    return value ? compared(std::move(test), fact, text_at(from, "cmp"), *value, unit) : std::nullopt;
  }

  std::optional<Node> antigen(Json from) {
    NumberTest test;
    test.term.kind = NumberKind::antigen_percent;
    const std::string name(text_at(from, "antigen"));
    test.term.antigen.antigen = words_.find(name, ConceptKind::antigen);
    const auto value = number_at(from, "val");
    return value ? compared(std::move(test), "antigen(" + name + ")", text_at(from, "cmp"), *value, "%")
                 : std::nullopt;
  }

  /// The bound in the stored unit, so that 8 g/dL and 80 g/L are one test.
  std::optional<Node> lab(Json from) {
    NumberTest test;
    const std::string name(text_at(from, "lab"));
    test.term.kind = NumberKind::measurement;
    test.term.subject = words_.find(name, ConceptKind::measurement);
    const auto days = number_at(from, "maxAge"), value = number_at(from, "val");
    if (!days || !value) return std::nullopt;
    test.term.sample.within = Period{static_cast<std::int32_t>(*days), PeriodUnit::days};
    const MeasurementFacts& facts = *words_.vocabulary()[test.term.subject].measurement;
    const Unit* unit = units_.find(text_at(from, "unit"));
    const auto stored = to_stored_unit(facts, *value, unit == nullptr ? *facts.unit : *unit);
    if (!stored) return std::nullopt;
    return compared(std::move(test), name + "[within " + number_text(*days) + " d]", text_at(from, "cmp"),
                    *stored, facts.unit->symbol);
  }

  std::optional<Node> one_of(Json from) {
    const std::string_view fact = text_at(from, "fact");
    if (fact == "stage") return stage(from);
    WordTest test;
    test.field = fact == "sex" ? WordField::sex : WordField::diagnosis;
    for (const Json each : list_at(from, "vals")) {
      const std::string word(text_of(each));
      test.words.push_back(fact != "sex" ? word : word == "F" ? "female" : "male");
      if (fact != "sex") test.concepts.push_back(words_.find(word, ConceptKind::condition));
    }
    std::string text = std::string(fact) + " is " + join(test.words, " or ");
    return add(std::move(test), std::move(text));
  }

  std::optional<Node> stage(Json from) {
    std::vector<Node> parts;
    for (const Json each : list_at(from, "vals"))
      for (std::size_t i = 0; i < stages.size(); ++i) {
        if (text_of(each) != stages[i]) continue;
        NumberTest test;
        test.term.kind = NumberKind::measurement;
        test.term.subject = words_.find("stage", ConceptKind::measurement);
        test.op = Op::equal;
        test.value = static_cast<double>(i);
        test.bound_text = number_text(test.value);
        std::string text = "stage = " + test.bound_text;
        parts.push_back(add(std::move(test), std::move(text)));
      }
    if (parts.empty()) return std::nullopt;
    return add(Shape::any_of, std::move(parts));
  }

  Node has(const std::string& word) {
    ConditionTest test;
    test.condition = words_.find(word, ConceptKind::condition);
    return add(test, "has(" + word + ")");
  }

  std::optional<Node> flag(Json from) {
    const auto is = flag_at(from, "is");
    if (!is) return std::nullopt;
    const Node node = has(std::string(text_at(from, "flag")));
    return *is ? node : negated(node);
  }

  std::optional<Node> set(Json from) {
    const std::string_view fact = text_at(from, "fact"), mode = text_at(from, "mode");
    const auto any = fact == "classes" || fact == "targets" ? exposed(from, fact == "classes")
                     : fact == "biomarkers"                 ? markers(from, mode == "all")
                                                            : conditions(from, mode == "all");
    if (!any) return std::nullopt;
    return mode == "none" ? negated(*any) : *any;
  }

  /// Drugs of the classes, or aimed at the targets, that the list names.
  DrugSet drugs(Json from, std::string_view key, bool by_class) {
    DrugSet out;
    std::vector<std::string> names;
    for (const Json each : list_at(from, key)) {
      names.emplace_back(text_of(each));
      const auto agents =
          by_class ? words_.vocabulary().agents_below(words_.find(names.back(), ConceptKind::drug_class))
                   : words_.vocabulary().agents_aimed_at(words_.find(names.back(), ConceptKind::antigen));
      out.agents.insert(out.agents.end(), agents.begin(), agents.end());
    }
    std::sort(out.agents.begin(), out.agents.end());
    std::sort(names.begin(), names.end());
    out.text = (by_class ? "any of {" : "targets {") + join(names, "; ") + "}";
    return out;
  }

  std::optional<Node> exposed(Json from, bool by_class) {
    ExposureTest test;
    test.drugs = drugs(from, "vals", by_class);
    std::string text = "exposed(" + test.drugs.text + ")";
    return add(std::move(test), std::move(text));
  }

  std::optional<Node> markers(Json from, bool all) {
    std::vector<Node> parts;
    MarkerTest any;
    std::vector<std::string> names;
    for (const Json each : list_at(from, "vals")) {
      names.emplace_back(text_of(each));
      any.markers.push_back(words_.find(names.back(), ConceptKind::marker));
    }
    if (!all) {
      std::string text = "marker(any of {" + join(names, "; ") + "})";
      return add(std::move(any), std::move(text));
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      MarkerTest one;
      one.markers = {any.markers[i]};
      parts.push_back(add(std::move(one), "marker(" + names[i] + ")"));
    }
    return add(Shape::all_of, std::move(parts));
  }

  std::optional<Node> conditions(Json from, bool all) {
    std::vector<Node> parts;
    for (const Json each : list_at(from, "vals"))
      parts.push_back(has(std::string(text_of(each))));
    if (parts.empty()) return std::nullopt;
    return parts.size() == 1 ? parts.front() : add(all ? Shape::all_of : Shape::any_of, std::move(parts));
  }

  /// See therapies() of the patients: the flag of refractoriness is carried as the reason for stopping.
  std::optional<Node> refractory(Json from) {
    IntolerantTest test;
    test.drugs = drugs(from, "classes", true);
    std::string text = "intolerant(" + test.drugs.text + ")";
    return add(std::move(test), std::move(text));
  }

  std::optional<Node> washout(Json from) {
    const auto days = number_at(from, "days");
    if (!days) return std::nullopt;
    WashoutTest test;
    test.of.kind = EventKind::last_dose;
    test.of.drugs = drugs(from, "classes", true);
    test.of.text = test.of.drugs.text;
    test.interval.fixed = Period{static_cast<std::int32_t>(*days), PeriodUnit::days};
    std::string text = "washout(" + test.of.text + "; " + number_text(*days) + " d)";
    return add(std::move(test), std::move(text));
  }

  const Words& words_;
  UnitWords units_;
  Checked* out_ = nullptr;
};

bool read_trial(Json from, RuleWriter& writer, TrialRule& out) {
  out.id = std::string(text_at(from, "id"));
  const auto root = member(from, "criteria");
  if (!root) return false;
  const auto write = [&](Json part) {
    out.criteria.emplace_back();
    return writer.write(part, out.criteria.back());
  };
  if (text_at(*root, "op") != "and") return write(*root);
  for (const Json part : list_at(*root, "args"))
    if (!write(part)) return false;
  return !out.criteria.empty();
}

} // namespace

Result<Dated> read_trials(const std::filesystem::path& file, const Words& words, const TakeTrial& take) {
  Problems problems;
  JsonFile json;
  const auto root = json.read(file, problems);
  if (!root) return problems;
  const auto as_of = parse_day(text_at(*root, "asof"));
  if (!as_of)
    problems.error(ProblemCode::impossible_date, file.string() + ": asof", "the date is not understood", "");
  RuleWriter writer(words);
  std::size_t index = 0;
  for (const Json each : list_at(*root, "trials")) {
    TrialRule trial;
    if (read_trial(each, writer, trial))
      take(std::move(trial));
    else
      problems.error(ProblemCode::malformed, file.string() + ": trials[" + std::to_string(index) + "]",
                     "its criteria hold an operator or a value that is not known",
                     "generate the workload again");
    ++index;
  }
  if (index == 0)
    problems.error(ProblemCode::missing_key, file.string() + ": trials", "there are no trials", "");
  if (problems.has_errors()) return problems;
  return Dated{*as_of};
}

} // namespace cartwright::workload
