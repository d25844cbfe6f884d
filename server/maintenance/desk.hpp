// The maintainers' desk: the queue, one draft with all that speaks for and against it, saving, reviewing,
// publishing, bringing back. Every door to maintenance calls this and nothing else. Safe to call from any
// thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "catalogues/store/catalogue_store.hpp"
#include "catalogues/store/freshness.hpp"
#include "catalogues/store/json_difference.hpp"
#include "catalogues/store/queue.hpp"
#include "server/clock.hpp"
#include "server/maintenance/check_file.hpp"
#include "server/maintenance/live_service.hpp"
#include "server/maintenance/preview.hpp"

namespace cartwright {

/// The moment of a stamp: "2026-12-01T09:30:00Z".
using Now = std::function<std::string()>;

/// One file as a maintainer sees it.
struct DraftView {
  FileState state;
  std::string id;
  std::size_t revision = 0;
  std::string content;       ///< the draft, else where a draft would begin; empty: to be taken out
  std::string record_digest; ///< of the record shown; a save passes it on
  std::shared_ptr<const RecordShelf> shelf;
  const Draft* record = nullptr;       ///< the registry's, with its text and the rules drafted from it
  std::vector<JsonChange> differences; ///< from the published file
  Problems problems;                   ///< of the content
};

struct DeskQueue {
  std::size_t revision = 0;
  std::vector<QueueEntry> entries;
  Problems problems; ///< records that cannot be read
};

struct Comparison {
  ChangeStep step;
  std::vector<ChangedFile> files; ///< all files that differ, trials too
};

class Desk {
public:
  /// Opens the newest revision. `today` and `now` are the door's clock; `search` says where an index may be.
  static Result<std::unique_ptr<Desk>> open(CatalogueStore store, Today today, Now now,
                                            SearchPlace search = {});

  const CatalogueStore& store() const { return store_; }
  LiveService& live() { return *live_; }

  Result<DeskQueue> queue() const;
  Result<DraftView> draft(const std::string& id) const;
  /// The same with other content, nothing saved.
  Result<DraftView> check(const std::string& id, const std::string& content) const;
  RuleCheck rule(const std::string& text) const;

  Result<DraftView> save(const std::string& id, const std::string& base,
                         const std::optional<std::string>& content, const std::string& by,
                         const std::string& why) const;
  /// Refused while the content has errors. An empty base takes the draft as it stands.
  Result<DraftView> review(const std::string& id, const std::string& base, const std::string& by,
                           const std::string& why) const;
  Problems discard(const std::string& id, const std::string& base, const std::string& by,
                   const std::string& why) const;

  /// Without ids: all reviewed drafts.
  Result<Preview> preview_drafts(const std::vector<std::string>& ids) const;
  Result<Preview> preview_restore(const std::string& revision, const std::vector<std::string>& ids) const;
  /// `expect`: the digest of the preview that was seen; another one is refused. Empty: whatever it is.
  Result<Preview> publish(const std::vector<std::string>& ids, const std::string& expect,
                          const std::string& by, const std::string& why);
  Result<Preview> restore(const std::string& revision, const std::vector<std::string>& ids,
                          const std::string& expect, const std::string& by, const std::string& why);

  Result<std::vector<Revision>> revisions() const { return store_.revisions(); }
  Result<Comparison> compare(const std::string& from, const std::string& to) const;
  /// The trials stay alive with the revision given back.
  std::pair<std::shared_ptr<const Published>, std::vector<FreshnessEntry>> freshness(Day today) const;

private:
  Desk(CatalogueStore store, Today today, Now now)
      : store_(std::move(store)), today_(std::move(today)), now_(std::move(now)) {}
  std::shared_ptr<const RecordShelf> shelf() const;
  Result<DraftView> view(FileState state, std::optional<std::string> content) const;
  Problems check_content(const std::string& path, const std::string& content) const;
  Result<Preview> finish(Result<Staging> staging, const std::string& expect, const std::string& by,
                         const std::string& why);
  Result<Preview> look(const Result<Staging>& staging) const;

  CatalogueStore store_;
  Today today_;
  Now now_;
  std::unique_ptr<LiveService> live_;
  mutable std::mutex reading_;
  mutable std::shared_ptr<const RecordShelf> shelf_;
  mutable std::string shelf_stamp_;
};

/// The first revision, or a later one from a whole folder. `preview_only`: nothing is published.
Result<Preview> publish_directory(const CatalogueStore& store, const std::filesystem::path& from,
                                  const std::string& base, const Stamp& stamp, bool preview_only,
                                  const Today& today);

} // namespace cartwright
