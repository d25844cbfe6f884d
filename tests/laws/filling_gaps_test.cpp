// Filling in a missing fact never flips a decided criterion.
#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

using namespace cartwright::test;

namespace {

bool decided(const std::string& state) {
  return state == "met" || state == "not_met";
}

/// Every criterion that was decided without the fact is decided the same way with it.
void check_filling(const nlohmann::json& without, const std::map<std::string, std::string>& with,
                   const std::string& what) {
  for (const auto& [criterion, state] : states(without)) {
    if (!decided(state)) continue;
    INFO("filling in " << what << " changes " << criterion);
    CHECK(with.at(criterion) == state);
  }
}

} // namespace

TEST_CASE("Filling in a whole section never flips a decided criterion") {
  std::size_t checked = 0;
  for (const std::string& id : sample_ids()) {
    const nlohmann::json full = sample(id);
    const auto with = states(full);
    for (const auto& [section, content] : full.items()) {
      if (section == "profile" || section == "id") continue;
      nlohmann::json without = full;
      without.erase(section);
      check_filling(without, with, id + " " + section);
      ++checked;
    }
  }
  CHECK(checked > 60);
}

TEST_CASE("Filling in one measurement, marker, infection test or condition never flips a decided criterion") {
  const nlohmann::json full = sample("extraosseous-liver");
  const auto with = states(full);
  for (const char* list :
       {"/measurements", "/infections", "/antigens", "/cytogenetics/markers", "/conditions/items"}) {
    const nlohmann::json::json_pointer place(list);
    for (std::size_t i = 0; i < full[place].size(); ++i) {
      nlohmann::json without = full;
      without[place].erase(i);
      check_filling(without, with, std::string(list) + " " + full[place][i].dump());
    }
  }
}

TEST_CASE("Saying that a history is complete never flips a decided criterion") {
  for (const std::string& id : sample_ids()) {
    const nlohmann::json full = sample(id);
    const auto with = states(full);
    for (const char* section : {"therapies", "transplants", "radiotherapy", "support", "conditions",
                                "other_cancers", "extramedullary", "medications", "hla"}) {
      nlohmann::json without = full;
      if (!without.contains(section)) continue;
      without[section].erase("complete");
      check_filling(without, with, id + " completeness of " + section);
    }
  }
}

TEST_CASE("Nothing is known of a patient without facts, and no trial is ruled out") {
  const nlohmann::json nobody = {{"profile", "cartwright/patient@1"}, {"id", "P-0000"}};
  const auto asked = question(nobody);
  for (const auto& trial : shipped_service().answer(asked).answers) {
    INFO(trial.trial->id.text());
    CHECK(trial.verdict == cartwright::Verdict::potentially_eligible);
    for (const auto& criterion : trial.criteria) {
      INFO(criterion.criterion->id.text() << ": " << criterion.why);
      CHECK(criterion.state != cartwright::CriterionState::not_met);
      CHECK(criterion.state != cartwright::CriterionState::met);
      CHECK_FALSE(criterion.causes.empty());
    }
  }
}
