// The maintainers' workflow: draft, reviewed, published; nothing lost, nothing published unreviewed or by
// halves.
#include <fstream>
#include <random>
#include <thread>

#include <catch2/catch.hpp>

#include "catalogues/files.hpp"
#include "catalogues/store/json_difference.hpp"
#include "indexes/search_index.hpp"
#include "tests/support/shipped.hpp"
#include "tests/support/store_copy.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

std::string all_of(const Problems& problems) {
  std::string out;
  for (const Problem& problem : problems.items())
    out += std::string(word(problem.code)) + " at " + problem.where + ": " + problem.message + "\n";
  return out;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string title_at(const CatalogueStore& store, std::size_t revision, const std::string& id) {
  const auto service = open_revision(store, *store.revision(revision), [] { return Day{}; });
  REQUIRE(service);
  const auto* found = (*service)->snapshot().find(TrialId{id});
  return found == nullptr ? "no such trial" : found->trial->title;
}

const std::string one = StoreCopy::id(1), two = StoreCopy::id(2);

} // namespace

TEST_CASE("Maintenance: a draft is saved, reviewed and published, with who, when and why") {
  const StoreCopy copy;
  const auto desk = copy.desk();
  CHECK(desk->queue()->entries.empty());
  StoreCopy::draft(*desk, one, "Another title");
  const auto queue = desk->queue();
  REQUIRE(queue->entries.size() == 1);
  CHECK(queue->entries[0].state == QueueState::reviewed);
  CHECK(title_at(desk->store(), 1, one) == "A trial for tests");

  const auto preview = desk->preview_drafts({});
  REQUIRE(preview);
  CHECK(desk->store().newest() == 1);
  CHECK_FALSE(preview->problems.has_errors());
  REQUIRE(preview->step.changes.size() == 1);
  CHECK(preview->step.changes[0].kind == ChangeKind::title_changed);
  CHECK(preview->step.changes[0].after == "Another title");

  const auto done = desk->publish({}, preview->next.catalogue, "eve", "titles");
  INFO(all_of(done.problems()));
  REQUIRE(done);
  CHECK(done->next.number == 2);
  CHECK(desk->queue()->entries.empty());
  CHECK(desk->live().now()->revision.number == 2);
  const auto kept = desk->store().revision(2);
  REQUIRE(kept);
  CHECK(kept->stamp == Stamp{"eve", "2026-11-22T08:00:00Z", "titles"});
  REQUIRE(kept->changed.size() == 1);
  CHECK(kept->changed[0].path == "trials/" + one + ".json");
  CHECK(kept->changed[0].saves.at(0).stamp.by == "ann");
  CHECK(kept->changed[0].review->stamp.by == "bob");
  CHECK(title_at(desk->store(), 1, one) == "A trial for tests");
  CHECK(title_at(desk->store(), 2, one) == "Another title");
}

TEST_CASE("Maintenance: nothing is published that was not reviewed as it stands") {
  const StoreCopy copy;
  const auto desk = copy.desk();
  CHECK(holds(all_of(desk->publish({}, "", "eve", "all").problems()), "nothing to publish"));
  StoreCopy::draft(*desk, one, "Reviewed title");
  const auto seen = desk->draft(one);
  json content = content_of(*seen);
  content["title"] = "Changed after the review";
  const auto saved = desk->save(one, seen->state.version(), content.dump(), "ann", "once more");
  REQUIRE(saved);
  CHECK_FALSE(saved->state.edit->reviewed());
  CHECK(holds(all_of(desk->publish({one}, "", "eve", "all").problems()), "not reviewed"));
  CHECK(holds(all_of(desk->publish({}, "", "eve", "all").problems()), "nothing to publish"));
  CHECK(holds(all_of(desk->publish({"NCT00000009"}, "", "eve", "all").problems()), "no draft"));
  CHECK(desk->store().newest() == 1);
}

