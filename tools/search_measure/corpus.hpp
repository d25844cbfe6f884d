// Registry texts to measure the search on: as they are, or mixed into more.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/domain/result.hpp"

namespace cartwright::measure {

struct TextRecord {
  std::string id, title, body;
};

/// JSON lines of {"id", "text"}, plain or gzip.
Result<std::vector<TextRecord>> read_texts(const std::filesystem::path& file);
/// So many records made of sentences of the given ones; the same seed gives the same.
std::vector<TextRecord> mixed(const std::vector<TextRecord>& from, std::size_t number, std::uint32_t seed);
/// Queries of 2 to 10 words that stand together in some record.
std::vector<std::vector<std::string>> queries(const std::vector<TextRecord>& from, std::size_t number,
                                              std::uint32_t seed);

} // namespace cartwright::measure
