// The weekly run: what it stores is what match says, every change has its cause, and it is whole or not at
// all.
#include <sstream>

#include <catch2/catch.hpp>

#include "engine/matching/match.hpp"
#include "server/rematch/answer_case.hpp"
#include "server/rematch/report_words.hpp"
#include "server/rematch/run_lock.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/run_cases.hpp"

namespace cartwright {

using namespace test;

namespace {

CaseId add(Casebook& book, const CheckedProfile& profile, const std::string& coordinator = "anna") {
  const auto record = book.add(anna, profile, coordinator);
  REQUIRE(record);
  return record->head.id;
}

void add_generated(Casebook& book, std::uint32_t count) {
  for (std::uint32_t seed = 1; seed <= count; ++seed) {
    nlohmann::json profile = generated_profile(seed);
    add(book, {profile.at("id"), profile.dump()});
  }
}

/// A run and one case of its own catalogue: one trial, one patient of 60 years, two lines of therapy.
struct Bench {
  Bench() : book(casebook_at(engine.location())), database(database_at(engine.location())) {
    trial = good_trial();
    trial["criteria"] = {criterion("I1", "inclusion", "age >= 18 y"),
                         criterion("I2", "inclusion", "platelets >= 50 x10^9/L"),
                         criterion("E1", "exclusion", "not washout(systemic_anticancer; 14 d)")};
    trial["sites"] = {{{"facility", "First"},
                       {"city", "Wuhan"},
                       {"country", "CN"},
                       {"status", "recruiting"},
                       {"status_as_of", "2026-08-15"}}};
    catalogue.add(trial);
    profile = {
        {"person", {{"birth_date", "1966-01-01"}}},
        {"measurements",
         {{{"test", "platelets"}, {"value", 90}, {"unit", "10^9/L"}, {"date", "2026-11-20"}}}},
        {"therapies",
         {{"complete", true},
          {"episodes",
           {{{"id", "T1"}, {"agents", {"bortezomib"}}, {"start", "2026-01-01"}, {"stop", "2026-11-01"}}}}}}};
    id = add(*book, synthetic_profile("P-1", profile));
  }
  RunDone run(const std::string& as_of = "2026-11-22") { return run_on(*database, catalogue, as_of); }
  /// What the next run says of the case and the trial.
  std::string moved(const std::string& as_of = "2026-11-22", const std::string& trial_id = "NCT00000001") {
    const auto moves = moves_of(*database, run(as_of).run.id);
    const auto at = moves.find(id.text() + " " + trial_id);
    return at == moves.end() ? "no move" : at->second;
  }
  void save(const nlohmann::json& changed) {
    trial = changed;
    catalogue.add(trial);
  }
  void update() { REQUIRE(book->update(anna, id, {}, synthetic_profile("P-1", profile), "news")); }

