// The search index of one catalogue in a directory of its own: built aside and switched to in one rename,
// refused when it is stale or damaged, open to readers while it is rebuilt.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "engine/domain/result.hpp"
#include "engine/domain/trial.hpp"
#include "indexes/catalogue_documents.hpp"
#include "indexes/search_question.hpp"
#include "indexes/stamp.hpp"

namespace cartwright {

class XapianIndex;

/// Immutable; any number of threads may ask at once. What it was opened on stays readable after a rebuild.
class SearchIndex {
public:
  SearchIndex(std::shared_ptr<const XapianIndex> index, IndexStamp stamp);

  Result<SearchAnswer> search(const SearchQuestion& question) const;
  Result<std::vector<Completion>> complete(const std::string& typed, std::size_t most) const;
  const XapianIndex& store() const { return *index_; }
  const IndexStamp& stamp() const { return stamp_; }

private:
  std::shared_ptr<const XapianIndex> index_;
  IndexStamp stamp_;
};

/// The catalogue and what its index needs beside it.
struct IndexSource {
  const Catalogue& catalogue;
  const Navigation& navigation;
  const CountryNames& countries;
};

enum class IndexState : std::uint8_t { absent, stale, damaged, good };

/// Writes the new index beside the old one, then switches. With a problem the old one stands as it was.
Result<IndexStamp> build_index(const std::filesystem::path& directory, const IndexSource& source);

/// `mend` is the command that a refusal names. `state`, when given, tells why.
Result<std::shared_ptr<const SearchIndex>> open_index(const std::filesystem::path& directory,
                                                      const std::string& revision, const std::string& mend,
                                                      IndexState* state = nullptr);

/// An index that leaves no trace, for a catalogue that has none.
Result<std::shared_ptr<const SearchIndex>> passing_index(const IndexSource& source);

/// The stamp file of a directory: when it changes, there is a new index.
std::filesystem::path stamp_path(const std::filesystem::path& directory);

} // namespace cartwright
