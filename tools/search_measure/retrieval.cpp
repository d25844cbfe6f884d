#include "tools/search_measure/retrieval.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iomanip>
#include <map>
#include <ostream>
#include <set>
#include <sstream>

#include "catalogues/files.hpp"
#include "catalogues/import/byte_source.hpp"
#include "catalogues/json_cursor.hpp"
#include "indexes/folding.hpp"
#include "indexes/patient_query.hpp"
#include "indexes/stop_words.hpp"
#include "indexes/xapian_store.hpp"
#include "tools/search_measure/engines.hpp"

namespace cartwright::measure {

namespace {

constexpr std::size_t deepest = 500;

struct Topic {
  std::string id, text;
  std::map<std::string, int> judged; ///< 0 not relevant, 1 would be excluded, 2 eligible
};

Result<std::vector<Topic>> read_topics(const std::filesystem::path& folder,
                                       const std::set<std::string>& known) {
  auto source = ByteSource::open(folder / "queries.jsonl");
  if (!source) return source.problems();
  const auto judgements = read_file(folder / "qrels.tsv");
  if (!judgements) return judgements.problems();
  std::map<std::string, std::map<std::string, int>> judged;
  std::istringstream lines(*judgements);
  std::string line;
  std::getline(lines, line);
  for (std::string topic, record, grade; lines >> topic >> record >> grade;)
    if (known.contains(record)) judged[topic][record] = std::stoi(grade);
  LineReader reader(std::move(*source), 1024 * 1024);
  std::vector<Topic> out;
  Problems problems;
  while (const auto each = reader.next()) {
    const auto document = JsonDocument::parse(each->text);
    problems.absorb(document.problems());
    if (!document) continue;
    const Cursor root(document->root(), "", problems);
    Topic topic{root.text("_id").value_or(""), root.text("text").value_or(""), {}};
    topic.judged = judged[topic.id];
    if (std::any_of(topic.judged.begin(), topic.judged.end(), [](const auto& one) { return one.second > 0; }))
      out.push_back(std::move(topic));
  }
  if (problems.has_errors()) return problems;
  return out;
}

struct Figures {
  double ndcg = 0, precision = 0, recall = 0;
};

double gain(const std::vector<int>& grades) {
  double out = 0;
  for (std::size_t i = 0; i < grades.size() && i < 10; ++i)
    out += grades[i] / std::log2(static_cast<double>(i) + 2);
  return out;
}

void add(Figures& to, const Topic& topic, const std::vector<SearchHit>& hits) {
  std::vector<int> grades, ideal;
  for (const SearchHit& hit : hits) {
    const auto at = topic.judged.find(hit.id);
    grades.push_back(at == topic.judged.end() ? 0 : at->second);
  }
  for (const auto& [record, grade] : topic.judged)
    ideal.push_back(grade);
  std::sort(ideal.rbegin(), ideal.rend());
  const auto relevant = [](auto from, auto to) {
    return static_cast<double>(std::count_if(from, to, [](int grade) { return grade > 0; }));
  };
  const auto tenth = grades.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(10, grades.size()));
  to.ndcg += gain(grades) / gain(ideal);
  to.precision += relevant(grades.begin(), tenth) / 10;
  to.recall += relevant(grades.begin(), grades.end()) / relevant(ideal.begin(), ideal.end());
}

WeightedQuestion plain(const std::string& text) {
  std::map<std::string, double> count;
  for (const std::string& word : folded_words(text))
    if (!is_stop_word(word)) ++count[word];
  return {{count.begin(), count.end()}, deepest};
}

WeightedQuestion told(const std::string& text) {
  return {patient_query(text).words, deepest};
}

WeightedQuestion with_feedback(const std::string& text) {
  WeightedQuestion out = told(text);
  out.feedback = 10;
  return out;
}

} // namespace

Problems measure_retrieval(const std::filesystem::path& folder, const std::vector<TextRecord>& records,
                           const std::filesystem::path& work, std::ostream& out) {
  std::set<std::string> known;
  for (const TextRecord& record : records)
    known.insert(record.id);
  const auto topics = read_topics(folder, known);
  if (!topics) return topics.problems();
  if (Problems problems = write_index(work, records); problems.has_errors()) return problems;
  const auto index = XapianIndex::open(index_file(work));
  if (!index) return index.problems();
  struct Way {
    const char* name;
    WeightedQuestion (*ask)(const std::string&);
  };
  out << "retrieval: " << topics->size() << " topics on " << records.size() << " records\n"
      << std::fixed << std::setprecision(4);
  for (const Way& way : {Way{"plain BM25 on every word", plain},
                         {"what the story tells, denials left out", told},
                         {"the same, with feedback of ten records", with_feedback}}) {
    Figures sum;
    for (const Topic& topic : *topics) {
      const auto hits = (*index)->search(way.ask(topic.text));
      if (!hits) return hits.problems();
      add(sum, topic, *hits);
    }
    const auto n = static_cast<double>(topics->size());
    out << "  " << std::left << std::setw(42) << way.name << " NDCG@10 " << sum.ndcg / n << "  P@10 "
        << sum.precision / n << "  recall@500 " << sum.recall / n << "\n";
  }
  return {};
}

} // namespace cartwright::measure
