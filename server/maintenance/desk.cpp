#include "server/maintenance/desk.hpp"

#include <sys/stat.h>

#include "catalogues/files.hpp"
#include "catalogues/store/starting_trial.hpp"
#include "server/maintenance/check_file.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

/// Changes when an import exchanges the folder of records or somebody adds to it.
std::string stamp_of(const fs::path& folder) {
  struct stat found = {};
  if (::stat(folder.c_str(), &found) != 0) return "none";
  return std::to_string(found.st_ino) + "." + std::to_string(found.st_mtim.tv_sec) + "." +
         std::to_string(found.st_mtim.tv_nsec);
}

Result<std::vector<std::string>> paths_of(const std::vector<std::string>& ids) {
  std::vector<std::string> out;
  Problems problems;
  for (const std::string& id : ids) {
    const auto path = path_in_catalogue(id);
    problems.absorb(path.problems());
    if (path) out.push_back(*path);
  }
  if (problems.has_errors()) return problems;
  return out;
}

bool is_trial(const std::string& path) {
  return path.rfind("trials/", 0) == 0;
}

/// Whether a record says something that the published trial has not taken account of yet.
bool has_news(const Draft& record, const std::string& path, const Published& published) {
  const auto rests = published.revision.rests_on.find(path);
  if (rests != published.revision.rests_on.end() && rests->second == record.provenance.record) return false;
  const auto* trial = published.service->snapshot().find(record.trial.id);
  return trial == nullptr || !trial->trial->status.as_of ||
         record.provenance.data_date >= trial->trial->status.as_of;
}

} // namespace

Result<std::unique_ptr<Desk>> Desk::open(CatalogueStore store, Today today, Now now, SearchPlace search) {
  std::unique_ptr<Desk> out(new Desk(std::move(store), std::move(today), std::move(now)));
  auto live = LiveService::open(out->store_, out->today_, std::move(search));
  if (!live) return live.problems();
  out->live_ = std::move(*live);
  return out;
}

std::shared_ptr<const RecordShelf> Desk::shelf() const {
  const std::lock_guard lock(reading_);
  const std::string stamp = stamp_of(store_.records());
  if (!shelf_ || stamp != shelf_stamp_) {
    const auto published = live_->now();
    shelf_ = std::make_shared<const RecordShelf>(
        read_records(store_.records(), *published->service->snapshot().catalogue->vocabulary));
    shelf_stamp_ = stamp;
  }
  return shelf_;
}

Result<DeskQueue> Desk::queue() const {
  const auto published = live_->now();
  const auto records = shelf();
  auto entries = cartwright::queue(store_, *published->service->snapshot().catalogue,
                                   published->revision.rests_on, *records);
  if (!entries) return entries.problems();
  return DeskQueue{published->revision.number, std::move(*entries), records->problems};
}

Problems Desk::check_content(const std::string& path, const std::string& content) const {
  const auto published = live_->now();
  const Catalogue& catalogue = *published->service->snapshot().catalogue;
  if (is_trial(path)) {
    const auto schema =
        read_file(store_.directory_of(published->revision.number) / "schemas/trial.schema.json");
    return check_trial_file(path, content, catalogue, schema ? *schema : "{}");
  }
  Problems out;
  out.absorb(JsonDocument::parse(content).problems(), path + ": ");
  return out; // the rest shows when the whole catalogue is laid out
}

Result<DraftView> Desk::view(FileState state, std::optional<std::string> content) const {
  const auto published = live_->now();
  DraftView out;
  out.revision = published->revision.number;
  out.id = fs::path(state.path).stem().string();
  out.shelf = shelf();
  if (const auto at = out.shelf->by_id.find(out.id); is_trial(state.path) && at != out.shelf->by_id.end()) {
    out.record = &at->second;
    out.record_digest = out.record->provenance.record;
  }
  if (content) {
    out.content = std::move(*content);
  } else if (state.edit) {
    out.content = state.edit->content.value_or("");
  } else if (out.record != nullptr && has_news(*out.record, state.path, *published)) {
    auto begun =
        starting_trial(state.published, *out.record, *published->service->snapshot().catalogue->vocabulary);
    if (!begun) return begun.problems();
    out.content = std::move(*begun);
  } else if (state.published) {
    out.content = *state.published;
  } else {
    Problems problems;
    problems.error(ProblemCode::not_found, state.path,
                   "there is no draft, no record and no published file of it",
                   "catalogue drafts lists what waits; a new file is saved with content");
    return problems;
  }
  out.differences =
      json_difference(state.published.value_or("null"), out.content.empty() ? "null" : out.content);
  if (!out.content.empty()) out.problems = check_content(state.path, out.content);
  out.state = std::move(state);
  return out;
}

Result<DraftView> Desk::draft(const std::string& id) const {
  const auto path = path_in_catalogue(id);
  if (!path) return path.problems();
  auto state = store_.state(*path);
  if (!state) return state.problems();
  return view(std::move(*state), std::nullopt);
}

Result<DraftView> Desk::check(const std::string& id, const std::string& content) const {
  const auto path = path_in_catalogue(id);
  if (!path) return path.problems();
  auto state = store_.state(*path);
  if (!state) return state.problems();
  return view(std::move(*state), canonical_file(content, *live_->now()->service->snapshot().catalogue));
}

RuleCheck Desk::rule(const std::string& text) const {
  return check_rule_text(text, *live_->now()->service->snapshot().catalogue);
}

