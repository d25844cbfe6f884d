// The casebook on every engine: changes, versions, the trail, what happens when somebody meddles.
#include <catch2/catch.hpp>

#include "tests/support/casebooks.hpp"

using namespace cartwright;
using namespace cartwright::test;

namespace {

NewOverride says_met(const std::string& criterion, const std::string& reason) {
  return {TrialId{"NCT1"}, CriterionId{criterion}, CriterionState::met, reason, std::nullopt, "wording"};
}

AuditState verified(Casebook& book, const std::optional<AuditMark>& mark = std::nullopt) {
  auto state = book.with_database([&](sql::Database& database) { return verify_audit(database, mark); });
  INFO(told(state.problems()));
  REQUIRE(state);
  return *state;
}

/// A casebook with two cases and every kind of change.
CaseId fill(Casebook& book) {
  const auto first = book.add(anna, profile_of("P-1"), "anna");
  REQUIRE(first);
  const CaseId id = first->head.id;
  REQUIRE(book.update(anna, id, 1, profile_of("P-1", R"(, "tempo": "slow")"), "new laboratory"));
  REQUIRE(book.shortlist(anna, id, 2, TrialId{"NCT2"}, "near home"));
  REQUIRE(book.override_criterion(anna, id, 3, says_met("I1", "seen on the film")));
  REQUIRE(book.add(bruno, profile_of("P-2"), "bruno"));
  return id;
}

} // namespace

TEMPLATE_TEST_CASE("A case is kept with every version of its profile", "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  auto book = casebook_at(engine.location());
  const auto added = book->add(anna, profile_of("P-7"), "carla");
  REQUIRE(added);
  CHECK(added->head.id.text().size() == 13);
  CHECK(added->head.patient == "P-7");
  CHECK(added->head.coordinator == "carla");
  CHECK(added->head.open);
  CHECK(added->head.version == 1);
  const CaseId id = added->head.id;
  const auto updated = book->update(bruno, id, 1, profile_of("P-7", R"(, "tempo": "rapid")"), "progressed");
  REQUIRE(updated);
  CHECK(updated->head.version == 2);
  CHECK(updated->head.profile == 2);
  REQUIRE(updated->profiles.size() == 2);
  CHECK(updated->profiles[1].by == "bruno");
  CHECK(updated->profiles[1].why == "progressed");
  CHECK(*book->profile(id) == profile_of("P-7", R"(, "tempo": "rapid")").body);
  CHECK(*book->profile(id, 1) == profile_of("P-7").body);
  CHECK_THAT(told(book->profile(id, 3)), Catch::Contains("no profile 3") && Catch::Contains("1 to 2"));
  CHECK_THAT(told(book->find(CaseId{"C-NOONE-ATALL"})), Catch::Contains("not_found"));
  book = casebook_at(engine.location(), sql::Opening::existing);
  CHECK(book->find(id)->head.version == 2);
  CHECK(verified(*book).problems.empty());
}

TEMPLATE_TEST_CASE("A change made for an earlier version is refused and nothing is lost", "", OnSqlite,
                   OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  auto one = casebook_at(engine.location()), other = casebook_at(engine.location());
  const CaseId id = one->add(anna, profile_of("P-1"), "anna")->head.id;
  REQUIRE(one->update(anna, id, 1, profile_of("P-1", R"(, "tempo": "slow")"), "first"));
  const auto late = other->update(bruno, id, 1, profile_of("P-1", R"(, "tempo": "rapid")"), "second");
  REQUIRE_FALSE(late);
  CHECK_THAT(told(late), Catch::Contains("changed_meanwhile") && Catch::Contains("at version 2") &&
                             Catch::Contains("for version 1"));
  CHECK(one->find(id)->profiles.size() == 2);
  CHECK(other->update(bruno, id, 2, profile_of("P-1", R"(, "tempo": "rapid")"), "second"));
  CHECK(other->update(bruno, id, std::nullopt, profile_of("P-1"), "whatever it is now"));
  CHECK(one->find(id)->head.version == 4);
}

