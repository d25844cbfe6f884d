#include <catch2/catch.hpp>

#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

TEST_CASE("Two runs give the same bytes, and the answer names catalogue, date and program") {
  for (const std::string& id : sample_ids()) {
    const std::string body = sample(id).dump();
    const Reply first = shipped_service().match({body, sample_date, ""}),
                second = shipped_service().match({body, sample_date, ""});
    REQUIRE(first.outcome == Outcome::ok);
    CHECK(first.body == second.body);
    const auto answer = nlohmann::json::parse(first.body);
    CHECK(answer["as_of"] == sample_date);
    CHECK(answer["cartwright"] == "0.1.0");
    CHECK(answer["catalogue"]["revision"].get<std::string>().rfind("sha256:", 0) == 0);
    CHECK(answer["answers"].size() >= 30);
  }
}

TEST_CASE("Every unknown has a cause, every decided criterion has none, and every criterion says why") {
  for (const std::string& id : sample_ids())
    for (const TrialAnswer& trial : shipped_service().answer(question(sample(id))).answers)
      for (const CriterionAnswer& criterion : trial.criteria) {
        INFO(id << " " << trial.trial->id.text() << " " << criterion.criterion->id.text());
        const bool open =
            criterion.state == CriterionState::unknown || criterion.state == CriterionState::judgement;
        CHECK(open == !criterion.causes.empty());
        CHECK_FALSE(criterion.why.empty());
        CHECK_FALSE(criterion.criterion->source.url.empty());
      }
}

TEST_CASE(
    "Ranks are a total order: candidates first, then what can be offered, then the verdict, then the score") {
  for (const std::string& id : sample_ids()) {
    const auto answers = shipped_service().answer(question(sample(id))).answers;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      CHECK(answers[i].rank == i + 1);
      if (i == 0) continue;
      const TrialAnswer &above = answers[i - 1], &below = answers[i];
      INFO(above.trial->id.text() << " above " << below.trial->id.text());
      CHECK((above.verdict != Verdict::ineligible || below.verdict == Verdict::ineligible));
      const bool same_class = above.verdict == below.verdict && above.recruiting == below.recruiting &&
                              above.trial->purpose == below.trial->purpose;
      if (same_class) CHECK(above.score >= below.score);
    }
  }
}

TEST_CASE("A later date changes only what time changes: a washout ends, a recorded value grows stale") {
  const auto now = states(sample("extraosseous-liver"), "2026-11-21"),
             later = states(sample("extraosseous-liver"), "2026-11-22");
  CHECK(now.at("NCT05243212 I11") == "not_met");
  CHECK(later.at("NCT05243212 I11") == "met");
  CHECK(states(sample("extraosseous-liver"), "2026-11-22").at("NCT03338972 I2") == "met");
}
