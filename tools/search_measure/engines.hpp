// The index of this project and SQLite's FTS5 behind one face: filled with the same texts, asked the same
// words.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "engine/domain/result.hpp"
#include "tools/search_measure/corpus.hpp"

namespace cartwright::measure {

class TextEngine {
public:
  virtual ~TextEngine() = default;
  virtual const char* name() const = 0;
  virtual Problems fill(const std::vector<TextRecord>& records) = 0;
  virtual std::uintmax_t bytes() const = 0;
  /// Ids of the best ten that hold all of the words, or any of them.
  virtual Result<std::vector<std::string>> ask(const std::vector<std::string>& words, bool any) const = 0;
};

std::unique_ptr<TextEngine> xapian_engine(const std::filesystem::path& directory);
std::unique_ptr<TextEngine> fts5_engine(const std::filesystem::path& directory);

/// The records as one file of the index, without spelling.
Problems write_index(const std::filesystem::path& directory, const std::vector<TextRecord>& records);
std::filesystem::path index_file(const std::filesystem::path& directory);

} // namespace cartwright::measure
