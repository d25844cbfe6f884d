#include "catalogues/store/staging.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "catalogues/files.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

Problems refused(ProblemCode code, const std::string& where, const std::string& message,
                 const std::string& hint) {
  Problems out;
  out.error(code, where, message, hint);
  return out;
}

std::string digest_at(const Revision& revision, const std::string& path) {
  const auto at = revision.files.find(path);
  return at == revision.files.end() ? "" : at->second;
}

Problems nothing_to_do(const std::string& hint) {
  return refused(ProblemCode::not_found, "publish", "there is nothing to publish", hint);
}

} // namespace

std::vector<std::string> files_of_catalogue(const fs::path& directory) {
  std::vector<std::string> out;
  std::error_code error;
  for (fs::recursive_directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.front() == '.') {
      if (at->is_directory(error)) at.disable_recursion_pending();
      continue;
    }
    if (at->is_regular_file(error) && at->path().extension() == ".json" && name != "revision.json")
      out.push_back(at->path().lexically_relative(directory).generic_string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Staging::Staging(const CatalogueStore& store, FileLock lock)
    : store_(&store), lock_(std::move(lock)), aside_(store.directory() / "revisions" / ".new") {}
Staging::Staging(Staging&& other) noexcept
    : store_(other.store_), lock_(std::move(other.lock_)), aside_(std::move(other.aside_)),
      next_(std::move(other.next_)) {
  other.aside_.clear();
}

Staging::~Staging() {
  std::error_code error;
  if (!aside_.empty()) fs::remove_all(aside_, error);
}

Result<Staging> Staging::begin(const CatalogueStore& store) {
  auto held = store.lock();
  if (!held) return held.problems();
  Staging out(store, std::move(*held));
  std::error_code error;
  fs::remove_all(out.aside_, error); // of a publish that was cut off
  if (const std::size_t last = store.newest(); last > 0) {
    auto newest = store.revision(last);
    if (!newest) return newest.problems();
    out.next_.files = std::move(newest->files);
    out.next_.rests_on = std::move(newest->rests_on);
    out.next_.number = last;
  }
  ++out.next_.number;
  return out;
}

void Staging::change(const std::string& path, const std::string& digest, const Edit* from) {
  ChangedFile changed{path, digest_at(next_, path), digest, {}, std::nullopt};
  if (from != nullptr) {
    changed.saves = from->saves;
    changed.review = from->review;
    if (!from->record.empty()) next_.rests_on[path] = from->record;
  }
  if (digest.empty()) {
    next_.files.erase(path);
    next_.rests_on.erase(path);
  } else {
    next_.files[path] = digest;
  }
  next_.changed.push_back(std::move(changed));
}

Problems Staging::take_draft(const std::string& path, bool named) {
  const auto state = store_->state(path);
  if (!state) return state.problems();
  if (!state->edit)
    return named ? refused(ProblemCode::not_found, path, "there is no draft of it",
                           "catalogue drafts lists them")
                 : Problems{};
  const Edit& edit = *state->edit;
  if (!edit.reviewed())
    return named ? refused(ProblemCode::contradiction, path,
                           "the draft was not reviewed since it was last saved",
                           "catalogue review says that it is right as it stands")
                 : Problems{};
  if (edit.published != digest_at(next_, path))
    return refused(ProblemCode::changed_meanwhile, path,
                   "another state of it was published since the draft was saved",
                   "compare the two, save the draft again and have it reviewed");
  const auto kept = edit.content ? store_->objects().put(*edit.content) : Result<std::string>(std::string());
  if (!kept) return kept.problems();
  change(path, *kept, &edit);
  return {};
}

Result<Staging> Staging::of_drafts(const CatalogueStore& store, const std::vector<std::string>& paths) {
  auto out = begin(store);
  if (!out) return out;
  out->next_.origin = RevisionOrigin::drafts;
  Problems problems;
  if (out->next_.files.empty())
    return refused(ProblemCode::not_found, store.directory().string(),
                   "nothing is published in this store yet",
                   "begin with a whole catalogue: catalogue publish --from catalogues");
  for (const std::string& path : paths.empty() ? store.drafts() : paths)
    problems.absorb(out->take_draft(path, !paths.empty()));
  if (problems.has_errors()) return problems;
  if (out->next_.changed.empty()) return nothing_to_do("review a draft first: catalogue drafts lists them");
  if (Problems failed = out->lay_out(); failed.has_errors()) return failed;
  return out;
}

Result<Staging> Staging::of_revision(const CatalogueStore& store, const Revision& revision,
                                     const std::vector<std::string>& paths) {
  auto out = begin(store);
  if (!out) return out;
  out->next_.origin = RevisionOrigin::restore;
  out->next_.restored = revision.number;
  std::vector<std::string> wanted = paths;
  if (wanted.empty()) {
    for (const auto& [path, digest] : revision.files)
      wanted.push_back(path);
    for (const auto& [path, digest] : out->next_.files)
      if (!revision.files.contains(path)) wanted.push_back(path);
  }
  Problems problems;
  for (const std::string& path : wanted) {
    const std::string then = digest_at(revision, path), now = digest_at(out->next_, path);
    if (then.empty() && now.empty())
      problems.error(ProblemCode::not_found, path, "neither that revision nor the newest has this file", "");
    else if (then != now)
      out->change(path, then, nullptr);
    if (const auto record = revision.rests_on.find(path); record != revision.rests_on.end())
      out->next_.rests_on[path] = record->second;
  }
  if (problems.has_errors()) return problems;
  if (out->next_.changed.empty()) return nothing_to_do("the newest revision holds the same already");
  if (Problems failed = out->lay_out(); failed.has_errors()) return failed;
  return out;
}

Result<Staging> Staging::of_directory(const CatalogueStore& store, const fs::path& from,
                                      const std::string& base) {
  auto out = begin(store);
  if (!out) return out;
  const std::size_t last = out->next_.number - 1;
  if (last > 0) {
    const auto named = store.find(base.empty() ? "none" : base);
    if (!named || named->number != last)
      return refused(ProblemCode::changed_meanwhile, "base",
                     "the newest revision is " + std::to_string(last) +
                         ", and the base names another or none",
                     "compare the folder with it, then publish with --base " + std::to_string(last));
  }
  out->next_.origin = RevisionOrigin::directory;
  std::map<std::string, std::string> gone = out->next_.files;
  for (const std::string& path : files_of_catalogue(from)) {
    gone.erase(path);
    const auto text = read_file(from / path);
    if (!text) return text.problems();
    const auto kept = store.objects().put(*text);
    if (!kept) return kept.problems();
    if (digest_at(out->next_, path) != *kept) out->change(path, *kept, nullptr);
  }
  for (const auto& [path, digest] : gone)
    out->change(path, "", nullptr);
  if (out->next_.changed.empty()) return nothing_to_do("the newest revision holds the same already");
  if (Problems failed = out->lay_out(); failed.has_errors()) return failed;
  return out;
}

Problems Staging::lay_out() const {
  if (Problems failed = make_folder(aside_); failed.has_errors()) return failed;
  for (const auto& [path, digest] : next_.files) {
    if (Problems failed = make_folder((aside_ / path).parent_path()); failed.has_errors()) return failed;
    if (Problems failed = store_->objects().place(digest, aside_ / path); failed.has_errors()) return failed;
  }
  return {};
}

Result<Revision> Staging::commit(const std::string& catalogue, const Stamp& stamp) {
  if (stamp.by.empty() || stamp.why.empty())
    return refused(ProblemCode::missing_key, stamp.by.empty() ? "by" : "why", "a revision names who and why",
                   "say who publishes and why, in a sentence");
  next_.catalogue = catalogue;
  next_.stamp = stamp;
  if (Problems failed = write_durably(aside_ / "revision.json", revision_file(next_)); failed.has_errors())
    return failed;
  if (Problems failed = sync_file_system(aside_); failed.has_errors()) return failed;
  const fs::path to = store_->directory_of(next_.number);
  if (std::rename(aside_.c_str(), to.c_str()) != 0)
    return unavailable_at(to, "the revision cannot be put in its place", std::strerror(errno));
  aside_.clear();
  if (Problems failed = sync_folder(to.parent_path()); failed.has_errors()) return failed;
  clear_drafts();
  return next_;
}

/// What cannot be cleared away counts as published all the same, and goes at the next save.
void Staging::clear_drafts() const {
  std::error_code error;
  for (const ChangedFile& changed : next_.changed)
    if (changed.review) fs::remove(store_->draft_path(changed.path), error);
}

} // namespace cartwright
