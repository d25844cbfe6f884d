// The bytes of a file, inflated when it is gzip, read in pieces: a large source never stands in memory whole.
// The only file that names zlib.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "engine/domain/result.hpp"

namespace cartwright {

class ByteSource {
public:
  static Result<ByteSource> open(const std::filesystem::path& path);
  ~ByteSource();
  ByteSource(ByteSource&&) noexcept;
  ByteSource& operator=(ByteSource&&) noexcept;

  /// The next bytes; empty at the end, and when the rest cannot be read (then `problems` says why).
  std::string read();
  /// "the gzip stream is cut off" and the like; empty while all is well.
  const Problems& problems() const;
  /// Everything, or a problem when that is more than `largest` bytes or cannot be read.
  Result<std::string> all(std::size_t largest);

private:
  struct File;
  explicit ByteSource(std::unique_ptr<File> file);
  std::unique_ptr<File> file_;
};

struct SourceLine {
  std::string text;
  std::size_t number = 0;
  bool too_long = false; ///< the text is what fitted; the rest was passed over
  bool ended = true;     ///< false: the source ended inside this line, without a newline
};

/// Lines without their ends ("\n" or "\r\n").
class LineReader {
public:
  LineReader(ByteSource source, std::size_t longest) : source_(std::move(source)), longest_(longest) {}
  std::optional<SourceLine> next();
  const Problems& problems() const { return source_.problems(); }

private:
  bool fill();
  ByteSource source_;
  std::size_t longest_;
  std::string piece_;
  std::size_t at_ = 0;
  std::size_t number_ = 0;
};

} // namespace cartwright
