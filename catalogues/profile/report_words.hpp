// The words of the profile that reports print in several ways.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalogues/json_cursor.hpp"

namespace cartwright {

/// A spelling without case, blanks and hyphens, and the profile's word for it.
using Synonyms = std::vector<std::pair<std::string_view, std::string_view>>;

/// The profile's own words, or a synonym of one; empty when absent or after a problem.
std::string one_of_names(const Cursor& from, std::string_view key, const std::vector<std::string>& words,
                         const Synonyms& synonyms);

std::string read_assay(const Cursor& from);
std::string read_specimen(const Cursor& from);
std::string read_organism(const Cursor& from);
std::string read_infection_test(const Cursor& from, const std::string& organism);
/// The surface antibody of hepatitis B, which no rule asks for.
bool shows_immunity_only(const Cursor& from);
/// Also "not_told", of a test without a clear result.
std::string read_infection_result(const Cursor& from);
std::string read_support_kind(const Cursor& from);

} // namespace cartwright
