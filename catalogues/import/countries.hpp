// Countries by any name that registries use, as ISO 3166 alpha-2 codes (countries.json).
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/result.hpp"

namespace cartwright {

class Countries {
public:
  static Result<Countries> load(const std::filesystem::path& catalogue);
  /// Case and blanks around do not matter; a code stands for itself.
  std::optional<std::string> code(std::string_view name) const;
  /// By code: the label first, then other names.
  const std::map<std::string, std::vector<std::string>>& names() const { return names_; }

private:
  std::map<std::string, std::string> by_name_;
  std::map<std::string, std::vector<std::string>> names_;
};

} // namespace cartwright
