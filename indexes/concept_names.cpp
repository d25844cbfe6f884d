#include "indexes/concept_names.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"
#include "indexes/folding.hpp"

namespace cartwright {

namespace {

constexpr std::size_t shortest_name = 4; ///< bytes of the key

bool is_searched(ConceptKind kind) {
  return kind != ConceptKind::document && kind != ConceptKind::measurement;
}

bool unspaced(const std::string& key) {
  return std::any_of(key.begin(), key.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xe3; });
}

void note(std::vector<ConceptId>& out, ConceptId id) {
  if (std::find(out.begin(), out.end(), id) == out.end()) out.push_back(id);
}

} // namespace

std::vector<std::string> all_names(const ConceptRecord& record) {
  std::vector<std::string> out{record.label};
  std::string id = record.id;
  std::replace(id.begin(), id.end(), '_', ' ');
  if (id != record.label) out.push_back(id);
  for (const std::string& name : record.names)
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  return out;
}

ConceptNames::ConceptNames(const Vocabulary& vocabulary) {
  for (std::uint32_t i = 0; i < vocabulary.size(); ++i) {
    const ConceptId id{i};
    const ConceptRecord& record = vocabulary[id];
    if (!is_searched(record.kind)) continue;
    for (const std::string& name : all_names(record)) {
      const std::string key = name_key(name);
      if (key.size() < shortest_name && record.kind != ConceptKind::antigen) continue;
      if (unspaced(key)) unspaced_.emplace_back(key, id);
      note(by_key_[key], id);
      longest_ = std::max(longest_, std::size_t(1 + std::count(key.begin(), key.end(), ' ')));
    }
  }
}

std::vector<ConceptId> ConceptNames::named_in(std::string_view text) const {
  std::vector<ConceptId> out;
  const std::vector<std::string> words = folded_words(text);
  for (std::size_t at = 0; at < words.size();) {
    std::size_t taken = 1;
    std::string key;
    const std::vector<ConceptId>* found = nullptr;
    for (std::size_t n = 1; n <= longest_ && at + n <= words.size(); ++n) {
      key += (n > 1 ? " " : "") + words[at + n - 1];
      if (const auto hit = by_key_.find(key); hit != by_key_.end()) {
        found = &hit->second;
        taken = n;
      }
    }
    if (found != nullptr)
      for (const ConceptId id : *found)
        note(out, id);
    at += taken;
  }
  const std::string whole = folded(text);
  for (const auto& [key, id] : unspaced_)
    if (whole.find(key) != std::string::npos) note(out, id);
  return out;
}

} // namespace cartwright
