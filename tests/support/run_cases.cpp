#include "tests/support/run_cases.hpp"

#include <catch2/catch.hpp>

#include "server/rematch/answer_case.hpp"

namespace cartwright::test {

CheckedProfile synthetic_profile(const std::string& id, nlohmann::json more) {
  more["profile"] = "cartwright/patient@1";
  more["id"] = id;
  more["summary"] = "synthetic";
  return {id, more.dump()};
}

RunWanted wanted_on(const std::string& as_of) {
  RunWanted out;
  out.as_of = day(as_of);
  out.actor = anna;
  out.clock = ticking();
  out.context = "the same";
  out.batch = 3;
  return out;
}

RunDone finished(const Result<RunDone>& done) {
  INFO(told(done.problems()));
  REQUIRE(done);
  CHECK(done->run.state == "finished");
  return *done;
}

RunDone run_shipped(sql::Database& database, const std::string& as_of) {
  return finished(rematch(database, shipped_service().snapshot(), wanted_on(as_of)));
}

RunDone run_on(sql::Database& database, const CatalogueCopy& catalogue, const std::string& as_of) {
  RunWanted wanted = wanted_on(as_of);
  wanted.context = context_of(catalogue.directory());
  return finished(rematch(database, catalogue.open()->snapshot(), wanted));
}

std::map<std::string, std::string> moves_of(sql::Database& database, std::int64_t run) {
  std::map<std::string, std::string> out;
  sql::Transaction work(database, sql::Access::read);
  each_note(work, run, [&](const NotedCase& each) {
    for (const CaseNote::Move& move : each.note.moves) {
      std::string& said = out[each.id.text() + " " + move.move.trial.text()];
      said = std::string(word(move.move.kind)) + ":";
      for (const MoveCause& cause : move.causes)
        said += (said.back() == ':' ? " " : ", ") + std::string(word(cause.of)) +
                (cause.item.empty() ? "" : " " + cause.item);
    }
    return true;
  });
  INFO(told(work.problems()));
  REQUIRE_FALSE(work.failed());
  return out;
}

std::map<std::string, std::string> answers_of(sql::Database& database, std::int64_t run) {
  std::map<std::string, std::string> out;
  sql::Transaction work(database, sql::Access::read);
  const auto head = find_run(work, run);
  REQUIRE(head);
  const auto catalogue = catalogue_of(work, head->revision);
  REQUIRE(catalogue);
  for (const sql::Row& row : work.run("SELECT id FROM cases WHERE state = 'open'")) {
    const auto held = answer_at(work, run, CaseId(row.text(0)));
    REQUIRE(held);
    const auto theirs = catalogue_of(work, held->revision);
    REQUIRE(theirs);
    const KeptAnswer placed_answer = placed(held->answer, *theirs, *catalogue, head->as_of);
    StoredAnswer same{held->answer.tempo, placed_answer.standings, held->answer.unreadable};
    std::string trials;
    for (const KeptTrial* trial : placed_answer.trials)
      trials += trial->id.text() + " ";
    out[row.text(0)] = std::to_string(held->profile) + " " + trials + meaning_of(same);
  }
  REQUIRE_FALSE(work.failed());
  return out;
}

} // namespace cartwright::test
