#include "indexes/rule_facts.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

using namespace criteria;

/// A test that a rule needs to hold (or, negated, not to hold) whatever else it says.
struct Needed {
  const Test* test;
  bool holds;
};

/// all_of that must hold needs each part; any_of that must not hold needs each part not to.
void collect(const Checked& rule, std::uint32_t at, bool holds, std::vector<Needed>& out) {
  const CheckedNode& node = rule.nodes[at];
  if (node.shape == Shape::test) return out.push_back({&rule.tests[node.test], holds});
  const bool through =
      node.shape == (holds ? Shape::all_of : Shape::any_of) ||
      (node.children.size() == 1 && (node.shape == Shape::all_of || node.shape == Shape::any_of));
  if (through)
    for (const std::uint32_t child : node.children)
      collect(rule, child, holds, out);
  if (node.shape == Shape::negation) collect(rule, node.children[0], !holds, out);
}

std::vector<Needed> needed_of(const Checked& rule, const Criterion& criterion) {
  std::vector<Needed> out;
  collect(rule, static_cast<std::uint32_t>(rule.nodes.size() - 1), criterion.kind == CriterionKind::inclusion,
          out);
  return out;
}

bool any_episode(const EpisodeFilter& which) {
  return !which.dose && which.intents.empty() && which.in == Position::anywhere;
}

class Reader {
public:
  Reader(const Trial& trial, const Vocabulary& vocabulary) : trial_(trial), vocabulary_(vocabulary) {
    if (const auto id = vocabulary.known("BCMA", ConceptKind::antigen)) {
      const auto agents = vocabulary.agents_aimed_at(*id);
      bcma_.assign(agents.begin(), agents.end());
      std::sort(bcma_.begin(), bcma_.end());
    }
  }

  void read(const Criterion& criterion, const Checked& rule) {
    const bool everywhere = criterion.scope.empty();
    for (const Test& test : rule.tests)
      if (speaks_of_bcma(test)) raise(PriorTherapyRule::restricted);
    for (const Needed& each : needed_of(rule, criterion))
      std::visit([&](const auto& form) { read(form, each.holds, everywhere); }, each.test->form);
    for (const Test& test : rule.tests)
      if (const auto* words = std::get_if<WordTest>(&test.form);
          words && words->field == WordField::diagnosis)
        for (const ConceptId id : words->concepts)
          if (std::find(out_.conditions.begin(), out_.conditions.end(), id) == out_.conditions.end())
            out_.conditions.push_back(id);
  }

  RuleFacts finish() && {
    std::sort(out_.guards.begin(), out_.guards.end());
    out_.guards.erase(std::unique(out_.guards.begin(), out_.guards.end()), out_.guards.end());
    return std::move(out_);
  }

private:
  /// Aimed at BCMA and at nothing else: a set over all drugs of a class does not speak of BCMA.
  bool only_bcma(const DrugSet& drugs) const {
    return !drugs.agents.empty() &&
           std::includes(bcma_.begin(), bcma_.end(), drugs.agents.begin(), drugs.agents.end());
  }

  bool speaks_of_bcma(const Test& test) const {
    const DrugSet* drugs = std::visit(
        [](const auto& form) -> const DrugSet* {
          if constexpr (requires { form.drugs; })
            return &form.drugs;
          else if constexpr (requires { form.is; })
            return &form.is;
          else if constexpr (requires { form.of.drugs; })
            return &form.of.drugs;
          else if constexpr (requires { form.since.drugs; })
            return &form.since.drugs;
          else
            return nullptr;
        },
        test.form);
    return drugs != nullptr && only_bcma(*drugs);
  }

  void raise(PriorTherapyRule rule) { out_.prior_bcma = std::max(out_.prior_bcma, rule); }

  template <class Form> void read(const Form& form, bool holds, bool everywhere) {
    if constexpr (requires {
                    form.drugs;
                    form.which;
                  })
      read_drugs(form, holds, everywhere);
  }

  /// Exposure, refractoriness, progression, response: needed, all of them speak of an earlier therapy.
  template <class Form> void read_drugs(const Form& form, bool holds, bool everywhere) {
    if (only_bcma(form.drugs)) {
      if (holds &&
          form.drugs.agents.size() > 1) // one drug of a study that goes on is no rule on BCMA therapy
        raise(everywhere ? PriorTherapyRule::required : PriorTherapyRule::some_cohorts);
      else if (std::is_same_v<Form, ExposureTest> && everywhere && form.drugs.agents == bcma_)
        raise(PriorTherapyRule::excluded);
    }
    if constexpr (std::is_same_v<Form, ExposureTest>)
      if (!holds && everywhere && !form.min_cycles && any_episode(form.which))
        for (const ConceptId agent : form.drugs.agents)
          out_.guards.push_back("exposed:" + vocabulary_[agent].id);
  }

  void read(const NumberTest& test, bool holds, bool everywhere) {
    if (!holds || test.term.kind != NumberKind::age || test.bound != BoundKind::absolute) return;
    std::optional<double> low, high;
    if (test.upper)
      low = test.value, high = test.upper;
    else if (test.op == Op::at_least || test.op == Op::greater)
      low = test.value;
    else if (test.op == Op::at_most || test.op == Op::less)
      high = test.value;
    else
      return;
    if (low) out_.age_low = out_.age_low ? std::min(*out_.age_low, *low) : *low;
    if (high) out_.age_high = out_.age_high ? std::max(*out_.age_high, *high) : *high;
    if (high && everywhere) out_.guard_age = out_.guard_age ? std::min(*out_.guard_age, *high) : *high;
  }

  /// Each word that fails the test is a guard.
  void read(const WordTest& test, bool holds, bool everywhere) {
    if (!everywhere) return;
    const auto guard = [&](const char* field, std::initializer_list<const char*> known) {
      for (const char* word : known)
        if (holds != (std::find(test.words.begin(), test.words.end(), word) != test.words.end()))
          out_.guards.push_back(std::string(field) + ":" + word);
    };
    if (test.field == WordField::sex) guard("sex", {"female", "male"});
    if (test.field == WordField::status)
      guard("status", {"newly_diagnosed", "relapsed_refractory", "in_response", "smouldering"});
  }

  void read(const TransplantTest& test, bool holds, bool everywhere) {
    if (holds || !everywhere || test.at_least > 1) return;
    if (test.type != EventKind::transplant_autologous) out_.guards.push_back("transplant:allogeneic");
    if (test.type != EventKind::transplant_allogeneic) out_.guards.push_back("transplant:autologous");
  }

  const Trial& trial_;
  const Vocabulary& vocabulary_;
  std::vector<ConceptId> bcma_;
  RuleFacts out_;
};

} // namespace

std::string_view word(PriorTherapyRule rule) {
  constexpr std::string_view words[] = {"not_stated", "restricted", "excluded", "some_cohorts", "required"};
  return words[static_cast<std::size_t>(rule)];
}

RuleFacts rule_facts(const Trial& trial, const Vocabulary& vocabulary,
                     const criteria::Definitions& definitions) {
  Reader reader(trial, vocabulary);
  for (const Criterion& criterion : trial.criteria)
    // A rule that cannot be read is the catalogue check's to tell; it filters nothing here.
    if (const auto rule = read_rule(criterion.evaluated_rule(), vocabulary, definitions))
      reader.read(criterion, *rule);
  return std::move(reader).finish();
}

} // namespace cartwright
