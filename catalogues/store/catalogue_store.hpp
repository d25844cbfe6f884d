// The catalogue as maintainers keep it: drafts that somebody edits and somebody reviews, and published
// revisions that never change. Plain files:
//   revisions/000007/       a whole catalogue, with revision.json beside its files
//   drafts/trials/ID.json   a file being changed
//   records/ID.json         what registries say, as imported
//   objects/ab/abcdef...    every text ever saved or published, by digest
// The newest revision is the published state; a revision appears by one rename. Readers need no lock.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "catalogues/store/durable.hpp"
#include "catalogues/store/edit.hpp"
#include "catalogues/store/objects.hpp"
#include "catalogues/store/revision.hpp"
#include "engine/domain/result.hpp"

namespace cartwright {

/// What stands at a path: the published text and the draft over it.
struct FileState {
  std::string path;
  std::optional<std::string> published;
  std::optional<Edit> edit;
  /// What an edit of this names as its base: changes whenever draft or published text do.
  std::string version() const;
};

struct SaveRequest {
  std::string path;
  std::string base; ///< FileState::version() that the editor saw; empty: nothing stood there
  std::optional<std::string> content; ///< JSON; nothing: take the file out
  std::string record;                 ///< digest of the registry's record taken account of; empty: as before
  Stamp stamp;
};

class CatalogueStore {
public:
  /// A folder that is a store, or is empty or not there: then it becomes one.
  static Result<CatalogueStore> open(const std::filesystem::path& directory);
  /// Refuses what is no store.
  static Result<CatalogueStore> open_existing(const std::filesystem::path& directory);

  const std::filesystem::path& directory() const { return directory_; }
  std::filesystem::path records() const { return directory_ / "records"; }
  const Objects& objects() const { return objects_; }

  /// 0 when nothing is published yet.
  std::size_t newest() const;
  Result<Revision> revision(std::size_t number) const;
  /// All, oldest first.
  Result<std::vector<Revision>> revisions() const;
  /// By number, or by the beginning of the catalogue's digest ("sha256:" may be left out). Empty: the newest.
  Result<Revision> find(const std::string& words) const;
  std::filesystem::path directory_of(std::size_t number) const;

  Result<FileState> state(const std::string& path) const;
  /// Paths with a draft, sorted.
  std::vector<std::string> drafts() const;

  /// Refused with `changed_meanwhile` and every difference when `base` is not what stands there. A save that
  /// changes nothing is done already.
  Result<FileState> save(const SaveRequest& request) const;
  /// The draft as it stands is right. A later save makes the review void.
  Result<FileState> review(const std::string& path, const std::string& base, const Stamp& stamp) const;
  /// Takes the draft away; its contents stay among the objects.
  Problems discard(const std::string& path, const std::string& base, const Stamp& stamp) const;

private:
  friend class Staging;
  explicit CatalogueStore(std::filesystem::path directory)
      : directory_(std::move(directory)), objects_(directory_ / "objects") {}
  Result<FileLock> lock() const { return FileLock::take(directory_ / "lock"); }
  std::filesystem::path draft_path(const std::string& path) const { return directory_ / "drafts" / path; }
  Result<FileState> write(const Edit& edit) const;
  Problems refuse_stale(const FileState& now, const std::string& base,
                        const std::optional<std::string>& wanted) const;

  std::filesystem::path directory_;
  Objects objects_;
};

/// "trials/NCT07003568.json" for a trial's id, "centres/..." for another word; a path stands for itself. A
/// problem for what could lie outside of a catalogue.
Result<std::string> path_in_catalogue(const std::string& id);

} // namespace cartwright
