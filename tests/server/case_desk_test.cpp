// A case at the desk: what the catalogue allows to be said about it, and what follows for its answer.
#include <catch2/catch.hpp>

#include "server/casebook/case_desk.hpp"
#include "server/casebook/case_json.hpp"
#include "tests/support/casebooks.hpp"
#include "tests/support/catalogue_copy.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

struct Desk {
  Desk() : book(casebook_at(engine.location())), desk(shipped_service(), *book) {
    const auto added = desk.add(anna, sample("extraosseous-liver").dump(2), "");
    INFO(told(added));
    REQUIRE(added);
    id = added->head.id;
  }
  CaseQuestion asked(const std::string& around = "") const {
    auto out = desk.ask(id, around, "");
    INFO(told(out));
    REQUIRE(out);
    return std::move(*out);
  }
  nlohmann::json answer(const std::string& trial, bool with_rules = false) const {
    const CaseQuestion question = asked();
    const std::string text = match_json(shipped_service().answer(question.question), question.frame,
                                        {{}, {TrialId{trial}}, with_rules});
    return nlohmann::json::parse(text)["answers"][0];
  }

  OnSqlite engine;
  std::unique_ptr<Casebook> book;
  CaseDesk desk;
  CaseId id;
};

/// Trial and criterion that the program finds in that state for the sample.
std::pair<std::string, std::string> somewhere(const std::string& state) {
  for (const auto& [place, found] : states(sample("extraosseous-liver")))
    if (found == state) return {place.substr(0, place.find(' ')), place.substr(place.find(' ') + 1)};
  FAIL("no criterion is " << state);
  return {};
}

nlohmann::json criterion_of(const nlohmann::json& answer, const std::string& id) {
  for (const auto& each : answer["criteria"])
    if (each["id"] == id) return each;
  FAIL("no criterion " << id);
  return {};
}

} // namespace

TEST_CASE("A case answers like its profile as long as nobody says anything") {
  const Desk desk;
  const CaseQuestion question = desk.asked();
  const auto of_case =
      nlohmann::json::parse(match_json(shipped_service().answer(question.question), question.frame, {}));
  const std::string body = sample("extraosseous-liver").dump();
  auto of_profile = nlohmann::json::parse(shipped_service().match({body, "", ""}).body);
  CHECK(of_case["case"] == desk.id.text());
  CHECK(of_case["profile"] == 1);
  CHECK(of_case["answers"] == of_profile["answers"]);
  CHECK(of_case["unlock"] == of_profile["unlock"]);
}

TEST_CASE("An override stands beside the program's own state in every state, and the verdict follows it") {
  for (const char* found : {"met", "not_met", "unknown", "judgement"}) {
    Desk desk;
    const auto [trial, criterion] = somewhere(found);
    const nlohmann::json before = desk.answer(trial);
    const auto said =
        desk.desk.override_criterion(anna, desk.id, 1, {trial, criterion, "not_met", "told by the site", ""});
    INFO(trial << " " << criterion << " " << told(said));
    REQUIRE(said);
    const nlohmann::json after = desk.answer(trial);
    const nlohmann::json spoken = criterion_of(after, criterion);
    CHECK(spoken["state"] == found);
    CHECK(spoken["why"] == criterion_of(before, criterion)["why"]);
    CHECK(spoken["override"]["state"] == "not_met");
    CHECK(spoken["override"]["because"] == "told by the site");
    CHECK(spoken["override"]["by"] == "anna");
    CHECK(spoken["override"]["holds"] == true);
    CHECK(spoken["override"]["profile"] == 1);
    if (after["cohorts"].empty()) CHECK(after["verdict"] == "ineligible");
    for (const auto& each : after["criteria"])
      CHECK(each.contains("override") == (each["id"] == criterion));
    REQUIRE(desk.desk.casebook().withdraw_override(anna, desk.id, 2, 1, "a mistake"));
    CHECK(desk.answer(trial) == before);
  }
}

TEST_CASE("What is said is not asked for any more") {
  Desk desk;
  std::size_t before = 0, after = 0;
  for (const Unlock& each : shipped_service().answer(desk.asked().question).unlock)
    before += each.would_decide;
  const auto found = states(sample("extraosseous-liver"));
  std::int64_t version = 1;
  for (const auto& [place, state] : found) {
    if (state != "unknown" || version > 40) continue;
    const std::string trial = place.substr(0, place.find(' ')), criterion = place.substr(place.find(' ') + 1);
    REQUIRE(desk.desk.override_criterion(anna, desk.id, version++, {trial, criterion, "met", "seen", ""}));
  }
  for (const Unlock& each : shipped_service().answer(desk.asked().question).unlock)
    after += each.would_decide;
  CHECK(after < before);
}

TEST_CASE("An override that is past is told and does not hold") {
  Desk desk;
  const auto [trial, criterion] = somewhere("unknown");
  REQUIRE(
      desk.desk.override_criterion(anna, desk.id, 1, {trial, criterion, "not_met", "for now", "2026-11-22"}));
  CHECK(criterion_of(desk.answer(trial), criterion)["override"]["holds"] == true);
  const auto later = desk.desk.ask(desk.id, R"({"as_of": "2026-11-23"})", "");
  REQUIRE(later);
  const auto answer = shipped_service().answer(later->question);
  for (const TrialAnswer& each : answer.answers)
    for (const CriterionAnswer& one : each.criteria)
      if (one.said) {
        CHECK(one.said->lapsed == "it held until 2026-11-22");
        CHECK(one.counts_as() == one.state);
      }
}

