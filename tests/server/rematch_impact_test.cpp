// Before an edit is published: which open cases it changes, because of what, and where a trial loses them.
#include <catch2/catch.hpp>

#include "server/rematch/impact.hpp"
#include "tests/support/run_cases.hpp"

namespace cartwright {

using namespace test;

namespace {

CaseId add_aged(Casebook& book, const std::string& id, const std::string& born, double platelets) {
  const auto record = book.add(
      anna,
      synthetic_profile(
          id,
          {{"person", {{"birth_date", born}}},
           {"measurements",
            {{{"test", "platelets"}, {"value", platelets}, {"unit", "10^9/L"}, {"date", "2026-11-20"}}}}}),
      "anna");
  REQUIRE(record);
  return record->head.id;
}

struct ImpactDesk {
  ImpactDesk() : book(casebook_at(engine.location())), database(database_at(engine.location())) {
    trial = good_trial();
    trial["criteria"] = {criterion("I1", "inclusion", "age >= 18 y"),
                         criterion("I2", "inclusion", "platelets >= 50 x10^9/L"),
                         criterion("E1", "exclusion", "platelets < 30 x10^9/L"),
                         criterion("E2", "exclusion", "lvef < 40 %", {"A"})};
    catalogue.add(trial);
    young = add_aged(*book, "P-1", "1990-01-01", 90);
    old = add_aged(*book, "P-2", "1940-01-01", 90);
    low = add_aged(*book, "P-3", "1990-01-01", 20);
    const CaseId closed = add_aged(*book, "P-4", "1990-01-01", 90);
    REQUIRE(book->close(anna, closed, {}, "moved away"));
    service = catalogue.open();
    before = single(trial);
  }
  std::shared_ptr<const Snapshot> single(const nlohmann::json& of) const {
    const Catalogue& published = *service->snapshot().catalogue;
    const auto read = read_edited_trial(of.dump(), *published.vocabulary);
    INFO(told(read.problems()));
    REQUIRE(read);
    const auto compiled = alone(published, *read);
    REQUIRE(compiled);
    return *compiled;
  }
  Impact impact(const nlohmann::json& edited) const {
    const auto out = impact_of(*book, {before, single(edited)}, day(sample_date));
    INFO(told(out.problems()));
    REQUIRE(out);
    return *out;
  }

  OnSqlite engine;
  CatalogueCopy catalogue;
  std::unique_ptr<Casebook> book;
  std::unique_ptr<sql::Database> database;
  nlohmann::json trial;
  CaseId young, old, low;
  std::shared_ptr<const Service> service;
  std::shared_ptr<const Snapshot> before;
};

} // namespace

TEST_CASE("impact: an edit names the open cases that it changes, and nothing is stored") {
  const ImpactDesk desk;
  CHECK(desk.impact(desk.trial).changed.empty());
  nlohmann::json edited = desk.trial;
  edited["criteria"][0]["rule"] = "age in 18..75 y";
  const Impact impact = desk.impact(edited);
  REQUIRE(impact.changed.size() == 1);
  CHECK(impact.changed.front().id == desk.old);
  CHECK(impact.moves == std::map<MoveKind, std::size_t>{{MoveKind::lost, 1}});
  const MoveCause& cause = impact.changed.front().note.moves.front().causes.front();
  CHECK(cause.of == CauseOf::rule);
  CHECK(cause.item == "I1");
  edited = desk.trial;
  edited["status"]["value"] = "suspended";
  CHECK(desk.impact(edited).moves == std::map<MoveKind, std::size_t>{{MoveKind::lost, 2}});
  const auto fresh = impact_of(*desk.book, {nullptr, desk.before}, day(sample_date));
  REQUIRE(fresh);
  CHECK(fresh->fresh);
  CHECK(fresh->moves == std::map<MoveKind, std::size_t>{{MoveKind::gained, 2}});
  const auto runs = desk.database->query("SELECT count(*) FROM runs");
  CHECK(runs->front().whole(0) == 0);
}

TEST_CASE("impact: several edits at once count each case once") {
  const ImpactDesk desk;
  nlohmann::json edited = desk.trial;
  edited["criteria"][0]["rule"] = "age in 18..75 y";
  const std::vector<TrialEdit> edits = {
      {desk.before, desk.single(edited)}, {desk.before, nullptr}, {desk.before, desk.before}};
  const auto joint = impact_of(*desk.book, edits, true, day(sample_date));
  REQUIRE(joint);
  CHECK(joint->cases == 3);
  CHECK(joint->touched == 2); // one is lost by the age already; the trial that goes takes it and another
  REQUIRE(joint->trials.size() == 3);
  CHECK(joint->trials[0].moves == std::map<MoveKind, std::size_t>{{MoveKind::lost, 1}});
  CHECK(joint->trials[1].gone);
  CHECK(joint->trials[1].moves == std::map<MoveKind, std::size_t>{{MoveKind::lost, 2}});
  CHECK(joint->trials[1].changed.front().note.moves.front().causes.front().of == CauseOf::listing);
  CHECK(joint->trials[2].changed.empty());
  const auto none = impact_of(*desk.book, std::vector<TrialEdit>{}, true, day(sample_date));
  REQUIRE(none);
  CHECK(none->trials.empty());
}

TEST_CASE("impact: the funnel counts each criterion alone and in order") {
  const ImpactDesk desk;
  const auto funnel = funnel_of(*desk.book, *desk.before, day(sample_date));
  REQUIRE(funnel);
  CHECK(funnel->cases == 3);
  REQUIRE(funnel->rows.size() == 4);
  const auto row = [&](std::size_t i) { return funnel->rows[i]; };
  CHECK(row(0).not_met == 0);
  CHECK(row(0).left == 3);
  CHECK(row(1).not_met == 1);
  CHECK(row(1).lost == 1);
  CHECK(row(1).left == 2);
  CHECK(row(2).not_met == 1); // alone it costs one case, in order none: that one is lost already
  CHECK(row(2).lost == 0);
  CHECK(row(3).unknown == 3);
  CHECK_FALSE(row(3).in_order);
  CHECK(funnel->of_verdict[static_cast<std::size_t>(Verdict::ineligible)] == 1);
  CHECK_THAT(funnel_text(*funnel, day(sample_date), {}), Catch::Contains("I2 as the rule says: I2"));
  CHECK(funnel_json(*funnel, day(sample_date)) == funnel_json(*funnel, day(sample_date)));
}

TEST_CASE("impact: an edited file that cannot be read says where") {
  const ImpactDesk desk;
  const Catalogue& published = *desk.service->snapshot().catalogue;
  CHECK_FALSE(read_edited_trial("{", *published.vocabulary));
  nlohmann::json edited = desk.trial;
  edited["criteria"][1]["rule"] = "platelet >= 50";
  const auto read = read_edited_trial(edited.dump(), *published.vocabulary);
  REQUIRE(read);
  CHECK_THAT(told(alone(published, *read)), Catch::Contains("criteria[I2].rule:1:1"));
}

} // namespace cartwright
