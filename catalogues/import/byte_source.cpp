#include "catalogues/import/byte_source.hpp"

#include <cerrno>
#include <cstring>

#include <zlib.h>

namespace cartwright {

namespace {

constexpr unsigned piece_size = 256 * 1024;

} // namespace

struct ByteSource::File {
  gzFile handle = nullptr;
  std::string name;
  Problems problems;
  bool ended = false;
  ~File() {
    if (handle != nullptr) gzclose_r(handle);
  }

  /// zlib's own word on why reading ended.
  void note_end() {
    ended = true;
    int code = Z_OK;
    gzerror(handle, &code);
    if (code == Z_OK || code == Z_STREAM_END) return;
    if (code == Z_BUF_ERROR)
      problems.error(ProblemCode::malformed, name, "the compressed file is cut off",
                     "what stands before the cut was read; fetch the file again");
    else if (code == Z_ERRNO)
      problems.error(ProblemCode::unavailable, name, "the file cannot be read", std::strerror(errno));
    else
      problems.error(ProblemCode::malformed, name, "the compressed file is damaged",
                     "what stands before the damage was read; fetch the file again");
  }
};

ByteSource::ByteSource(std::unique_ptr<File> file) : file_(std::move(file)) {}
ByteSource::~ByteSource() = default;
ByteSource::ByteSource(ByteSource&&) noexcept = default;
ByteSource& ByteSource::operator=(ByteSource&&) noexcept = default;

Result<ByteSource> ByteSource::open(const std::filesystem::path& path) {
  auto file = std::make_unique<File>();
  file->name = path.filename().string();
  file->handle = gzopen(path.c_str(), "rb");
  if (file->handle == nullptr) {
    Problems problems;
    problems.error(ProblemCode::unavailable, path.string(), "the file cannot be opened",
                   std::strerror(errno));
    return problems;
  }
  gzbuffer(file->handle, piece_size);
  return ByteSource(std::move(file));
}

std::string ByteSource::read() {
  if (file_->ended) return {};
  std::string piece(piece_size, '\0');
  const int got = gzread(file_->handle, piece.data(), piece_size);
  if (got < static_cast<int>(piece_size)) file_->note_end();
  piece.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return piece;
}

const Problems& ByteSource::problems() const {
  return file_->problems;
}

Result<std::string> ByteSource::all(std::size_t largest) {
  std::string out;
  for (std::string piece = read(); !piece.empty(); piece = read()) {
    out += piece;
    if (out.size() <= largest) continue;
    Problems problems;
    problems.error(ProblemCode::too_large, file_->name,
                   "the file holds more than " + std::to_string(largest / (1024 * 1024)) + " MiB",
                   "one record a line (JSON lines) may be as long as it likes as a whole");
    return problems;
  }
  if (problems().has_errors()) return problems();
  return out;
}

bool LineReader::fill() {
  if (at_ < piece_.size()) return true;
  piece_ = source_.read();
  at_ = 0;
  return !piece_.empty();
}

std::optional<SourceLine> LineReader::next() {
  if (!fill()) return std::nullopt;
  SourceLine line;
  line.number = ++number_;
  line.ended = false;
  while (!line.ended && fill()) {
    const std::size_t newline = piece_.find('\n', at_);
    line.ended = newline != std::string::npos;
    const std::size_t end = line.ended ? newline : piece_.size();
    const std::size_t room = longest_ - line.text.size();
    line.too_long = line.too_long || end - at_ > room;
    line.text.append(piece_, at_, std::min(end - at_, room));
    at_ = line.ended ? end + 1 : end;
  }
  if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
  return line;
}

} // namespace cartwright
