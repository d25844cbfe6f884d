#include "server/roles.hpp"

#include <vector>

#include "engine/domain/text.hpp"

namespace cartwright {

std::string_view word(Role role) {
  switch (role) {
  case Role::coordinator:
    return "coordinator";
  case Role::maintainer:
    return "maintainer";
  case Role::auditor:
    return "auditor";
  case Role::admin:
    return "admin";
  }
  return "auditor";
}

std::optional<Role> role_named(std::string_view text) {
  for (const Role role : all_roles)
    if (word(role) == text) return role;
  return std::nullopt;
}

std::string text_of(Roles roles) {
  std::vector<std::string> words;
  for (const Role role : all_roles)
    if (roles.has(role)) words.emplace_back(word(role));
  return join(words, ", ");
}

std::optional<Roles> roles_named(std::string_view text) {
  Roles out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(", ", at), text.size());
    if (end > at) {
      const auto role = role_named(text.substr(at, end - at));
      if (!role) return std::nullopt;
      out.add(*role);
    }
    at = end + 1;
  }
  return out.empty() ? std::nullopt : std::optional(out);
}

} // namespace cartwright
