#include "catalogues/store/catalogue_store.hpp"

#include <algorithm>
#include <cstdio>

#include "catalogues/files.hpp"
#include "catalogues/store/json_difference.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

constexpr const char* marker_text = "{\n  \"store\": \"cartwright/store@1\"\n}\n";
constexpr std::size_t shown_digits = 16;

std::string beginning_of(const std::string& digest) {
  return digest.empty() ? "-" : digest.substr(0, shown_digits);
}

std::optional<std::size_t> number_of(const std::string& name) {
  const bool digits =
      !name.empty() && name.size() <= 9 && name.find_first_not_of("0123456789") == std::string::npos;
  return digits ? std::optional<std::size_t>(std::stoul(name)) : std::nullopt;
}

Problems one_problem(ProblemCode code, const std::string& where, const std::string& message,
                     const std::string& hint) {
  Problems out;
  out.error(code, where, message, hint);
  return out;
}

std::string told(const Stamp& stamp) {
  return stamp.by + " on " + stamp.at + (stamp.why.empty() ? "" : " (\"" + stamp.why + "\")");
}

bool same_content(const Edit& edit, const std::optional<std::string>& content) {
  return edit.content == content;
}

/// Published already: a publish that was cut off before it could clear its drafts away.
bool done(const Edit& edit, const std::optional<std::string>& published) {
  return edit.reviewed() && edit.content == published;
}

Problems need_stamp(const Stamp& stamp) {
  Problems out;
  if (stamp.by.empty()) out.error(ProblemCode::missing_key, "by", "nobody is named", "say who does this");
  if (stamp.why.empty())
    out.error(ProblemCode::missing_key, "why", "no reason is given", "say why, in a sentence");
  return out;
}

} // namespace

Result<std::string> path_in_catalogue(const std::string& id) {
  const auto refused = [&] {
    return one_problem(ProblemCode::impossible_value, id.substr(0, 80), "this is no file of a catalogue",
                       "name a trial, a centre, or a file such as vocabulary/agents.json");
  };
  constexpr std::size_t longest = 200;
  if (id.empty() || id.size() > longest || id.front() == '/' || id.front() == '.') return refused();
  const bool plain = std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' ||
           c == '.' || c == '-' || c == '_';
  });
  if (!plain || id.find("..") != std::string::npos || id.find("/.") != std::string::npos ||
      id.find("//") != std::string::npos)
    return refused();
  if (id.find('/') == std::string::npos && fs::path(id).extension() != ".json")
    return (id.front() >= 'A' && id.front() <= 'Z' ? "trials/" : "centres/") + id + ".json";
  if (fs::path(id).extension() != ".json" || id == "revision.json") return refused();
  return id;
}

std::string FileState::version() const {
  return beginning_of(edit ? edit->digest() : "") + "." +
         beginning_of(published ? digest_of(*published) : "");
}

Result<CatalogueStore> CatalogueStore::open(const fs::path& directory) {
  std::error_code error;
  const bool ready = fs::exists(directory / "store.json", error);
  if (!ready && fs::exists(directory, error) && !fs::is_empty(directory, error))
    return one_problem(ProblemCode::unavailable, directory.string(),
                       "the folder is no store and holds other things", "name a new or an empty folder");
  CatalogueStore out(directory);
  for (const fs::path& folder :
       {directory / "revisions", directory / "drafts", directory / "objects", out.records()})
    if (Problems failed = make_folder(folder); failed.has_errors()) return failed;
  if (!ready)
    if (Problems failed = write_durably(directory / "store.json", marker_text); failed.has_errors())
      return failed;
  return out;
}

Result<CatalogueStore> CatalogueStore::open_existing(const fs::path& directory) {
  std::error_code error;
  if (!fs::exists(directory / "store.json", error))
    return one_problem(ProblemCode::unavailable, directory.string(), "this is no store of a catalogue",
                       "begin one: cartwright catalogue publish --store " + directory.string() +
                           " --from catalogues --why \"the first state\"");
  return open(directory);
}

std::size_t CatalogueStore::newest() const {
  std::size_t out = 0;
  std::error_code error;
  for (fs::directory_iterator at(directory_ / "revisions", error), end; !error && at != end;
       at.increment(error))
    out = std::max(out, number_of(at->path().filename().string()).value_or(0));
  return out;
}

