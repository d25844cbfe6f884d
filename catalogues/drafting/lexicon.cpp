#include "catalogues/drafting/lexicon.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "catalogues/drafting/words.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::drafting {

namespace {

constexpr std::array drug_kinds = {ConceptKind::agent, ConceptKind::drug_class, ConceptKind::regimen};
constexpr std::array other_kinds = {ConceptKind::condition, ConceptKind::measurement, ConceptKind::antigen,
                                    ConceptKind::marker};

/// A row "left : a | b | c" for every phrase.
template <class Take> void each_phrase(std::string_view table, Take take) {
  for (std::size_t begin = 0; begin < table.size();) {
    const std::size_t end = std::min(table.find('\n', begin), table.size());
    const std::string_view line = trimmed(table.substr(begin, end - begin));
    begin = end + 1;
    const std::size_t colon = line.find(" : ");
    if (colon == std::string_view::npos) continue;
    const std::string_view left = trimmed(line.substr(0, colon));
    for (std::size_t at = colon + 3; at <= line.size();) {
      const std::size_t bar = std::min(line.find(" | ", at), line.size());
      const std::string_view phrase = trimmed(line.substr(at, bar - at));
      if (!phrase.empty()) take(left, phrase);
      at = bar + 3;
    }
  }
}

std::vector<Token> words_of(std::string_view phrase) {
  return tokens_of(phrase, {0, static_cast<std::uint32_t>(phrase.size())});
}

/// Signs inside names that may be written or left out.
bool skippable(const Token& token) {
  return token.kind == TokenKind::sign && (token.text == "-" || token.text == "(" || token.text == ")" ||
                                           token.text == "," || token.text == ":");
}

std::unordered_set<std::string> misleading() {
  std::unordered_set<std::string> out;
  std::string_view table = misleading_names();
  for (std::size_t at = 0; at <= table.size();) {
    const std::size_t bar = std::min(table.find('|', at), table.size());
    std::string key;
    for (const Token& token : words_of(trimmed(table.substr(at, bar - at))))
      key += token.text + " ";
    out.insert(key);
    at = bar + 1;
  }
  return out;
}

} // namespace

Lexicon::Lexicon(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {
  add_tags(grammar_words());
  add_tags(topic_words());
  add_tags(flc_words());
  add_tags(filling_words());
  add_concepts(measurement_words());
  add_concepts(drug_words());
  add_concepts(condition_words());
  add_vocabulary();
}

Meaning& Lexicon::meaning_of(std::string_view phrase) {
  std::uint32_t node = 0;
  for (const Token& token : words_of(phrase)) {
    if (skippable(token)) continue;
    const auto [found, fresh] =
        nodes_[node].next.try_emplace(token.text, static_cast<std::uint32_t>(nodes_.size()));
    const std::uint32_t next = found->second;
    if (fresh) nodes_.emplace_back();
    node = next;
  }
  if (nodes_[node].meaning < 0) {
    nodes_[node].meaning = static_cast<std::int32_t>(meanings_.size());
    meanings_.emplace_back();
  }
  return meanings_[static_cast<std::size_t>(nodes_[node].meaning)];
}

void Lexicon::add_tags(std::string_view table) {
  each_phrase(table, [&](std::string_view tag, std::string_view phrase) {
    Meaning& meaning = meaning_of(phrase);
    if (meaning.tag.empty()) meaning.tag = std::string(tag);
    meaning.sure = true;
  });
}

std::optional<ConceptId> Lexicon::concept_of(std::string_view id) const {
  for (const ConceptKind kind : drug_kinds)
    if (const auto found = vocabulary_.known(id, kind)) return found;
  for (const ConceptKind kind : other_kinds)
    if (const auto found = vocabulary_.known(id, kind)) return found;
  return std::nullopt;
}

void Lexicon::add_concepts(std::string_view table) {
  std::string last;
  each_phrase(table, [&](std::string_view id, std::string_view phrase) {
    const auto found = concept_of(id);
    if (!found) {
      if (last != id) strangers_.emplace_back(id);
      last = id;
      return;
    }
    Meaning& meaning = meaning_of(phrase);
    if (meaning.sure && meaning.concepts.empty() && !meaning.tag.empty()) return; // the grammar's word stays
    if (std::find(meaning.concepts.begin(), meaning.concepts.end(), *found) == meaning.concepts.end())
      meaning.concepts.push_back(*found);
    meaning.sure = true;
  });
}

void Lexicon::add_vocabulary() {
  const std::unordered_set<std::string> left_out = misleading();
  const auto add = [&](std::string_view name, ConceptId id) {
    const std::vector<Token> words = words_of(name);
    std::string key;
    std::size_t letters = 0;
    for (const Token& word : words) {
      key += word.text + " ";
      letters += word.text.size();
    }
    if (words.empty() || letters < 2 || left_out.contains(key)) return;
    if (words.size() == 1 && words[0].kind != TokenKind::word) return;
    Meaning& meaning = meaning_of(name);
    if (meaning.sure) return;
    if (std::find(meaning.concepts.begin(), meaning.concepts.end(), id) == meaning.concepts.end())
      meaning.concepts.push_back(id);
  };
  const auto add_all = [&](std::span<const ConceptKind> kinds) {
    for (const ConceptKind kind : kinds)
      for (const ConceptId id : vocabulary_.all(kind)) {
        const ConceptRecord& record = vocabulary_[id];
        std::string words = record.id;
        std::replace(words.begin(), words.end(), '_', ' ');
        add(words, id);
        add(record.label, id);
        for (const std::string& name : record.names)
          add(name, id);
      }
  };
  add_all(drug_kinds);
  add_all(other_kinds);
}

std::optional<Lexicon::Found> Lexicon::find(std::span<const Token> tokens, std::size_t at) const {
  constexpr std::size_t longest = 24;  ///< words of a phrase, signs counted
  constexpr std::size_t list_like = 7; ///< only long names hold commas
  std::optional<Found> best;
  std::uint32_t node = 0;
  std::size_t commas = 0;
  int open = 0;
  for (std::size_t i = at; i < tokens.size() && i < at + longest; ++i) {
    const auto next = nodes_[node].next.find(tokens[i].text);
    if (next == nodes_[node].next.end()) {
      if (i == at || !skippable(tokens[i])) break;
      commas += tokens[i].text == "," ? 1 : 0;
      open += tokens[i].text == "(" ? 1 : tokens[i].text == ")" ? -1 : 0;
      if (open < 0) break;
      continue;
    }
    node = next->second;
    if (nodes_[node].meaning < 0) continue;
    const std::string& tag = meanings_[static_cast<std::size_t>(nodes_[node].meaning)].tag;
    const bool joins = tag == "including" || tag == "live_vaccine"; // "including, but not limited to"
    if (commas > 0 && i - at < list_like && !joins) continue;
    const bool closes = open == 1 && i + 1 < tokens.size() && tokens[i + 1].text == ")";
    if (open == 0 || closes)
      best = Found{&meanings_[static_cast<std::size_t>(nodes_[node].meaning)], i - at + 1 + (closes ? 1 : 0)};
  }
  return best;
}

} // namespace cartwright::drafting