TEMPLATE_TEST_CASE("Cases close and open again with reasons and a closed case takes no change", "", OnSqlite,
                   OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  auto book = casebook_at(engine.location());
  const CaseId id = book->add(anna, profile_of("P-1"), "anna")->head.id;
  CHECK_THAT(told(book->close(anna, id, 1, " ")), Catch::Contains("a reason is needed"));
  const auto closed = book->close(anna, id, 1, "enrolled");
  REQUIRE(closed);
  CHECK_FALSE(closed->head.open);
  CHECK(closed->head.close_reason == "enrolled");
  CHECK_THAT(told(book->update(anna, id, 2, profile_of("P-1"), "")),
             Catch::Contains("closed") && Catch::Contains("case reopen " + id.text()));
  CHECK_THAT(told(book->close(anna, id, 2, "again")), Catch::Contains("closed"));
  CHECK_FALSE(book->shortlist(anna, id, 2, TrialId{"NCT1"}, ""));
  CHECK_FALSE(book->override_criterion(anna, id, 2, says_met("I1", "x")));
  CHECK(book->find(id)->head.version == 2);
  const auto reopened = book->reopen(bruno, id, 2, "screening failed");
  REQUIRE(reopened);
  CHECK(reopened->head.open);
  CHECK_FALSE(reopened->head.closed);
  CHECK_FALSE(book->reopen(bruno, id, 3, "twice"));
  CHECK(book->assign(anna, id, 3, "dora")->head.coordinator == "dora");
  CHECK_FALSE(book->assign(anna, id, 4, ""));
  CHECK(verified(*book).problems.empty());
}

TEMPLATE_TEST_CASE("Shortlist and overrides of a case", "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  auto book = casebook_at(engine.location());
  const CaseId id = book->add(anna, profile_of("P-1"), "anna")->head.id;
  REQUIRE(book->shortlist(anna, id, {}, TrialId{"NCT2"}, "near home"));
  REQUIRE(book->shortlist(anna, id, {}, TrialId{"NCT1"}, ""));
  const auto listed = book->shortlist(bruno, id, {}, TrialId{"NCT2"}, "they answered");
  REQUIRE(listed);
  REQUIRE(listed->shortlist.size() == 2);
  CHECK(listed->shortlist[0].trial == TrialId{"NCT1"});
  CHECK(listed->shortlist[1].note == "they answered");
  CHECK(book->unlist(anna, id, {}, TrialId{"NCT1"})->shortlist.size() == 1);
  CHECK_THAT(told(book->unlist(anna, id, {}, TrialId{"NCT1"})), Catch::Contains("not on the shortlist"));

  CHECK_THAT(told(book->override_criterion(anna, id, {}, says_met("I1", ""))),
             Catch::Contains("a reason is needed"));
  REQUIRE(book->override_criterion(anna, id, {}, says_met("I1", "seen on the film")));
  const auto second = book->override_criterion(bruno, id, {}, says_met("I1", "confirmed by the site"));
  REQUIRE(second);
  REQUIRE(second->overrides.size() == 2);
  CHECK(second->overrides[0].reason == "seen on the film");
  CHECK(second->overrides[0].ended);
  CHECK_THAT(*second->overrides[0].ended_reason, Catch::Contains("override 2"));
  CHECK_FALSE(second->overrides[1].ended);
  CHECK(second->overrides[1].profile == 1);
  CHECK_THAT(told(book->withdraw_override(anna, id, {}, 1, "x")), Catch::Contains("ended already"));
  CHECK_THAT(told(book->withdraw_override(anna, id, {}, 3, "x")), Catch::Contains("no override 3"));
  CHECK_FALSE(book->withdraw_override(anna, id, {}, 2, ""));
  const auto withdrawn = book->withdraw_override(anna, id, {}, 2, "the film was another patient's");
  REQUIRE(withdrawn);
  CHECK(withdrawn->overrides[1].ended_by == "anna");
  CHECK(verified(*book).problems.empty());
}

TEMPLATE_TEST_CASE("Cases are listed by state and coordinator, page by page", "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  auto book = casebook_at(engine.location());
  for (int i = 0; i < 7; ++i)
    REQUIRE(book->add(anna, profile_of("P-" + std::to_string(i)), i < 3 ? "anna" : "bruno"));
  const auto all = book->list({});
  REQUIRE(all);
  REQUIRE(all->size() == 7);
  REQUIRE(book->close(anna, (*all)[0].id, 1, "done"));
  CHECK(book->list({.open = true, .coordinator = "", .after = "", .limit = 1000})->size() == 6);
  CHECK(book->list({.open = false, .coordinator = "", .after = "", .limit = 1000})->size() == 1);
  CHECK(book->list({.open = {}, .coordinator = "anna", .after = "", .limit = 1000})->size() == 3);
  std::vector<CaseHead> paged;
  for (std::string after;;) {
    const auto page = book->list({.open = {}, .coordinator = "", .after = after, .limit = 3});
    if (page->empty()) break;
    paged.insert(paged.end(), page->begin(), page->end());
    after = page->back().id.text();
  }
  REQUIRE(paged.size() == 7);
  for (std::size_t i = 0; i < 7; ++i)
    CHECK(paged[i].id == (*all)[i].id);
}