fs::path CatalogueStore::directory_of(std::size_t number) const {
  char name[24];
  std::snprintf(name, sizeof name, "%06zu", number);
  return directory_ / "revisions" / name;
}

Result<Revision> CatalogueStore::revision(std::size_t number) const {
  const fs::path file = directory_of(number) / "revision.json";
  const auto text = read_file(file);
  if (!text) return text.problems();
  auto out = read_revision(*text);
  if (out) return out;
  Problems problems;
  problems.absorb(out.problems(), file.string() + ": ");
  return problems;
}

Result<std::vector<Revision>> CatalogueStore::revisions() const {
  std::vector<Revision> out;
  Problems problems;
  for (std::size_t number = 1; number <= newest(); ++number) {
    auto each = revision(number);
    problems.absorb(each.problems());
    if (each) out.push_back(std::move(*each));
  }
  if (problems.has_errors()) return problems;
  return out;
}

Result<Revision> CatalogueStore::find(const std::string& words) const {
  const std::size_t last = newest();
  if (last == 0)
    return one_problem(ProblemCode::not_found, directory_.string(), "nothing is published in this store yet",
                       "begin with: cartwright catalogue publish --from catalogues");
  if (words.empty()) return revision(last);
  if (const auto number = number_of(words); number && *number >= 1 && *number <= last)
    return revision(*number);
  const std::string digits = words.rfind("sha256:", 0) == 0 ? words.substr(7) : words;
  constexpr std::size_t shortest = 6;
  for (std::size_t number = last; number >= 1 && digits.size() >= shortest; --number)
    if (auto each = revision(number); each && each->catalogue.rfind("sha256:" + digits, 0) == 0) return each;
  return one_problem(ProblemCode::not_found, "revision " + words.substr(0, 80),
                     "the store has no such revision",
                     "it has 1 to " + std::to_string(last) + "; catalogue revisions lists them");
}

Result<FileState> CatalogueStore::state(const std::string& path) const {
  FileState out;
  out.path = path;
  std::error_code error;
  if (const std::size_t last = newest(); last > 0 && fs::exists(directory_of(last) / path, error)) {
    auto text = read_file(directory_of(last) / path);
    if (!text) return text.problems();
    out.published = std::move(*text);
  }
  if (!fs::exists(draft_path(path), error)) return out;
  const auto text = read_file(draft_path(path));
  if (!text) return text.problems();
  auto edit = read_edit(*text);
  if (!edit) {
    Problems problems;
    problems.absorb(edit.problems(), draft_path(path).string() + ": ");
    return problems;
  }
  if (!done(*edit, out.published)) out.edit = std::move(*edit);
  return out;
}

std::vector<std::string> CatalogueStore::drafts() const {
  std::vector<std::string> out;
  const fs::path folder = directory_ / "drafts";
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->is_regular_file(error) && at->path().extension() == ".json")
      out.push_back(at->path().lexically_relative(folder).string());
  std::sort(out.begin(), out.end());
  return out;
}

Result<FileState> CatalogueStore::write(const Edit& edit) const {
  const fs::path to = draft_path(edit.path);
  if (Problems failed = make_folder(to.parent_path()); failed.has_errors()) return failed;
  if (Problems failed = write_durably(to, edit_file(edit)); failed.has_errors()) return failed;
  return state(edit.path);
}

/// Tells what changed since the base, and by whom.
Problems CatalogueStore::refuse_stale(const FileState& now, const std::string& base,
                                      const std::optional<std::string>& wanted) const {
  Problems out;
  if (base == now.version()) return out;
  if (base.empty()) {
    out.error(ProblemCode::missing_key, "base",
              now.path + " exists, and the edit does not say what it is based on",
              "look at it as it stands, and name the base " + now.version());
    return out;
  }
  const std::string who = now.edit && !now.edit->saves.empty()
                              ? "saved by " + told(now.edit->saves.back().stamp)
                              : "the published file is another one now";
  out.error(ProblemCode::changed_meanwhile, now.path, "somebody changed it meanwhile: " + who,
            "look at the differences, take over what is right, and save on the base " + now.version());
  const std::size_t dot = base.find('.');
  const std::string drafted = base.substr(0, dot);
  const std::string published = dot == std::string::npos ? "" : base.substr(dot + 1);
  const auto seen = objects_.get_by_beginning(drafted == "-" ? published : drafted);
  const std::optional<std::string> stands = now.edit ? now.edit->content : now.published;
  const auto tell = [&](const std::string& whose, const std::optional<std::string>& text) {
    for (const JsonChange& each : json_difference(seen.value_or("null"), text.value_or("null")))
      out.error(ProblemCode::changed_meanwhile, now.path + ": " + each.where,
                whose + ": " + each.before + " -> " + each.after);
  };
  tell("theirs", stands);
  if (wanted) tell("yours", wanted);
  return out;
}

