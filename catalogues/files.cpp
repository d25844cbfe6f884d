#include "catalogues/files.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace cartwright {

namespace {

Problems unavailable(const std::filesystem::path& path, const std::string& message) {
  Problems out;
  out.error(ProblemCode::unavailable, path.string(), message, std::strerror(errno));
  return out;
}

} // namespace

Result<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return unavailable(path, "the file cannot be opened");
  std::ostringstream content;
  content << in.rdbuf();
  if (in.bad()) return unavailable(path, "the file cannot be read");
  return std::move(content).str();
}

Problems write_file(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::path aside = path;
  aside += ".new";
  {
    std::ofstream out(aside, std::ios::binary | std::ios::trunc);
    out.write(content.data(), static_cast<std::streamsize>(content.size()));
    out.flush();
    if (!out) return unavailable(aside, "the file cannot be written");
  }
  std::error_code error;
  std::filesystem::rename(aside, path, error);
  if (!error) return {};
  Problems out;
  out.error(ProblemCode::unavailable, path.string(), "the file cannot be replaced", error.message());
  std::filesystem::remove(aside, error);
  return out;
}

} // namespace cartwright
