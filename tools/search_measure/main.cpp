// Measures the search at registry scale. Usage:
//   cartwright_search_measure TEXTS.jsonl.gz [--judged FOLDER] [--generated N] [--queries N]
// Prints documents a second, size, p50 and p99 of this project's index and of SQLite FTS5 on the same texts
// in one run, and how well judged stories find their trials.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <iostream>

#include <unistd.h>

#include "tools/search_measure/engines.hpp"
#include "tools/search_measure/retrieval.hpp"

namespace {

using namespace cartwright;
using namespace cartwright::measure;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

struct Wishes {
  std::string texts, judged;
  std::size_t generated = 0, queries = 500;
};

int fail(const Problems& problems) {
  for (const Problem& problem : problems.items())
    std::cerr << problem.where << ": " << problem.message << " " << problem.hint << "\n";
  return 3;
}

Problems time_queries(const TextEngine& engine, const std::vector<std::vector<std::string>>& all, bool any) {
  std::vector<double> times;
  std::size_t empty = 0;
  for (const auto& words : all) {
    const auto begun = Clock::now();
    const auto found = engine.ask(words, any);
    times.push_back(seconds_since(begun) * 1000);
    if (!found) return found.problems();
    empty += found->empty();
  }
  std::sort(times.begin(), times.end());
  std::cout << "    " << (any ? "any word " : "all words") << "  p50 " << times[times.size() / 2]
            << " ms  p99 " << times[times.size() * 99 / 100] << " ms  (" << times.size()
            << " queries of 2 to 10 words, " << empty << " without a hit)\n";
  return {};
}

Problems measure_engine(TextEngine& engine, const std::vector<TextRecord>& records,
                        const std::vector<std::vector<std::string>>& all) {
  const auto begun = Clock::now();
  if (Problems problems = engine.fill(records); problems.has_errors()) return problems;
  const double took = seconds_since(begun);
  std::cout << "  " << engine.name() << ": " << std::setprecision(0)
            << static_cast<double>(records.size()) / took << " documents/s, " << std::setprecision(1)
            << static_cast<double>(engine.bytes()) / 1048576.0 << " MiB\n"
            << std::setprecision(2);
  for (const bool any : {false, true})
    if (Problems problems = time_queries(engine, all, any); problems.has_errors()) return problems;
  return {};
}

Problems compare(const char* name, const std::vector<TextRecord>& records, const Wishes& wishes,
                 const fs::path& work) {
  std::uintmax_t text = 0;
  for (const TextRecord& record : records)
    text += record.title.size() + record.body.size();
  std::cout << name << ": " << records.size() << " records, " << std::setprecision(1)
            << static_cast<double>(text) / 1048576.0 << " MiB of text\n";
  const auto all = queries(records, wishes.queries, 7);
  fs::create_directories(work);
  for (const auto& engine : {xapian_engine(work), fts5_engine(work)})
    if (Problems problems = measure_engine(*engine, records, all); problems.has_errors()) return problems;
  fs::remove_all(work);
  return {};
}

bool read(int count, char** words, Wishes& out) {
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    const bool more = i + 1 < count;
    if (word == "--judged" && more)
      out.judged = words[++i];
    else if (word == "--generated" && more)
      out.generated = std::strtoul(words[++i], nullptr, 10);
    else if (word == "--queries" && more)
      out.queries = std::strtoul(words[++i], nullptr, 10);
    else if (out.texts.empty() && word[0] != '-')
      out.texts = word;
    else
      return false;
  }
  return !out.texts.empty() && out.queries > 0;
}

int run(const Wishes& wishes, const fs::path& work) {
  const auto records = read_texts(wishes.texts);
  if (!records) return fail(records.problems());
  std::cout << std::fixed;
  if (Problems problems = compare("as they are", *records, wishes, work / "texts"); problems.has_errors())
    return fail(problems);
  if (wishes.generated > 0)
    if (Problems problems =
            compare("generated", mixed(*records, wishes.generated, 11), wishes, work / "generated");
        problems.has_errors())
      return fail(problems);
  if (!wishes.judged.empty()) {
    fs::create_directories(work / "judged");
    if (Problems problems = measure_retrieval(wishes.judged, *records, work / "judged", std::cout);
        problems.has_errors())
      return fail(problems);
  }
  return 0;
}

} // namespace

int main(int count, char** words) {
  Wishes wishes;
  if (!read(count, words, wishes)) {
    std::cerr << "usage: cartwright_search_measure TEXTS.jsonl.gz [--judged FOLDER] [--generated N] "
                 "[--queries N]\n";
    return 2;
  }
  std::string work = (fs::temp_directory_path() / "cartwright-measure-XXXXXX").string();
  if (::mkdtemp(work.data()) == nullptr) {
    std::cerr << work << ": no directory to work in\n";
    return 3;
  }
  const int out = run(wishes, work);
  fs::remove_all(work);
  return out;
}
