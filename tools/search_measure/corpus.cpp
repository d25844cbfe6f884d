#include "tools/search_measure/corpus.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "catalogues/import/byte_source.hpp"
#include "catalogues/json_cursor.hpp"
#include "engine/domain/text.hpp"
#include "indexes/folding.hpp"
#include "indexes/stop_words.hpp"

namespace cartwright::measure {

namespace {

constexpr std::size_t longest_line = 8 * 1024 * 1024;

TextRecord record(const std::string& id, std::string text) {
  constexpr std::string_view mark = "(secondQuint)";
  if (text.rfind(mark, 0) == 0) text.erase(0, mark.size());
  const std::size_t end = text.find('\n');
  return {id, text.substr(0, end), end == std::string::npos ? "" : text.substr(end)};
}

std::vector<std::string> sentences(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find("\n\n", from), text.size());
    if (to > from) out.push_back(text.substr(from, to - from));
    from = to + 2;
  }
  return out;
}

} // namespace

Result<std::vector<TextRecord>> read_texts(const std::filesystem::path& file) {
  auto source = ByteSource::open(file);
  if (!source) return source.problems();
  LineReader lines(std::move(*source), longest_line);
  std::vector<TextRecord> out;
  Problems problems;
  while (const auto line = lines.next()) {
    const auto document = JsonDocument::parse(line->text, longest_line);
    problems.absorb(document.problems(), file.string() + ":" + std::to_string(line->number) + ": ");
    if (!document) continue;
    const Cursor root(document->root(), "", problems);
    out.push_back(record(root.text("id").value_or(""), root.text("text").value_or("")));
  }
  problems.absorb(lines.problems());
  if (problems.has_errors()) return problems;
  return out;
}

std::vector<TextRecord> mixed(const std::vector<TextRecord>& from, std::size_t number, std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto any = [&] { return random() % from.size(); };
  std::vector<TextRecord> out;
  for (std::size_t i = 0; i < number; ++i) {
    const TextRecord &a = from[any()], &b = from[any()];
    TextRecord made{"G" + std::to_string(i), a.title, ""};
    for (const TextRecord* source : {&a, &b})
      for (const std::string& sentence : sentences(source->body))
        if (random() % 2 == 0) made.body += sentence + "\n\n";
    out.push_back(std::move(made));
  }
  return out;
}

std::vector<std::vector<std::string>> queries(const std::vector<TextRecord>& from, std::size_t number,
                                              std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<std::vector<std::string>> out;
  while (out.size() < number) {
    const TextRecord& record = from[random() % from.size()];
    std::set<std::string> words;
    for (const std::string& word : folded_words(record.title + " " + record.body))
      if (word.size() > 2 && !is_stop_word(word) &&
          std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
        words.insert(word);
    std::vector<std::string> all(words.begin(), words.end());
    const std::size_t length = 2 + random() % 9;
    if (all.size() < length) continue;
    std::shuffle(all.begin(), all.end(), random);
    all.resize(length);
    out.push_back(std::move(all));
  }
  return out;
}

} // namespace cartwright::measure
