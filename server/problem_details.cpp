#include "server/problem_details.hpp"

#include <algorithm>
#include <utility>

#include "engine/domain/text.hpp"
#include "server/json_parts.hpp"

namespace cartwright {

namespace {

/// Whether a problem says that the body could not be read as a whole.
bool unreadable(ProblemCode code) {
  switch (code) {
  case ProblemCode::malformed:
  case ProblemCode::too_large:
    return true;
  case ProblemCode::wrong_type:
  case ProblemCode::missing_key:
  case ProblemCode::unknown_key:
  case ProblemCode::unknown_word:
  case ProblemCode::ambiguous_word:
  case ProblemCode::unknown_unit:
  case ProblemCode::wrong_unit:
  case ProblemCode::probable_unit_slip:
  case ProblemCode::impossible_value:
  case ProblemCode::impossible_date:
  case ProblemCode::future_date:
  case ProblemCode::contradiction:
  case ProblemCode::duplicate:
  case ProblemCode::not_found:
  case ProblemCode::unverified_source:
  case ProblemCode::unavailable:
  case ProblemCode::unreachable_slot:
  case ProblemCode::wrong_target:
  case ProblemCode::undecidable_rule:
  case ProblemCode::missing_source:
  case ProblemCode::stale_date:
  case ProblemCode::rule_in_notes:
  case ProblemCode::slot_mistake:
  case ProblemCode::not_accepted:
  case ProblemCode::changed_meanwhile:
    return false;
  }
  return false;
}

int status_of_wrong_input(const Problems& problems) {
  const auto& items = problems.items();
  const bool whole = std::any_of(items.begin(), items.end(), [](const Problem& problem) {
    return problem.severity == Severity::error && problem.where.empty() && unreadable(problem.code);
  });
  return whole ? 400 : 422;
}

std::string_view detail_of(Outcome outcome) {
  switch (outcome) {
  case Outcome::ok:
  case Outcome::created:
    return "";
  case Outcome::wrong_input:
    return "The input is wrong; every problem is listed with its place and a hint.";
  case Outcome::not_found:
    return "There is no such thing.";
  case Outcome::conflict:
    return "What is there now does not allow this change; nothing was stored.";
  case Outcome::too_large:
    return "The input is beyond a limit.";
  case Outcome::unavailable:
    return "Something that the answer needs is not available now.";
  }
  return "";
}

/// "Content Too Large" -> "urn:cartwright:problem:content-too-large"
std::string type_of(int status) {
  std::string slug = lower(title_of(status));
  std::replace(slug.begin(), slug.end(), ' ', '-');
  return "urn:cartwright:problem:" + slug;
}

} // namespace

std::string_view title_of(int status) {
  switch (status) {
  case 200:
    return "OK";
  case 201:
    return "Created";
  case 304:
    return "Not Modified";
  case 400:
    return "Bad Request";
  case 401:
    return "Unauthorized";
  case 403:
    return "Forbidden";
  case 404:
    return "Not Found";
  case 405:
    return "Method Not Allowed";
  case 408:
    return "Request Timeout";
  case 409:
    return "Conflict";
  case 411:
    return "Length Required";
  case 413:
    return "Content Too Large";
  case 414:
    return "URI Too Long";
  case 415:
    return "Unsupported Media Type";
  case 416:
    return "Range Not Satisfiable";
  case 422:
    return "Unprocessable Content";
  case 429:
    return "Too Many Requests";
  case 500:
    return "Internal Server Error";
  case 503:
    return "Service Unavailable";
  default:
    return status < 500 ? "Bad Request" : "Internal Server Error";
  }
}

int status_of(const Reply& reply) {
  switch (reply.outcome) {
  case Outcome::ok:
    return 200;
  case Outcome::created:
    return 201;
  case Outcome::wrong_input:
    return status_of_wrong_input(reply.problems);
  case Outcome::not_found:
    return 404;
  case Outcome::conflict:
    return 409;
  case Outcome::too_large:
    return 413;
  case Outcome::unavailable:
    return 503;
  }
  return 500;
}

HttpResponse problem_response(int status, std::string_view detail, const Problems& problems) {
  const Json document = {{"type", type_of(status)},
                         {"title", title_of(status)},
                         {"status", status},
                         {"detail", detail},
                         {"problems", problem_list_json(problems)}};
  return {.status = status,
          .content_type = "application/problem+json",
          .body = document.dump(-1, ' ', false, Json::error_handler_t::replace),
          .headers = {{"Cache-Control", "no-store"}}};
}

HttpResponse response_of(Reply reply) {
  const int status = status_of(reply);
  if (status >= 300) return problem_response(status, detail_of(reply.outcome), reply.problems);
  return {.status = status,
          .content_type = "application/json",
          .body = std::move(reply.body),
          .headers = {{"Cache-Control", "no-store"}}};
}

} // namespace cartwright