TEST_CASE("Maintenance: a stale edit is refused with who was faster and every difference; nothing is lost") {
  const StoreCopy copy;
  const auto desk = copy.desk();
  const auto seen = desk->draft(one); // both look at the same state
  json theirs = content_of(*seen), ours = content_of(*seen);
  theirs["title"] = "Their title";
  theirs["criteria"][0]["rule"] = "age >= 21 y";
  ours["criteria"][0]["rule"] = "age >= 16 y";
  REQUIRE(desk->save(one, seen->state.version(), theirs.dump(), "theo", "was faster"));
  const auto before = files_under(copy.directory() / "drafts");
  const auto refused = desk->save(one, seen->state.version(), ours.dump(), "olga", "was slower");
  REQUIRE_FALSE(refused);
  const std::string told = all_of(refused.problems());
  INFO(told);
  CHECK(refused.problems().items()[0].code == ProblemCode::changed_meanwhile);
  CHECK(holds(told, "theo on 2026-11-22T08:00:00Z (\"was faster\")"));
  CHECK(holds(told, "title: theirs: A trial for tests -> Their title"));
  CHECK(holds(told, "criteria[I1].rule: theirs: age >= 18 y -> age >= 21 y"));
  CHECK(holds(told, "criteria[I1].rule: yours: age >= 18 y -> age >= 16 y"));
  CHECK(files_under(copy.directory() / "drafts") == before);
  // Saying the same again is done already, whatever it is based on: a reply may have been lost.
  CHECK(desk->save(one, seen->state.version(), theirs.dump(), "theo", "again"));
  CHECK(files_under(copy.directory() / "drafts") == before);
  // On the right base it is taken, and both contents stay readable.
  const auto now = desk->draft(one);
  const auto taken = desk->save(one, now->state.version(), ours.dump(), "olga", "with both in view");
  REQUIRE(taken);
  REQUIRE(taken->state.edit->saves.size() == 2);
  for (const Mark& mark : taken->state.edit->saves)
    CHECK(desk->store().objects().get(mark.digest));
  // A review of what the reviewer did not see is refused too.
  CHECK(holds(all_of(desk->review(one, now->state.version(), "bob", "fine").problems()), "meanwhile"));
}

TEST_CASE(
    "Maintenance: a draft over a state that was published meanwhile is refused until it is looked at again") {
  const StoreCopy copy;
  const auto desk = copy.desk();
  StoreCopy::draft(*desk, one, "First");
  REQUIRE(desk->publish({}, "", "eve", "first"));
  StoreCopy::draft(*desk, one, "Second");
  REQUIRE(desk->restore("1", {one}, "", "rita", "the first was wrong"));
  CHECK(title_at(desk->store(), 3, one) == "A trial for tests");
  CHECK(holds(all_of(desk->publish({one}, "", "eve", "second").problems()),
              "another state of it was published"));
  CHECK(desk->store().newest() == 3);
  const auto again = desk->draft(one);
  REQUIRE(desk->save(one, again->state.version(), again->content, "ann", "looked at again"));
  REQUIRE(desk->review(one, "", "bob", "still right"));
  REQUIRE(desk->publish({}, "", "eve", "second"));
  CHECK(title_at(desk->store(), 4, one) == "Second");
}

TEST_CASE("Maintenance: what a preview showed is what is published, or nothing") {
  const StoreCopy copy;
  const auto desk = copy.desk();
  StoreCopy::draft(*desk, one, "First");
  const auto preview = desk->preview_drafts({});
  StoreCopy::draft(*desk, two, "Came in between");
  CHECK(holds(all_of(desk->publish({}, preview->next.catalogue, "eve", "as seen").problems()), "preview"));
  CHECK(desk->store().newest() == 1);
  CHECK(desk->publish({one}, preview->next.catalogue, "eve", "as seen"));
  CHECK(desk->queue()->entries.size() == 1);
}

