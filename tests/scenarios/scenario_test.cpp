// Runs every scenario of this folder. A line that is not understood fails: a scenario never passes by
// accident.
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "engine/domain/text.hpp"
#include "engine/evaluation/evaluate.hpp"
#include "tests/support/plain_facts.hpp"
#include "tests/support/profile_edits.hpp"
#include "tests/support/shipped.hpp"
#include "tests/support/small_trial.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

struct Line {
  std::string key, value;
  std::string place; ///< file:line
};

struct Scenario {
  std::string name, place;
  std::vector<Line> lines;
};

std::vector<Scenario> read_scenarios(const std::filesystem::path& file) {
  std::vector<Scenario> out;
  std::ifstream in(file);
  std::string text;
  for (std::size_t number = 1; std::getline(in, text); ++number) {
    const std::string_view line = trimmed(text);
    if (line.empty() || line.front() == '#') continue;
    const std::string place = file.filename().string() + ":" + std::to_string(number);
    const std::size_t colon = line.find(": ");
    INFO(place << " has no \"key: value\"");
    REQUIRE(colon != std::string_view::npos);
    Line read{std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 2))), place};
    if (read.key == "Scenario")
      out.push_back({read.value, place, {}});
    else {
      REQUIRE_FALSE(out.empty());
      out.back().lines.push_back(std::move(read));
    }
  }
  return out;
}

/// Runs one scenario line by line.
class Run {
public:
  void line(const Line& line) {
    INFO(line.place << " " << line.key << ": " << line.value);
    if (line.key.rfind("Trial ", 0) == 0) return trial(line.key.substr(6), line.value);
    if (line.key.rfind("Criterion ", 0) == 0) return criterion(line.key.substr(10), line.value);
    answered_.reset();
    if (line.key == "Patient") return patient(line.value);
    if (line.key.rfind("Given ", 0) == 0) return given(line.key.substr(6), line.value);
    if (line.key == "On") return void(as_of_ = line.value);
    if (line.key == "Asked") return ask(line.value);
    if (line.key == "Then") return then(line.value);
    if (line.key == "Why") return why(line.value);
    if (line.key == "Turns") return turns(line.value);
    if (line.key == "Lines") return lines(line.value);
    if (line.key.rfind("Verdict", 0) == 0) return verdict(line.key.substr(7), line.value);
    if (line.key == "Recruiting") return recruiting(line.value);
    if (line.key == "Refused") return refused(line.value);
    if (add_plain_fact(profile_, line.key, line.value) || small_trial_.line(line.key, line.value)) return;
    if (edit_profile(profile_, line.key, line.value)) return;
    FAIL("this key is not known");
  }
  std::size_t expectations() const { return expectations_; }

private:
  void patient(const std::string& name) {
    std::ifstream own(std::string(CARTWRIGHT_SOURCE_DIR) + "/tests/scenarios/patients/" + name +
                      ".patient.json");
    profile_ = name == "nobody" ? nlohmann::json{{"profile", "cartwright/patient@1"}, {"id", "P-0000"}}
               : own            ? nlohmann::json::parse(own)
                                : sample(name);
  }

  void given(const std::string& section, const std::string& text) {
    if (text == "nothing")
      profile_.erase(section);
    else
      profile_[section] = nlohmann::json::parse(text);
  }

  void ask(const std::string& rule) {
    const Snapshot& snapshot = shipped_service().snapshot();
    const Vocabulary& vocabulary = *snapshot.catalogue->vocabulary;
    Problems problems;
    const auto definitions =
        criteria::check_definitions(snapshot.catalogue->definitions, vocabulary, problems);
    const auto checked = criteria::read_rule(rule, vocabulary, definitions);
    for (const Problem& problem : checked.problems().items())
      UNSCOPED_INFO(problem.where << " " << problem.message << " " << problem.hint);
    REQUIRE(checked);
    criteria::CriteriaGraph graph;
    const auto root = graph.add(*checked);
    const criteria::Program program = criteria::compile(graph);
    asked_ = question(profile_, as_of_);
    const Trace trace = evaluate(program, open_case(asked_.patient, vocabulary, asked_.as_of));
    finding_ = trace[program.step_of(root)];
    reason_ = finding_.why;
    for (const auto& step : program.needed_for(program.step_of(root)))
      reason_ += "; " + trace[step].why;
  }

  void then(const std::string& expected) {
    ++expectations_;
    const std::string value = expected.substr(0, expected.find(' '));
    INFO("because: " << reason_);
    CHECK(word(finding_.truth) == value);
    if (value != "unknown") return;
    REQUIRE(expected.rfind("unknown because ", 0) == 0);
    std::string told;
    for (const Cause& cause : finding_.causes.items())
      told += std::string(word(cause.kind)) + " " + cause.fact + "; ";
    CHECK_THAT(told, Catch::Contains(expected.substr(16)));
  }

  void why(const std::string& words) {
    ++expectations_;
    CHECK_THAT(reason_, Catch::Contains(words));
  }

