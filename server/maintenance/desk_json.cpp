#include "server/maintenance/desk_json.hpp"

#include "server/coverage_answer.hpp"
#include "server/json_parts.hpp"

namespace cartwright {

namespace {

Json stamp_of(const Stamp& stamp) {
  return {{"by", stamp.by}, {"at", stamp.at}, {"why", stamp.why}};
}

Json mark_of(const Mark& mark) {
  Json out = stamp_of(mark.stamp);
  out["digest"] = mark.digest;
  return out;
}

Json marks_of(const std::vector<Mark>& marks) {
  Json out = Json::array();
  for (const Mark& mark : marks)
    out.push_back(mark_of(mark));
  return out;
}

Json mark_or_null(const std::optional<Mark>& mark) {
  return mark ? mark_of(*mark) : Json(nullptr);
}

Json changes_of_entry(const std::vector<Change>& changes) {
  Json out = Json::array();
  for (const Change& change : changes)
    out.push_back({{"change", word(change.kind)},
                   {"item", text_or_null(change.item)},
                   {"before", text_or_null(change.before)},
                   {"after", text_or_null(change.after)}});
  return out;
}

Json entry_json(const QueueEntry& entry) {
  Json out = {{"id", entry.id},
              {"path", entry.path},
              {"state", word(entry.state)},
              {"title", entry.title},
              {"recruiting", word(entry.recruiting)},
              {"record_date", date_json(entry.record_date)},
              {"drafted_rules", entry.drafted},
              {"changes", changes_of_entry(entry.changes)}};
  const bool saved = entry.edit && !entry.edit->saves.empty();
  out["saved"] = saved ? mark_of(entry.edit->saves.back()) : Json(nullptr);
  out["review"] = entry.edit && entry.edit->reviewed() ? mark_of(*entry.edit->review) : Json(nullptr);
  return out;
}

Json record_json(const Draft& record) {
  Json drafted = Json::array();
  for (const DraftedRule& each : record.drafted)
    drafted.push_back({{"begin", each.begin},
                       {"end", each.end},
                       {"kind", each.kind},
                       {"scope", text_or_null(each.scope)},
                       {"rule", text_or_null(each.rule)},
                       {"confidence", each.rule.empty() ? Json(nullptr) : Json(each.confidence)},
                       {"reason", text_or_null(each.reason)}});
  Json guessed = Json::array();
  for (const Guess& each : record.guessed)
    guessed.push_back({{"field", each.field}, {"value", each.value}, {"from", each.from}});
  return {{"source", record.provenance.source},     {"format", record.provenance.format},
          {"digest", record.provenance.record},     {"date", date_json(record.provenance.data_date)},
          {"importer", record.provenance.importer}, {"text", record.text},
          {"drafted", std::move(drafted)},          {"guessed", std::move(guessed)}};
}

Json differences_json(const std::vector<JsonChange>& changes) {
  Json out = Json::array();
  for (const JsonChange& each : changes)
    out.push_back({{"where", each.where}, {"before", each.before}, {"after", each.after}});
  return out;
}

Json document_or_null(const std::string& text) {
  Json out = Json::parse(text, nullptr, false);
  return out.is_discarded() ? Json(nullptr) : out;
}

Json files_json(const std::vector<ChangedFile>& files) {
  Json out = Json::array();
  for (const ChangedFile& each : files)
    out.push_back({{"path", each.path},
                   {"before", text_or_null(each.before)},
                   {"after", text_or_null(each.after)},
                   {"saves", marks_of(each.saves)},
                   {"review", mark_or_null(each.review)}});
  return out;
}

Json head_of(const Revision& revision) {
  Json out = {{"number", revision.number},
              {"catalogue", revision.catalogue},
              {"origin", word(revision.origin)},
              {"restored", or_null(revision.restored)}};
  out.update(stamp_of(revision.stamp));
  out["files"] = revision.files.size();
  return out;
}

} // namespace

std::string queue_json(const DeskQueue& queue) {
  Json entries = Json::array();
  for (const QueueEntry& entry : queue.entries)
    entries.push_back(entry_json(entry));
  return json_text({{"revision", queue.revision},
                    {"entries", std::move(entries)},
                    {"problems", problem_list_json(queue.problems)}});
}

std::string draft_json(const DraftView& view) {
  const auto& edit = view.state.edit;
  return json_text({{"id", view.id},
                    {"path", view.state.path},
                    {"state", !edit              ? "none"
                              : edit->reviewed() ? "reviewed"
                                                 : "draft"},
                    {"base", view.state.version()},
                    {"revision", view.revision},
                    {"content", document_or_null(view.content)},
                    {"published", document_or_null(view.state.published.value_or("null"))},
                    {"saves", edit ? marks_of(edit->saves) : Json::array()},
                    {"review", edit ? mark_or_null(edit->review) : Json(nullptr)},
                    {"record", view.record != nullptr ? record_json(*view.record) : Json(nullptr)},
                    {"differences", differences_json(view.differences)},
                    {"problems", problem_list_json(view.problems)}});
}

std::string rule_json(const RuleCheck& check) {
  return json_text(
      {{"canonical", text_or_null(check.canonical)}, {"problems", problem_list_json(check.problems)}});
}

std::string preview_json(const Preview& preview, bool published, Json impact) {
  Json out = {{"published", published}};
  out["revision"] = head_of(preview.next);
  out["files"] = files_json(preview.next.changed);
  out["problems"] = problem_list_json(preview.problems);
  out["changes"] = change_step_json(preview.step);
  out["lint"] = {{"new", problem_list_json(preview.found)}, {"gone", problem_list_json(preview.mended)}};
  out["coverage"] = {{"before", coverage_totals_json(preview.before)},
                     {"after", coverage_totals_json(preview.after)}};
  if (!impact.is_null()) out["impact"] = std::move(impact);
  return json_text(out);
}

std::string revisions_json(const std::vector<Revision>& revisions) {
  Json list = Json::array();
  for (auto each = revisions.rbegin(); each != revisions.rend(); ++each) {
    Json entry = head_of(*each);
    entry["changed"] = each->changed.size();
    list.push_back(std::move(entry));
  }
  return json_text({{"revisions", std::move(list)}});
}

std::string revision_json(const Revision& revision) {
  Json out = head_of(revision);
  out["files"] = revision.files;
  out["changed"] = files_json(revision.changed);
  out["rests_on"] = revision.rests_on;
  return json_text(out);
}

std::string comparison_json(const Comparison& comparison) {
  Json files = Json::array();
  for (const ChangedFile& each : comparison.files)
    files.push_back(
        {{"path", each.path}, {"before", text_or_null(each.before)}, {"after", text_or_null(each.after)}});
  return json_text({{"changes", change_step_json(comparison.step)}, {"files", std::move(files)}});
}

std::string freshness_json(const std::vector<FreshnessEntry>& entries, Day today,
                           std::optional<std::size_t> top) {
  Json list = Json::array();
  std::size_t stale = 0, open_and_stale = 0;
  for (const FreshnessEntry& entry : entries) {
    stale += entry.stale ? 1 : 0;
    open_and_stale += entry.stale && entry.recruiting == Recruiting::open ? 1 : 0;
    if (top && list.size() >= *top) continue;
    list.push_back({{"trial", entry.trial->id.text()},
                    {"title", entry.trial->title},
                    {"recruiting", word(entry.recruiting)},
                    {"verified", date_json(entry.verified)},
                    {"days", or_null(entry.days)},
                    {"stale", entry.stale},
                    {"open_sites", entry.open_sites},
                    {"source", source_json(entry.trial->source)}});
  }
  return json_text({{"as_of", text_of(today)},
                    {"trials", entries.size()},
                    {"stale", stale},
                    {"open_and_stale", open_and_stale},
                    {"records", std::move(list)}});
}

} // namespace cartwright
