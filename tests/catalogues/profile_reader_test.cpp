// Profiles: read exactly, or refused with every problem, its path and a hint.
#include <catch2/catch.hpp>

#include "catalogues/profile/read_profile.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

Result<Patient> read(const std::string& json) {
  return read_profile(json, *shipped_service().snapshot().catalogue->vocabulary, day(sample_date));
}

std::string profile(const std::string& more) {
  return R"({"profile": "cartwright/patient@1", "id": "P-0000")" + (more.empty() ? "" : ", " + more) + "}";
}

std::string nested(std::size_t depth) {
  return profile("\"notes\": " + std::string(depth, '[') + std::string(depth, ']'));
}

struct Bad {
  std::string json;
  ProblemCode code;
  std::string where, hint; ///< `hint` stands in the hint or the message
};

const std::vector<Bad>& bad_profiles() {
  static const std::vector<Bad> profiles = {
      {"", ProblemCode::malformed, "", "line 1"},
      {"[]", ProblemCode::wrong_type, "", "object"},
      {R"({"profile": "cartwright/patient@1", "id": "P-1", "person": {"sex": "fem)", ProblemCode::malformed,
       "", "cut off"},
      {"{\"profile\": \"\xff\"}", ProblemCode::malformed, "", "UTF-8"},
      {nested(10000), ProblemCode::too_large, "", "nested"},
      {std::string(5 * 1024 * 1024, ' '), ProblemCode::too_large, "", "4 MiB"},
      {R"({"id": "P-1"})", ProblemCode::missing_key, "profile", "has to be there"},
      {R"({"profile": "cartwright/patient@9", "id": "P-1"})", ProblemCode::unknown_word, "profile",
       "patient@1"},
      {profile(R"("id": "P-2")"), ProblemCode::duplicate, "id", "keep one"},
      {profile(R"("person": {"birth_date": 1963})"), ProblemCode::wrong_type, "person.birth_date",
       "not known"},
      {profile(R"("person": {"birth_date": "1963-13"})"), ProblemCode::impossible_date, "person.birth_date",
       "YYYY"},
      {profile(R"("person": {"birth_date": "2030-01-01"})"), ProblemCode::future_date, "person.birth_date",
       "year"},
      {profile(R"("person": {"birth_date": "1800"})"), ProblemCode::impossible_date, "person.birth_date",
       "130"},
      {profile(R"("person": {"weight": {"value": 58}})"), ProblemCode::missing_key, "person.weight.unit",
       "unit"},
      {profile(R"("person": {"weight": {"value": 58, "unit": "mm"}})"), ProblemCode::wrong_unit,
       "person.weight.unit", "unit"},
      {profile(R"("person": {"weight": {"value": 5800, "unit": "kg"}})"), ProblemCode::impossible_value,
       "person.weight.value", "unit"},
      {profile(R"("measurements": [{"test": "platelets", "value": 40}])"), ProblemCode::missing_key,
       "measurements[0].unit", "10^9/L"},
      {profile(R"("measurements": [{"test": "platelets", "value": 40, "unit": "K/nL"}])"),
       ProblemCode::unknown_unit, "measurements[0].unit", "10^9/L"},
      {profile(R"("measurements": [{"test": "platelets", "value": 40, "unit": "g/dL"}])"),
       ProblemCode::wrong_unit, "measurements[0].unit", "10^9/L"},
      {profile(R"("measurements": [{"test": "platelets", "value": "40", "unit": "10^9/L"}])"),
       ProblemCode::wrong_type, "measurements[0].value", "number"},
      {profile(R"("measurements": [{"test": "platelets", "value": -4, "unit": "10^9/L"}])"),
       ProblemCode::impossible_value, "measurements[0].value", "sign"},
      {profile(R"("measurements": [{"test": "platelets", "value": 1e999, "unit": "10^9/L"}])"),
       ProblemCode::malformed, "", "number"},
      {profile(R"("measurements": [{"test": "plateletts", "value": 40, "unit": "10^9/L"}])"),
       ProblemCode::unknown_word, "measurements[0].test", "platelets"},
      {profile(
           R"("measurements": [{"test": "platelets", "value": 40, "unit": "10^9/L", "date": "2026-12-24"}])"),
       ProblemCode::future_date, "measurements[0].date", "planned"},
      {profile(
           R"("measurements": [{"test": "alt", "value": 40, "unit": "U/L", "lower_limit": 50, "upper_limit": 40}])"),
       ProblemCode::contradiction, "measurements[0].lower_limit", "check"},
      {profile(R"("therapies": {"episodes": [{"agents": ["bortezomid"]}]})"), ProblemCode::unknown_word,
       "therapies.episodes[0].agents[0]", "bortezomib"},
      {profile(R"("therapies": {"episodes": [{"agents": ["P"]}]})"), ProblemCode::ambiguous_word,
       "therapies.episodes[0].agents[0]", "pomalidomide"},
      {profile(R"("therapies": {"episodes": [{"regimen": "XYZ-17"}]})"), ProblemCode::unknown_word,
       "therapies.episodes[0].regimen", "agents"},
      {profile(
           R"("therapies": {"episodes": [{"regimen": "VRd", "start": "2024-05-01", "stop": "2024-01-01"}]})"),
       ProblemCode::contradiction, "therapies.episodes[0].stop", "before"},
      {profile(
           R"("therapies": {"episodes": [{"id": "T1", "regimen": "VRd"}, {"id": "T1", "regimen": "Kd"}]})"),
       ProblemCode::duplicate, "therapies.episodes[1].id", "own id"},
      {profile(R"("therapies": {"complete": "yes", "episodes": []})"), ProblemCode::wrong_type,
       "therapies.complete", "true"},
      {profile(R"("therapies": {"episodes": {}})"), ProblemCode::wrong_type, "therapies.episodes", "list"},
      {profile(R"("extramedullary": {"state": "absent", "lesions": [{"site": "liver"}]})"),
       ProblemCode::contradiction, "extramedullary.state", "lesions"},
      {profile(R"("performance": [{"scale": "ECOG", "value": 7}])"), ProblemCode::impossible_value,
       "performance[0].value", "5"},
      {profile(R"x("cytogenetics": {"markers": [{"marker": "del(99z)", "state": "present"}]})x"),
       ProblemCode::unknown_word, "cytogenetics.markers[0].marker", ""},
      {profile(R"("antigens": [{"antigen": "BCMB", "result": "positive"}])"), ProblemCode::unknown_word,
       "antigens[0].antigen", "BCMA"},
      {profile(R"("tempo": "fast")"), ProblemCode::unknown_word, "tempo", "rapid"},
  };
  return profiles;
}

} // namespace

