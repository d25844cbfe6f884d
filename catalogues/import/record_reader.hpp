// The records of one source, one after another, each with its place.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "catalogues/import/registry_record.hpp"
#include "engine/domain/result.hpp"

namespace cartwright {

/// Beyond these a record is refused; a source of many records may be as large as it likes.
inline constexpr std::size_t largest_record = 32 * 1024 * 1024; ///< bytes
inline constexpr std::size_t largest_page = 256 * 1024 * 1024;  ///< one JSON document with many studies

struct ReadRecord {
  std::string place; ///< "records.jsonl.gz:17"
  Result<RegistryRecord> record;
};

class RecordReader {
public:
  virtual ~RecordReader() = default;
  /// Nothing at the end of the source.
  virtual std::optional<ReadRecord> next() = 0;
  /// What is wrong with the source as a whole (cut off, a column missing); complete after the last record.
  virtual Problems problems() const = 0;
};

enum class SourceKind { json_document, json_lines, xml_document, snapshot_pair };

struct ImportSource {
  SourceKind kind = SourceKind::json_document;
  std::filesystem::path path; ///< of a pair: its folder
  std::string name;           ///< for people: relative to the parent of what was named
};

/// Opens a source. What cannot be opened is a problem.
Result<std::unique_ptr<RecordReader>> open_reader(const ImportSource& source);

} // namespace cartwright
