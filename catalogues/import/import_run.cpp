#include "catalogues/import/import_run.hpp"

#include <set>

namespace cartwright {

namespace {

/// "locations[17].newField" as "locations[].newField".
std::string pattern_of(const std::string& path) {
  std::string out;
  bool inside = false;
  for (const char c : path) {
    if (c == ']') inside = false;
    if (!inside) out += c;
    if (c == '[') inside = true;
  }
  return out;
}

class Run {
public:
  Run(const TrialDrafter& drafter, const Vocabulary& vocabulary, DraftDirectory& drafts)
      : drafter_(drafter), vocabulary_(vocabulary), drafts_(drafts) {}

  void source(const ImportSource& source, const std::function<void(std::size_t)>& told) {
    SourceCount& count = report_.sources.emplace_back();
    count.name = source.name;
    seen_.clear();
    const auto reader = open_reader(source);
    problems_.absorb(reader.problems());
    if (!reader) return;
    while (auto read = (*reader)->next()) {
      ++count.records;
      ++count.of[static_cast<std::size_t>(record(*read, count))];
      told(++records_);
      if (stopped_) return;
    }
    problems_.absorb((*reader)->problems());
  }

  bool stopped() const { return stopped_; }
  ImportReport& report() { return report_; }
  Problems& problems() { return problems_; }

private:
  ImportOutcome record(const ReadRecord& read, SourceCount& count) {
    note_problems(read);
    if (!read.record) return ImportOutcome::broken;
    const RegistryRecord& record = *read.record;
    count.format = record.format;
    const auto [earlier, fresh] = seen_.emplace(record.id, record.digest);
    if (!fresh) return doubled(read, record.digest == earlier->second);
    Problems warnings;
    const Draft draft = drafter_.draft(record, read.place, warnings);
    problems_.absorb(warnings, read.place + ": ");
    const ImportOutcome outcome = place(draft, read.place);
    if (taken(outcome)) note_taken(draft);
    return outcome;
  }

  /// Fields that are new are counted, everything else is told.
  void note_problems(const ReadRecord& read) {
    std::set<std::string> fields, codes;
    for (Problem problem : read.record.problems().items()) {
      if (problem.severity == Severity::error) codes.insert(std::string(word(problem.code)));
      if (problem.code == ProblemCode::unknown_key)
        fields.insert(pattern_of(problem.where));
      else {
        problem.where = problem.where.empty() ? read.place : read.place + ": " + problem.where;
        problems_.add(std::move(problem));
      }
    }
    for (const std::string& field : fields)
      ++report_.new_fields[field];
    if (!codes.empty()) ++report_.broken_because[*codes.begin()];
  }

  ImportOutcome doubled(const ReadRecord& read, bool same) {
    if (!same)
      problems_.warning(ProblemCode::duplicate, read.place,
                        "the study " + read.record->id + " stands twice in this source, with other content",
                        "the first one was taken");
    return ImportOutcome::doubled;
  }

  void note_taken(const Draft& draft) {
    report_.sites += draft.trial.sites.size();
    for (const Site& site : draft.trial.sites)
      report_.sites_with_centre += site.centre ? 1 : 0;
    report_.rules += draft.drafted.size();
  }

  ImportOutcome place(Draft draft, const std::string& place) {
    const std::string id = draft.trial.id.text();
    const auto standing = drafts_.find(id);
    if (!standing) return write(id, draft_file(draft, vocabulary_), ImportOutcome::created);
    const auto earlier = read_draft(*standing, vocabulary_);
    if (!earlier || !earlier->sealed) {
      problems_.warning(ProblemCode::contradiction, place,
                        "the draft of " + id +
                            " was changed by hand since it was imported; it is left as it is",
                        "publish it, or move it away and import again");
      return ImportOutcome::edited;
    }
    if (earlier->draft.provenance.data_date > draft.provenance.data_date) return ImportOutcome::older;
    drafter_.carry_over(earlier->draft, draft);
    // The same record from another file is no change.
    if (earlier->draft.provenance.record == draft.provenance.record)
      draft.provenance.source = earlier->draft.provenance.source;
    const std::string text = draft_file(draft, vocabulary_);
    return text == *standing ? ImportOutcome::unchanged : write(id, text, ImportOutcome::updated);
  }

  ImportOutcome write(const std::string& id, const std::string& text, ImportOutcome outcome) {
    const Problems failed = drafts_.put(id, text);
    problems_.absorb(failed);
    stopped_ = stopped_ || failed.has_errors();
    return outcome;
  }

  const TrialDrafter& drafter_;
  const Vocabulary& vocabulary_;
  DraftDirectory& drafts_;
  ImportReport report_;
  Problems problems_;
  std::map<std::string, std::string> seen_; ///< id -> digest, within one source
  std::size_t records_ = 0;
  bool stopped_ = false;
};

} // namespace

std::string_view word(ImportOutcome outcome) {
  switch (outcome) {
  case ImportOutcome::created:
    return "created";
  case ImportOutcome::updated:
    return "updated";
  case ImportOutcome::unchanged:
    return "unchanged";
  case ImportOutcome::older:
    return "older";
  case ImportOutcome::doubled:
    return "doubled";
  case ImportOutcome::edited:
    return "edited";
  case ImportOutcome::broken:
    return "broken";
  }
  return "broken";
}

bool taken(ImportOutcome outcome) {
  return outcome == ImportOutcome::created || outcome == ImportOutcome::updated ||
         outcome == ImportOutcome::unchanged;
}

SourceCount ImportReport::total() const {
  SourceCount out;
  for (const SourceCount& each : sources) {
    out.records += each.records;
    for (std::size_t i = 0; i < import_outcomes; ++i)
      out.of[i] += each.of[i];
  }
  return out;
}

Result<ImportReport> import_records(const FoundSources& found, const TrialDrafter& drafter,
                                    const Vocabulary& vocabulary, DraftDirectory& drafts,
                                    const std::function<void(const ImportProgress&)>& progress) {
  Run run(drafter, vocabulary, drafts);
  run.report().passed_over = found.passed_over;
  for (std::size_t i = 0; i < found.sources.size() && !run.stopped(); ++i)
    run.source(found.sources[i], [&](std::size_t records) {
      if (progress) progress({records, i + 1, found.sources.size(), found.sources[i].name});
    });
  if (run.stopped()) return run.problems();
  if (const Problems failed = drafts.commit(); failed.has_errors()) {
    run.problems().absorb(failed);
    return run.problems();
  }
  return Result<ImportReport>(std::move(run.report()), std::move(run.problems()));
}

} // namespace cartwright
