// The coverage table counts what is stated, and tells rules from statements.
#include <catch2/catch.hpp>

#include "server/coverage_answer.hpp"
#include "tests/support/catalogue_copy.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

Coverage covered(const std::vector<nlohmann::json>& trials) {
  const CatalogueCopy copy;
  for (const auto& trial : trials)
    copy.add(trial);
  static std::vector<std::shared_ptr<const Service>> kept; // the table points into them
  kept.push_back(copy.open());
  return coverage(*kept.back()->snapshot().catalogue);
}

nlohmann::json mixed_trial(const std::string& id, const std::string& completeness) {
  nlohmann::json out = good_trial();
  out["id"] = id;
  out["completeness"] = completeness;
  out["criteria"] = {
      criterion("I1", "inclusion", "age >= 18 y"),
      criterion("I2", "inclusion", "ecog <= 1 and judgement \"stable\" and not_evaluated \"x\""),
      criterion("I3", "inclusion", "judgement \"consent\""),
      criterion("E1", "exclusion", "judgement \"a\" or not_public \"b\""),
      criterion("E2", "exclusion", "not_evaluated \"c\" or judgement \"d\""),
      criterion("N1", "inclusion", "not_public \"further criteria were not seen\"")};
  return out;
}

} // namespace

TEST_CASE("Coverage: each criterion counts once, by what it holds") {
  const CriteriaTally tally = covered({mixed_trial("NCT00000001", "partial")}).trials[0].tally;
  CHECK(tally.stated == 5); // "further criteria were not seen" states nothing
  CHECK(tally.ruled == 2);
  CHECK(tally.judgement == 1);
  CHECK(tally.not_public == 1);
  CHECK(tally.not_evaluated == 1);
  CHECK(tally.judgement_parts == 1);
  CHECK(tally.not_evaluated_parts == 1);
  CHECK(tally.not_public_parts == 0);
  CHECK(tally.covered_percent() == Approx(80));
}

TEST_CASE("Coverage: a full record ends with a criterion like any other") {
  const Coverage table = covered({mixed_trial("NCT00000001", "full")});
  CHECK(table.trials[0].tally.stated == 6);
  CHECK_FALSE(table.trials[0].more_unseen);
}

TEST_CASE("Coverage: the total is over curated trials; targets and countries count trials") {
  nlohmann::json listed = mixed_trial("NCT00000002", "registry_only");
  listed["targets"] = {"BCMA", "CD19"};
  listed["sites"] = {{{"facility", "X"}, {"country", "CN"}, {"status", "recruiting"}},
                     {{"facility", "Y"}, {"country", "CN"}, {"status", "recruiting"}}};
  const Coverage table = covered({mixed_trial("NCT00000001", "partial"), listed});
  CHECK(table.curated_trials() == 1);
  CHECK(table.registry_only == 1);
  CHECK(table.curated.stated == 5);
  CHECK(table.by_target == std::map<std::string, std::size_t>{{"BCMA", 2}, {"CD19", 1}});
  CHECK(table.by_country == std::map<std::string, std::size_t>{{"CN", 1}, {"none", 1}});
}

TEST_CASE("Coverage of the shipped catalogue as JSON agrees with itself") {
  const auto table = nlohmann::json::parse(coverage_json(coverage(*shipped_service().snapshot().catalogue)));
  std::size_t stated = 0, ruled = 0;
  for (const auto& trial : table["trials"]) {
    CHECK(trial["stated"].get<int>() == trial["ruled"].get<int>() + trial["judgement"].get<int>() +
                                            trial["not_public"].get<int>() +
                                            trial["not_evaluated"].get<int>());
    if (trial["completeness"] == "registry_only") continue;
    stated += trial["stated"].get<std::size_t>();
    ruled += trial["ruled"].get<std::size_t>();
  }
  CHECK(table["totals"]["criteria_of_curated"]["stated"] == stated);
  CHECK(table["totals"]["criteria_of_curated"]["ruled"] == ruled);
  CHECK(table["totals"]["trials"] == table["trials"].size());
}
