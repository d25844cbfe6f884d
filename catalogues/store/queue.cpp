#include "catalogues/store/queue.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "catalogues/changes/difference.hpp"
#include "catalogues/files.hpp"
#include "catalogues/json_build.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

class QueueBuilder {
public:
  QueueBuilder(const CatalogueStore& store, const Catalogue& published,
               const std::map<std::string, std::string>& rests_on, const RecordShelf& records)
      : store_(store), published_(published), rests_on_(rests_on), records_(records) {
    Problems none; // the published catalogue has been checked
    definitions_ = criteria::check_definitions(published.definitions, *published.vocabulary, none);
    for (const Trial& trial : published.trials)
      trials_[trial.id.text()] = &trial;
  }

  Result<std::vector<QueueEntry>> run() {
    for (const std::string& path : store_.drafts())
      add_draft(path);
    for (const auto& [id, record] : records_.by_id)
      if (!in_work_.contains("trials/" + id + ".json")) add_record(id, record);
    std::sort(out_.begin(), out_.end(),
              [](const QueueEntry& a, const QueueEntry& b) { return key(a) < key(b); });
    if (problems_.has_errors()) return problems_;
    return std::move(out_);
  }

private:
  static std::tuple<QueueState, int, Day, const std::string&> key(const QueueEntry& entry) {
    const Day date = entry.record_date.value_or(Day{});
    return {entry.state, offer_order(entry.recruiting), Day{} - (date - Day{}), entry.path};
  }

  void add_draft(const std::string& path) {
    auto state = store_.state(path);
    problems_.absorb(state.problems());
    if (!state || !state->edit) return;
    QueueEntry entry;
    entry.path = path;
    entry.id = fs::path(path).stem().string();
    entry.state = state->edit->reviewed() ? QueueState::reviewed : QueueState::draft;
    const OrderedJson content = OrderedJson::parse(state->edit->content.value_or("null"), nullptr, false);
    if (content.is_object()) entry.title = text_of_key(content, "title");
    if (content.is_object() && content.contains("status") && content["status"].is_object())
      entry.recruiting = recruiting_of(text_of_key(content["status"], "value"));
    if (const auto record = records_.by_id.find(entry.id); record != records_.by_id.end())
      note(record->second, entry);
    entry.edit = std::move(state->edit);
    in_work_.insert(path);
    out_.push_back(std::move(entry));
  }

  void add_record(const std::string& id, const Draft& record) {
    QueueEntry entry;
    entry.id = id;
    entry.path = "trials/" + id + ".json";
    if (const auto rests = rests_on_.find(entry.path);
        rests != rests_on_.end() && rests->second == record.provenance.record)
      return;
    entry.title = record.trial.title;
    entry.recruiting = record.trial.status.recruiting();
    note(record, entry);
    if (const auto at = trials_.find(id); at != trials_.end()) {
      const Trial& published = *at->second;
      if (published.status.as_of && record.provenance.data_date < published.status.as_of)
        return; // seen later already
      entry.state = QueueState::changed;
      entry.title = published.title;
      entry.changes = changes_between(published, record.trial);
      if (entry.changes.empty()) return;
    }
    out_.push_back(std::move(entry));
  }

  std::vector<Change> changes_between(const Trial& before, const Trial& after) const {
    StateBuilder from("published", StateKind::catalogue, *published_.vocabulary, definitions_);
    StateBuilder to("record", StateKind::registry, *published_.vocabulary, definitions_);
    from.add(before);
    to.add(after);
    return changes_of(difference(from.take(), to.take()));
  }

  static std::string text_of_key(const OrderedJson& from, const char* name) {
    const auto at = from.find(name);
    return at != from.end() && at->is_string() ? at->get<std::string>() : "";
  }

  static void note(const Draft& record, QueueEntry& entry) {
    entry.record_date = record.provenance.data_date;
    for (const DraftedRule& rule : record.drafted)
      entry.drafted += rule.rule.empty() ? 0 : 1;
  }

  const CatalogueStore& store_;
  const Catalogue& published_;
  const std::map<std::string, std::string>& rests_on_;
  const RecordShelf& records_;
  criteria::Definitions definitions_;
  std::map<std::string, const Trial*> trials_;
  std::set<std::string> in_work_;
  std::vector<QueueEntry> out_;
  Problems problems_;
};

} // namespace

std::string_view word(QueueState state) {
  switch (state) {
  case QueueState::reviewed:
    return "reviewed";
  case QueueState::draft:
    return "draft";
  case QueueState::changed:
    return "changed";
  case QueueState::fresh:
    return "new";
  }
  return "new";
}

RecordShelf read_records(const fs::path& folder, const Vocabulary& vocabulary) {
  RecordShelf out;
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->path().extension() == ".json") files.push_back(at->path());
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    const auto text = read_file(file);
    out.problems.absorb(text.problems());
    if (!text) continue;
    auto read = read_draft(*text, vocabulary);
    out.problems.absorb(read.problems(), "records/" + file.filename().string() + ": ");
    if (read) out.by_id.emplace(read->draft.trial.id.text(), std::move(read->draft));
  }
  return out;
}

Result<std::vector<QueueEntry>> queue(const CatalogueStore& store, const Catalogue& published,
                                      const std::map<std::string, std::string>& rests_on,
                                      const RecordShelf& records) {
  return QueueBuilder(store, published, rests_on, records).run();
}

} // namespace cartwright
