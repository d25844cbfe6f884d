// The one owner of Xapian: documents into one file, questions to one file. Xapian's exceptions become
// problems here and go no further.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/domain/result.hpp"
#include "indexes/index_document.hpp"
#include "indexes/search_question.hpp"
#include "indexes/synonyms.hpp"

namespace cartwright {

/// Collects documents in a directory of its own and leaves one compact file.
class XapianWriter {
public:
  /// The directory is made; it must not hold anything. Without `spelling` there is no did-you-mean.
  static Result<XapianWriter> create(const std::filesystem::path& directory, bool spelling = true);
  ~XapianWriter();
  XapianWriter(XapianWriter&&) noexcept;
  XapianWriter& operator=(XapianWriter&&) noexcept;

  Problems add(const IndexDocument& document);
  Problems add(const std::vector<Synonym>& synonyms);
  /// On disk, whole, when this returns without a problem.
  Problems finish(const std::filesystem::path& file);

private:
  struct State;
  explicit XapianWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// A finished file. Holds it open, so it stays readable after it was replaced or removed.
class XapianIndex {
public:
  static Result<std::shared_ptr<const XapianIndex>> open(const std::filesystem::path& file);
  ~XapianIndex();
  XapianIndex(const XapianIndex&) = delete;
  XapianIndex& operator=(const XapianIndex&) = delete;

  Result<SearchAnswer> search(const SearchQuestion& question) const;
  /// Best first; without snippets.
  Result<std::vector<SearchHit>> search(const WeightedQuestion& question) const;
  Result<std::vector<Completion>> complete(const std::string& typed, std::size_t most) const;
  /// Ids of all records of a kind but those that carry one of the guards, or whose guard_age is below `age`.
  Result<std::vector<std::string>> unguarded(const std::string& kind, const std::vector<std::string>& guards,
                                             std::optional<double> age) const;
  Result<std::size_t> documents() const;

private:
  struct State;
  explicit XapianIndex(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

} // namespace cartwright
