// JSON documents that are built or changed in this folder; the readers keep to json_cursor.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "engine/domain/date.hpp"

namespace cartwright {

/// Keys keep the order in which they are written.
using OrderedJson = nlohmann::ordered_json;
/// Keys are sorted: the same content gives the same bytes, however it was written.
using SortedJson = nlohmann::json;

/// Two blanks an indent, as every file of the catalogue; bytes that are not UTF-8 become the replacement
/// character.
template <class Document> std::string file_text(const Document& document) {
  return document.dump(2, ' ', false, Document::error_handler_t::replace) + "\n";
}

template <class Document> std::string compact_text(const Document& document) {
  return document.dump(-1, ' ', false, Document::error_handler_t::replace);
}

/// A text, or null when there is none.
inline OrderedJson nullable(const std::string& text) {
  return text.empty() ? OrderedJson(nullptr) : OrderedJson(text);
}
inline OrderedJson nullable(const std::optional<Day>& day) {
  return day ? OrderedJson(text_of(*day)) : OrderedJson(nullptr);
}
inline OrderedJson nullable(const std::optional<double>& number) {
  return number ? OrderedJson(*number) : OrderedJson(nullptr);
}

} // namespace cartwright