TEMPLATE_TEST_CASE("The trail tells every change, and holds no fact of a patient", "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  auto book = casebook_at(engine.location());
  const CaseId id = fill(*book);
  const auto entries =
      book->with_database([](sql::Database& database) { return audit_entries(database, {}); });
  REQUIRE(entries);
  std::vector<std::string> actions;
  for (const AuditEntry& entry : *entries) {
    actions.push_back(entry.action);
    for (const std::string fact : {"P-1", "P-2", "slow", "seen on the film", "near home", "laboratory"})
      CHECK(entry.detail.find(fact) == std::string::npos);
  }
  CHECK(actions == std::vector<std::string>{"case.added", "profile.updated", "shortlist.put", "override.made",
                                            "case.added"});
  CHECK((*entries)[4].by == "bruno");
  CHECK((*entries)[1].about == id.text());
  CHECK((*entries)[1].previous == (*entries)[0].hash);
  const auto of_case = book->with_database([&](sql::Database& database) {
    return audit_entries(database, {.after = 1, .limit = 2, .about = id});
  });
  REQUIRE(of_case->size() == 2);
  CHECK((*of_case)[0].number == 2);
}

TEMPLATE_TEST_CASE("Whatever is changed behind the casebook's back is found", "", OnSqlite, OnPostgres) {
  if (!TestType::possible()) return;
  struct Meddling {
    std::string statements, told;
  };
  const std::string triggers_off =
      std::is_same_v<TestType, OnSqlite>
          ? "DROP TRIGGER audit_unchanged; DROP TRIGGER audit_kept; DROP TRIGGER profiles_unchanged; "
          : "";
  const auto meddling = GENERATE(values<Meddling>({
      {"UPDATE audit SET by_whom = 'nobody' WHERE number = 2", "audit[2]: the entry was changed"},
      {"UPDATE audit SET detail = '{}' WHERE number = 5", "audit[5]: the entry was changed"},
      {"DELETE FROM audit WHERE number = 3", "entry 3 is missing"},
      {"DELETE FROM audit WHERE number IN (2, 3)", "entry 2 and those up to this one are missing"},
      {"DELETE FROM audit WHERE number = 5", "the trail does not tell of this case"},
      {"DELETE FROM audit WHERE number = 4", "at version 4 and the trail tells of 3 changes"},
      {"UPDATE audit SET number = 9 WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3; UPDATE "
       "audit SET number = 3 "
       "WHERE number = 9",
       "audit[2]: the entry does not follow"},
      {"UPDATE profiles SET body = replace(body, 'slow', 'rapid')", "profiles[2]: the profile was changed"},
      {"UPDATE cases SET coordinator = 'mallory' WHERE patient = 'P-1'", "not as its last change left it"},
      {"UPDATE overrides SET reason = 'other'", "not as its last change left it"},
      {"UPDATE overrides SET ended = '2026'", "not as its last change left it"},
      {"DELETE FROM shortlists", "not as its last change left it"},
      {"UPDATE cases SET version = 9 WHERE patient = 'P-1'", "at version 9 and the trail tells of 4 changes"},
  }));
  const TestType engine;
  {
    auto book = casebook_at(engine.location());
    fill(*book);
    REQUIRE(verified(*book).problems.empty());
  }
  engine.tamper(triggers_off + meddling.statements);
  auto book = casebook_at(engine.location(), sql::Opening::existing);
  INFO(meddling.statements);
  CHECK_THAT(told(verified(*book).problems), Catch::Contains(meddling.told));
}

TEMPLATE_TEST_CASE("The engine itself refuses to change the trail or a stored profile", "", OnSqlite,
                   OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  auto book = casebook_at(engine.location());
  fill(*book);
  book->with_database([](sql::Database& database) {
    for (const std::string statement : {"UPDATE audit SET by_whom = 'x'", "DELETE FROM audit",
                                        "UPDATE profiles SET body = '{}'", "DELETE FROM profiles"})
      CHECK_THAT(told(database.query(statement)), Catch::Contains("append-only"));
    return 0;
  });
  CHECK(verified(*book).problems.empty());
}

TEMPLATE_TEST_CASE("A trail cut off or written anew shows against an entry noted earlier", "", OnSqlite,
                   OnPostgres) {
  if (!TestType::possible()) return;
  const TestType engine;
  auto book = casebook_at(engine.location());
  fill(*book);
  const AuditState noted = verified(*book);
  CHECK(noted.entries == 5);
  const AuditMark mark{noted.entries, noted.head};
  REQUIRE(book->add(anna, profile_of("P-3"), "anna"));
  CHECK(verified(*book, mark).problems.empty());
  CHECK_THAT(told(verified(*book, AuditMark{4, noted.head}).problems), Catch::Contains("written anew"));
  CHECK_THAT(told(verified(*book, AuditMark{60, noted.head}).problems), Catch::Contains("cut off"));
}
