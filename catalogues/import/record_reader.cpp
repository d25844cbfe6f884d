#include "catalogues/import/record_reader.hpp"

#include "catalogues/import/byte_source.hpp"
#include "catalogues/import/ctgov_record.hpp"
#include "catalogues/import/snapshot_pair.hpp"
#include "catalogues/import/xml_record.hpp"
#include "catalogues/json_cursor.hpp"

namespace cartwright {

namespace {

Problems one(ProblemCode code, const std::string& message, const std::string& hint) {
  Problems out;
  out.error(code, "", message, hint);
  return out;
}

/// One study a line.
class JsonLinesReader : public RecordReader {
public:
  JsonLinesReader(std::string name, ByteSource source)
      : name_(std::move(name)), lines_(std::move(source), largest_record) {}

  std::optional<ReadRecord> next() override {
    for (auto line = lines_.next(); line; line = lines_.next()) {
      if (line->text.find_first_not_of(" \t") == std::string::npos) continue;
      // Half a line before a cut is no record; the cut itself is told.
      if (!line->ended && lines_.problems().has_errors()) continue;
      return ReadRecord{name_ + ":" + std::to_string(line->number), read(*line)};
    }
    return std::nullopt;
  }

  Problems problems() const override { return lines_.problems(); }

private:
  static Result<RegistryRecord> read(const SourceLine& line) {
    if (line.too_long)
      return one(ProblemCode::too_large, "the record is longer than 32 MiB",
                 "no record of the registry is so long");
    const auto document = JsonDocument::parse(line.text, largest_record);
    if (!document) return document.problems();
    return read_ctgov_record(document->root());
  }

  std::string name_;
  LineReader lines_;
};

/// The whole file as one text; what prevents it is a problem of the one record that the file was to hold.
Result<std::string> whole(ByteSource& source, std::size_t largest) {
  auto text = source.all(largest);
  if (text) return text;
  Problems out;
  for (Problem problem : text.problems().items()) {
    problem.where.clear(); // the record's place names the file
    out.add(std::move(problem));
  }
  return out;
}

/// One study, a list of them, or a page of the API ({"studies": [...]}).
class JsonDocumentReader : public RecordReader {
public:
  JsonDocumentReader(std::string name, ByteSource source) : name_(std::move(name)), document_(parse(source)) {
    if (!document_) return;
    const SortedJson& root = document_->root();
    list_ = root.is_object() && root.contains("studies") ? &root["studies"] : &root;
  }

  std::optional<ReadRecord> next() override {
    if (!document_ && !told_) {
      told_ = true;
      return ReadRecord{name_, document_.problems()};
    }
    if (list_ == nullptr) return std::nullopt;
    if (!list_->is_array()) {
      const SortedJson& only = *list_;
      list_ = nullptr;
      return ReadRecord{name_, read_ctgov_record(only)};
    }
    if (at_ == list_->size()) return std::nullopt;
    const std::string place = name_ + "[" + std::to_string(at_) + "]";
    return ReadRecord{place, read_ctgov_record((*list_)[at_++])};
  }

  Problems problems() const override { return {}; }

private:
  static Result<JsonDocument> parse(ByteSource& source) {
    const auto text = whole(source, largest_page);
    if (!text) return text.problems();
    return JsonDocument::parse(*text, largest_page);
  }

  std::string name_;
  Result<JsonDocument> document_;
  const SortedJson* list_ = nullptr;
  std::size_t at_ = 0;
  bool told_ = false;
};

class XmlReader : public RecordReader {
public:
  XmlReader(std::string name, ByteSource source) : name_(std::move(name)), source_(std::move(source)) {}

  std::optional<ReadRecord> next() override {
    if (read_) return std::nullopt;
    read_ = true;
    const auto text = whole(source_, largest_record);
    return ReadRecord{name_, text ? read_xml_record(*text) : Result<RegistryRecord>(text.problems())};
  }

  Problems problems() const override { return {}; }

private:
  std::string name_;
  ByteSource source_;
  bool read_ = false;
};

} // namespace

Result<std::unique_ptr<RecordReader>> open_reader(const ImportSource& source) {
  if (source.kind == SourceKind::snapshot_pair) return open_snapshot_pair(source);
  auto bytes = ByteSource::open(source.path);
  if (!bytes) return bytes.problems();
  switch (source.kind) {
  case SourceKind::json_lines:
    return std::unique_ptr<RecordReader>(new JsonLinesReader(source.name, std::move(*bytes)));
  case SourceKind::json_document:
    return std::unique_ptr<RecordReader>(new JsonDocumentReader(source.name, std::move(*bytes)));
  case SourceKind::xml_document:
    return std::unique_ptr<RecordReader>(new XmlReader(source.name, std::move(*bytes)));
  case SourceKind::snapshot_pair:
    break;
  }
  return Problems{};
}

} // namespace cartwright
