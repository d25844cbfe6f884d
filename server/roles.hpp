// Who may do what: the roles of a token's owner.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cartwright {

enum class Role : std::uint8_t {
  coordinator, ///< asks for matches, keeps cases
  maintainer,  ///< keeps the catalogue
  auditor,     ///< reads cases and the audit trail, changes nothing
  admin        ///< gives and takes tokens
};
inline constexpr std::array all_roles = {Role::coordinator, Role::maintainer, Role::auditor, Role::admin};
std::string_view word(Role role);
std::optional<Role> role_named(std::string_view word);

class Roles {
public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const Role role : roles)
      add(role);
  }
  static constexpr Roles all() { return {Role::coordinator, Role::maintainer, Role::auditor, Role::admin}; }
  constexpr void add(Role role) { bits_ |= bit(role); }
  constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  constexpr bool any_of(Roles others) const { return (bits_ & others.bits_) != 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool operator==(const Roles&) const = default;

private:
  static constexpr std::uint8_t bit(Role role) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(role));
  }
  std::uint8_t bits_ = 0;
};
/// "coordinator, auditor"
std::string text_of(Roles roles);
/// The same, or blanks between; nothing when a word is no role or there is none.
std::optional<Roles> roles_named(std::string_view text);

/// Somebody who was let in.
struct Asker {
  std::string name; ///< a token's label, or the one user of this machine
  Roles roles;
};

} // namespace cartwright