TEST_CASE("Every bad profile is refused with code, path and hint") {
  for (const Bad& bad : bad_profiles()) {
    const auto result = read(bad.json);
    INFO(bad.json.substr(0, 200));
    CHECK_FALSE(result.has_value());
    std::string told;
    bool found = false;
    for (const Problem& problem : result.problems().items()) {
      told += std::string(word(problem.code)) + " at " + problem.where + ": " + problem.message + " | " +
              problem.hint + "\n";
      found = found || (problem.code == bad.code && problem.where == bad.where &&
                        (problem.message + problem.hint).find(bad.hint) != std::string::npos);
    }
    INFO(told);
    CHECK(found);
  }
}

TEST_CASE("Eight mistakes give eight problems in one go") {
  const auto result = read(profile(R"("tempo": "fast", "person": {"sex": "f", "birth_date": "x"},
    "measurements": [{"test": "platelets", "value": 40}, {"test": "nothing", "value": 1, "unit": "g/L"}],
    "therapies": {"episodes": [{"agents": ["P", "bortezomid"], "start": "2024-02-31"}]})"));
  CHECK_FALSE(result.has_value());
  CHECK(result.problems().size() == 8);
}

TEST_CASE("Unknown keys are warnings with the nearest known key") {
  const auto result = read(profile(R"("measurments": [], "person": {"birthdate": "1963"})"));
  REQUIRE(result);
  REQUIRE(result.problems().size() == 2);
  CHECK(result.problems().items()[0].severity == Severity::warning);
  CHECK(result.problems().items()[0].where == "measurments");
  CHECK(result.problems().items()[0].hint == "nearest: measurements");
  CHECK(result.problems().items()[1].where == "person.birthdate");
}

TEST_CASE("A probable unit slip is flagged, with the reading that would be plausible, and does not count") {
  const auto result = read(profile(
      R"("measurements": [{"test": "hemoglobin", "value": 89, "unit": "g/dL", "date": "2026-11-18"}])"));
  REQUIRE(result);
  REQUIRE(result.problems().size() == 1);
  CHECK(result.problems().items()[0].code == ProblemCode::probable_unit_slip);
  CHECK_THAT(result.problems().items()[0].message, Catch::Contains("89 g/L would be plausible"));
  CHECK(result->measurements[0].probable_slip);
}

TEST_CASE("Values reach the stored unit with their limits") {
  const auto result = read(profile(
      R"("measurements": [{"test": "creatinine", "value": 0.9, "unit": "mg/dL", "upper_limit": 1.1, "date": "2026-11"}])"));
  REQUIRE(result);
  const Measurement& creatinine = result->measurements[0];
  CHECK(*creatinine.stored == Approx(0.9 * 88.4));
  CHECK(*creatinine.upper_limit == Approx(1.1 * 88.4));
  CHECK(creatinine.where == "measurements[0]");
  CHECK_FALSE(creatinine.date->exact());
}

TEST_CASE("Regimens are opened into their drugs, whatever their spelling") {
  const auto result = read(profile(
      R"("therapies": {"complete": {"since": "2020-01-01"}, "episodes": [{"regimen": "RVd"}, {"regimen": "VTD-PACE"}, {"regimen": "study drug"}, {"regimen": "local protocol", "agents": ["万珂"]}]})"));
  REQUIRE(result);
  const auto& episodes = result->therapies.items;
  CHECK(episodes[0].agents.size() == 3);
  CHECK(episodes[1].agents.size() == 7);
  CHECK_FALSE(episodes[2].agents_known);
  CHECK(episodes[3].agents.size() == 1);
  CHECK_FALSE(result->therapies.complete.complete);
  CHECK(result->therapies.complete.since);
}

TEST_CASE("Absent means not known, and null is absent") {
  const auto result = read(profile(R"("person": {"sex": null}, "tempo": null)"));
  REQUIRE(result);
  CHECK(result->person.sex.empty());
  CHECK(result->tempo.empty());
  CHECK_FALSE(result->therapies.complete.complete);
}

TEST_CASE(
    "Every sample patient is read, unnamed drugs alone being warned of, and says that it is synthetic") {
  CHECK(sample_ids().size() >= 5);
  for (const std::string& id : sample_ids()) {
    const auto result = read(sample(id).dump());
    INFO(id);
    REQUIRE(result);
    for (const Problem& problem : result.problems().items()) // "study drug" is known not to be known
      CHECK(
          (problem.severity == Severity::warning && problem.message.find("left open") != std::string::npos));
    CHECK_THAT(result->summary, Catch::Contains("Synthetic"));
  }
}
