// Changing one fact changes the tests that mention it, and no other.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "engine/evaluation/evaluate.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

std::map<std::string, Finding> findings(const nlohmann::json& profile) {
  std::map<std::string, Finding> out;
  const Question asked = question(profile);
  const Snapshot& snapshot = shipped_service().snapshot();
  const Case of = open_case(asked.patient, *snapshot.catalogue->vocabulary, asked.as_of);
  for (const criteria::Test& test : snapshot.program.tests())
    out[test.text] = evaluate_test(test, of);
  return out;
}

bool differ(const Finding& a, const Finding& b) {
  return a.truth != b.truth || a.why != b.why || a.facts != b.facts || !(a.causes == b.causes);
}

std::set<std::string> changed(const nlohmann::json& before, const nlohmann::json& after) {
  std::set<std::string> out;
  const auto a = findings(before), b = findings(after);
  for (const auto& [test, finding] : a)
    if (differ(finding, b.at(test))) out.insert(test);
  return out;
}

bool mentions(const std::string& test, const std::vector<std::string>& words) {
  for (const std::string& word : words)
    if (test.find(word) != std::string::npos) return true;
  return false;
}

void changes_only(const nlohmann::json& after, const std::vector<std::string>& words) {
  const auto tests = changed(sample("extraosseous-liver"), after);
  CHECK_FALSE(tests.empty());
  for (const std::string& test : tests) {
    INFO(test);
    CHECK(mentions(test, words));
  }
}

/// Exactly: whatever mentions the fact changes as well.
void changes_exactly(const nlohmann::json& after, const std::vector<std::string>& words) {
  changes_only(after, words);
  const auto tests = changed(sample("extraosseous-liver"), after);
  for (const auto& [test, finding] : findings(after))
    if (mentions(test, words)) {
      INFO(test);
      CHECK(tests.contains(test));
    }
}

nlohmann::json& measurement(nlohmann::json& profile, const std::string& test) {
  for (nlohmann::json& entry : profile["measurements"])
    if (entry["test"] == test) return entry;
  throw std::runtime_error("no such measurement");
}

} // namespace

TEST_CASE("Platelets change exactly the tests of platelets") {
  nlohmann::json after = sample("extraosseous-liver");
  measurement(after, "platelets")["value"] = 20;
  changes_exactly(after, {"platelets"});
}

TEST_CASE("ECOG changes exactly the tests of performance") {
  nlohmann::json after = sample("extraosseous-liver");
  after["performance"][0]["value"] = 3;
  changes_exactly(after, {"ecog", "kps"});
}

TEST_CASE("Contiguity of a lesion changes only tests of extramedullary disease by kind") {
  nlohmann::json after = sample("extraosseous-liver");
  after["extramedullary"]["lesions"][0]["contiguous_with_bone"] = true;
  changes_only(after, {"emd("});
}

TEST_CASE("Earlier GPRC5D therapy changes only tests of therapies") {
  nlohmann::json after = sample("extraosseous-liver");
  after["therapies"]["episodes"].push_back({{"id", "T7"},
                                            {"agents", {"talquetamab"}},
                                            {"start", "2025-06-01"},
                                            {"stop", "2025-07-01"},
                                            {"best_response", "PD"},
                                            {"stop_reason", "progression"}});
  changes_only(after, {"exposed(", "lines", "washout(", "refractory(", "best_response(", "time_since(",
                       "last_therapy", "progressed(", "dose(", "intolerant("});
  const auto tests = changed(sample("extraosseous-liver"), after);
  CHECK(tests.contains("exposed(target GPRC5D)"));
  CHECK_FALSE(tests.contains("exposed(target FcRH5)"));
}

TEST_CASE("A washout date changes only tests that look at that therapy") {
  nlohmann::json after = sample("extraosseous-liver");
  after["therapies"]["episodes"][5]["stop"] = "2026-11-15";
  const auto tests = changed(sample("extraosseous-liver"), after);
  changes_only(after, {"exposed(", "washout(", "refractory(", "time_since(", "last_therapy", "progressed(",
                       "lines", "steroid(", "dose(", "best_response(", "intolerant("});
  CHECK(std::any_of(tests.begin(), tests.end(), [](const std::string& test) {
    return test.rfind("washout(systemic_anticancer; 14 d", 0) == 0;
  }));
  CHECK_FALSE(tests.contains("washout(PI; 14 d; before randomisation)"));
}
