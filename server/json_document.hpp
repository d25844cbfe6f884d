// The JSON library of the server's writers; nothing else of the server names it.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace cartwright {

/// Keys keep the order in which they are written, so the same answer gives the same bytes.
using Json = nlohmann::ordered_json;

/// Two blanks an indent; bytes that are not UTF-8 become the replacement character, never an exception.
inline std::string json_text(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}
/// An optional value, or null.
template <class T> Json or_null(const T& optional_value) {
  return optional_value ? Json(*optional_value) : Json(nullptr);
}
/// A text, or null when nobody recorded it.
inline Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

} // namespace cartwright
