// The canonical form of catalogue files: two blanks an indent, rules in their canonical spelling.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/criteria/checked.hpp"
#include "engine/domain/result.hpp"

namespace cartwright {

struct FormattedFile {
  std::filesystem::path relative;
  std::string before, after;
  bool changed() const { return before != after; }
};

/// One file's JSON in that form; rules that cannot be read stay as they are.
Result<std::string> canonical_text(std::string_view text, const Vocabulary& vocabulary,
                                   const criteria::Definitions& definitions);

/// Trials and centres as they should be written. Rules that cannot be read stay as they are; `catalogue
/// check` tells them.
Result<std::vector<FormattedFile>> format_files(const std::filesystem::path& directory,
                                                const Vocabulary& vocabulary,
                                                const criteria::Definitions& definitions);

} // namespace cartwright
