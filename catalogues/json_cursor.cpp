#include "catalogues/json_cursor.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "engine/domain/quantity.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

using nlohmann::json;

std::string kind_of(const json& value) {
  if (value.is_object()) return "an object";
  if (value.is_array()) return "a list";
  if (value.is_string()) return "a text";
  if (value.is_boolean()) return "true or false";
  if (value.is_number()) return "a number";
  return "null";
}

/// Nesting outside of texts, before anything is built.
bool too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (inside) {
      if (c == '\\') ++i;
      if (c == '"') inside = false;
      continue;
    }
    if (c == '"') inside = true;
    if ((c == '{' || c == '[') && ++depth > deepest_json) return true;
    if ((c == '}' || c == ']') && depth > 0) --depth;
  }
  return false;
}

std::string line_and_column(std::string_view text, std::size_t byte) {
  const std::string_view head = text.substr(0, std::min(byte, text.size()));
  const std::size_t newline = head.rfind('\n');
  const std::size_t column = newline == std::string_view::npos ? head.size() : head.size() - newline - 1;
  return "line " + std::to_string(std::count(head.begin(), head.end(), '\n') + 1) + ", column " +
         std::to_string(std::max<std::size_t>(column, 1));
}

/// The library's message without its own prefixes.
std::string reason(const std::string& what) {
  const std::size_t at = what.rfind(": ");
  const std::string tail = at == std::string::npos ? what : what.substr(at + 2);
  return tail.size() > 200 ? tail.substr(0, 200) : tail;
}

/// Tells every key that an object holds twice; JSON readers would keep one of them in silence.
class DoubledKeys {
public:
  explicit DoubledKeys(Problems& problems) : problems_(problems) {}
  bool operator()(int, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::object_start) open_.emplace_back();
    if (event == json::parse_event_t::object_end && !open_.empty()) open_.pop_back();
    if (event == json::parse_event_t::key && !open_.empty()) {
      const std::string key = parsed.get<std::string>();
      if (!open_.back().insert(key).second)
        problems_.error(ProblemCode::duplicate, key, "the key \"" + key + "\" stands twice in one object",
                        "keep one of them");
    }
    return true;
  }

private:
  Problems& problems_;
  std::vector<std::set<std::string>> open_;
};

Problems refused(ProblemCode code, const std::string& message, const std::string& hint) {
  Problems out;
  out.error(code, "", message, hint);
  return out;
}

} // namespace

JsonDocument::JsonDocument(std::unique_ptr<json> root) : root_(std::move(root)) {}
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

Result<JsonDocument> JsonDocument::parse(std::string_view text, std::size_t largest) {
  if (text.size() > largest)
    return refused(ProblemCode::too_large,
                   "the document is larger than " + std::to_string(largest / (1024 * 1024)) + " MiB",
                   "leave out what is no fact of the case");
  if (!valid_utf8(text))
    return refused(ProblemCode::malformed, "the document is not UTF-8", "save it as UTF-8");
  if (too_deep(text))
    return refused(ProblemCode::too_large,
                   "the document is nested more than " + std::to_string(deepest_json) + " deep",
                   "no profile or catalogue file needs that");
  Problems problems;
  try {
    auto root = std::make_unique<json>(json::parse(text, DoubledKeys(problems)));
    if (problems.has_errors()) return problems;
    return JsonDocument(std::move(root));
  } catch (const json::parse_error& error) {
    return refused(ProblemCode::malformed,
                   "this is not JSON: " + line_and_column(text, error.byte) + ": " + reason(error.what()),
                   "check quotes, commas and brackets at that place; the file may be cut off");
  } catch (const json::exception& error) {
    return refused(ProblemCode::malformed, "this cannot be read as JSON: " + reason(error.what()),
                   "numbers must be finite and of usual size");
  }
}

Cursor::Cursor(const json& value, std::string path, Problems& problems)
    : value_(&value), path_(std::move(path)), problems_(&problems) {}

std::string Cursor::path_of(std::string_view key) const {
  if (key.empty()) return path_;
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

bool Cursor::is_object() const {
  return value_->is_object();
}

bool Cursor::is_list() const {
  return value_->is_array();
}

const json* Cursor::find(std::string_view key) const {
  if (!value_->is_object()) return nullptr;
  const auto at = value_->find(std::string(key));
  return at == value_->end() || at->is_null() ? nullptr : &*at;
}

bool Cursor::has(std::string_view key) const {
  return find(key) != nullptr;
}

bool Cursor::is_null(std::string_view key) const {
  return value_->is_object() && value_->contains(key) && find(key) == nullptr;
}

void Cursor::error(ProblemCode code, std::string_view key, const std::string& message,
                   const std::string& hint) const {
  problems_->error(code, path_of(key), message, hint);
}

void Cursor::wrong_type(std::string_view key, const json& value, const std::string& expected) const {
  error(ProblemCode::wrong_type, key, expected + " is expected here, not " + kind_of(value),
        "leave the key out when it is not known");
}

bool Cursor::expect_object() const {
  if (!value_->is_object()) wrong_type("", *value_, "an object");
  return value_->is_object();
}

std::optional<Cursor> Cursor::object(std::string_view key) const {
  const json* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_object()) {
    wrong_type(key, *value, "an object");
    return std::nullopt;
  }
  return Cursor(*value, path_of(key), *problems_);
}

std::vector<Cursor> Cursor::entries() const {
  std::vector<Cursor> out;
  if (!value_->is_array()) {
    wrong_type("", *value_, "a list");
    return out;
  }
  if (value_->size() > longest_list) {
    error(ProblemCode::too_large, "", "the list has " + std::to_string(value_->size()) + " entries",
          "at most " + std::to_string(longest_list) + " are read");
    return out;
  }
  for (std::size_t i = 0; i < value_->size(); ++i)
    out.emplace_back((*value_)[i], path_ + "[" + std::to_string(i) + "]", *problems_);
  return out;
}

