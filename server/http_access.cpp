#include "server/http_access.hpp"

#include "engine/domain/text.hpp"
#include "server/casebook/tokens.hpp"
#include "server/problem_details.hpp"

namespace cartwright {

namespace {

HttpResponse need_token() {
  HttpResponse out = problem_response(401, "A token is needed: Authorization: Bearer TOKEN.");
  out.headers.emplace_back("WWW-Authenticate", "Bearer");
  return out;
}

HttpResponse wait_first(std::chrono::seconds time) {
  HttpResponse out = problem_response(429, "Too many wrong tokens came from this address.");
  out.headers.emplace_back("Retry-After", std::to_string(time.count()));
  return out;
}

HttpResponse not_for(const Asker& asker, Roles allowed) {
  return problem_response(403, "This is for: " + text_of(allowed) +
                                   ". The token's owner is: " + text_of(asker.roles) + ".");
}

HttpResponse not_now(const Problems& problems) {
  return problem_response(503, "The casebook, which keeps the tokens, cannot be asked now.", problems);
}

} // namespace

HttpAccess::HttpAccess(const ServerOptions& options, std::optional<BearerTokens> file, Casebook* casebook)
    : loopback_(options.loopback()), local_user_(options.local_user), local_roles_(options.local_roles),
      file_(std::move(file)), casebook_(casebook) {}

Result<bool> HttpAccess::token_needed() const {
  if (!loopback_ || file_) return true;
  return casebook_ == nullptr ? Result<bool>(false) : ever_had_a_token(*casebook_);
}

Result<std::optional<Asker>> HttpAccess::owner(std::string_view authorization) const {
  if (file_)
    if (const auto label = file_->owner(authorization))
      return std::optional(Asker{*label, {Role::coordinator}});
  const auto token = bearer_token(authorization);
  if (!token || casebook_ == nullptr) return std::optional<Asker>();
  return owner_of(*casebook_, *token);
}

std::variant<Asker, HttpResponse> HttpAccess::identify(const HttpRequest& request) {
  const auto authorization = request.header("authorization");
  if (!authorization) {
    const auto needed = token_needed();
    if (!needed) return not_now(needed.problems());
    if (*needed) return need_token();
    return Asker{local_user_, local_roles_};
  }
  const auto now = FailureLimiter::Moment::clock::now();
  if (const auto time = limiter_.wait(request.peer, now)) return wait_first(*time);
  const auto asker = owner(*authorization);
  if (!asker) return not_now(asker.problems());
  if (*asker) return **asker;
  limiter_.failed(request.peer, now);
  return need_token();
}

std::variant<Asker, HttpResponse> HttpAccess::admit(const HttpRequest& request, Roles allowed) {
  auto out = identify(request);
  if (const Asker* asker = std::get_if<Asker>(&out); asker != nullptr && !asker->roles.any_of(allowed))
    return not_for(*asker, allowed);
  return out;
}

} // namespace cartwright