TEST_CASE("A criterion that reads otherwise now is another statement") {
  Desk desk;
  const auto [trial, criterion] = somewhere("unknown");
  NewOverride of_old{TrialId{trial}, CriterionId{criterion}, CriterionState::not_met, "told", {},
                     "other words"};
  REQUIRE(desk.book->override_criterion(anna, desk.id, 1, of_old));
  of_old.trial = TrialId{"NCT00000000"};
  REQUIRE(desk.book->override_criterion(anna, desk.id, 2, of_old));
  const CaseQuestion question = desk.asked();
  CHECK_THAT(told(question.frame.problems), Catch::Contains("changed_meanwhile overrides[1]") &&
                                                Catch::Contains("say it again") &&
                                                Catch::Contains("not_found overrides[2]"));
  const nlohmann::json spoken = criterion_of(desk.answer(trial), criterion);
  CHECK(spoken["override"]["holds"] == false);
  CHECK(spoken["override"]["lapsed"] == "the criterion reads otherwise now");
}

TEST_CASE("What cannot be said of a case is refused with every problem and nothing is stored") {
  Desk desk;
  const auto wrong =
      desk.desk.override_criterion(anna, desk.id, 1, {"NCT07003569", "I1", "maybe", " ", "2026-11-21"});
  REQUIRE_FALSE(wrong);
  CHECK_THAT(told(wrong), Catch::Contains("no trial NCT07003569") &&
                              Catch::Contains("nearest: NCT07003568") &&
                              Catch::Contains("not said to be maybe") &&
                              Catch::Contains("a reason is needed") && Catch::Contains("is past"));
  CHECK_THAT(told(desk.desk.override_criterion(anna, desk.id, 1, {"NCT07003568", "I99", "met", "x", "soon"})),
             Catch::Contains("no criterion I99") && Catch::Contains("I1,") && Catch::Contains("YYYY-MM-DD"));
  CHECK_THAT(told(desk.desk.shortlist(anna, desk.id, 1, "NCT07003569", "")), Catch::Contains("nearest"));
  CHECK_THAT(
      told(desk.desk.update(anna, desk.id, 1,
                            R"({"profile": "cartwright/patient@1", "id": "P", "tempo": "fast"})", "x")),
      Catch::Contains("tempo"));
  CHECK_THAT(told(desk.desk.update(anna, desk.id, 1, "{", "x")), Catch::Contains("malformed"));
  CHECK_THAT(told(desk.desk.add(anna, R"({"patient": {}})", "x")), Catch::Contains("profile"));
  CHECK_THAT(told(desk.desk.ask(desk.id, R"({"as_of": "2026-13-01"})", "")), Catch::Contains("as_of"));
  CHECK_THAT(told(desk.desk.ask(desk.id, "", "yesterday")), Catch::Contains("YYYY-MM-DD"));
  CHECK_THAT(told(desk.desk.ask(CaseId{"C-NOONE-ATALL"}, "", "")), Catch::Contains("no such case"));
  CHECK(desk.book->find(desk.id)->head.version == 1);
  CHECK(desk.book->list({})->size() == 1);
}

TEST_CASE("A case is answered by what is published now, and what was said of a changed rule lapses") {
  const CatalogueCopy first, second;
  first.add(good_trial());
  nlohmann::json changed = good_trial();
  changed["criteria"][0]["rule"] = "age >= 19 y";
  second.add(changed);
  std::shared_ptr<const Service> now = first.open();
  const OnSqlite engine;
  const auto book = casebook_at(engine.location());
  CaseDesk desk([&now] { return now; }, *book);
  const CaseId id = desk.add(anna, sample("paraskeletal").dump(), "")->head.id;
  const std::string criterion = good_trial()["criteria"][0]["id"];
  REQUIRE(desk.override_criterion(anna, id, 1, {"NCT00000001", criterion, "not_met", "told", ""}));
  const auto verdict = [&] {
    const auto asked = desk.ask(id, "", "2026-11-22");
    INFO(told(asked));
    REQUIRE(asked);
    CHECK(asked->service == now);
    return asked->service->answer(asked->question).answers.at(0).verdict;
  };
  CHECK(verdict() == Verdict::ineligible);
  now = second.open();
  CHECK(verdict() == Verdict::eligible);
}

TEST_CASE("An export holds all that is stored about a case") {
  Desk desk;
  REQUIRE(desk.desk.update(bruno, desk.id, 1, sample("paraskeletal").dump(2), "another record"));
  REQUIRE(desk.desk.shortlist(anna, desk.id, 2, "NCT07003568", "near home"));
  const auto text = export_of(*desk.book, desk.id);
  REQUIRE(text);
  const auto out = nlohmann::json::parse(*text);
  CHECK(out["export"] == "cartwright/case@1");
  REQUIRE(out["profiles"].size() == 2);
  CHECK(out["profiles"][0]["profile"] == sample("extraosseous-liver"));
  CHECK(out["profiles"][1]["profile"] == sample("paraskeletal"));
  CHECK(out["profiles"][1]["because"] == "another record");
  CHECK(out["shortlist"][0]["note"] == "near home");
  REQUIRE(out["audit"].size() == 3);
  CHECK(out["audit"][2]["action"] == "shortlist.put");
  CHECK(out["audit"][2]["previous"] == out["audit"][1]["hash"]);
  CHECK(*text == *export_of(*desk.book, desk.id));
}
