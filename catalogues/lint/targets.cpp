#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "catalogues/lint/lint_parts.hpp"
#include "engine/criteria/written.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

using Antigens = std::set<ConceptId>;

/// Pieces of free text between separators, each of which may be a name: "LCAR-B38M / cilta-cel".
std::vector<std::string> pieces(const std::string& text) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (std::string_view("/,;+()").find(c) != std::string_view::npos)
      out.emplace_back();
    else
      out.back() += c;
  }
  for (std::string& piece : out)
    piece = std::string(trimmed(piece));
  out.erase(std::remove(out.begin(), out.end(), ""), out.end());
  return out;
}

std::vector<ConceptId> agents_named(const std::string& text, const Vocabulary& vocabulary) {
  std::vector<ConceptId> out;
  for (const std::string& piece : pieces(text))
    if (const auto found = vocabulary.named(piece, ConceptKind::agent)) out.push_back(*found);
  return out;
}

std::string antigen_names(const Antigens& antigens, const Vocabulary& vocabulary) {
  std::vector<std::string> out;
  for (const ConceptId id : antigens)
    out.push_back(vocabulary[id].id);
  return join(out, ", ");
}

/// The T cell's own antigen is no target.
Antigens without_effector(std::span<const ConceptId> antigens, const Vocabulary& vocabulary) {
  Antigens out;
  for (const ConceptId antigen : antigens)
    if (vocabulary[antigen].id != "CD3") out.insert(antigen);
  return out;
}

/// Every product that the text names is an agent of the vocabulary.
bool all_known(const std::string& text, const Vocabulary& vocabulary) {
  return agents_named(text, vocabulary).size() == pieces(text).size();
}

/// Products of the trial's own kind only: a partner drug aims elsewhere.
void lint_products(const LintTrial& of) {
  const Vocabulary& vocabulary = *of.catalogue.vocabulary;
  const Antigens wanted = without_effector(of.trial.targets, vocabulary);
  Antigens hit;
  bool own = false;
  for (const ConceptId agent : agents_named(of.trial.product + "; " + of.trial.construct, vocabulary)) {
    const Antigens targets = without_effector(vocabulary.targets_of(agent), vocabulary);
    if (vocabulary[agent].modality != of.trial.modality || targets.empty()) continue;
    own = true;
    hit.insert(targets.begin(), targets.end());
    if (std::none_of(targets.begin(), targets.end(), [&](ConceptId id) { return wanted.contains(id); }))
      of.out.error(ProblemCode::wrong_target, of.place("product"),
                   vocabulary[agent].id + " is aimed at " + antigen_names(targets, vocabulary) +
                       ", the trial says " + antigen_names(wanted, vocabulary),
                   "mend targets, or the name");
  }
  if (own && all_known(of.trial.product, vocabulary) &&
      !std::includes(hit.begin(), hit.end(), wanted.begin(), wanted.end()))
    of.out.warning(ProblemCode::wrong_target, of.place("targets"),
                   "the products named are aimed at " + antigen_names(hit, vocabulary) +
                       " only, the trial says " + antigen_names(wanted, vocabulary),
                   "mend targets, or name the other product");
}

/// Antigens that stand in running text by name.
Antigens antigens_said(const std::string& text, const Vocabulary& vocabulary) {
  Antigens out;
  std::string word;
  const auto close = [&] {
    const auto found = word.size() < 3 ? std::nullopt : vocabulary.named(word, ConceptKind::antigen);
    if (found) out.insert(*found);
    word.clear();
  };
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0)
      word += c;
    else
      close();
  close();
  return out;
}

/// Antigens that a rule asks about by name: after `target`, and as the subject of `antigen`.
Antigens antigens_asked(const criteria::Written& rule, const Vocabulary& vocabulary) {
  Antigens out;
  const auto note = [&](const criteria::Token& token) {
    if (const auto found = vocabulary.named(token.text, ConceptKind::antigen)) out.insert(*found);
  };
  const auto look = [&](const std::vector<criteria::Phrase>& phrases) {
    for (const criteria::Phrase& phrase : phrases)
      for (std::size_t i = 1; i < phrase.tokens.size(); ++i)
        if (phrase.tokens[i - 1].text == "target") note(phrase.tokens[i]);
  };
  for (const criteria::WrittenTest& test : rule.tests) {
    if (test.head.text == "antigen" && !test.arguments.empty() && !test.arguments[0].tokens.empty())
      note(test.arguments[0].tokens[0]);
    look(test.arguments);
    look(test.operand);
  }
  return out;
}

