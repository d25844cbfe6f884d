#include "engine/domain/patient.hpp"

#include <array>

namespace cartwright {

namespace {
constexpr std::array<std::string_view, 7> response_words = {"PD", "SD", "MR", "PR", "VGPR", "CR", "sCR"};
} // namespace

std::optional<Response> parse_response(std::string_view text) {
  for (std::size_t i = 0; i < response_words.size(); ++i)
    if (text == response_words[i]) return static_cast<Response>(i);
  return std::nullopt;
}

std::string_view word(Response response) {
  return response_words[static_cast<std::size_t>(response)];
}

} // namespace cartwright
