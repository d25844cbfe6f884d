#include "catalogues/import/name_scanner.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool part_of_word(char c) {
  return digit(c) || capital(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string joined(const std::vector<std::string_view>& words, std::size_t from, std::size_t count) {
  std::string out;
  for (std::size_t i = from; i < from + count; ++i)
    out += words[i];
  return out;
}

/// The words with what stands between them.
std::string as_written(const std::vector<std::string_view>& words, std::size_t from, std::size_t count) {
  const std::string_view last = words[from + count - 1];
  return {words[from].data(), last.data() + last.size()};
}

constexpr std::size_t shortest_name = 4; ///< of agents without a digit

} // namespace

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    if (!part_of_word(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && part_of_word(text[at]))
      ++at;
    out.push_back(text.substr(begin, at - begin));
  }
  return out;
}

NameScanner::NameScanner(const Vocabulary& vocabulary) {
  for (const ConceptKind kind : {ConceptKind::antigen, ConceptKind::agent})
    for (const ConceptId id : vocabulary.all(kind)) {
      add(vocabulary, id, vocabulary[id].id);
      add(vocabulary, id, vocabulary[id].label);
      for (const std::string& name : vocabulary[id].names)
        add(vocabulary, id, name);
    }
}

void NameScanner::add(const Vocabulary& vocabulary, ConceptId id, const std::string& name) {
  const std::vector<std::string_view> words = words_in(name);
  const std::string letters = joined(words, 0, words.size());
  const bool has_digit = std::any_of(letters.begin(), letters.end(), digit);
  if (letters.empty() ||
      (vocabulary[id].kind == ConceptKind::agent && !has_digit && letters.size() < shortest_name))
    return;
  const bool capitals = std::all_of(letters.begin(), letters.end(), capital);
  most_words_ = std::max(most_words_, words.size());
  names_.emplace(lower(letters), Name{id, capitals ? letters : ""});
}

std::vector<NamedConcept> NameScanner::find(std::string_view text) const {
  std::vector<NamedConcept> out;
  const std::vector<std::string_view> words = words_in(text);
  for (std::size_t at = 0; at < words.size();) {
    std::size_t taken = 1;
    for (std::size_t count = std::min(most_words_, words.size() - at); count > 0; --count) {
      const std::string here = joined(words, at, count);
      const std::size_t before = out.size();
      for (auto [name, end] = names_.equal_range(lower(here)); name != end; ++name) {
        const bool fits = name->second.exactly.empty() || name->second.exactly == here;
        const auto same = [&](const NamedConcept& other) {
          return other.concept_id == name->second.concept_id;
        };
        if (fits && std::none_of(out.begin(), out.end(), same))
          out.push_back({name->second.concept_id, as_written(words, at, count)});
        if (fits) taken = count;
      }
      if (out.size() > before || taken > 1) break;
    }
    at += taken;
  }
  return out;
}

} // namespace cartwright
