// Addresses and their templates: "/v1/cases/{id}/shortlist/{trial}".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cartwright {

/// What stands in the places of the braces, in their order; nothing when the path does not fit. A place holds
/// one segment, never empty.
std::optional<std::vector<std::string>> ids_in(std::string_view pattern, std::string_view path);

} // namespace cartwright
