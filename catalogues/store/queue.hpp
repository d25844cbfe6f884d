// What waits for a maintainer: drafts being edited or reviewed, and registry records that say something which
// the published catalogue does not.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "catalogues/changes/changes.hpp"
#include "catalogues/import/draft.hpp"
#include "catalogues/store/catalogue_store.hpp"

namespace cartwright {

enum class QueueState : std::uint8_t {
  reviewed, ///< ready to be published
  draft,    ///< somebody edits it
  changed,  ///< published, and a newer record says otherwise
  fresh     ///< a record of a trial that is not published
};
std::string_view word(QueueState state);

struct QueueEntry {
  QueueState state = QueueState::fresh;
  std::string path, id, title;
  std::optional<Edit> edit; ///< of draft and reviewed
  Recruiting recruiting = Recruiting::unknown;
  std::optional<Day> record_date; ///< of the record, where there is one
  std::size_t drafted = 0;        ///< rules drafted from its text
  std::vector<Change> changes;    ///< of changed: what the record says otherwise
};

/// What registries say, as read from the folder of records; kept between questions because reading is slow.
struct RecordShelf {
  std::map<std::string, Draft> by_id;
  Problems problems; ///< records that cannot be read
};
RecordShelf read_records(const std::filesystem::path& folder, const Vocabulary& vocabulary);

/// Reviewed first, then drafts, then records: open trials first, newest record first.
Result<std::vector<QueueEntry>> queue(const CatalogueStore& store, const Catalogue& published,
                                      const std::map<std::string, std::string>& rests_on,
                                      const RecordShelf& records);

} // namespace cartwright