Result<DraftView> Desk::save(const std::string& id, const std::string& base,
                             const std::optional<std::string>& content, const std::string& by,
                             const std::string& why) const {
  const auto path = path_in_catalogue(id);
  if (!path) return path.problems();
  SaveRequest request{*path, base, content, "", {by, now_(), why}};
  if (content) request.content = canonical_file(*content, *live_->now()->service->snapshot().catalogue);
  const auto records = shelf();
  const std::string stem = fs::path(*path).stem().string();
  if (const auto at = records->by_id.find(stem); is_trial(*path) && at != records->by_id.end())
    request.record = at->second.provenance.record;
  auto saved = store_.save(request);
  if (!saved) return saved.problems();
  return view(std::move(*saved), std::nullopt);
}

Result<DraftView> Desk::review(const std::string& id, const std::string& base, const std::string& by,
                               const std::string& why) const {
  const auto seen = draft(id);
  if (!seen) return seen.problems();
  if (seen->state.edit && seen->problems.has_errors()) return seen->problems;
  const std::string version = base.empty() ? seen->state.version() : base;
  auto reviewed = store_.review(seen->state.path, version, {by, now_(), why});
  if (!reviewed) return reviewed.problems();
  return view(std::move(*reviewed), std::nullopt);
}

Problems Desk::discard(const std::string& id, const std::string& base, const std::string& by,
                       const std::string& why) const {
  const auto seen = draft(id);
  if (!seen) return seen.problems();
  return store_.discard(seen->state.path, base.empty() ? seen->state.version() : base, {by, now_(), why});
}

Result<Preview> Desk::look(const Result<Staging>& staging) const {
  if (!staging) return staging.problems();
  const auto published = live_->now();
  Preview out = preview(*staging, published->service, today_);
  return out;
}

Result<Preview> Desk::preview_drafts(const std::vector<std::string>& ids) const {
  const auto paths = paths_of(ids);
  if (!paths) return paths.problems();
  return look(Staging::of_drafts(store_, *paths));
}

Result<Preview> Desk::preview_restore(const std::string& revision,
                                      const std::vector<std::string>& ids) const {
  const auto paths = paths_of(ids);
  const auto found = store_.find(revision);
  if (!found || !paths) return found ? paths.problems() : found.problems();
  return look(Staging::of_revision(store_, *found, *paths));
}

Result<Preview> Desk::finish(Result<Staging> staging, const std::string& expect, const std::string& by,
                             const std::string& why) {
  if (!staging) return staging.problems();
  if (Problems failed = live_->refresh(); failed.has_errors()) return failed;
  auto seen = look(staging);
  if (!seen) return seen;
  if (seen->problems.has_errors()) return seen->problems;
  if (!expect.empty() && expect != seen->next.catalogue) {
    Problems problems;
    problems.error(ProblemCode::changed_meanwhile, "expect", "this is not what the preview showed any more",
                   "look at the preview again");
    return problems;
  }
  const auto done = staging->commit(seen->next.catalogue, {by, now_(), why});
  if (!done) return done.problems();
  seen->next = *done;
  seen->problems.absorb(live_->refresh());
  return seen;
}

Result<Preview> Desk::publish(const std::vector<std::string>& ids, const std::string& expect,
                              const std::string& by, const std::string& why) {
  const auto paths = paths_of(ids);
  if (!paths) return paths.problems();
  return finish(Staging::of_drafts(store_, *paths), expect, by, why);
}

Result<Preview> Desk::restore(const std::string& revision, const std::vector<std::string>& ids,
                              const std::string& expect, const std::string& by, const std::string& why) {
  const auto paths = paths_of(ids);
  const auto found = store_.find(revision);
  if (!found || !paths) return found ? paths.problems() : found.problems();
  return finish(Staging::of_revision(store_, *found, *paths), expect, by, why);
}

Result<Comparison> Desk::compare(const std::string& from, const std::string& to) const {
  const auto before = store_.find(from), after = store_.find(to);
  Problems problems;
  problems.absorb(before.problems());
  problems.absorb(after.problems());
  if (problems.has_errors()) return problems;
  const auto first = open_revision(store_, *before, today_), second = open_revision(store_, *after, today_);
  if (!first || !second) return first ? second.problems() : first.problems();
  const auto state = [](const Service& service, const Revision& revision) {
    return state_of(*service.snapshot().catalogue, "revision " + std::to_string(revision.number));
  };
  Comparison out;
  out.step.difference = difference(state(**first, *before), state(**second, *after));
  out.step.changes = changes_of(out.step.difference);
  for (const auto& [path, digest] : before->files) {
    const auto at = after->files.find(path);
    if (at == after->files.end() || at->second != digest)
      out.files.push_back({path, digest, at == after->files.end() ? "" : at->second, {}, std::nullopt});
  }
  for (const auto& [path, digest] : after->files)
    if (!before->files.contains(path)) out.files.push_back({path, "", digest, {}, std::nullopt});
  return out;
}

std::pair<std::shared_ptr<const Published>, std::vector<FreshnessEntry>> Desk::freshness(Day today) const {
  auto published = live_->now();
  auto entries = cartwright::freshness(*published->service->snapshot().catalogue, today);
  return {std::move(published), std::move(entries)};
}

Result<Preview> publish_directory(const CatalogueStore& store, const fs::path& from, const std::string& base,
                                  const Stamp& stamp, bool preview_only, const Today& today) {
  std::shared_ptr<const Service> before;
  if (store.newest() > 0) {
    const auto newest = store.find("");
    if (!newest) return newest.problems();
    const auto opened = open_revision(store, *newest, today);
    if (!opened) return opened.problems();
    before = *opened;
  }
  auto staging = Staging::of_directory(store, from, base);
  if (!staging) return staging.problems();
  Preview seen = preview(*staging, before, today);
  if (seen.problems.has_errors()) return seen.problems;
  if (preview_only) return seen;
  const auto done = staging->commit(seen.next.catalogue, stamp);
  if (!done) return done.problems();
  seen.next = *done;
  return seen;
}

} // namespace cartwright
