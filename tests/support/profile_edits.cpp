#include "tests/support/profile_edits.hpp"

#include <catch2/catch.hpp>

#include "tests/support/text_parts.hpp"

namespace cartwright::test {

namespace {

using nlohmann::json;

const char* const sampled_on = "2026-11-18";
const char* const imaged_on = "2026-11-02";

json number_of(const std::string& text) {
  const json value = json::parse(text, nullptr, false);
  INFO("not a number: " << text);
  REQUIRE(value.is_number());
  return value;
}

void forget_measured(json& profile, const std::string& test) {
  json& all = profile["measurements"];
  json kept = json::array();
  for (const json& one : all)
    if (one["test"] != test) kept.push_back(one);
  all = kept;
}

json measured(const std::string& text) {
  const auto parts = split(text, ";");
  const auto words = split(parts.front(), " ");
  REQUIRE(words.size() >= 2);
  const std::size_t rest = words[0].size() + words[1].size() + 2;
  json out = {{"test", words[0]}, {"value", number_of(words[1])}, {"date", sampled_on}};
  out["unit"] = words.size() > 2 ? parts.front().substr(rest) : "";
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (const auto limit = after_words(parts[i], "limit"))
      out["upper_limit"] = number_of(*limit);
    else if (const auto method = after_words(parts[i], "by"))
      out["method"] = *method;
    else {
      INFO("not understood: " << parts[i]);
      REQUIRE(is_date(parts[i]));
      out["date"] = parts[i];
    }
  }
  return out;
}

void infection(json& profile, const std::string& text) {
  const auto parts = split(text, ";");
  const auto words = split(parts.front(), " ");
  REQUIRE(words.size() >= 3);
  json kept = json::array();
  for (const json& one : profile["infections"])
    if (one["agent"] != words[0] || one["test"] != words[1]) kept.push_back(one);
  if (words[2] != "not")
    kept.push_back({{"agent", words[0]},
                    {"test", words[1]},
                    {"result", words[2]},
                    {"date", parts.size() > 1 ? parts[1] : "2026-11-05"}});
  profile["infections"] = kept;
}

json condition(const std::string& text) {
  const auto parts = split(text, ";");
  const std::size_t last = parts.front().rfind(' ');
  REQUIRE(last != std::string::npos);
  json out = {{"condition", parts.front().substr(0, last)}, {"state", parts.front().substr(last + 1)}};
  if (parts.size() > 1) out["date"] = parts[1];
  return out;
}

json support(const std::string& text) {
  const auto parts = split(text, ";");
  json out = {{"kind", parts.front()}};
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto dates = split(parts[i], " to ");
    if (is_date(dates.front())) {
      out["date"] = dates.front();
      if (dates.size() > 1) out["until"] = dates[1];
      continue;
    }
    const auto words = split(parts[i], " ");
    REQUIRE(words.size() == 3);
    if (words[0] != "unnamed") out["agent"] = words[0];
    out["dose"] = {{"value", number_of(words[1])}, {"unit", words[2]}};
  }
  return out;
}

/// "omeprazole; 2026-10-01 to 2026-11-15", "omeprazole; 2026-10-01; ongoing", "covid_19_vaccine; on
/// 2026-11-15"
json medicine(const std::string& text) {
  const auto parts = split(text, ";");
  json out = {{"agent", parts.front()}};
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto dates = split(parts[i], " to ");
    if (const auto day = after_words(parts[i], "on"))
      out["date"] = *day;
    else if (parts[i] == "ongoing")
      out["ongoing"] = true;
    else {
      INFO("not understood: " << parts[i]);
      REQUIRE(is_date(dates.front()));
      out["start"] = dates.front();
      if (dates.size() > 1) out["stop"] = dates[1];
    }
  }
  return out;
}

json lesion(const std::string& text) {
  const auto parts = split(text, ";");
  json out = {
      {"site", parts.front()}, {"contiguous_with_bone", false}, {"imaging", "PET-CT"}, {"date", imaged_on}};
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto sizes = split(parts[i], " x ");
    if (sizes.size() == 2) {
      out["size_mm"] = {number_of(sizes[0]), number_of(split(sizes[1], " ").front())};
    } else if (parts[i] == "on bone") {
      out["contiguous_with_bone"] = true;
    } else {
      INFO("not understood: " << parts[i]);
      REQUIRE((parts[i] == "biopsy-proven" || parts[i] == "measurable"));
      out[parts[i] == "measurable" ? "measurable" : "biopsy_proven"] = true;
    }
  }
  return out;
}

void add_lesion(json& profile, const std::string& text) {
  json& section = profile["extramedullary"];
  section["state"] = "present";
  section["lesions"].push_back(lesion(text));
}

json performance(const std::string& text) {
  const auto parts = split(text, ";");
  const auto words = split(parts.front(), " ");
  REQUIRE(words.size() == 2);
  json out = {{"scale", words[0]}, {"value", number_of(words[1])}, {"date", sampled_on}};
  if (parts.size() > 1) {
    const auto cause = after_words(parts[1], "due to");
    REQUIRE(cause);
    out["due_to"] = *cause;
  }
  return out;
}

/// "therapies.episodes.4.stop" as a pointer into the profile.
json::json_pointer place(const std::string& path) {
  std::string out;
  for (const std::string& step : split(path, "."))
    out += "/" + step;
  return json::json_pointer(out);
}

void put(json& profile, const std::string& path, const std::string& text) {
  const json::json_pointer at = place(path);
  if (text != "nothing") {
    profile[at] = json::parse(text);
    return;
  }
  INFO("nothing is there to remove: " << path);
  REQUIRE(profile.contains(at));
  json& around = profile[at.parent_pointer()];
  if (around.is_array())
    around.erase(std::stoul(at.back()));
  else
    around.erase(at.back());
}

} // namespace

bool edit_profile(json& profile, const std::string& key, const std::string& text) {
  if (key.rfind("With ", 0) == 0)
    put(profile, key.substr(5), text);
  else if (key == "Measured") {
    json entry = measured(text);
    forget_measured(profile, entry["test"]);
    profile["measurements"].push_back(std::move(entry));
  } else if (key == "Not measured")
    forget_measured(profile, text);
  else if (key == "Infection")
    infection(profile, text);
  else if (key == "Condition")
    profile["conditions"]["items"].push_back(condition(text));
  else if (key == "Support")
    profile["support"]["events"].push_back(support(text));
  else if (key == "Medicine")
    profile["medications"]["items"].push_back(medicine(text));
  else if (key == "Lesion")
    add_lesion(profile, text);
  else if (key == "Performance")
    profile["performance"] = json::array({performance(text)});
  else
    return false;
  return true;
}

} // namespace cartwright::test
