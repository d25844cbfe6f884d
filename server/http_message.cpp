#include "server/http_message.hpp"

#include <algorithm>

#include "engine/domain/text.hpp"
#include "server/problem_details.hpp"

namespace cartwright {

std::optional<std::string_view> HttpRequest::header(std::string_view name) const {
  const std::string wanted = lower(name);
  const auto at = std::find_if(headers.begin(), headers.end(),
                               [&](const auto& entry) { return lower(entry.first) == wanted; });
  if (at == headers.end()) return std::nullopt;
  return std::string_view(at->second);
}

std::size_t HttpRequest::header_count(std::string_view name) const {
  const std::string wanted = lower(name);
  return static_cast<std::size_t>(std::count_if(
      headers.begin(), headers.end(), [&](const auto& entry) { return lower(entry.first) == wanted; }));
}

const NamedTexts& guarding_headers() {
  static const NamedTexts headers = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
       "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"X-Frame-Options", "DENY"},
  };
  return headers;
}

std::string wire_text(const HttpResponse& response) {
  std::string text =
      "HTTP/1.1 " + std::to_string(response.status) + " " + std::string(title_of(response.status)) + "\r\n";
  const auto line = [&text](std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
  };
  for (const auto& [name, value] : guarding_headers())
    line(name, value);
  for (const auto& [name, value] : response.headers)
    line(name, value);
  line("Content-Type", response.content_type);
  line("Content-Length", std::to_string(response.body.size()));
  line("Connection", "close");
  return text + "\r\n" + response.body;
}

} // namespace cartwright