void lint_rule_targets(const LintTrial& of, const Criterion& criterion) {
  const Vocabulary& vocabulary = *of.catalogue.vocabulary;
  const auto rule = criteria::parse_rule(criterion.evaluated_rule());
  if (!rule) return;
  const Antigens said = antigens_said(criterion.says, vocabulary), asked = antigens_asked(*rule, vocabulary);
  const bool shared =
      std::any_of(asked.begin(), asked.end(), [&](ConceptId id) { return said.contains(id); });
  if (!said.empty() && !asked.empty() && !shared)
    of.out.warning(ProblemCode::wrong_target, of.place(criterion, "rule"),
                   "the sentence speaks of " + antigen_names(said, vocabulary) + ", the rule of " +
                       antigen_names(asked, vocabulary),
                   "mend the one that is wrong");
}

/// "exposed(target BCMA; except cevostamab)": an exception that takes nothing away.
void lint_exceptions(const LintTrial& of, const Criterion& criterion) {
  const Vocabulary& vocabulary = *of.catalogue.vocabulary;
  const auto rule = criteria::parse_rule(criterion.evaluated_rule());
  if (!rule) return;
  for (const criteria::WrittenTest& test : rule->tests) {
    if (test.head.text != "exposed" && test.head.text != "refractory") continue;
    for (const criteria::Phrase& phrase : test.arguments) {
      if (phrase.tokens.size() != 2 || phrase.tokens[0].text != "except") continue;
      const auto& first = test.arguments.front().tokens;
      if (first.size() != 2 || first[0].text != "target") continue;
      const std::array kinds = {ConceptKind::agent, ConceptKind::drug_class};
      const Lookup left_out = vocabulary.find(phrase.tokens[1].text, kinds),
                   antigen = vocabulary.find(first[1].text, ConceptKind::antigen);
      if (left_out.state != Lookup::State::found || antigen.state != Lookup::State::found) continue;
      const auto without = vocabulary.agents_below(left_out.concept_id),
                 aimed = vocabulary.agents_aimed_at(antigen.concept_id);
      if (std::none_of(without.begin(), without.end(), [&](ConceptId agent) {
            return std::find(aimed.begin(), aimed.end(), agent) != aimed.end();
          }))
        of.out.warning(ProblemCode::wrong_target, of.place(criterion, "rule"),
                       phrase.tokens[1].text + " is not aimed at " + first[1].text +
                           ": the exception takes nothing away",
                       "look up what the drug is aimed at");
    }
  }
}

} // namespace

void lint_targets(const LintTrial& of) {
  lint_products(of);
  for (const Criterion& criterion : of.trial.criteria) {
    lint_rule_targets(of, criterion);
    lint_exceptions(of, criterion);
  }
}

void lint_words(const LintTrial& of) {
  const Vocabulary& vocabulary = *of.catalogue.vocabulary;
  const std::string& product = of.trial.product;
  if (!product.empty() && agents_named(product, vocabulary).empty()) {
    const Lookup found = vocabulary.find(product, ConceptKind::agent);
    of.out.warning(
        ProblemCode::unknown_word, of.place("product"), "\"" + product + "\" is no agent of the vocabulary",
        found.choices.empty() ? "add it to vocabulary/agents.json, or write null and describe the construct"
                              : "nearest: " + join_or(found.choices));
  }
  for (std::size_t i = 0; i < of.trial.lymphodepletion.size(); ++i) {
    const std::string& name = of.trial.lymphodepletion[i];
    const Lookup found = vocabulary.find(name, ConceptKind::agent);
    if (found.state != Lookup::State::found)
      of.out.warning(ProblemCode::unknown_word, of.place("lymphodepletion[" + std::to_string(i) + "]"),
                     "\"" + name + "\" is no agent of the vocabulary",
                     found.choices.empty() ? "add it to vocabulary/agents.json"
                                           : "nearest: " + join_or(found.choices));
  }
}

} // namespace cartwright