TEST_CASE("Maintenance: a draft with errors can be kept and cannot be reviewed; the caret tells where") {
  const StoreCopy copy;
  const auto desk = copy.desk();
  const auto seen = desk->draft(one);
  json content = content_of(*seen);
  content["criteria"][0]["rule"] = "age >= 18 parsecs";
  const auto saved = desk->save(one, seen->state.version(), content.dump(), "ann", "unfinished");
  REQUIRE(saved);
  CHECK(saved->problems.has_errors());
  CHECK(holds(all_of(saved->problems), "criteria[I1].rule:1:"));
  CHECK_FALSE(desk->review(one, "", "bob", "fine"));
  const RuleCheck wrong = desk->rule("age >= 18 y and exposed(bortezomip)");
  REQUIRE(wrong.problems.has_errors());
  CHECK(holds(all_of(wrong.problems), "^"));
  CHECK(holds(wrong.problems.items()[0].hint, "bortezomib"));
  CHECK(desk->rule("age>=18 y").canonical == "age >= 18 y");
  // The drafter's words are no sentence of the catalogue.
  content["criteria"][0]["rule"] = "age >= 18 y";
  content["criteria"][0]["says"] = "(drafted from the text, to be worded) age >= 18 y";
  const auto drafted = desk->check(one, content.dump());
  CHECK(holds(all_of(drafted->problems), "still the drafter's"));
}

TEST_CASE("Maintenance: revisions are shown, compared, restored, and old answers come back byte for byte") {
  const StoreCopy copy;
  const auto desk = copy.desk();
  const std::string profile =
      R"({"profile": "cartwright/patient@1", "id": "P-1", "person": {"birth_date": "1963-05"}})";
  const Ask ask{profile, "2026-11-22", ""};
  const std::string first = desk->live().match(ask).body;
  const auto seen = desk->draft(one);
  json content = content_of(*seen);
  content["criteria"][0]["rule"] = "age >= 70 y";
  content["criteria"][0]["says"] = "70 or older";
  REQUIRE(desk->save(one, seen->state.version(), content.dump(), "ann", "the protocol was amended"));
  REQUIRE(desk->review(one, "", "bob", "read the amendment"));
  REQUIRE(desk->publish({}, "", "eve", "amendment"));
  CHECK(desk->live().match(ask).body != first);
  const auto store = desk->store();
  CHECK((*open_revision(store, *store.find("1"), [] { return Day{}; }))->match(ask).body == first);
  CHECK(store.find(store.revision(1)->catalogue)->number == 1);
  CHECK(holds(all_of(store.find("7").problems()), "no such revision"));
  const auto compared = desk->compare("1", "2");
  REQUIRE(compared);
  REQUIRE(compared->step.changes.size() == 1);
  CHECK(compared->step.changes[0].kind == ChangeKind::criterion_changed);
  CHECK(compared->files.size() == 1);
  const auto back = desk->restore("1", {}, "", "rita", "it was another trial");
  REQUIRE(back);
  CHECK(back->next.restored == 1);
  // The same content is the same revision digest, so the answers are the same bytes.
  CHECK(back->next.catalogue == store.revision(1)->catalogue);
  CHECK(desk->live().match(ask).body == first);
  CHECK(holds(all_of(desk->restore("3", {}, "", "rita", "again").problems()), "nothing to publish"));
}

TEST_CASE("Maintenance: a file that is taken out, a new one, and one outside of the catalogue") {
  const StoreCopy copy;
  const auto desk = copy.desk();
  const auto seen = desk->draft(two);
  REQUIRE(desk->save(two, seen->state.version(), std::nullopt, "ann", "it was a duplicate"));
  REQUIRE(desk->review(two, "", "bob", "so it was"));
  json fresh = good_trial();
  fresh["id"] = "NCT00000077";
  REQUIRE(desk->save("NCT00000077", "", fresh.dump(), "ann", "a new trial"));
  REQUIRE(desk->review("NCT00000077", "", "bob", "fine"));
  REQUIRE(desk->publish({}, "", "eve", "both"));
  CHECK(title_at(desk->store(), 2, two) == "no such trial");
  CHECK(title_at(desk->store(), 2, "NCT00000077") == "A trial for tests");
  for (const char* path :
       {"../outside.json", "/etc/passwd.json", "trials/../../x.json", "trials/.x.json", "a\nb", ""})
    CHECK_FALSE(desk->save(path, "", "{}", "ann", "mischief"));
  CHECK_FALSE(desk->save(one, desk->draft(one)->state.version(), "[1, 2]", "ann", "no object"));
  CHECK(holds(all_of(desk->save(one, "x.y", "{}", "", "").problems()), "nobody is named"));
}

