// The oracle on therapies and transplants.
#include <algorithm>
#include <functional>

#include "tests/support/oracle_facts.hpp"

namespace cartwright::test {

using criteria::Phrase;
using criteria::Relation;
using criteria::Token;
using criteria::TokenKind;
using criteria::WrittenTest;
using nlohmann::json;

namespace {

/// The word or one of its parents, or theirs, is the class.
bool below(const ConceptRecord& record, const std::string& wide, const Vocabulary& vocabulary,
           int depth = 0) {
  if (record.id == wide) return true;
  if (depth > 20) return false;
  for (const std::string& parent : record.parents) {
    const Lookup found = vocabulary.find(parent, ConceptKind::drug_class);
    if (found.state == Lookup::State::found &&
        below(vocabulary[found.concept_id], wide, vocabulary, depth + 1))
      return true;
  }
  return false;
}

std::optional<std::string> concept_word(const std::string& text, const Vocabulary& vocabulary) {
  const ConceptKind kinds[] = {ConceptKind::agent, ConceptKind::drug_class};
  const Lookup found = vocabulary.find(text, kinds);
  if (found.state != Lookup::State::found) return std::nullopt;
  return vocabulary[found.concept_id].id;
}

using Names = std::set<std::string>;

Names named(const std::string& word, const Vocabulary& vocabulary) {
  Names out;
  for (const ConceptId id : vocabulary.all(ConceptKind::agent))
    if (below(vocabulary[id], word, vocabulary)) out.insert(vocabulary[id].id);
  return out;
}

Names aimed_at(const std::string& antigen, const Vocabulary& vocabulary) {
  Names out;
  for (const ConceptId id : vocabulary.all(ConceptKind::agent))
    for (const std::string& target : vocabulary[id].targets)
      if (target == antigen) out.insert(vocabulary[id].id);
  return out;
}

/// A single word, or `target WORD`.
std::optional<Names> single(const std::vector<Token>& tokens, const Vocabulary& vocabulary) {
  if (tokens.size() == 2 && tokens[0].text == "target") return aimed_at(tokens[1].text, vocabulary);
  if (tokens.size() != 1) return std::nullopt;
  const auto word = concept_word(tokens[0].text, vocabulary);
  if (!word) return std::nullopt;
  return named(*word, vocabulary);
}

/// `any of {A; B}`
std::optional<Names> base(const Phrase& phrase, const Vocabulary& vocabulary) {
  const auto& tokens = phrase.tokens;
  if (tokens.size() < 3 || tokens[0].text != "any") return single(tokens, vocabulary);
  Names out;
  std::vector<Token> part;
  for (std::size_t i = 3; i < tokens.size(); ++i) {
    if (tokens[i].text != ";" && tokens[i].text != "}") {
      part.push_back(tokens[i]);
      continue;
    }
    const auto more = single(part, vocabulary);
    if (!more) return std::nullopt;
    out.insert(more->begin(), more->end());
    part.clear();
  }
  return out;
}

} // namespace

std::optional<Names> oracle_drugs(const std::vector<Phrase>& phrases, std::vector<Phrase>& others,
                                  const Vocabulary& vocabulary) {
  if (phrases.empty()) return std::nullopt;
  auto out = base(phrases[0], vocabulary);
  for (std::size_t i = 1; out && i < phrases.size(); ++i) {
    const auto& tokens = phrases[i].tokens;
    const bool by = tokens[0].text == "by", except = tokens[0].text == "except";
    if (!by && !except) {
      others.push_back(phrases[i]);
      continue;
    }
    Names limit;
    for (std::size_t t = 1; t < tokens.size(); ++t)
      if (tokens[t].text != "or")
        if (const auto word = concept_word(tokens[t].text, vocabulary))
          for (const std::string& name : named(*word, vocabulary))
            limit.insert(name);
    Names kept;
    for (const std::string& name : *out)
      if (limit.contains(name) == by) kept.insert(name);
    out = kept;
  }
  return out;
}

namespace {

using Evaluate = std::function<std::optional<Truth>(const OracleFacts&)>;

class History : public OracleTest {
public:
  explicit History(Evaluate evaluate) : evaluate_(std::move(evaluate)) {}
  std::optional<Truth> value(const OracleFacts& facts) const override { return evaluate_(facts); }

private:
  Evaluate evaluate_;
};

/// What an episode held: certainly one of these, certainly none, or not plain.
std::optional<bool> held(const json& episode, const Names& drugs, const Vocabulary& vocabulary) {
  if (episode.contains("uncertain") || episode.contains("regimen")) return std::nullopt;
  bool plain = true, out = false;
  for (const std::string name : episode["agents"]) {
    const Lookup found = vocabulary.find(name, ConceptKind::agent);
    if (found.state != Lookup::State::found || vocabulary[found.concept_id].generic) plain = false;
    if (found.state == Lookup::State::found && drugs.contains(vocabulary[found.concept_id].id)) out = true;
  }
  if (out) return true;
  return plain ? std::optional(false) : std::nullopt;
}

bool usual_in_conditioning(const Names& drugs) {
  for (const char* drug :
       {"melphalan", "busulfan", "fludarabine", "cyclophosphamide", "treosulfan", "thiotepa"})
    if (drugs.contains(drug)) return true;
  return false;
}

std::optional<Truth> exposed(const Names& drugs, const Vocabulary& vocabulary, const OracleFacts& facts) {
  bool plain = true;
  for (const json& episode : facts.list("therapies", "episodes")) {
    const auto one = held(episode, drugs, vocabulary);
    if (one && *one) return Truth::yes;
    plain = plain && one;
  }
  if (!plain || usual_in_conditioning(drugs)) return std::nullopt;
  return facts.complete("therapies") ? Truth::no : Truth::unknown;
}

/// "28 d", "5 half_lives", or the shorter or longer of both.
struct Washout {
  std::optional<OraclePeriod> days;
  double lives = 0;
  bool longer = false;
};

std::optional<Washout> washout_in(const std::vector<Phrase>& others) {
  std::optional<Washout> out;
  for (const Phrase& phrase : others) {
    if (phrase.tokens[0].text == "before") continue;
    out = Washout{};
    out->longer = phrase.tokens[0].text == "max";
    std::vector<Token> part;
    for (const Token& token : phrase.tokens) {
      if (token.kind == TokenKind::number) part.clear();
      part.push_back(token);
      if (part.size() != 2 || part[0].kind != TokenKind::number) continue;
      if (token.text == "half_lives")
        out->lives = std::stod(part[0].text);
      else
        out->days = oracle_period(part, 0);
    }
    if (!out->days && out->lives == 0) return std::nullopt;
  }
  return out;
}

/// What the classes of an agent assume of its half-life, in days; nothing assumed never ends.
double longest_assumed(const ConceptRecord& agent, const Vocabulary& vocabulary) {
  double out = -1;
  for (const ConceptId id : vocabulary.all(ConceptKind::drug_class))
    if (vocabulary[id].assumed_half_life && below(agent, vocabulary[id].id, vocabulary))
      out = std::max(out, vocabulary[id].assumed_half_life->high);
  return out < 0 ? 1e300 : out;
}

/// So many half-lives after a day; not plain when an agent may be one of several.
std::optional<Truth> lives_over(const json& episode, int stop, double lives, const Names& drugs,
                                const Vocabulary& vocabulary, int as_of) {
  Truth out = Truth::yes;
  for (const std::string name : episode["agents"]) {
    const Lookup found = vocabulary.find(name, ConceptKind::agent);
    if (found.state != Lookup::State::found || vocabulary[found.concept_id].generic) return std::nullopt;
    const ConceptRecord& agent = vocabulary[found.concept_id];
    if (!drugs.contains(agent.id)) continue;
    const double passed = as_of - stop + 1e-6, unit = agent.half_life && agent.half_life->in_hours ? 24 : 1;
    if (as_of <= stop) return Truth::no;
    if (agent.half_life && passed < lives * agent.half_life->low / unit) return Truth::no;
    if (agent.half_life && passed < lives * agent.half_life->high / unit) out = Truth::unknown;
    if (!agent.half_life && passed < lives * longest_assumed(agent, vocabulary)) out = Truth::unknown;
  }
  return out;
}

/// Some of the drugs are taken beside the treatment of the myeloma.
bool some_beside(const Names& drugs, const Vocabulary& vocabulary) {
  return std::any_of(drugs.begin(), drugs.end(), [&](const std::string& name) {
    const ConceptRecord& agent = vocabulary[*vocabulary.known(name, ConceptKind::agent)];
    for (const char* wide : {"anti_myeloma", "investigational", "immunosuppressant"})
      if (below(agent, wide, vocabulary)) return false;
    return true;
  });
}

/// What is taken beside, as if it stood among the therapies.
std::vector<json> given(bool beside, const OracleFacts& facts) {
  std::vector<json> out;
  for (const json& episode : facts.list("therapies", "episodes"))
    out.push_back(episode);
  if (beside)
    for (json item : facts.list("medications", "items")) {
      item["agents"] = json::array({item["agent"]});
      if (item.contains("date")) item["stop"] = item["date"];
      out.push_back(std::move(item));
    }
  return out;
}

std::optional<Truth> washed_out(const Names& drugs, const Washout& asked, const Vocabulary& vocabulary,
                                const OracleFacts& facts) {
  Truth all = Truth::yes;
  const bool beside = some_beside(drugs, vocabulary);
  for (const json& episode : given(beside, facts)) {
    const auto one = held(episode, drugs, vocabulary);
    if (!one) return std::nullopt;
    if (!*one) continue;
    const auto stop = oracle_date(episode, "stop");
    if (!stop || !stop->exact()) return std::nullopt;
    std::vector<Truth> parts;
    if (asked.days) {
      const bool over = oracle_after(stop->first, *asked.days) <= facts.as_of;
      parts.push_back(over ? Truth::yes : Truth::no);
    }
    if (asked.lives > 0) {
      const auto over = lives_over(episode, stop->first, asked.lives, drugs, vocabulary, facts.as_of);
      if (!over) return std::nullopt;
      parts.push_back(*over);
    }
    const auto least = std::minmax_element(parts.begin(), parts.end());
    all = std::min(all, asked.longer ? *least.first : *least.second);
  }
  if (all == Truth::no) return Truth::no;
  if (usual_in_conditioning(drugs) || !facts.complete("therapies")) return std::nullopt;
  if (beside && !facts.complete("medications")) return std::nullopt;
  return all;
}

/// Where all dates are days: progression on the drug or up to 60 days after it, or no response.
std::optional<Truth> refractory(const Names& drugs, const OraclePeriod& window, const Vocabulary& vocabulary,
                                const OracleFacts& facts) {
  std::vector<int> progressions;
  const json& episodes = facts.list("therapies", "episodes");
  for (const json& episode : episodes)
    if (const auto on = oracle_date(episode, "progression_date")) {
      if (!on->exact() || episode.contains("uncertain")) return std::nullopt;
      progressions.push_back(on->first);
    }
  bool plain = true;
  for (const json& episode : episodes) {
    const auto one = held(episode, drugs, vocabulary);
    if (!one || *one) plain = plain && one;
    if (!one || !*one) continue;
    const std::string best = episode.value("best_response", ""), reason = episode.value("stop_reason", "");
    if (best == "PD" || best == "SD" || reason == "progression") return Truth::yes;
    const auto start = oracle_date(episode, "start"), stop = oracle_date(episode, "stop");
    if (!start || !stop || !start->exact() || !stop->exact()) {
      plain = false;
      continue;
    }
    for (const int on : progressions)
      if (on >= start->first && on <= oracle_after(stop->first, window)) return Truth::yes;
    plain = plain && episode.contains("progression_date") && !best.empty();
  }
  if (!plain) return std::nullopt;
  return facts.complete("therapies") ? Truth::no : Truth::unknown;
}

bool of_type(const json& transplant, const std::string& type) {
  return type == "any" || transplant["type"] == type;
}

std::optional<Truth> had_transplant(const std::string& type, const OracleFacts& facts) {
  for (const json& transplant : facts.list("transplants", "items")) {
    if (transplant.contains("uncertain")) return std::nullopt;
    if (of_type(transplant, type)) return Truth::yes;
  }
  return facts.complete("transplants") ? Truth::no : Truth::unknown;
}

/// At least (or more than) the period since every such transplant.
std::optional<Truth> since_transplant(const std::string& type, const OraclePeriod& period, Relation relation,
                                      const OracleFacts& facts) {
  const bool more = relation == Relation::greater || relation == Relation::at_most;
  bool far = true;
  for (const json& transplant : facts.list("transplants", "items")) {
    if (!of_type(transplant, type)) continue;
    const auto on = oracle_date(transplant, "date");
    if (!on || !on->exact() || transplant.contains("uncertain")) return std::nullopt;
    const int end = oracle_after(on->first, period);
    far = far && (more ? end < facts.as_of : end <= facts.as_of);
  }
  if (far && !facts.complete("transplants")) return std::nullopt;
  const bool at_least = relation == Relation::at_least || relation == Relation::greater;
  return far == at_least ? Truth::yes : Truth::no;
}

std::unique_ptr<const OracleTest> history(Evaluate evaluate) {
  return std::make_unique<History>(std::move(evaluate));
}

std::unique_ptr<const OracleTest> read_transplant(const WrittenTest& written) {
  const bool had = written.head.text == "had_transplant";
  if (written.arguments.size() != 1) return nullptr;
  const auto& tokens = written.arguments[0].tokens;
  if (had && tokens.size() == 1)
    return history([type = tokens[0].text](const OracleFacts& facts) { return had_transplant(type, facts); });
  if (had || tokens.size() != 2 || tokens[0].text != "transplant" || written.operand.size() != 1)
    return nullptr;
  const auto period = oracle_period(written.operand[0].tokens, 0);
  if (!period || written.relation == Relation::in_range) return nullptr;
  return history([type = tokens[1].text, period = *period, relation = written.relation](
                     const OracleFacts& facts) { return since_transplant(type, period, relation, facts); });
}

/// Options of refractory that are plain: one period.
std::optional<OraclePeriod> period_in(const std::vector<Phrase>& others, OraclePeriod otherwise) {
  OraclePeriod out = otherwise;
  for (const Phrase& phrase : others) {
    const auto& tokens = phrase.tokens;
    if (tokens[0].text == "before") continue;
    const auto period = oracle_period(tokens, tokens[0].text == "within" ? 1 : 0);
    if (!period) return std::nullopt;
    out = *period;
  }
  return out;
}

} // namespace

std::unique_ptr<const OracleTest> read_oracle_history(const WrittenTest& written,
                                                      const Vocabulary& vocabulary) {
  const std::string& head = written.head.text;
  if (head == "had_transplant" || head == "time_since") return read_transplant(written);
  if (head != "exposed" && head != "washout" && head != "refractory") return nullptr;
  std::vector<Phrase> others;
  const auto drugs = oracle_drugs(written.arguments, others, vocabulary);
  if (!drugs) return nullptr;
  const Vocabulary* words = &vocabulary;
  if (head == "exposed") {
    if (!others.empty()) return nullptr;
    return history([=](const OracleFacts& facts) { return exposed(*drugs, *words, facts); });
  }
  if (head == "washout") {
    const auto asked = washout_in(others);
    if (!asked) return nullptr;
    return history([=](const OracleFacts& facts) { return washed_out(*drugs, *asked, *words, facts); });
  }
  const auto period = period_in(others, {60, 'd'});
  if (!period) return nullptr;
  return history([=](const OracleFacts& facts) { return refractory(*drugs, *period, *words, facts); });
}

} // namespace cartwright::test
