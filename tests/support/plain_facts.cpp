#include "tests/support/plain_facts.hpp"

#include <algorithm>
#include <array>

#include <catch2/catch.hpp>

#include "tests/support/text_parts.hpp"

namespace cartwright::test {

namespace {

using nlohmann::json;

/// "2021-04 to 2021-09", "2021-04"
bool read_dates(const std::string& part, const char* first, json& out) {
  const auto dates = split(part, " to ");
  if (dates.size() > 2 || !std::all_of(dates.begin(), dates.end(), is_date)) return false;
  out[first] = dates[0];
  if (dates.size() == 2) out["stop"] = dates[1];
  return true;
}

template <std::size_t N> bool one_of(const std::string& part, const std::array<const char*, N>& words) {
  return std::find(words.begin(), words.end(), part) != words.end();
}

void add_dose(const std::string& text, json& episode) {
  const auto words = split(text, " ");
  REQUIRE(words.size() == 3);
  episode["doses"].push_back({{"agent", words[0]}, {"value", std::stod(words[1])}, {"unit", words[2]}});
}

bool read_therapy_part(const std::string& part, json& episode) {
  constexpr std::array intents = {"induction",       "consolidation", "maintenance",  "salvage",   "bridging",
                                  "lymphodepletion", "conditioning",  "cell_therapy", "supportive"};
  constexpr std::array reasons = {"completed", "switch", "ongoing"};
  if (one_of(part, intents)) return episode["intent"] = part, true;
  if (one_of(part, reasons)) return episode["stop_reason"] = part, true;
  if (part == "intrathecal" || part == "local") return episode["route"] = part, true;
  if (part == "uncertain") return episode["uncertain"] = true, true;
  if (const auto reason = after_words(part, "stopped for")) return episode["stop_reason"] = *reason, true;
  if (const auto response = after_words(part, "best")) return episode["best_response"] = *response, true;
  if (const auto on = after_words(part, "progressed")) return episode["progression_date"] = *on, true;
  if (const auto plan = after_words(part, "planned with")) return episode["planned_with"] = *plan, true;
  if (const auto stop = after_words(part, "planned stop")) return episode["planned_stop"] = *stop, true;
  if (const auto cycles = after_words(part, "cycles")) return episode["cycles"] = std::stoi(*cycles), true;
  if (const auto dose = after_words(part, "dose")) return add_dose(*dose, episode), true;
  return read_dates(part, "start", episode);
}

bool read_transplant_part(const std::string& part, json& transplant) {
  if (part == "tandem") return transplant["tandem"] = true, true;
  if (part == "not tandem") return transplant["tandem"] = false, true;
  if (part == "uncertain") return transplant["uncertain"] = true, true;
  if (const auto plan = after_words(part, "planned with")) return transplant["planned_with"] = *plan, true;
  if (const auto state = after_words(part, "gvhd")) return transplant["gvhd"] = *state, true;
  if (const auto on = after_words(part, "immunosuppression stopped"))
    return transplant["immunosuppression_stopped"] = *on, true;
  return is_date(part) && (transplant["date"] = part, true);
}

bool read_course_part(const std::string& part, json& course) {
  constexpr std::array intents = {"palliative", "bridging", "definitive"};
  if (one_of(part, intents)) return course["intent"] = part, true;
  return read_dates(part, "start", course);
}

json read_entry(const std::vector<std::string>& parts, json entry, bool (*read)(const std::string&, json&)) {
  for (std::size_t i = 1; i < parts.size(); ++i) {
    INFO("not understood: " << parts[i]);
    REQUIRE(read(parts[i], entry));
  }
  return entry;
}

json therapy(const std::string& text) {
  const auto parts = split(text, ";");
  const auto drugs = split(parts.front(), " + ");
  if (drugs.size() > 1) return read_entry(parts, {{"agents", drugs}}, read_therapy_part);
  return read_entry(parts, {{"regimen", drugs.front()}}, read_therapy_part);
}

void state_completeness(json& profile, const std::string& text) {
  const auto since = after_words(text, "complete since");
  REQUIRE((since || text == "complete" || text == "open"));
  for (const char* section : {"therapies", "transplants", "radiotherapy", "support"}) {
    if (text == "open") {
      if (profile.contains(section)) profile[section].erase("complete");
    } else
      profile[section]["complete"] = since ? json{{"since", *since}} : json(true);
  }
}

} // namespace

bool add_plain_fact(json& profile, const std::string& key, const std::string& text) {
  if (key == "Therapy")
    profile["therapies"]["episodes"].push_back(therapy(text));
  else if (key == "Transplant") {
    const auto parts = split(text, ";");
    profile["transplants"]["items"].push_back(
        read_entry(parts, {{"type", parts.front()}}, read_transplant_part));
  } else if (key == "Radiotherapy") {
    const auto parts = split(text, ";");
    profile["radiotherapy"]["courses"].push_back(
        read_entry(parts, {{"site", parts.front()}}, read_course_part));
  } else if (key == "Histories")
    state_completeness(profile, text);
  else
    return false;
  return true;
}

} // namespace cartwright::test