  OnSqlite engine;
  CatalogueCopy catalogue;
  std::unique_ptr<Casebook> book;
  std::unique_ptr<sql::Database> database;
  nlohmann::json trial, profile;
  CaseId id;
};

} // namespace

TEMPLATE_TEST_CASE("rematch: a run stores what match says of every trial that may be offered", "", OnSqlite,
                   OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  const auto book = casebook_at(engine.location());
  add_generated(*book, 7);
  const auto database = database_at(engine.location());
  const RunDone done = run_shipped(*database, sample_date);
  CHECK(done.answered == 7);
  CHECK(done.stored == 7);
  const Snapshot& snapshot = shipped_service().snapshot();
  const KeptCatalogue catalogue = keep(snapshot, "");
  sql::Transaction work(*database, sql::Access::read);
  const auto heads = book->list({});
  REQUIRE(heads);
  for (const CaseHead& head : *heads) {
    const auto held = answer_at(work, done.run.id, head.id);
    REQUIRE(held);
    const Question asked = question(nlohmann::json::parse(*book->profile(head.id)));
    const MatchAnswer said = match(snapshot, asked.patient, {asked.as_of, {}});
    const KeptAnswer kept = placed(held->answer, catalogue, catalogue, asked.as_of);
    const auto places = places_of(kept);
    std::size_t candidates = 0, compared = 0;
    double last = 2;
    for (const TrialAnswer& answer : said.answers) {
      const auto at = std::find_if(kept.trials.begin(), kept.trials.end(),
                                   [&](const KeptTrial* trial) { return trial->id == answer.trial->id; });
      INFO(head.patient << " " << answer.trial->id.text());
      CHECK((at == kept.trials.end()) == (answer.recruiting == Recruiting::closed));
      if (at == kept.trials.end()) continue;
      const Standing& standing = kept.standings[static_cast<std::size_t>(at - kept.trials.begin())];
      CHECK((*at)->recruiting == answer.recruiting);
      CHECK(standing.verdict == answer.verdict);
      CHECK(standing.eligible_from == answer.eligible_from);
      REQUIRE(standing.states.size() == answer.criteria.size());
      for (std::size_t i = 0; i < standing.states.size(); ++i)
        CHECK(standing.states[i] == answer.criteria[i].state);
      CHECK(places.contains(answer.trial->id) == (answer.verdict != Verdict::ineligible));
      ++compared;
      if (answer.verdict == Verdict::ineligible) continue;
      const double score = score_on(standing, **at, catalogue.ranking, held->answer.tempo, asked.as_of);
      CHECK(score == Approx(answer.score).margin(1e-6));
      // Scores are kept to six decimals, so only a nearer tie may stand the other way round.
      if (std::abs(last - answer.score) > 2e-6) CHECK(places.at(answer.trial->id).rank == candidates + 1);
      ++candidates;
      last = answer.score;
    }
    CHECK(compared == kept.trials.size());
    CHECK(compared > 300);
  }
}

TEMPLATE_TEST_CASE("rematch: nothing changed, nothing is stored or told", "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  const auto book = casebook_at(engine.location());
  add_generated(*book, 4);
  const auto database = database_at(engine.location());
  const RunDone first = run_shipped(*database, sample_date);
  const RunDone second = run_shipped(*database, sample_date);
  CHECK(second.run.base == first.run.id);
  CHECK(second.stored == 0);
  CHECK(second.noted == 0);
  CHECK(moves_of(*database, second.run.id).empty());
  CHECK(answers_of(*database, first.run.id) == answers_of(*database, second.run.id));
}

TEST_CASE("rematch: every kind of change has its cause") {
  Bench bench;
  bench.run();
  nlohmann::json trial = bench.trial;

  SECTION("a rule") {
    trial["criteria"][0]["rule"] = "age >= 75 y";
    bench.save(trial);
    CHECK(bench.moved() == "lost: rule I1");
    trial["criteria"][0]["rule"] = "age >= 18 y";
    bench.save(trial);
    CHECK(bench.moved() == "gained: rule I1");
    trial["criteria"].push_back(criterion("I9", "inclusion", "age >= 75 y"));
    bench.save(trial);
    CHECK(bench.moved() == "lost: rule I9");
    trial["criteria"].erase(3);
    bench.save(trial);
    CHECK(bench.moved() == "gained: rule I9");
    trial["criteria"].push_back(criterion("I9", "inclusion", "lvef >= 50 %"));
    bench.save(trial);
    CHECK(bench.moved() == "moved_down: rule I9");
  }
  SECTION("a status, of the trial and of its slot") {
    trial["status"]["value"] = "completed";
    bench.save(trial);
    CHECK(bench.moved() == "lost: status");
    trial["status"]["value"] = "not_yet_recruiting";
    bench.save(trial);
    CHECK(bench.moved() == "gained: status");
    trial["status"]["value"] = "recruiting";
    bench.save(trial);
    CHECK(bench.moved() == "moved_up: status");
    trial["cohorts"][0]["status"] = {{"value", "suspended"}, {"as_of", "2026-11-20"}};
    bench.save(trial);
    CHECK(bench.moved() == "lost: status A");
  }
  SECTION("a site") {
    trial["sites"][0]["status"] = "completed";
    bench.save(trial);
    CHECK(bench.moved() == "moved_down: site First, Wuhan");
    trial["sites"][0]["status"] = "recruiting";
    bench.save(trial);
    CHECK(bench.moved() == "moved_up: site First, Wuhan");
  }
  SECTION("a fact") {
    bench.profile["measurements"][0]["value"] = 30;
    bench.update();
    CHECK(bench.moved() == "lost: fact I2");
    bench.profile["measurements"] = nlohmann::json::array();
    bench.update();
    CHECK(bench.moved() == "gained: fact I2");
    bench.profile["therapies"]["episodes"][0]["stop"] = "2026-11-18";
    bench.update();
    CHECK(bench.moved() == "moved_down: fact E1");
    bench.profile["therapies"]["episodes"][0]["stop"] = "2026-11-20";
    bench.update();
    CHECK(bench.moved() == "later: fact E1");
  }
  SECTION("the calendar") {
    bench.profile["therapies"]["episodes"][0]["stop"] = "2026-11-20";
    bench.update();
    CHECK(bench.moved() == "moved_down: fact E1");
    CHECK(bench.moved("2026-12-03") == "no move");
    CHECK(bench.moved("2026-12-04") == "moved_up: calendar E1");
  }
  SECTION("a fact and the calendar, each found by asking with the other left out") {
    trial["criteria"][1]["rule"] = "platelets[within 14 d] >= 50 x10^9/L";
    bench.save(trial);
    CHECK(bench.moved() == "no move");
    bench.profile["performance"] = {{{"scale", "ECOG"}, {"value", 1}, {"date", "2026-12-09"}}};
    bench.update();
    CHECK(bench.moved("2026-12-10") == "moved_down: calendar I2"); // the new fact has nothing to do with it
    bench.profile["measurements"][0] = {
        {"test", "platelets"}, {"value", 20}, {"unit", "10^9/L"}, {"date", "2026-12-11"}};
    bench.update();
    CHECK(bench.moved("2026-12-12") == "lost: fact I2");
  }
  SECTION("the listing") {
    nlohmann::json other = trial;
    other["id"] = "NCT00000002";
    bench.catalogue.add(other);
    CHECK(bench.moved("2026-11-22", "NCT00000002") == "gained: listing");
    std::filesystem::remove(bench.catalogue.directory() / "trials" / "NCT00000002.json");
    CHECK(bench.moved("2026-11-22", "NCT00000002") == "lost: listing");
  }
}

TEST_CASE("rematch: a profile that can no longer be read is reported, not dropped") {
  Bench bench;
  add(*bench.book, {"P-2", R"({"profile": "cartwright/patient@1", "id": "P-2", "tempo": "quick"})"}, "bruno");
  const RunDone done = bench.run();
  CHECK(done.noted == 1);
  sql::Transaction work(*bench.database, sql::Access::read);
  const auto report = open_report(work, done.run.id);
  REQUIRE(report);
  CHECK(report->summary.unreadable == 1);
}

TEST_CASE("rematch: stale listings are those that open cases rely on, whether they moved or not") {
  Bench bench;
  nlohmann::json fresh = bench.trial;
  fresh["id"] = "NCT00000002";
  fresh["status"]["as_of"] = "2026-11-20";
  bench.catalogue.add(fresh);
  nlohmann::json child = bench.profile;
  child["person"]["birth_date"] = "2016-01-01";
  const CaseId listed = add(*bench.book, synthetic_profile("P-2", child));
  REQUIRE(bench.book->shortlist(anna, listed, {}, TrialId("NCT00000001"), ""));
  const CaseId closed = add(*bench.book, synthetic_profile("P-3", bench.profile));
  bench.run();
  REQUIRE(bench.book->close(anna, closed, {}, "moved away"));
  const RunDone done = bench.run("2026-11-23"); // nothing moves; the answers are those of the run before
  CHECK(done.noted == 0);
  sql::Transaction work(*bench.database, sql::Access::read);
  const auto report = open_report(work, done.run.id);
  REQUIRE(report);
  REQUIRE(report->summary.stale.size() == 1);
  const StaleListing& stale = report->summary.stale.front();
  CHECK(stale.trial == TrialId("NCT00000001"));
  CHECK(stale.cases == 2);
  CHECK(stale.foremost == 2);
  CHECK(stale.shortlists == 1);
  std::ostringstream html, text;
  write_report_html(html, *report);
  CHECK_THAT(
      html.str(),
      Catch::Contains("on the shortlist of 1 case, among the first 10 of 1 case, relied on in 2 cases"));
  write_report_text(text, *report, {});
  CHECK_THAT(text.str(), Catch::Contains("NCT00000001 status seen 2026-08-15"));
}

TEST_CASE("rematch: the report says first what is to be done, and what is on the shortlist before the rest") {
  Bench bench;
  nlohmann::json other = bench.trial;
  other["id"] = "NCT00000002";
  bench.catalogue.add(other);
  REQUIRE(bench.book->shortlist(anna, bench.id, {}, TrialId("NCT00000002"), ""));
  bench.run();
  bench.profile["measurements"][0]["value"] = 10;
  bench.update();
  const RunDone done = bench.run("2026-11-23");
  sql::Transaction work(*bench.database, sql::Access::read);
  const auto report = open_report(work, done.run.id);
  REQUIRE(report);
  report->walk([&](const NotedCase& each) {
    const auto moves = by_urgency(each, report->summary);
    REQUIRE(moves.size() == 2);
    CHECK(moves[0]->move.trial == TrialId("NCT00000002"));
    CHECK_THAT(advice(moves[0]->move, true), Catch::Contains("take it off the shortlist"));
    CHECK(needs_nothing(moves[1]->move, false));
    return true;
  });
  std::ostringstream html;
  write_report_html(html, *report);
  const std::string page = html.str();
  const auto at = [&](const std::string& text) {
    INFO(text);
    REQUIRE(page.find(text) != std::string::npos);
    return page.find(text);
  };
  CHECK(at("1 of 1 open case changed") < at("What to do first"));
  CHECK(at("What to do first") < at("NCT00000002: take it off the shortlist"));
  CHECK(at("Lost, none of them on the shortlist: 1") < at("Trials that moved"));
}

TEMPLATE_TEST_CASE("rematch: an interrupted run shows nothing and is taken up again", "", OnSqlite,
                   OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  {
    const auto book = casebook_at(engine.location());
    add_generated(*book, 8);
  }
  const auto end = in_child([&](const Say&) {
    const auto database = open_database(engine.location(), sql::Opening::existing);
    RunWanted wanted = wanted_on(sample_date);
    wanted.progress = [](const RunProgress& now) {
      if (now.done > 0) ::_exit(9); // after the second batch was written, before it is committed
    };
    wanted.batch = 2;
    rematch(**database, shipped_service().snapshot(), wanted);
    return 0;
  });
  REQUIRE(end.exit_code == 9);
  const auto database = database_at(engine.location());
  {
    sql::Transaction work(*database, sql::Access::read);
    CHECK_FALSE(open_report(work, std::nullopt)); // nobody is told of half a run
    CHECK(newest_run(work, "running").has_value());
  }
  SECTION("of the same catalogue and date") {
    const RunDone done = run_shipped(*database, sample_date);
    CHECK(done.resumed);
    CHECK(done.run.id == 1);
    CHECK(answers_of(*database, 1).size() == 8);
    CHECK(answers_of(*database, 1) == answers_of(*database, run_shipped(*database, sample_date).run.id));
  }
  SECTION("not of another date: it is removed") {
    const RunDone done = run_shipped(*database, "2026-11-23");
    CHECK_FALSE(done.resumed);
    CHECK(done.run.id == 2);
    CHECK(done.answered == 8);
    const auto left = database->query("SELECT count(*) FROM answers WHERE run = 1");
    CHECK(left->front().whole(0) == 0);
  }
}

TEMPLATE_TEST_CASE("rematch: one writer at a time", "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  const auto book = casebook_at(engine.location());
  add_generated(*book, 1);
  const auto other = database_at(engine.location());
  const auto database = database_at(engine.location());
  {
    const auto lock = RunLock::take(*other, false);
    REQUIRE(lock);
    const auto refused = rematch(*database, shipped_service().snapshot(), wanted_on(sample_date));
    REQUIRE_FALSE(refused);
    CHECK_THAT(told(refused), Catch::Contains("another rematch is writing to this casebook"));
  }
  run_shipped(*database, sample_date);
}

} // namespace cartwright