  void turns(const std::string& expected) {
    ++expectations_;
    const auto& days = finding_.turns;
    CHECK(std::find(days.begin(), days.end(), day(expected)) != days.end());
  }

  /// What the shipped catalogue answers of one trial; the same for the lines that follow each other.
  const TrialAnswer& answer_of(const std::string& trial) {
    if (!answered_ || answered_->trial->id.text() != trial)
      answered_ = answer_of_trial(profile_, as_of_, trial);
    return *answered_;
  }

  void trial(const std::string& id, const std::string& expected) {
    ++expectations_;
    const TrialAnswer& answer = answer_of(id);
    const std::string from = answer.eligible_from ? " from " + text_of(*answer.eligible_from) : "";
    for (const CriterionAnswer& criterion : answer.criteria)
      if (criterion.state == CriterionState::not_met)
        UNSCOPED_INFO(criterion.criterion->id.text() << " not met: " << criterion.why);
    CHECK(std::string(word(answer.verdict)) + from == expected);
  }

  /// "NCT07003568 I7" in the state "unknown because stale lvef"
  void criterion(const std::string& of, const std::string& expected) {
    ++expectations_;
    const std::size_t space = of.find(' ');
    REQUIRE(space != std::string::npos);
    for (const CriterionAnswer& one : answer_of(of.substr(0, space)).criteria) {
      if (one.criterion->id.text() != of.substr(space + 1)) continue;
      std::string told;
      for (const Cause& cause : one.causes.items())
        told += std::string(word(cause.kind)) + " " + cause.fact + "; ";
      INFO(one.criterion->says << " -- " << one.why << " -- " << told);
      CHECK(word(one.state) == expected.substr(0, expected.find(' ')));
      if (expected.find(" because ") != std::string::npos)
        CHECK_THAT(told, Catch::Contains(expected.substr(expected.find(" because ") + 9)));
      return;
    }
    FAIL("the trial has no such criterion");
  }

  /// Lines of therapy as counted: "1", "1 to 2", "at least 1".
  void lines(const std::string& expected) {
    ++expectations_;
    const Question asked = question(profile_, as_of_);
    const Case of =
        open_case(asked.patient, *shipped_service().snapshot().catalogue->vocabulary, asked.as_of);
    const LineCount& count = of.history->count;
    const std::string least = std::to_string(count.min);
    for (const std::string& reason : of.history->reasoning)
      UNSCOPED_INFO(reason);
    CHECK((!count.max                ? "at least " + least
           : *count.max == count.min ? least
                                     : least + " to " + std::to_string(*count.max)) == expected);
  }

  /// Of the trial of this scenario, or of one of its slots.
  void verdict(const std::string& slot, const std::string& expected) {
    ++expectations_;
    const Question asked = question(profile_, as_of_);
    CHECK(small_trial_.verdict(asked.patient, asked.as_of, std::string(trimmed(slot))) == expected);
  }

  void recruiting(const std::string& expected) {
    ++expectations_;
    const Question asked = question(profile_, as_of_);
    CHECK(small_trial_.recruiting(asked.patient, asked.as_of) == expected);
  }

  /// The profile has a problem of which these words are told.
  void refused(const std::string& words) {
    ++expectations_;
    const std::string body = profile_.dump();
    const auto read = shipped_service().read({body, as_of_, ""});
    CHECK_FALSE(read.has_value());
    std::string told;
    for (const Problem& problem : read.problems().items())
      told += problem.where + ": " + problem.message + "; " + problem.hint + "\n";
    CHECK_THAT(told, Catch::Contains(words));
  }

  nlohmann::json profile_;
  SmallTrial small_trial_;
  std::string as_of_ = sample_date, reason_;
  Question asked_;
  std::optional<TrialAnswer> answered_;
  Finding finding_;
  std::size_t expectations_ = 0;
};

/// Of every file of this folder, read once.
const std::vector<Scenario>& all_scenarios() {
  static const std::vector<Scenario> all = [] {
    std::vector<std::filesystem::path> files;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(CARTWRIGHT_SOURCE_DIR) + "/tests/scenarios"))
      if (entry.path().extension() == ".case") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<Scenario> out;
    for (const auto& file : files)
      for (Scenario& scenario : read_scenarios(file))
        out.push_back(std::move(scenario));
    return out;
  }();
  return all;
}

/// Catch takes what follows a colon for a second column.
std::string title(const Scenario& scenario) {
  std::string out = scenario.place + " " + scenario.name;
  std::replace(out.begin(), out.end(), ':', ',');
  return out;
}

} // namespace

TEST_CASE("Scenarios in plain text") {
  CHECK(all_scenarios().size() >= 1400);
  for (const Scenario& scenario : all_scenarios())
    DYNAMIC_SECTION(title(scenario)) {
      Run one;
      for (const Line& line : scenario.lines)
        one.line(line);
      CHECK(one.expectations() > 0);
    }
}