std::vector<Cursor> Cursor::list(std::string_view key) const {
  const json* value = find(key);
  if (value == nullptr) return {};
  return Cursor(*value, path_of(key), *problems_).entries();
}

std::optional<std::string> Cursor::as_text() const {
  if (value_->is_string()) return value_->get<std::string>();
  wrong_type("", *value_, "a text");
  return std::nullopt;
}

std::optional<double> Cursor::as_number() const {
  if (value_->is_number() && std::isfinite(value_->get<double>())) return value_->get<double>();
  wrong_type("", *value_, "a number");
  return std::nullopt;
}

std::optional<std::string> Cursor::text(std::string_view key) const {
  const json* value = find(key);
  if (value == nullptr) return std::nullopt;
  return Cursor(*value, path_of(key), *problems_).as_text();
}

std::optional<double> Cursor::number(std::string_view key) const {
  const json* value = find(key);
  if (value == nullptr) return std::nullopt;
  return Cursor(*value, path_of(key), *problems_).as_number();
}

std::optional<double> Cursor::number_in(std::string_view key, double low, double high) const {
  const auto value = number(key);
  if (value && (*value < low || *value > high)) {
    error(ProblemCode::impossible_value, key, number_text(*value) + " is not possible here",
          "possible: " + number_text(low) + " to " + number_text(high));
    return std::nullopt;
  }
  return value;
}

std::optional<std::int32_t> Cursor::whole(std::string_view key, std::int32_t low, std::int32_t high) const {
  const auto value = number_in(key, low, high);
  if (!value) return std::nullopt;
  if (*value != std::floor(*value)) {
    error(ProblemCode::impossible_value, key, "a whole number is expected here",
          "round it as the record does");
    return std::nullopt;
  }
  return static_cast<std::int32_t>(*value);
}

std::optional<bool> Cursor::flag(std::string_view key) const {
  const json* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  wrong_type(key, *value, "true or false");
  return std::nullopt;
}

std::optional<Cursor> Cursor::flag_or_object(std::string_view key) const {
  const json* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean() || value->is_object()) return Cursor(*value, path_of(key), *problems_);
  wrong_type(key, *value, "true, false or an object");
  return std::nullopt;
}

std::optional<std::string> Cursor::one_of(std::string_view key, const std::vector<std::string>& words) const {
  const auto value = text(key);
  if (!value) return std::nullopt;
  for (const std::string& word : words)
    if (normalised(word) == normalised(*value) && !word.empty()) return word;
  const auto near = nearest(*value, words, 1);
  error(ProblemCode::unknown_word, key, "\"" + *value + "\" is not one of the words used here",
        (near.empty() ? "" : "nearest: " + near.front() + "; ") + "known: " + join(words, ", "));
  return std::nullopt;
}

std::optional<PartialDate> Cursor::date(std::string_view key) const {
  const auto value = text(key);
  if (!value) return std::nullopt;
  const auto date = PartialDate::parse(*value);
  if (!date)
    error(ProblemCode::impossible_date, key, "\"" + *value + "\" is not a date",
          "write YYYY-MM-DD, YYYY-MM or YYYY");
  return date;
}

std::vector<std::string> Cursor::texts(std::string_view key) const {
  std::vector<std::string> out;
  for (const Cursor& entry : list(key))
    if (const auto value = entry.as_text()) out.push_back(*value);
  return out;
}

std::vector<std::pair<std::string, double>> Cursor::numbers(std::string_view key) const {
  std::vector<std::pair<std::string, double>> out;
  const auto holder = object(key);
  if (!holder) return out;
  for (const auto& [name, value] : holder->value_->items())
    if (const auto number = holder->number(name)) out.emplace_back(name, *number);
  return out;
}

std::string Cursor::required_text(std::string_view key) const {
  const auto value = text(key);
  if (!has(key))
    error(ProblemCode::missing_key, key, "\"" + std::string(key) + "\" is missing", "it has to be there");
  if (value && trimmed(*value).empty())
    error(ProblemCode::impossible_value, key, "the text is empty", "write it, or leave the entry out");
  return value.value_or("");
}

Cursor Cursor::as_root() const {
  return Cursor(*value_, "", *problems_);
}

void Cursor::only(const std::vector<std::string>& known, Severity severity) const {
  if (!value_->is_object()) return;
  for (const auto& [key, value] : value_->items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const auto near = nearest(key, known, 1);
    problems_->add({severity, ProblemCode::unknown_key, path_of(key),
                    "the key \"" + key + "\" is not known and was not read",
                    near.empty() ? "" : "nearest: " + near.front()});
  }
}

namespace {

using Change = std::function<std::string(const std::string&, const std::string&)>;

/// Depth is limited by the parse before.
void change_texts(nlohmann::ordered_json& value, const std::string& key, const Change& change) {
  if (value.is_string()) value = change(key, value.get<std::string>());
  if (value.is_array())
    for (auto& entry : value)
      change_texts(entry, key, change);
  if (value.is_object())
    for (auto& [name, entry] : value.items())
      change_texts(entry, name, change);
}

} // namespace

Result<std::string> rewrite_json(std::string_view text, const Change& change) {
  const auto checked = JsonDocument::parse(text);
  if (!checked) return checked.problems();
  auto document = nlohmann::ordered_json::parse(text);
  change_texts(document, "", change);
  return document.dump(2) + "\n";
}

} // namespace cartwright
