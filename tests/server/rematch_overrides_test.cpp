// What coordinators say of criteria, in the weekly run: standings go by it while it holds, and when it begins
// or ends that is the cause of what changes.
#include <catch2/catch.hpp>

#include <random>

#include "engine/matching/match.hpp"
#include "server/casebook/add_cases.hpp"
#include "server/casebook/statements.hpp"
#include "server/rematch/answer_case.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/run_cases.hpp"

namespace cartwright {

using namespace test;

namespace {

const std::string reason = "seen on the film of Mrs Nobody";

std::vector<CaseId> add_synthetic(Casebook& book, std::uint32_t first, std::uint32_t count) {
  std::vector<NewCase> cases;
  for (std::uint32_t seed = first; seed < first + count; ++seed)
    cases.push_back({{"P-" + std::to_string(seed), synthetic::profile_text(seed)}, "anna"});
  const auto added = add_cases(book, anna, cases);
  REQUIRE(added);
  return *added;
}

void say(Casebook& book, const CaseId& id, const Trial& trial, std::size_t criterion, CriterionState state,
         const std::optional<std::string>& until = std::nullopt) {
  const Criterion& of = trial.criteria.at(criterion);
  REQUIRE(book.override_criterion(anna, id, {}, {trial.id, of.id, state, reason, until, wording_of(of)}));
}

/// Trials that may be offered, by a random hand that returns to the same few.
class RandomWord {
public:
  explicit RandomWord(std::uint32_t seed) : random_(seed) {
    for (const std::size_t trial : offered_trials(snapshot_))
      if (!snapshot_.trials[trial].trial->criteria.empty()) trials_.push_back(snapshot_.trials[trial].trial);
    std::shuffle(trials_.begin(), trials_.end(), random_);
    trials_.resize(12);
  }
  std::size_t below(std::size_t limit) { return random_() % limit; }
  void say_something(Casebook& book, const CaseId& id, Day date) {
    const Trial& trial = *trials_[below(trials_.size())];
    constexpr std::array states = {CriterionState::met, CriterionState::not_met, CriterionState::unknown};
    std::optional<std::string> until;
    if (below(2) == 0) until = text_of(date + std::chrono::days(below(40)));
    say(book, id, trial, below(trial.criteria.size()), states[below(states.size())], until);
  }
  void withdraw_something(Casebook& book, const CaseId& id) {
    const auto record = book.find(id);
    REQUIRE(record);
    for (const CaseOverride& said : record->overrides)
      if (!said.ended && below(2) == 0) {
        REQUIRE(book.withdraw_override(anna, id, {}, said.number, "not so"));
        return;
      }
  }

private:
  const Snapshot& snapshot_ = shipped_service().snapshot();
  std::mt19937 random_;
  std::vector<const Trial*> trials_;
};

/// One patient of 60 years without platelets, and one trial of its own catalogue.
struct Bench {
  Bench() : book(casebook_at(engine.location())), database(database_at(engine.location())) {
    trial = good_trial();
    trial["criteria"] = {criterion("I1", "inclusion", "age >= 18 y"),
                         criterion("I2", "inclusion", "platelets >= 50 x10^9/L")};
    save();
    const auto record =
        book->add(anna, synthetic_profile("P-1", {{"person", {{"birth_date", "1966-01-01"}}}}), "anna");
    REQUIRE(record);
    id = record->head.id;
    run_on(*database, catalogue, "2026-11-22");
  }
  void save() { catalogue.add(trial); }
  void say_of_platelets(CriterionState state, const std::optional<std::string>& until = std::nullopt) {
    const auto service = catalogue.open();
    say(*book, id, *service->snapshot().find(TrialId("NCT00000001"))->trial, 1, state, until);
  }
  /// "moved_up; override I2 SAYS; ..." of the next run.
  std::string moved(const std::string& as_of = "2026-11-22") {
    std::string out;
    const RunDone done = run_on(*database, catalogue, as_of);
    sql::Transaction work(*database, sql::Access::read);
    each_note(work, done.run.id, [&](const NotedCase& each) {
      for (const CaseNote::Move& move : each.note.moves) {
        out = std::string(word(move.move.kind));
        for (const MoveCause& cause : move.causes)
          out += "; " + std::string(word(cause.of)) + " " + cause.item + " " + cause.says;
      }
      return true;
    });
    return out;
  }

