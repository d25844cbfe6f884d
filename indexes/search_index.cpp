#include "indexes/search_index.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "catalogues/files.hpp"
#include "catalogues/sha256.hpp"
#include "indexes/xapian_store.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view data_ending = ".xapian";
constexpr std::string_view aside_ending = ".aside";

Problems unavailable(const fs::path& path, const std::string& message, const std::string& hint) {
  Problems out;
  out.error(ProblemCode::unavailable, path.string(), message, hint);
  return out;
}

std::string sum_of(const std::string& text) {
  Sha256 sum;
  sum.add(text);
  return sum.hex();
}

bool ends_with(const std::string& text, std::string_view ending) {
  return text.size() >= ending.size() &&
         text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

/// One builder at a time; a second one waits. The system frees the lock of a process that dies.
class BuildLock {
public:
  explicit BuildLock(const fs::path& file)
      : descriptor_(::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0644)) {
    while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  ~BuildLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  BuildLock(const BuildLock&) = delete;
  BuildLock& operator=(const BuildLock&) = delete;
  bool held() const { return descriptor_ >= 0; }

private:
  int descriptor_;
};

/// What earlier builds left: whole files that nothing names any more, and what a killed one began. Under the
/// lock, so nobody is writing there now.
void sweep(const fs::path& directory, const std::string& keep) {
  std::error_code ignored;
  for (fs::directory_iterator at(directory, ignored), end; !ignored && at != end; at.increment(ignored)) {
    const std::string name = at->path().filename().string();
    if (name == keep || !(ends_with(name, data_ending) || ends_with(name, aside_ending))) continue;
    fs::remove_all(at->path(), ignored);
  }
}

/// All documents and names into one file.
Result<std::uint64_t> write_documents(const fs::path& work, const fs::path& file, const IndexSource& source) {
  auto writer = XapianWriter::create(work);
  if (!writer) return writer.problems();
  const ConceptNames names(*source.catalogue.vocabulary);
  const std::vector<IndexDocument> documents =
      catalogue_documents(source.catalogue, source.navigation, names, source.countries);
  for (const IndexDocument& document : documents)
    if (Problems problems = writer->add(document); problems.has_errors()) return problems;
  if (Problems problems = writer->add(synonyms(names, *source.catalogue.vocabulary)); problems.has_errors())
    return problems;
  if (Problems problems = writer->finish(file); problems.has_errors()) return problems;
  return static_cast<std::uint64_t>(documents.size());
}

class Building {
public:
  Building(const fs::path& directory, const IndexSource& source)
      : directory_(directory), source_(source), work_(directory / ("build" + std::string(aside_ending))) {}

  Result<IndexStamp> run() {
    std::error_code error;
    fs::create_directories(directory_, error);
    if (error) return unavailable(directory_, "the index cannot be written here", error.message());
    const BuildLock lock(directory_ / "lock");
    if (!lock.held())
      return unavailable(directory_, "the index cannot be written here",
                         "name another directory with --index DIR");
    auto out = build();
    fs::remove_all(work_, error);
    return out;
  }

private:
  Result<IndexStamp> build() {
    std::error_code error;
    fs::remove_all(work_, error);
    fs::create_directories(work_, error);
    if (error) return unavailable(directory_, "the index cannot be written here", error.message());
    const fs::path file = work_ / "data";
    const auto written = write_documents(work_ / "work", file, source_);
    if (!written) return written.problems();
    const auto bytes = read_file(file);
    if (!bytes) return bytes.problems();
    return put_in_place(file, *bytes, *written);
  }

  Result<IndexStamp> put_in_place(const fs::path& file, const std::string& bytes, std::uint64_t documents) {
    IndexStamp stamp;
    stamp.schema = index_schema;
    stamp.catalogue = source_.catalogue.revision;
    stamp.sum = sum_of(bytes);
    stamp.file = "documents-" + stamp.sum.substr(0, 16) + std::string(data_ending);
    stamp.bytes = bytes.size();
    stamp.documents = documents;
    std::error_code error;
    fs::rename(file, directory_ / stamp.file, error);
    if (error)
      return unavailable(directory_ / stamp.file, "the index cannot be put in place", error.message());
    if (Problems problems = write_file(stamp_path(directory_), stamp_text(stamp)); problems.has_errors())
      return problems;
    sweep(directory_, stamp.file);
    return stamp;
  }

  fs::path directory_;
  const IndexSource& source_;
  fs::path work_;
};

/// Refusals all name the command that mends them.
struct Refusing {
  const fs::path& directory;
  const std::string& mend;
  IndexState* state;

  Problems operator()(IndexState why, const std::string& message) const {
    if (state != nullptr) *state = why;
    return unavailable(directory, message, "run: " + mend);
  }
};

} // namespace