Result<FileState> CatalogueStore::save(const SaveRequest& request) const {
  const auto path = path_in_catalogue(request.path);
  if (!path) return path.problems();
  if (Problems missing = need_stamp(request.stamp); missing.has_errors()) return missing;
  std::optional<std::string> content;
  if (request.content) {
    const OrderedJson parsed = OrderedJson::parse(*request.content, nullptr, false);
    if (!parsed.is_object())
      return one_problem(ProblemCode::malformed, *path, "the content is no JSON object",
                         "a catalogue file is one object");
    content = file_text(parsed);
  }
  const auto held = lock();
  if (!held) return held.problems();
  auto now = state(*path);
  if (!now) return now;
  const std::string record = !request.record.empty() ? request.record : now->edit ? now->edit->record : "";
  const std::string published = now->published ? digest_of(*now->published) : "";
  if (now->edit && same_content(*now->edit, content) && now->edit->record == record &&
      now->edit->published == published)
    return now;
  const bool fresh = request.base.empty() && !now->edit && !now->published;
  if (!fresh)
    if (Problems stale = refuse_stale(*now, request.base, content); stale.has_errors()) return stale;
  Edit edit = now->edit.value_or(Edit{});
  edit.path = *path;
  edit.content = std::move(content);
  edit.published = published;
  edit.record = record;
  edit.review.reset();
  edit.saves.push_back({request.stamp, edit.digest()});
  if (edit.content)
    if (const auto kept = objects_.put(*edit.content); !kept) return kept.problems();
  return write(edit);
}

Result<FileState> CatalogueStore::review(const std::string& path, const std::string& base,
                                         const Stamp& stamp) const {
  if (Problems missing = need_stamp(stamp); missing.has_errors()) return missing;
  const auto held = lock();
  if (!held) return held.problems();
  const auto now = state(path);
  if (!now) return now;
  if (!now->edit)
    return one_problem(ProblemCode::not_found, path, "there is no draft of it",
                       "catalogue drafts lists them");
  if (Problems stale = refuse_stale(*now, base, std::nullopt); stale.has_errors()) return stale;
  if (now->edit->published != (now->published ? digest_of(*now->published) : ""))
    return one_problem(ProblemCode::changed_meanwhile, path,
                       "another state of it was published since the draft was saved",
                       "compare the two, and save the draft again");
  Edit edit = *now->edit;
  edit.review = Mark{stamp, edit.digest()};
  return write(edit);
}

Problems CatalogueStore::discard(const std::string& path, const std::string& base, const Stamp& stamp) const {
  if (Problems missing = need_stamp(stamp); missing.has_errors()) return missing;
  const auto held = lock();
  if (!held) return held.problems();
  const auto now = state(path);
  if (!now) return now.problems();
  if (!now->edit)
    return one_problem(ProblemCode::not_found, path, "there is no draft of it",
                       "catalogue drafts lists them");
  if (Problems stale = refuse_stale(*now, base, std::nullopt); stale.has_errors()) return stale;
  Edit edit = *now->edit;
  edit.saves.push_back({stamp, "discarded"});
  const fs::path kept = directory_ / "discarded" / path / (edit.saves.back().stamp.at + ".json");
  if (Problems failed = make_folder(kept.parent_path()); failed.has_errors()) return failed;
  if (Problems failed = write_durably(kept, edit_file(edit)); failed.has_errors()) return failed;
  std::error_code error;
  fs::remove(draft_path(path), error);
  return error ? unavailable_at(draft_path(path), "the draft cannot be taken away", error.message())
               : sync_folder(draft_path(path).parent_path());
}

} // namespace cartwright
