// Why a request was not answered, as RFC 9457 problem details with every problem listed.
#pragma once

#include <string>
#include <string_view>

#include "server/door.hpp"
#include "server/http_message.hpp"

namespace cartwright {

/// The reason phrase of a status that this server sends.
std::string_view title_of(int status);

/// The HTTP status of an outcome. wrong_input is 400 when the body could not be read at all and 422 when it
/// was read and is wrong.
int status_of(const Reply& reply);

/// `detail` must never hold anything from the request.
HttpResponse problem_response(int status, std::string_view detail, const Problems& problems = {});

/// A reply of the service as a response: its JSON, or problem details.
HttpResponse response_of(Reply reply);

} // namespace cartwright