TEST_CASE("Maintenance: a draft taken away is kept aside, and a damaged revision is refused by name") {
  const StoreCopy copy;
  const auto desk = copy.desk();
  StoreCopy::draft(*desk, one, "Not after all");
  CHECK_FALSE(desk->discard(one, "", "ann", "not needed").has_errors());
  CHECK(desk->queue()->entries.empty());
  CHECK(files_under(copy.directory() / "discarded").size() == 1);
  const fs::path file = copy.directory() / "revisions/000001/trials" / (one + ".json");
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  std::string changed = text.str();
  changed.replace(changed.find("A trial"), 7, "X trial");
  fs::remove(file);
  std::ofstream(file) << changed;
  const auto refused = Desk::open(
      copy.store(), [] { return Day{}; }, utc_now);
  REQUIRE_FALSE(refused);
  CHECK(holds(all_of(refused.problems()), "changed or damaged"));
}

TEST_CASE("Maintenance: many hands at once lose nothing") {
  const StoreCopy copy(4);
  std::vector<std::thread> hands;
  std::atomic<int> refused{0}, saved{0};
  for (int hand = 0; hand < 4; ++hand)
    hands.emplace_back([&, hand] {
      auto opened = Desk::open(
          *CatalogueStore::open_existing(copy.directory()), [] { return Day{}; }, utc_now);
      for (int round = 0; round < 5; ++round) {
        const auto seen = (*opened)->draft(one);
        json content = json::parse(seen->content);
        content["notes"] = "hand " + std::to_string(hand) + " round " + std::to_string(round);
        const auto done = (*opened)->save(one, seen->state.version(), content.dump(), "hand", "at once");
        ++(done ? saved : refused);
      }
    });
  for (std::thread& hand : hands)
    hand.join();
  const auto state = copy.store().state("trials/" + one + ".json");
  REQUIRE(state->edit);
  CHECK(saved + refused == 20);
  CHECK(state->edit->saves.size() == static_cast<std::size_t>(saved));
  for (const Mark& mark : state->edit->saves)
    CHECK(copy.store().objects().get(mark.digest));
}

TEST_CASE("Maintenance: publishing swaps the state under running questions; each is answered whole") {
  const StoreCopy copy(3);
  const auto desk = copy.desk();
  const std::string profile = R"({"profile": "cartwright/patient@1", "id": "P-1"})";
  std::atomic<bool> stop{false};
  std::atomic<int> answers{0}, torn{0};
  std::thread asker([&] {
    while (!stop) {
      const json reply = json::parse(desk->live().match({profile, "2026-11-22", ""}).body);
      std::set<std::string> titles;
      for (const json& each : reply["answers"])
        titles.insert(each["title"].get<std::string>());
      torn += titles.size() == 1 ? 0 : 1; // all three trials are published together
      ++answers;
    }
  });
  for (int round = 0; round < 4; ++round) {
    for (int number = 1; number <= 3; ++number)
      StoreCopy::draft(*desk, StoreCopy::id(number), "Round " + std::to_string(round));
    CHECK(desk->publish({}, "", "eve", "round"));
  }
  stop = true;
  asker.join();
  CHECK(answers > 0);
  CHECK(torn == 0);
  CHECK(desk->store().newest() == 5);
}

