// Who asks, and whether they may: from the address and the headers alone, before a body is read.
//
// On loopback the one user of this machine is a coordinator and needs no token, until a token was made for
// the casebook or a token file is given: from then on everybody needs one, and it stays so when they expire.
// Any other address needs a token always.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "server/casebook/casebook.hpp"
#include "server/failure_limiter.hpp"
#include "server/http_message.hpp"
#include "server/http_options.hpp"
#include "server/http_tokens.hpp"
#include "server/roles.hpp"

namespace cartwright {

class HttpAccess {
public:
  /// `casebook` may be null; it must outlive this.
  HttpAccess(const ServerOptions& options, std::optional<BearerTokens> file, Casebook* casebook);

  /// Somebody with one of the `allowed` roles, or the refusal: 401, 403, 429, or 503 when the casebook cannot
  /// be asked.
  std::variant<Asker, HttpResponse> admit(const HttpRequest& request, Roles allowed);

private:
  std::variant<Asker, HttpResponse> identify(const HttpRequest& request);
  Result<bool> token_needed() const;
  Result<std::optional<Asker>> owner(std::string_view authorization) const;

  bool loopback_;
  std::string local_user_;
  Roles local_roles_;
  std::optional<BearerTokens> file_;
  Casebook* casebook_;
  FailureLimiter limiter_;
};

} // namespace cartwright
