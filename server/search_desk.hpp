// The index that belongs to the catalogue which is served: opened when first asked for, opened anew when it
// was rebuilt, made in passing when there is none, refused when it is stale or damaged.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "engine/domain/result.hpp"
#include "indexes/search_index.hpp"

namespace cartwright {

/// Where things are.
struct SearchPlace {
  std::filesystem::path catalogue, index;
  std::string mend; ///< the command that makes the index good again
  /// An index of another revision is no fault where revisions come and go: one is made in passing until it is
  /// rebuilt.
  bool follows_revisions = false;
};

class SearchDesk {
public:
  SearchDesk(std::shared_ptr<const Catalogue> catalogue, std::shared_ptr<const Navigation> navigation,
             SearchPlace place);

  /// Thread-safe. An index once opened for this catalogue is kept when what lies in its place later does not
  /// fit.
  Result<std::shared_ptr<const SearchIndex>> index() const;
  /// Builds it in its place.
  Result<IndexStamp> build() const;

private:
  Result<CountryNames> countries() const;
  Result<std::shared_ptr<const SearchIndex>> in_passing() const;

  std::shared_ptr<const Catalogue> catalogue_;
  std::shared_ptr<const Navigation> navigation_;
  SearchPlace place_;
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const SearchIndex> current_;
  mutable std::string seen_; ///< the stamp as it was when last looked at
};

} // namespace cartwright
