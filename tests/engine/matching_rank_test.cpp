// The score is arithmetic that a person can check: every part on known input, the sum, the order.
#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/support/catalogue_copy.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;

namespace {

/// Extraosseous disease, all therapy told, BCMA CAR-T in January 2026.
json after_bcma_car_t() {
  return R"({"profile": "cartwright/patient@1", "id": "P-0000",
    "person": {"birth_date": "1963-05", "sex": "female", "country": "IN"},
    "extramedullary": {"state": "present"}, "tempo": "rapid",
    "therapies": {"complete": true, "episodes": [
      {"id": "T1", "agents": ["equecabtagene_autoleucel"], "intent": "cell_therapy", "start": "2026-01-10"}]},
    "travel": {"countries": ["CN"], "home": {"city": "Pune", "latitude": 18.52, "longitude": 73.86}}})"_json;
}

json aimed_at(const std::vector<std::string>& targets) {
  json out = good_trial();
  out["targets"] = targets;
  out["modality"] = "car_t";
  return out;
}

TrialAnswer match_one(const json& trial, const json& profile) {
  static std::vector<std::shared_ptr<const Service>> kept; // answers point into them
  const CatalogueCopy copy;
  copy.add(trial);
  kept.push_back(copy.open());
  return answer_of(*kept.back(), profile, "NCT00000001");
}

ScorePart part(const TrialAnswer& answer, const std::string& name) {
  const auto at = std::find_if(answer.score_parts.begin(), answer.score_parts.end(),
                               [&](const ScorePart& each) { return each.name == name; });
  REQUIRE(at != answer.score_parts.end());
  return *at;
}

json with_antigen(json profile, const std::string& antigen, const std::string& result,
                  const std::string& date) {
  profile["antigens"].push_back(
      {{"antigen", antigen}, {"assay", "IHC"}, {"specimen", "lesion"}, {"result", result}, {"date", date}});
  return profile;
}

} // namespace

TEST_CASE("Target fit follows what is still expressed and what therapy was aimed at") {
  struct Row {
    std::vector<std::string> targets;
    json profile;
    double value;
    std::string says;
  };
  const json patient = after_bcma_car_t();
  json history_open = patient;
  history_open["therapies"].erase("complete");
  const std::vector<Row> rows = {
      {{"BCMA"}, patient, 0.25, "no later test"},
      {{"BCMA"}, with_antigen(patient, "BCMA", "positive", "2026-10-05"), 0.7, "still found on 2026-10-05"},
      {{"BCMA"}, with_antigen(patient, "BCMA", "negative", "2026-10-05"), 0, "was negative on 2026-10-05"},
      // A result from before the therapy says nothing of today.
      {{"BCMA"}, with_antigen(patient, "BCMA", "positive", "2025-10-05"), 0.25, "no later test"},
      {{"GPRC5D"}, patient, 0.6, "its expression is not recorded"},
      {{"GPRC5D"}, with_antigen(patient, "GPRC5D", "positive", "2026-10-05"), 1, "never treated"},
      {{"GPRC5D"}, history_open, 0.3, "is not known"},
      {{"BCMA", "GPRC5D"}, patient, 0.6, "therapy was aimed at BCMA"}};
  for (const Row& row : rows) {
    const ScorePart fit = part(match_one(aimed_at(row.targets), row.profile), "target_fit");
    INFO(fit.why);
    CHECK(fit.value == Approx(row.value));
    CHECK_THAT(fit.why, Catch::Contains(row.says));
  }
}

TEST_CASE("Evidence in extramedullary disease counts by its size, and less after the same target") {
  json naive = after_bcma_car_t();
  naive["therapies"]["episodes"] = json::array();
  const ScorePart first = part(match_one(aimed_at({"BCMA"}), naive), "emd_evidence");
  CHECK(first.value == Approx(0.709 * 55 / (55 + 20))); // the strongest row: 70.9 % of 55
  CHECK_THAT(first.why, Catch::Contains("n = 55") && !Catch::Contains("same target"));

  const ScorePart again = part(match_one(aimed_at({"BCMA"}), after_bcma_car_t()), "emd_evidence");
  CHECK(again.value == Approx(first.value / 2));
  CHECK_THAT(again.why, Catch::Contains("aimed at the same target, which counts as 0.5"));

  json marrow_only = naive;
  marrow_only.erase("extramedullary");
  const ScorePart none = part(match_one(aimed_at({"BCMA"}), marrow_only), "emd_evidence");
  CHECK(none.value == 0);
  CHECK_THAT(none.why, Catch::Contains("no extramedullary disease is recorded"));
}

TEST_CASE("After BCMA CAR-T another target comes before BCMA again, all else alike") {
  const json patient = with_antigen(after_bcma_car_t(), "BCMA", "positive", "2026-10-05");
  const TrialAnswer bcma = match_one(aimed_at({"BCMA"}), patient);
  const TrialAnswer other =
      match_one(aimed_at({"GPRC5D"}), with_antigen(patient, "GPRC5D", "positive", "2026-10-05"));
  CHECK(other.score > bcma.score);
}

