#include "catalogues/store/objects.hpp"

#include <cerrno>
#include <cstring>

#include <unistd.h>

#include "catalogues/files.hpp"
#include "catalogues/sha256.hpp"
#include "catalogues/store/durable.hpp"

namespace cartwright {

namespace fs = std::filesystem;

std::string digest_of(std::string_view content) {
  Sha256 sum;
  sum.add(content);
  return sum.hex();
}

Result<std::string> Objects::put(std::string_view content) const {
  const std::string digest = digest_of(content);
  const fs::path path = path_of(digest);
  std::error_code error;
  if (fs::exists(path, error) && get(digest)) return digest;
  if (Problems failed = make_folder(path.parent_path()); failed.has_errors()) return failed;
  if (Problems failed = write_durably(path, content); failed.has_errors()) return failed;
  fs::permissions(path, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read, error);
  return digest;
}

Result<std::string> Objects::get(const std::string& digest) const {
  auto content = read_file(path_of(digest));
  if (!content) return content.problems();
  if (digest_of(*content) != digest)
    return unavailable_at(path_of(digest), "the content is not what its name says: it was changed or damaged",
                          "bring the file back from a backup");
  return content;
}

std::optional<std::string> Objects::get_by_beginning(const std::string& beginning) const {
  constexpr std::size_t shortest = 8;
  if (beginning.size() < shortest) return std::nullopt;
  std::optional<std::string> found;
  std::error_code error;
  for (fs::directory_iterator at(folder_ / beginning.substr(0, 2), error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.rfind(beginning, 0) != 0 || at->path().extension() == ".new") continue;
    if (found) return std::nullopt;
    found = name;
  }
  if (!found) return std::nullopt;
  auto content = get(*found);
  return content ? std::optional(std::move(*content)) : std::nullopt;
}

Problems Objects::place(const std::string& digest, const fs::path& to) const {
  const fs::path from = path_of(digest);
  if (::link(from.c_str(), to.c_str()) == 0) return {};
  std::error_code error;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
  return error ? unavailable_at(to, "the file cannot be placed", error.message()) : Problems{};
}

} // namespace cartwright
