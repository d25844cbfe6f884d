#include "tools/search_measure/engines.hpp"

#include "engine/domain/text.hpp"
#include "indexes/xapian_store.hpp"
#include "server/sqlite.hpp"

namespace cartwright::measure {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t best = 10;

class XapianEngine : public TextEngine {
public:
  explicit XapianEngine(fs::path directory) : directory_(std::move(directory)) {}
  const char* name() const override { return "Xapian"; }
  Problems fill(const std::vector<TextRecord>& records) override {
    Problems problems = write_index(directory_, records);
    if (problems.has_errors()) return problems;
    auto index = XapianIndex::open(index_file(directory_));
    if (!index) return index.problems();
    index_ = *index;
    return {};
  }
  std::uintmax_t bytes() const override { return fs::file_size(index_file(directory_)); }
  Result<std::vector<std::string>> ask(const std::vector<std::string>& words, bool any) const override {
    SearchQuestion question;
    question.words = join(words, " ") + " "; // the blank says that the last word is finished
    question.top = best;
    question.any_word = any;
    question.facets = question.snippets = false;
    const auto answer = index_->search(question);
    if (!answer) return answer.problems();
    std::vector<std::string> out;
    for (const SearchHit& hit : answer->hits)
      out.push_back(hit.id);
    return out;
  }

private:
  fs::path directory_;
  std::shared_ptr<const XapianIndex> index_;
};

class Fts5Engine : public TextEngine {
public:
  explicit Fts5Engine(const fs::path& directory) : file_(directory / "fts5.sqlite") {}
  const char* name() const override { return "FTS5"; }

  Problems fill(const std::vector<TextRecord>& records) override {
    const sql::Use use{
        "texts",
        "",
        0x43574d53,
        {{"texts",
          "CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, title, body, tokenize='porter unicode61')"}}};
    auto opened = sql::open_sqlite(file_, use, {sql::Opening::create, std::chrono::milliseconds(5000)});
    if (!opened) return opened.problems();
    database_ = std::move(*opened);
    {
      sql::Transaction work(*database_, sql::Access::write);
      for (const TextRecord& record : records)
        work.run("INSERT INTO texts (id, title, body) VALUES ($1, $2, $3)",
                 {record.id, record.title, record.body});
      work.run("INSERT INTO texts (texts) VALUES ('optimize')");
      if (Problems problems = work.commit(); problems.has_errors()) return problems;
    }
    return database_->script("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  std::uintmax_t bytes() const override { return fs::file_size(file_); }

  Result<std::vector<std::string>> ask(const std::vector<std::string>& words, bool any) const override {
    const auto rows = database_->query("SELECT id FROM texts WHERE texts MATCH $1 ORDER BY rank LIMIT 10",
                                       {join(words, any ? " OR " : " AND ")});
    if (!rows) return rows.problems();
    std::vector<std::string> out;
    for (const sql::Row& row : *rows)
      out.push_back(row.text(0));
    return out;
  }

private:
  fs::path file_;
  std::unique_ptr<sql::Database> database_;
};

} // namespace

fs::path index_file(const fs::path& directory) {
  return directory / "texts.xapian";
}

Problems write_index(const fs::path& directory, const std::vector<TextRecord>& records) {
  auto writer = XapianWriter::create(directory / "work", false);
  if (!writer) return writer.problems();
  for (const TextRecord& record : records) {
    IndexDocument document;
    document.kind = "trial";
    document.id = record.id;
    document.title = record.title;
    document.shown = record.body;
    document.say(IndexField::title, record.title);
    document.say(IndexField::criteria, record.body);
    document.tag(IndexField::kind, document.kind);
    if (Problems problems = writer->add(document); problems.has_errors()) return problems;
  }
  Problems problems = writer->finish(index_file(directory));
  std::error_code ignored;
  fs::remove_all(directory / "work", ignored);
  return problems;
}

std::unique_ptr<TextEngine> xapian_engine(const fs::path& directory) {
  return std::make_unique<XapianEngine>(directory);
}
std::unique_ptr<TextEngine> fts5_engine(const fs::path& directory) {
  return std::make_unique<Fts5Engine>(directory);
}

} // namespace cartwright::measure