TEST_CASE("Readiness falls with what is unknown, by how dear it is to learn, and with what was not read") {
  json trial = good_trial();
  trial["completeness"] = "full";
  trial["criteria"] = {criterion("I1", "inclusion", "age >= 18 y"),
                       criterion("I2", "inclusion", "lvef >= 45 %")};
  const ScorePart half = part(match_one(trial, after_bcma_car_t()), "readiness");
  CHECK(half.value == Approx(0.5)); // one of two is missing, which costs 1
  CHECK_THAT(half.why, Catch::Contains("1 of 2 criteria are not decided"));

  trial["completeness"] = "partial"; // such a record says that more was not read
  trial["criteria"].push_back(criterion("N1", "inclusion", "not_public \"further criteria were not read\""));
  const ScorePart partly = part(match_one(trial, after_bcma_car_t()), "readiness");
  CHECK(partly.value == Approx(0.5 * (1 - (1 + 0.3) / 3)));
  CHECK_THAT(partly.why, Catch::Contains("not read whole, which counts as 0.5"));
}

TEST_CASE("Every part lies between 0 and 1, says why, and the score is their weighted mean") {
  for (const std::string& id : sample_ids()) {
    const MatchAnswer answer = shipped_service().answer(question(sample(id)));
    for (const TrialAnswer& trial : answer.answers) {
      double sum = 0, weights = 0;
      REQUIRE(trial.score_parts.size() == score_part_names().size());
      for (const ScorePart& each : trial.score_parts) {
        if (each.value < 0 || each.value > 1 || each.why.empty())
          FAIL_CHECK(id << " " << trial.trial->id.text() << " " << each.name << " " << each.value);
        sum += each.value * each.weight;
        weights += each.weight;
      }
      if (std::abs(trial.score - sum / weights) > 1e-12) FAIL_CHECK(id << " " << trial.trial->id.text());
    }
  }
}

TEST_CASE("The order is total: verdict and openness come before the score, ties go by name") {
  for (const std::string& id : sample_ids()) {
    const MatchAnswer answer = shipped_service().answer(question(sample(id)));
    REQUIRE(answer.answers.size() > 400);
    for (std::size_t i = 0; i + 1 < answer.answers.size(); ++i) {
      const TrialAnswer &a = answer.answers[i], &b = answer.answers[i + 1];
      if (a.rank != i + 1) FAIL_CHECK(id << " rank " << a.rank << " at " << i);
      const bool a_out = a.verdict == Verdict::ineligible, b_out = b.verdict == Verdict::ineligible;
      if (a_out && !b_out) FAIL_CHECK(id << ": an ineligible trial before one that is not, at " << i);
      if (a_out != b_out || a.recruiting != b.recruiting || a.verdict != b.verdict ||
          a.trial->purpose != b.trial->purpose)
        continue;
      if (a.score < b.score || (a.score == b.score && !(a.trial->id < b.trial->id)))
        FAIL_CHECK(id << " at " << i << ": " << a.score << " before " << b.score);
    }
  }
}

TEST_CASE("Weights of a request change the order, and only the order") {
  const json profile = sample("extraosseous-liver");
  Question usual = question(profile), near = question(profile);
  near.weights = {{"target_fit", 0},        {"emd_evidence", 0}, {"readiness", 0}, {"time_to_treatment", 0},
                  {"centre_experience", 0}, {"travel", 1},       {"freshness", 0}};
  const MatchAnswer by_usual = shipped_service().answer(usual), by_travel = shipped_service().answer(near);
  CHECK(by_usual.answers.front().trial->id.text() != by_travel.answers.front().trial->id.text());
  CHECK(by_travel.answers.front().score == Approx(part(by_travel.answers.front(), "travel").value));
  std::map<std::string, Verdict> verdicts;
  for (const TrialAnswer& trial : by_usual.answers)
    verdicts[trial.trial->id.text()] = trial.verdict;
  for (const TrialAnswer& trial : by_travel.answers)
    if (verdicts.at(trial.trial->id.text()) != trial.verdict) FAIL_CHECK(trial.trial->id.text());
}

TEST_CASE("What to ask for next names the facts that most candidates wait for first") {
  json first = good_trial(), second = good_trial();
  second["id"] = "NCT00000002";
  first["criteria"] = {criterion("I1", "inclusion", "lvef >= 45 %"),
                       criterion("I2", "inclusion", "fev1 >= 50 %")};
  second["criteria"] = {criterion("I1", "inclusion", "lvef >= 45 %")};
  const CatalogueCopy copy;
  copy.add(first);
  copy.add(second);
  const auto service = copy.open();
  const std::string body = after_bcma_car_t().dump();
  Ask ask;
  ask.body = body;
  ask.as_of = sample_date;
  const Result<Question> asked = service->read(ask);
  REQUIRE(asked);
  const MatchAnswer answer = service->answer(asked.value());
  REQUIRE(answer.unlock.size() == 1);
  CHECK(answer.unlock[0].document == "echo_pft");
  CHECK(answer.unlock[0].facts == std::vector<std::string>{"lvef", "fev1"});
  CHECK(answer.unlock[0].would_decide == 2);
}
