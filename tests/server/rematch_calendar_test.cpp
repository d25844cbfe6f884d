// What time alone does: a run that keeps what cannot have changed says the same as one that asks everything.
#include <catch2/catch.hpp>

#include <random>

#include "engine/rematch/standing.hpp"
#include "server/casebook/add_cases.hpp"
#include "tests/support/generate_patient.hpp"
#include "tests/support/run_cases.hpp"

namespace cartwright {

using namespace test;

TEST_CASE("rematch: a standing does not change before the day on which it says it may turn") {
  const Snapshot& snapshot = shipped_service().snapshot();
  const std::vector<std::size_t> offered = offered_trials(snapshot);
  std::mt19937 random(5);
  std::size_t kept = 0, turned = 0, changed = 0;
  for (std::uint32_t seed = 1; seed <= 25; ++seed) {
    const Question asked = question(generated_profile(seed));
    const std::vector<Standing> now = stand(snapshot, asked.patient, asked.as_of, offered);
    for (int round = 0; round < 3; ++round) {
      const Day later = asked.as_of + std::chrono::days(1 + random() % (round == 2 ? 900 : 40));
      const std::vector<Standing> then = stand(snapshot, asked.patient, later, offered);
      for (std::size_t i = 0; i < offered.size(); ++i) {
        Standing before = now[i], after = then[i];
        before.turns.reset();
        after.turns.reset();
        changed += before == after ? 0 : 1;
        if (now[i].turns && *now[i].turns <= later) {
          ++turned;
          continue;
        }
        ++kept;
        INFO("seed " << seed << " " << snapshot.trials[offered[i]].trial->id.text() << " on "
                     << text_of(later));
        REQUIRE(before == after);
        REQUIRE(now[i].turns == then[i].turns);
      }
    }
  }
  CHECK(kept > 5000);
  CHECK(changed > 200); // there was something to overlook
  CHECK(turned < kept);
}

TEMPLATE_TEST_CASE(
    "rematch: week after week what is kept and what is asked anew make the answers of a full run", "",
    OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType kept;
  const auto kept_book = casebook_at(kept.location());
  std::vector<NewCase> cases;
  for (std::uint32_t seed = 100; seed < 112; ++seed)
    cases.push_back({{"P-" + std::to_string(seed), synthetic::profile_text(seed)}, "anna"});
  REQUIRE(add_cases(*kept_book, anna, cases));
  const auto database = database_at(kept.location());
  Day date = day(sample_date);
  std::int64_t all = 0, asked = 0;
  for (int week = 0; week < 6; ++week, date += std::chrono::days(week == 4 ? 180 : 7)) {
    if (week == 3) {
      const CaseHead first = kept_book->list({})->front();
      REQUIRE(kept_book->update(anna, first.id, {}, {first.patient, synthetic::profile_text(500)}, "news"));
    }
    const RunDone incremental = run_shipped(*database, text_of(date));
    RunWanted wanted = wanted_on(text_of(date));
    wanted.full = true;
    const RunDone whole = finished(rematch(*database, shipped_service().snapshot(), wanted));
    INFO(text_of(date));
    CHECK(whole.noted == 0);
    CHECK(answers_of(*database, incremental.run.id) == answers_of(*database, whole.run.id));
    if (week > 0) {
      asked += incremental.evaluated;
      all += whole.evaluated;
    }
  }
  CHECK(asked > 0);
  CHECK(asked < all / 2);
}

} // namespace cartwright
