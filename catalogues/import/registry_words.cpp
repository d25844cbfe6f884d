#include "catalogues/import/registry_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "catalogues/catalogue_parts.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

/// "Active, not recruiting" as "active_not_recruiting".
std::string snake(std::string_view text) {
  std::string out;
  for (const char c : lower(text)) {
    const bool letter = (c >= 'a' && c <= 'z') || digit(c);
    if (letter)
      out += c;
    else if (!out.empty() && out.back() != '_')
      out += '_';
  }
  while (!out.empty() && out.back() == '_')
    out.pop_back();
  return out;
}

/// Words of expanded access and of records withheld: the registry knows them, a trial has no such status.
bool known_elsewhere(const std::string& word) {
  constexpr std::array<std::string_view, 6> words = {
      "available", "no_longer_available", "temporarily_not_available", "approved_for_marketing",
      "withheld",  "unknown_status"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string one_phase(const std::string& word) {
  if (word == "early_phase1" || word == "early_phase_1" || word == "phase_0" || word == "phase0")
    return "early_1";
  for (const char number : {'1', '2', '3', '4'})
    if (word == std::string("phase") + number || word == std::string("phase_") + number) return {number};
  if (word == "na" || word == "n_a" || word == "not_applicable") return "not_applicable";
  return {};
}

std::optional<int> month_of(std::string_view name) {
  constexpr std::array<std::string_view, 12> months = {"january",   "february", "march",    "april",
                                                       "may",       "june",     "july",     "august",
                                                       "september", "october",  "november", "december"};
  const std::string wanted = lower(name);
  const auto at = std::find(months.begin(), months.end(), wanted);
  if (at == months.end()) return std::nullopt;
  return static_cast<int>(at - months.begin()) + 1;
}

std::string two_digits(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::optional<int> whole_number(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || out < 0) return std::nullopt;
  return out;
}

} // namespace

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    const std::string_view part = trimmed(text.substr(0, end));
    if (!part.empty()) out.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

RegistryStatus registry_status(std::string_view text, const std::string& where, Problems& problems) {
  const std::string word = snake(text);
  if (word.empty()) return {};
  const auto& words = status_words();
  if (std::find(words.begin(), words.end(), word) != words.end()) return {word, ""};
  if (word == "unknown_status") return {};
  if (!known_elsewhere(word))
    problems.warning(ProblemCode::unknown_word, where,
                     "\"" + std::string(text.substr(0, 60)) +
                         "\" is no status known here; it is read as unknown",
                     "known: " + join(words, ", "));
  return {"unknown", word.substr(0, 60)};
}

std::string registry_phase(const std::vector<std::string>& parts, const std::string& where,
                           Problems& problems) {
  std::vector<std::string> phases;
  for (const std::string& part : parts) {
    const std::string word = snake(part);
    if (word == "unknown" || word.empty()) continue;
    phases.push_back(one_phase(word));
    if (phases.back().empty()) phases.back() = "?";
  }
  if (phases.empty()) return {};
  const std::string joined = join(phases, "_");
  constexpr std::array<std::string_view, 8> known = {"early_1", "1", "1_2", "2",
                                                     "2_3",     "3", "4",   "not_applicable"};
  if (std::find(known.begin(), known.end(), joined) != known.end()) return joined;
  problems.warning(ProblemCode::unknown_word, where,
                   "\"" + join(parts, "|").substr(0, 60) + "\" is no phase known here; none is recorded",
                   "known: EARLY_PHASE1, PHASE1 to PHASE4, PHASE1|PHASE2, PHASE2|PHASE3, NA");
  return {};
}

std::optional<PartialDate> registry_date(std::string_view text) {
  text = trimmed(text);
  if (const auto iso = PartialDate::parse(text)) return iso;
  const std::vector<std::string> words = split(text, " ,");
  if (words.size() != 2 && words.size() != 3) return std::nullopt;
  const auto month = month_of(words.front());
  const auto year = whole_number(words.back());
  if (!month || !year || words.back().size() != 4) return std::nullopt;
  const std::string head = words.back() + "-" + two_digits(*month);
  if (words.size() == 2) return PartialDate::parse(head);
  const auto day = whole_number(words[1]);
  if (!day) return std::nullopt;
  return PartialDate::parse(head + "-" + two_digits(*day));
}

std::optional<RegistryAge> registry_age(std::string_view text) {
  const std::vector<std::string> words = split(text, " ");
  if (words.size() != 2) return std::nullopt;
  const auto count = whole_number(words[0]);
  std::string unit = lower(words[1]);
  if (!unit.empty() && unit.back() != 's') unit += 's';
  constexpr std::array<std::string_view, 6> units = {"years", "months", "weeks", "days", "hours", "minutes"};
  if (!count || std::find(units.begin(), units.end(), unit) == units.end()) return std::nullopt;
  return RegistryAge{*count, unit};
}

bool is_registry_number(std::string_view id) {
  return id.size() == 11 && id.substr(0, 3) == "NCT" && std::all_of(id.begin() + 3, id.end(), digit);
}

} // namespace cartwright
