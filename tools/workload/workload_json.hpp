// The owner of the fast JSON reader: bulk files of a measurement, read once and front to back. Its errors
// become values here; exceptions are not used.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "engine/domain/problem.hpp"

namespace cartwright::workload {

using Json = simdjson::dom::element;

/// A parsed file; its elements live as long as it does.
class JsonFile {
public:
  /// Nothing, and a problem, when the file cannot be read or is no JSON.
  std::optional<Json> read(const std::filesystem::path& file, Problems& problems) {
    Json root;
    const auto error = parser_.load(file.string()).get(root);
    if (error == simdjson::SUCCESS) return root;
    const bool reading = error == simdjson::IO_ERROR;
    problems.error(reading ? ProblemCode::unavailable : ProblemCode::malformed, file.string(),
                   simdjson::error_message(error),
                   reading ? "name a directory made by the workload's generator"
                           : "generate the workload again");
    return std::nullopt;
  }

private:
  simdjson::dom::parser parser_;
};

inline std::optional<Json> member(Json of, std::string_view key) {
  Json out;
  if (of.at_key(key).get(out) != simdjson::SUCCESS || out.is_null()) return std::nullopt;
  return out;
}
inline std::string_view text_of(Json of) {
  std::string_view out;
  return of.get(out) == simdjson::SUCCESS ? out : std::string_view();
}
inline std::string_view text_at(Json of, std::string_view key) {
  const auto found = member(of, key);
  return found ? text_of(*found) : std::string_view();
}
inline std::optional<double> number_of(Json of) {
  double out = 0;
  return of.get(out) == simdjson::SUCCESS ? std::optional(out) : std::nullopt;
}
inline std::optional<double> number_at(Json of, std::string_view key) {
  const auto found = member(of, key);
  return found ? number_of(*found) : std::nullopt;
}
inline std::optional<bool> flag_at(Json of, std::string_view key) {
  const auto found = member(of, key);
  bool out = false;
  return found && found->get(out) == simdjson::SUCCESS ? std::optional(out) : std::nullopt;
}
/// Empty for anything but an array.
inline simdjson::dom::array list_at(Json of, std::string_view key) {
  simdjson::dom::array out;
  if (of.at_key(key).get(out) != simdjson::SUCCESS) return {};
  return out;
}

} // namespace cartwright::workload
