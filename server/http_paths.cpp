#include "server/http_paths.hpp"

namespace cartwright {

namespace {

/// The text before the next '/', which is taken off.
std::string_view next_segment(std::string_view& path) {
  const std::size_t end = path.find('/');
  const std::string_view out = path.substr(0, end);
  path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
  return out;
}

} // namespace

std::optional<std::vector<std::string>> ids_in(std::string_view pattern, std::string_view path) {
  std::vector<std::string> out;
  if (!path.empty() && path.back() == '/') return std::nullopt;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = next_segment(pattern), given = next_segment(path);
    const bool place = wanted.size() > 2 && wanted.front() == '{' && wanted.back() == '}';
    if (place && given.empty()) return std::nullopt;
    if (!place && wanted != given) return std::nullopt;
    if (place) out.emplace_back(given);
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return out;
}

} // namespace cartwright