TEST_CASE("Maintenance: differences are told by place") {
  const auto changes =
      json_difference(R"({"a": 1, "c": [{"id": "I1", "rule": "x"}, {"id": "I2", "rule": "y"}]})",
                      R"({"a": 1, "c": [{"id": "I2", "rule": "z"}], "d": [1, 2]})");
  std::string all;
  for (const JsonChange& each : changes)
    all += each.where + ": " + each.before + " -> " + each.after + "\n";
  CHECK(all == "c[I1]: {\"id\":\"I1\",\"rule\":\"x\"} -> nothing\nc[I2].rule: y -> z\nd: nothing -> [1,2]\n");
  CHECK(json_difference("{\"a\": 1, \"b\": 2}", "{\"b\": 2, \"a\": 1}").empty());
}

TEST_CASE("Maintenance: answers come from the built index while it fits, and from one in passing when not") {
  const StoreCopy copy;
  const Scratch scratch;
  const auto place = scratch / "index";
  const auto desk = Desk::open(
      copy.store(), [] { return day("2026-11-22"); }, [] { return std::string("2026-11-22T08:00:00Z"); },
      {{}, place, "cartwright index build --store S", true});
  REQUIRE(desk);
  const auto total = [&](const std::string& words) {
    const Reply reply = (*desk)->live().search({"", "", "", {{"q", words}, {"kind", "trial"}}});
    INFO(all_of(reply.problems));
    REQUIRE(reply.outcome == Outcome::ok);
    return json::parse(reply.body)["total"].get<int>();
  };
  const auto build = [&] {
    const auto published = (*desk)->live().now();
    const Snapshot& snapshot = published->service->snapshot();
    CountryNames countries;
    // One trial fewer than the catalogue has: so it shows whether the built index answers.
    Catalogue fewer = *snapshot.catalogue;
    fewer.trials.pop_back();
    REQUIRE(build_index(place, {fewer, *snapshot.navigation, countries}));
  };
  CHECK(total("") == 2); // none is built
  build();
  CHECK(total("") == 1);
  StoreCopy::draft(**desk, StoreCopy::id(1), "Renamed entirely");
  const auto published = (*desk)->publish({}, "", "anna", "a title");
  REQUIRE(published);
  CHECK(total("renamed entirely") == 1); // the built one is of the revision before
  CHECK(total("") == 2);
  build();
  CHECK(total("") == 1);
  REQUIRE(write_file(stamp_path(place), "nonsense").empty());
  CHECK(total("") == 1); // what was opened is kept
  const auto again = LiveService::open(copy.store(), [] { return day("2026-11-22"); },
                                       {{}, place, "cartwright index build --store S", true});
  REQUIRE(again);
  const Reply refused = (*again)->search({"", "", "", {{"q", "tests"}}});
  CHECK(refused.outcome == Outcome::unavailable);
  CHECK(refused.problems.items().front().hint == "run: cartwright index build --store S");
}

TEST_CASE("Maintenance: the stalest that matter most come first") {
  Catalogue catalogue;
  const auto add = [&](const std::string& id, const std::string& status, const char* as_of,
                       const char* seen) {
    Trial trial;
    trial.id = TrialId{id};
    trial.status.value = status;
    if (as_of != nullptr) trial.status.as_of = parse_day(as_of);
    if (seen != nullptr) trial.source.seen = seen;
    catalogue.trials.push_back(trial);
  };
  add("closed-old", "completed", "2020-01-01", "2020-01-01");
  add("open-fresh", "recruiting", "2026-11-20", "2026-11-20");
  add("open-old", "recruiting", "2026-01-01", "2026-01-01");
  add("open-half", "recruiting", "2026-11-20", "2026-02-01");
  add("open-undated", "recruiting", nullptr, nullptr);
  add("soon", "not_yet_recruiting", "2026-01-01", "2026-01-01");
  std::vector<std::string> order;
  for (const FreshnessEntry& entry : freshness(catalogue, *parse_day("2026-11-22")))
    order.push_back(entry.trial->id.text() + (entry.stale ? " stale" : ""));
  CHECK(order == std::vector<std::string>{"open-undated stale", "open-old stale", "open-half stale",
                                          "open-fresh", "soon stale", "closed-old stale"});
}
