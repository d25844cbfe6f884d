// Filling a gap of a history never flips a decided criterion: closing an open list, dating what was not
// dated, saying a date more exactly, naming a response or a drug.
#include <functional>

#include <catch2/catch.hpp>

#include "engine/evaluation/evaluate.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr std::uint32_t patients = 30;
#else
constexpr std::uint32_t patients = 400;
#endif

/// The truth of every test of the catalogue and of every criterion.
std::vector<Truth> truths(const json& profile) {
  const Snapshot& snapshot = shipped_service().snapshot();
  const Question asked = question(profile);
  const Trace trace =
      evaluate(snapshot.program, open_case(asked.patient, *snapshot.catalogue->vocabulary, asked.as_of));
  std::vector<Truth> out;
  for (criteria::StepIndex step = 0; step < trace.size(); ++step)
    out.push_back(trace[step].truth);
  return out;
}

std::string step_text(criteria::StepIndex step) {
  const criteria::Program& program = shipped_service().snapshot().program;
  const criteria::Step& of = program.steps()[step];
  return of.shape == criteria::Shape::test ? program.test(of).text : "a combination";
}

/// Every step that was decided is decided the same way after filling.
void check_filling(const json& before, const json& after, const std::string& what, std::uint32_t seed) {
  const std::vector<Truth> without = truths(before), with = truths(after);
  for (criteria::StepIndex step = 0; step < without.size(); ++step) {
    if (without[step] == Truth::unknown || without[step] == with[step]) continue;
    INFO("patient " << seed << ", " << what << ": " << step_text(step) << " was " << word(without[step])
                    << ", now " << word(with[step]) << "\n"
                    << before.dump() << "\n"
                    << after.dump());
    CHECK(false);
  }
}

/// A month may be narrowed to any of its days only when all of them are past.
bool month_is_past(const json& entry, const char* key) {
  return entry.contains(key) && entry[key].get<std::string>() < "2026-11";
}

json& episodes_of(json& profile) {
  static json none = json::array();
  if (!profile.contains("therapies")) return none;
  return profile["therapies"]["episodes"];
}

/// Applies a filling to every generated patient that has such a gap.
std::size_t fill_all(const std::string& what, const std::function<bool(json&, std::uint32_t)>& fill) {
  std::size_t filled = 0;
  for (std::uint32_t seed = 1; seed <= patients; ++seed) {
    const json before = generated_profile(seed);
    json after = before;
    if (!fill(after, seed)) continue;
    check_filling(before, after, what, seed);
    ++filled;
  }
  return filled;
}

} // namespace

TEST_CASE("Closing an open list never flips a decided criterion") {
  for (const char* section : {"therapies", "transplants", "radiotherapy", "support", "conditions"})
    CHECK(fill_all(std::string("closing ") + section, [&](json& profile, std::uint32_t) {
            if (!profile.contains(section) || profile[section].value("complete", json()) == json(true))
              return false;
            profile[section]["complete"] = true;
            return true;
          }) > patients / 20);
}

TEST_CASE("Naming a response never flips a decided criterion") {
  const char* responses[] = {"SD", "MR", "PR", "VGPR", "CR"};
  CHECK(fill_all("naming a response", [&](json& profile, std::uint32_t seed) {
          for (json& episode : episodes_of(profile)) {
            if (episode.contains("best_response")) continue;
            episode["best_response"] = responses[seed % 5];
            return true;
          }
          return false;
        }) > patients / 4);
}

TEST_CASE("Saying why a therapy was stopped or what it was meant for never flips a decided criterion") {
  CHECK(fill_all("naming a reason", [&](json& profile, std::uint32_t seed) {
          for (json& episode : episodes_of(profile)) {
            if (episode.contains("stop_reason") || !episode.contains("stop")) continue;
            episode["stop_reason"] = seed % 2 == 0 ? "completed" : "toxicity";
            return true;
          }
          return false;
        }) > patients / 4);
}

TEST_CASE("Dating the end of a therapy never flips a decided criterion") {
  CHECK(fill_all("dating an end", [&](json& profile, std::uint32_t) {
          for (json& episode : episodes_of(profile)) {
            if (episode.contains("stop") || !episode.contains("start") || episode.contains("stop_reason"))
              continue;
            episode["stop"] = episode["start"];
            return true;
          }
          return false;
        }) > patients / 20);
}

TEST_CASE("Saying a date more exactly never flips a decided criterion") {
  // A day of the month that does not contradict the start of the therapy.
  const auto narrow = [](json& entry, const char* key, std::uint32_t seed) {
    if (!entry.contains(key)) return false;
    const std::string month = entry[key], start = entry.value("start", "");
    if (month.size() != 7) return false;
    const std::string day = month + (seed % 2 == 0 ? "-01" : "-28");
    entry[key] = start.size() == 10 && start > day ? start : day;
    return true;
  };
  CHECK(fill_all("a stop's day", [&](json& profile, std::uint32_t seed) {
          for (json& episode : episodes_of(profile))
            if (month_is_past(episode, "stop") && narrow(episode, "stop", seed)) return true;
          return false;
        }) > patients / 10);
  CHECK(fill_all("a progression's day", [&](json& profile, std::uint32_t seed) {
          for (json& episode : episodes_of(profile))
            if (month_is_past(episode, "progression_date") && narrow(episode, "progression_date", seed))
              return true;
          return false;
        }) > patients / 20);
}

TEST_CASE("Naming an unnamed drug never flips a decided criterion") {
  CHECK(fill_all("naming a drug", [&](json& profile, std::uint32_t seed) {
          for (json& episode : episodes_of(profile))
            for (json& agent : episode["agents"]) {
              if (agent != "study drug") continue;
              agent = seed % 3 == 0 ? "teclistamab" : seed % 3 == 1 ? "bortezomib" : "pembrolizumab";
              return true;
            }
          return false;
        }) > patients / 20);
}