SearchIndex::SearchIndex(std::shared_ptr<const XapianIndex> index, IndexStamp stamp)
    : index_(std::move(index)), stamp_(std::move(stamp)) {}

Result<SearchAnswer> SearchIndex::search(const SearchQuestion& question) const {
  return index_->search(question);
}

Result<std::vector<Completion>> SearchIndex::complete(const std::string& typed, std::size_t most) const {
  return index_->complete(typed, most);
}

fs::path stamp_path(const fs::path& directory) {
  return directory / "stamp";
}

Result<IndexStamp> build_index(const fs::path& directory, const IndexSource& source) {
  return Building(directory, source).run();
}

namespace {

Result<std::shared_ptr<const SearchIndex>> open_stamped(const std::string& text, const fs::path& directory,
                                                        const std::string& revision, const Refusing& refuse) {
  const auto stamp = read_stamp(text, stamp_path(directory).string());
  if (!stamp) return refuse(IndexState::damaged, "the search index is damaged: its stamp cannot be read");
  if (stamp->schema != index_schema)
    return refuse(IndexState::stale, "the search index is stale: it has schema " +
                                         std::to_string(stamp->schema) + ", this program writes " +
                                         std::to_string(index_schema));
  if (stamp->catalogue != revision)
    return refuse(IndexState::stale,
                  "the search index is stale: it was built from another state of the catalogue");
  auto index = XapianIndex::open(directory / stamp->file);
  const auto bytes = read_file(directory / stamp->file);
  if (!index || !bytes || bytes->size() != stamp->bytes || sum_of(*bytes) != stamp->sum)
    return refuse(IndexState::damaged,
                  "the search index is damaged: its file is not the one that was written");
  return std::make_shared<const SearchIndex>(*index, *stamp);
}

} // namespace

Result<std::shared_ptr<const SearchIndex>> open_index(const fs::path& directory, const std::string& revision,
                                                      const std::string& mend, IndexState* state) {
  const Refusing refuse{directory, mend, state};
  std::error_code ignored;
  if (!fs::exists(stamp_path(directory), ignored))
    return refuse(IndexState::absent, "there is no search index here");
  for (;;) {
    const auto text = read_file(stamp_path(directory));
    auto opened = open_stamped(text ? *text : "", directory, revision, refuse);
    if (opened && state != nullptr) *state = IndexState::good;
    if (opened) return opened;
    // A rebuild may have taken the file away after its stamp was read: then there is another stamp now.
    const auto now = read_file(stamp_path(directory));
    if (!text || !now || *text == *now) return opened;
  }
}

Result<std::shared_ptr<const SearchIndex>> passing_index(const IndexSource& source) {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "cartwright-index-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr)
    return unavailable(name, "no directory for a passing index can be made", "name one with --index DIR");
  IndexStamp stamp;
  const auto written = write_documents(fs::path(name) / "work", fs::path(name) / "data", source);
  Problems problems = written.problems();
  std::shared_ptr<const XapianIndex> index;
  if (written) {
    stamp = {index_schema, source.catalogue.revision, "", "", 0, *written};
    auto opened = XapianIndex::open(fs::path(name) / "data");
    if (opened)
      index = *opened;
    else
      problems = opened.problems();
  }
  fs::remove_all(name, error);
  if (!index) return problems;
  return std::make_shared<const SearchIndex>(index, stamp);
}

} // namespace cartwright
