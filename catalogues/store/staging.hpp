// The next revision, laid out whole beside the published ones: read it, check it, then commit it by one
// rename or forget it. Holds the store's lock for as long as it lives.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "catalogues/store/catalogue_store.hpp"

namespace cartwright {

class Staging {
public:
  /// Reviewed drafts over the newest revision. Without paths: all that are reviewed. Refused: a draft that is
  /// not reviewed, one whose published file has changed since it was saved, none at all.
  static Result<Staging> of_drafts(const CatalogueStore& store, const std::vector<std::string>& paths);
  /// Files as they were in a revision; without paths all of them. Refused when that changes nothing.
  static Result<Staging> of_revision(const CatalogueStore& store, const Revision& revision,
                                     const std::vector<std::string>& paths);
  /// A whole catalogue from elsewhere. `base` names the newest revision, so that nothing published meanwhile
  /// is undone unseen; empty for the first.
  static Result<Staging> of_directory(const CatalogueStore& store, const std::filesystem::path& from,
                                      const std::string& base);
  ~Staging(); ///< forgets what was not committed
  Staging(Staging&&) noexcept;
  Staging& operator=(Staging&&) = delete;

  /// The catalogue as it would be published.
  const std::filesystem::path& directory() const { return aside_; }
  const Revision& revision() const { return next_; }
  /// `catalogue` is the digest under which answers will name it.
  Result<Revision> commit(const std::string& catalogue, const Stamp& stamp);

private:
  Staging(const CatalogueStore& store, FileLock lock);
  static Result<Staging> begin(const CatalogueStore& store);
  Problems take_draft(const std::string& path, bool named);
  void change(const std::string& path, const std::string& digest, const Edit* from);
  Problems lay_out() const;
  void clear_drafts() const;

  const CatalogueStore* store_;
  FileLock lock_;
  std::filesystem::path aside_;
  Revision next_;
};

/// The JSON files of a catalogue, relative, sorted: its folders' files, without hidden ones.
std::vector<std::string> files_of_catalogue(const std::filesystem::path& directory);

} // namespace cartwright
