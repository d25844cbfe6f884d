#include "catalogues/import/draft_directory.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalogues/files.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

Problems unavailable(const fs::path& where, const std::string& message, const std::string& hint) {
  Problems out;
  out.error(ProblemCode::unavailable, where.string(), message, hint);
  return out;
}

/// Exclusive use of a directory, ended by the system whatever becomes of the process.
class DirectoryLock {
public:
  DirectoryLock() = default;
  ~DirectoryLock() {
    if (handle_ >= 0) ::close(handle_);
  }
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

  /// False when another process holds it. After an exchange the path names another directory: that one
  /// counts.
  bool take(const fs::path& directory) {
    for (;;) {
      const int handle = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      if (handle < 0) return false;
      if (::flock(handle, LOCK_EX | LOCK_NB) != 0) {
        ::close(handle);
        return false;
      }
      struct stat held = {}, named = {};
      if (::fstat(handle, &held) == 0 && ::stat(directory.c_str(), &named) == 0 &&
          held.st_ino == named.st_ino) {
        handle_ = handle;
        return true;
      }
      ::close(handle);
    }
  }

  void sync() const { ::syncfs(handle_); }

private:
  int handle_ = -1;
};

/// A link where the file system can; the drafts are never changed in place.
bool link_or_copy(const fs::path& from, const fs::path& to) {
  if (::link(from.c_str(), to.c_str()) == 0) return true;
  std::error_code error;
  fs::copy_file(from, to, error);
  return !error;
}

} // namespace

struct DraftDirectory::State {
  fs::path directory, aside;
  DirectoryLock lock, lock_of_aside; ///< after the exchange the latter holds the directory's name
  bool changed = false;

  fs::path staged(const std::string& id) const { return aside / (id + ".json"); }

  Problems only_files() const {
    std::error_code error;
    for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error))
      if (!at->is_regular_file(error))
        return unavailable(directory,
                           "the folder holds " + at->path().filename().string() +
                               ", so it is no folder of drafts",
                           "name an empty folder, a new one, or one of an earlier import");
    if (error) return unavailable(directory, "the folder cannot be read", error.message());
    return {};
  }

  Problems keep_the_others() const {
    std::error_code error;
    for (fs::directory_iterator at(directory, error), end; !error && at != end; at.increment(error)) {
      const fs::path to = aside / at->path().filename();
      if (!fs::exists(to, error) && !link_or_copy(at->path(), to))
        return unavailable(to, "a draft that stays cannot be kept", std::strerror(errno));
    }
    if (error) return unavailable(directory, "the folder cannot be read", error.message());
    return {};
  }
};

DraftDirectory::DraftDirectory(std::unique_ptr<State> state) : state_(std::move(state)) {}
DraftDirectory::DraftDirectory(DraftDirectory&&) noexcept = default;
DraftDirectory& DraftDirectory::operator=(DraftDirectory&&) noexcept = default;

DraftDirectory::~DraftDirectory() {
  std::error_code error;
  if (state_) fs::remove_all(state_->aside, error);
}

Result<DraftDirectory> DraftDirectory::open(const fs::path& named) {
  std::error_code error;
  fs::create_directories(named, error);
  if (error) return unavailable(named, "the folder of drafts cannot be made", error.message());
  auto state = std::make_unique<State>();
  state->directory = fs::canonical(named, error);
  if (error) return unavailable(named, "the folder of drafts cannot be used", error.message());
  if (!state->lock.take(state->directory))
    return unavailable(named, "another import is changing these drafts", "wait until it has ended");
  if (Problems found = state->only_files(); found.has_errors()) return found;
  const fs::path aside = state->directory.string() + ".importing";
  fs::remove_all(aside, error);
  fs::create_directory(aside, error);
  if (error || !state->lock_of_aside.take(aside))
    return unavailable(aside, "the new drafts cannot be written beside the old", error.message());
  state->aside = aside;
  return DraftDirectory(std::move(state));
}

std::optional<std::string> DraftDirectory::find(const std::string& id) const {
  std::error_code error;
  for (const fs::path& path : {state_->staged(id), state_->directory / (id + ".json")})
    if (fs::exists(path, error)) {
      auto text = read_file(path);
      if (text) return std::move(*text);
    }
  return std::nullopt;
}

Problems DraftDirectory::put(const std::string& id, const std::string& text) {
  state_->changed = true;
  std::ofstream out(state_->staged(id), std::ios::binary | std::ios::trunc);
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) return unavailable(state_->staged(id), "the draft cannot be written", std::strerror(errno));
  return {};
}

Problems DraftDirectory::commit() {
  if (!state_->changed) return {};
  if (Problems kept = state_->keep_the_others(); kept.has_errors()) return kept;
  state_->lock.sync();
  if (::renameat2(AT_FDCWD, state_->aside.c_str(), AT_FDCWD, state_->directory.c_str(), RENAME_EXCHANGE) != 0)
    return unavailable(state_->directory, "the new drafts cannot take the place of the old",
                       std::strerror(errno));
  state_->changed = false;
  std::error_code error;
  fs::remove_all(state_->aside, error); // now the old drafts
  return {};
}

} // namespace cartwright
