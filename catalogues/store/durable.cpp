#include "catalogues/store/durable.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace cartwright {

namespace fs = std::filesystem;

namespace {

/// A handle that is closed on every way out.
class Handle {
public:
  explicit Handle(int number) : number_(number) {}
  ~Handle() {
    if (number_ >= 0) ::close(number_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  explicit operator bool() const { return number_ >= 0; }
  int number() const { return number_; }

private:
  int number_;
};

bool write_all(int handle, std::string_view content) {
  while (!content.empty()) {
    const ssize_t written = ::write(handle, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

} // namespace

Problems unavailable_at(const fs::path& where, const std::string& message, const std::string& hint) {
  Problems out;
  out.error(ProblemCode::unavailable, where.string(), message, hint);
  return out;
}

Problems write_durably(const fs::path& path, std::string_view content) {
  fs::path aside = path;
  aside += ".new";
  {
    const Handle file(::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file || !write_all(file.number(), content) || ::fsync(file.number()) != 0) {
      const std::string reason = std::strerror(errno);
      ::unlink(aside.c_str());
      return unavailable_at(path, "the file cannot be written", reason);
    }
  }
  if (::rename(aside.c_str(), path.c_str()) != 0)
    return unavailable_at(path, "the file cannot be replaced", std::strerror(errno));
  return sync_folder(path.parent_path());
}

Problems sync_folder(const fs::path& folder) {
  const Handle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (handle && ::fsync(handle.number()) == 0) return {};
  return unavailable_at(folder, "the folder cannot be forced to the disk", std::strerror(errno));
}

Problems sync_file_system(const fs::path& folder) {
  const Handle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (handle && ::syncfs(handle.number()) == 0) return {};
  return unavailable_at(folder, "the files cannot be forced to the disk", std::strerror(errno));
}

Problems make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error && fs::is_directory(folder, error)) return {};
  return unavailable_at(folder, "the folder cannot be made", error.message());
}

Result<FileLock> FileLock::take(const fs::path& file) {
  const int handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (handle < 0) return unavailable_at(file, "the lock cannot be opened", std::strerror(errno));
  FileLock out(handle);
  constexpr auto patience = std::chrono::seconds(20);
  constexpr auto between = std::chrono::milliseconds(10);
  const auto end = std::chrono::steady_clock::now() + patience;
  while (::flock(handle, LOCK_EX | LOCK_NB) != 0) {
    if (std::chrono::steady_clock::now() > end)
      return unavailable_at(file, "another command is changing the store", "wait until it has ended");
    std::this_thread::sleep_for(between);
  }
  return out;
}

FileLock::~FileLock() {
  if (handle_ >= 0) ::close(handle_);
}
FileLock::FileLock(FileLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

} // namespace cartwright
