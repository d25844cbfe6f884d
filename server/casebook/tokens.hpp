// Tokens of the people who use the server: made once, shown once, kept as digests (see secrets.hpp for why).
// A token is "cw-ID-SECRET": the id finds the row, the secret is compared in constant time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/domain/date.hpp"
#include "server/casebook/casebook.hpp"
#include "server/roles.hpp"

namespace cartwright {

struct TokenHead {
  std::string id, label;
  Roles roles;
  std::string made, made_by;
  std::string expires; ///< UTC; not accepted from this moment on
  std::optional<std::string> revoked, revoked_by;
};

struct MadeToken {
  TokenHead head;
  std::string token; ///< told now and never again
};

struct NewToken {
  std::string label;
  Roles roles;
  Day expires{}; ///< accepted until the end of this day, UTC
};

Result<MadeToken> add_token(Casebook& casebook, const Actor& actor, const NewToken& wanted);
Result<std::vector<TokenHead>> list_tokens(Casebook& casebook);
Result<TokenHead> revoke_token(Casebook& casebook, const Actor& actor, const std::string& id);

/// Whom a token lets in: nobody when it is unknown, wrong, expired or revoked. Problems when the casebook
/// cannot be asked.
Result<std::optional<Asker>> owner_of(Casebook& casebook, std::string_view token);
/// Whether any token was ever made, whatever became of it.
Result<bool> ever_had_a_token(Casebook& casebook);
/// Whether there is any token that is neither revoked nor expired.
Result<bool> any_token(Casebook& casebook);

} // namespace cartwright