  OnSqlite engine;
  CatalogueCopy catalogue;
  std::unique_ptr<Casebook> book;
  std::unique_ptr<sql::Database> database;
  nlohmann::json trial;
  CaseId id;
};

} // namespace

TEST_CASE("rematch: an override is the cause of what it changes, when it is given and when it ends") {
  Bench bench;
  SECTION("given until a day, and ended by it") {
    bench.say_of_platelets(CriterionState::met, "2026-12-31");
    CHECK(bench.moved() == "moved_up; override I2 was unknown, is met; the coordinator says that it is met "
                           "until 2026-12-31 (override 1)");
    CHECK(bench.moved("2026-12-31").empty());
    CHECK(bench.moved("2027-01-01") ==
          "moved_down; override I2 was met, is unknown; the coordinator no longer "
          "says that it is met: it held until 2026-12-31 (override 1)");
  }
  SECTION("given, replaced and withdrawn") {
    bench.say_of_platelets(CriterionState::met);
    CHECK(bench.moved() == "moved_up; override I2 was unknown, is met; the coordinator says that it is met "
                           "(override 1)");
    bench.say_of_platelets(CriterionState::not_met);
    CHECK(bench.moved() == "lost; override I2 was met, is not met; the coordinator says that it is not met "
                           "(override 2), and said before that it is met");
    REQUIRE(bench.book->withdraw_override(anna, bench.id, {}, 2, "read it again"));
    CHECK(bench.moved() ==
          "gained; override I2 was not met, is unknown; the coordinator no longer says that it "
          "is not met: it was withdrawn (override 2)");
  }
  SECTION("ended by other words of the criterion, its rule the same") {
    bench.say_of_platelets(CriterionState::met);
    bench.moved();
    bench.trial["criteria"][1]["says"] = "platelets of at least 50, unsupported";
    bench.save();
    CHECK(bench.moved() ==
          "moved_down; override I2 was met, is unknown; the coordinator no longer says that it "
          "is met: the criterion reads otherwise now (override 1)");
  }
  SECTION("ended by another rule, which is told as well") {
    bench.say_of_platelets(CriterionState::met);
    bench.moved();
    bench.trial["criteria"][1]["rule"] = "platelets >= 75 x10^9/L";
    bench.save();
    CHECK(bench.moved() ==
          "moved_down; override I2 was met, is unknown; the coordinator no longer says that it "
          "is met: the criterion reads otherwise now (override 1); rule I2 was met, is unknown; "
          "the rule was `platelets >= 50 x10^9/L`, is `platelets >= 75 x10^9/L`");
  }
  SECTION("a day of waiting made by what is said") {
    bench.say_of_platelets(CriterionState::not_met, "2026-11-30");
    CHECK(bench.moved() == "moved_down; override I2 was unknown, is not met; the coordinator says that it is "
                           "not met until 2026-11-30 (override 1)");
    bench.say_of_platelets(CriterionState::not_met, "2026-12-15");
    CHECK(bench.moved() ==
          "later; override I2 the first day on which nothing fails is another; I2: the "
          "coordinator says that it is not met until 2026-12-15 (override 2), and said before "
          "that it is not met");
  }
  SECTION("a new fact beside it has nothing to do with it, and why it was said stays with the case") {
    bench.say_of_platelets(CriterionState::met);
    REQUIRE(bench.book->update(
        anna, bench.id, {}, synthetic_profile("P-1", {{"person", {{"birth_date", "1966-02-01"}}}}), "news"));
    CHECK(bench.moved() == "moved_up; override I2 was unknown, is met; the coordinator says that it is met "
                           "(override 1)");
    for (const char* table : {"answers", "case_notes"}) {
      const auto rows = bench.database->query("SELECT body FROM " + std::string(table));
      REQUIRE(rows);
      for (const sql::Row& row : *rows)
        CHECK(row.blob(0).find("Nobody") == std::string::npos);
    }
  }
}

TEMPLATE_TEST_CASE("rematch: standings go by the overrides that hold on the day, as match does", "", OnSqlite,
                   OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  const auto book = casebook_at(engine.location());
  const std::vector<CaseId> ids = add_synthetic(*book, 1, 6);
  RandomWord words(3);
  for (const CaseId& id : ids)
    for (int i = 0; i < 12; ++i)
      words.say_something(*book, id, day(sample_date) - std::chrono::days(10));
  const auto database = database_at(engine.location());
  const RunDone done = run_shipped(*database, sample_date);
  const Snapshot& snapshot = shipped_service().snapshot();
  const KeptCatalogue catalogue = keep(snapshot, "");
  sql::Transaction work(*database, sql::Access::read);
  std::size_t decided_by_word = 0, said_past = 0;
  for (const CaseId& id : ids) {
    const auto held = answer_at(work, done.run.id, id);
    REQUIRE(held);
    const Question asked = question(nlohmann::json::parse(*book->profile(id)));
    const auto overrides = all_statements(book->find(id)->overrides, snapshot);
    const KeptAnswer kept = placed(held->answer, catalogue, catalogue, asked.as_of);
    for (const TrialAnswer& answer : match(snapshot, asked.patient, {asked.as_of, {}, overrides}).answers) {
      const auto at = std::find_if(kept.trials.begin(), kept.trials.end(),
                                   [&](const KeptTrial* trial) { return trial->id == answer.trial->id; });
      if (at == kept.trials.end()) continue;
      INFO(id.text() << " " << answer.trial->id.text());
      const Standing& standing = kept.standings[static_cast<std::size_t>(at - kept.trials.begin())];
      CHECK(standing.verdict == answer.verdict);
      CHECK(standing.eligible_from == answer.eligible_from);
      for (std::size_t i = 0; i < standing.states.size(); ++i) {
        CHECK(standing.states[i] == answer.criteria[i].counts_as());
        decided_by_word += answer.criteria[i].counts_as() != answer.criteria[i].state ? 1 : 0;
        said_past += answer.criteria[i].said && !answer.criteria[i].said->lapsed.empty() ? 1 : 0;
      }
      if (answer.verdict != Verdict::ineligible)
        CHECK(score_on(standing, **at, catalogue.ranking, held->answer.tempo, asked.as_of) ==
              Approx(answer.score).margin(1e-6));
    }
  }
  CHECK(decided_by_word > 10);
  CHECK(said_past > 0);
}

TEMPLATE_TEST_CASE("rematch: with overrides that come and go, what is kept and what is asked anew make the "
                   "answers of a full run",
                   "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  const auto book = casebook_at(engine.location());
  const std::vector<CaseId> ids = add_synthetic(*book, 200, 8);
  RandomWord words(11);
  const auto database = database_at(engine.location());
  Day date = day(sample_date);
  std::size_t told = 0;
  for (int week = 0; week < 7; ++week, date += std::chrono::days(7)) {
    for (const CaseId& id : ids) {
      for (std::size_t i = words.below(4); i > 0; --i)
        words.say_something(*book, id, date);
      if (words.below(3) == 0) words.withdraw_something(*book, id);
    }
    if (week == 4) REQUIRE(book->update(anna, ids[1], {}, {"P-201", synthetic::profile_text(600)}, "news"));
    const RunDone incremental = run_shipped(*database, text_of(date));
    for (const auto& [where, said] : moves_of(*database, incremental.run.id))
      told += said.find("override") != std::string::npos ? 1 : 0;
    RunWanted wanted = wanted_on(text_of(date));
    wanted.full = true;
    const RunDone whole = finished(rematch(*database, shipped_service().snapshot(), wanted));
    INFO(text_of(date));
    CHECK(whole.noted == 0);
    CHECK(answers_of(*database, incremental.run.id) == answers_of(*database, whole.run.id));
    if (week > 0) CHECK(incremental.evaluated < whole.evaluated / 2);
  }
  CHECK(told > 4);
}

} // namespace cartwright
