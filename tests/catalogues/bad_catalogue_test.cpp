// A catalogue with one bad file: every problem with its file, place and hint, and nothing is loaded.
#include <filesystem>

#include <catch2/catch.hpp>

#include "catalogues/files.hpp"
#include "catalogues/load_catalogue.hpp"
#include "catalogues/read_vocabulary.hpp"
#include "tests/support/catalogue_copy.hpp"
#include "tests/support/shipped.hpp"

using namespace cartwright;
using namespace cartwright::test;
namespace fs = std::filesystem;

namespace {

std::string with(const std::string& pointer, const nlohmann::json& value) {
  nlohmann::json trial = good_trial();
  trial[nlohmann::json::json_pointer(pointer)] = value;
  return trial.dump();
}

std::string without(const std::string& key) {
  nlohmann::json trial = good_trial();
  trial.erase(key);
  return trial.dump();
}

std::string with_rule(const std::string& rule) {
  return with("/criteria/0/rule", rule);
}

struct Bad {
  std::string text;
  ProblemCode code;
  std::string where, says;
};

const std::vector<Bad>& bad_trials() {
  const std::string rule = "criteria[I1].rule:";
  static const std::vector<Bad> trials = {
      {"", ProblemCode::malformed, "", "line 1"},
      {good_trial().dump().substr(0, 200), ProblemCode::malformed, "", "cut off"},
      {"{\"trial\": \"\xff\"}", ProblemCode::malformed, "", "UTF-8"},
      {std::string(200, '[') + std::string(200, ']'), ProblemCode::too_large, "", "nested"},
      {with("/criteria/0/id", 7), ProblemCode::wrong_type, "criteria[0].id", "text"},
      {with("/criteria/0/kind", "maybe"), ProblemCode::unknown_word, "criteria[0].kind", "inclusion"},
      {with("/colour", "red"), ProblemCode::unknown_key, "colour", "not known"},
      {with("/id", "NCT00000002"), ProblemCode::contradiction, "id", "file's name"},
      {with("/targets/0", "BCMB"), ProblemCode::unknown_word, "targets[0]", "BCMA"},
      {with("/modality", "magic"), ProblemCode::unknown_word, "modality", "car_t"},
      {with("/status/value", "open"), ProblemCode::unknown_word, "status.value", "recruiting"},
      {with("/status/as_of", "2026-15-40"), ProblemCode::impossible_date, "status.as_of", "YYYY"},
      {with("/completeness", "partial"), ProblemCode::contradiction, "completeness", "not_public"},
      {with("/criteria/0/scope", {"B"}), ProblemCode::not_found, "criteria[0].scope", "A"},
      {with("/criteria/1", good_trial()["criteria"][0]), ProblemCode::duplicate, "criteria[1].id", "own id"},
      {with("/criteria", nlohmann::json::array()), ProblemCode::missing_key, "criteria", "fits everybody"},
      {with("/cohorts/0/kind", "room"), ProblemCode::unknown_word, "cohorts[0].kind", "arm"},
      {with("/cohorts/0/kind", "country"), ProblemCode::missing_key, "cohorts[0].countries", "which"},
      {with("/cohorts/0/countries", {"FR"}), ProblemCode::contradiction, "cohorts[0].countries", "kind"},
      {with("/cohorts/0", {{"id", "A"}, {"kind", "country"}, {"countries", {"France"}}}),
       ProblemCode::unknown_word, "cohorts[0].countries", "ISO"},
      {without("status"), ProblemCode::missing_key, "status", "unknown"},
      {with("/sites", {{{"facility", "X"}, {"status", "recruiting"}, {"centre", "nowhere"}}}),
       ProblemCode::not_found, "sites[0].centre", "centres/nowhere.json"},
      {with("/sites", {{{"facility", "X"}, {"status", "recruiting"}, {"latitude", 120}}}),
       ProblemCode::impossible_value, "sites[0].latitude", "90"},
      {with("/criteria/0/as_read", "age >= 18 y"), ProblemCode::missing_key, "criteria[0].flag",
       "belong together"},
      {with("/source", nlohmann::json::object()), ProblemCode::missing_key, "source.url", "seen"},
      {with_rule("platelets >= 50 furlong"), ProblemCode::unknown_unit, rule + "1:17", "10^9/L"},
      {with_rule("exposed(P)"), ProblemCode::ambiguous_word, rule + "1:9", "pomalidomide"},
      {with_rule("exposed(bortezomid)"), ProblemCode::unknown_word, rule + "1:9", "bortezomib"},
      {with_rule("age >= 70 y and age <= 18 y"), ProblemCode::contradiction, rule + "1:17", "bound"},
      {with_rule(std::string(10000, '(') + "ecog <= 1" + std::string(10000, ')')), ProblemCode::too_large,
       rule + "1:101", "split"},
  };
  return trials;
}

std::string told(const Problems& problems) {
  std::string out;
  for (const Problem& problem : problems.items())
    if (problem.severity == Severity::error)
      out += std::string(word(problem.code)) + " at " + problem.where + ": " +
             problem.message.substr(0, 200) + " | " + problem.hint + "\n";
  return out;
}

} // namespace

TEST_CASE("The good trial is good") {
  const CatalogueCopy copy;
  copy.write("trials/NCT00000001.json", good_trial().dump());
  INFO(told(copy.problems()));
  CHECK_FALSE(copy.problems().has_errors());
}

TEST_CASE("Every bad trial file is refused with file, place and hint") {
  const CatalogueCopy copy;
  for (const Bad& bad : bad_trials()) {
    copy.write("trials/NCT00000001.json", bad.text);
    const auto opened = Service::open(copy.directory(), [] { return *parse_day(sample_date); });
    INFO(bad.text.substr(0, 300) << "\n" << told(opened.problems()));
    CHECK_FALSE(opened.has_value());
    const std::string where = "trials/NCT00000001.json: " + bad.where;
    bool found = false;
    for (const Problem& problem : opened.problems().items())
      found = found || (problem.code == bad.code && problem.where == where &&
                        (problem.message + problem.hint).find(bad.says) != std::string::npos);
    CHECK(found);
  }
}

TEST_CASE("Two bad files are told in one go, and a missing vocabulary file is named") {
  const CatalogueCopy copy;
  copy.write("trials/NCT00000001.json", with_rule("platelets >= 50"));
  copy.write("trials/NCT00000002.json", "{");
  CHECK(copy.problems().has_errors());
  CHECK_THAT(told(copy.problems()), Catch::Contains("NCT00000002.json"));
  fs::remove(copy.directory() / "vocabulary" / "antigens.json");
  CHECK_THAT(told(copy.problems()), Catch::Contains("antigens.json"));
}

TEST_CASE("One id in two files is told") {
  const CatalogueCopy copy;
  copy.write("trials/NCT00000001.json", good_trial().dump());
  copy.write("trials/NCT00000002.json", with("/other_ids", {"NCT00000001"}));
  CHECK_THAT(told(copy.problems()), Catch::Contains("NCT0000000"));
  CHECK(copy.problems().has_errors());
}

TEST_CASE("The revision follows every file") {
  const CatalogueCopy copy;
  copy.write("trials/NCT00000001.json", good_trial().dump());
  const auto first = load_catalogue(copy.directory()), again = load_catalogue(copy.directory());
  REQUIRE(first);
  CHECK(first->revision == again->revision);
  copy.write("trials/NCT00000001.json", with("/title", "Another title"));
  CHECK(load_catalogue(copy.directory())->revision != first->revision);
}

TEST_CASE("A file is written aside and renamed, and a failure leaves the old one") {
  const CatalogueCopy copy;
  const fs::path file = copy.directory() / "trials" / "note.txt";
  CHECK(write_file(file, "first").empty());
  CHECK(*read_file(file) == "first");
  CHECK(write_file(file, "second").empty());
  CHECK(*read_file(file) == "second");
  CHECK(std::distance(fs::directory_iterator(file.parent_path()), fs::directory_iterator()) == 1);
  CHECK(write_file(copy.directory() / "no-such-folder" / "note.txt", "x").has_errors());
}

TEST_CASE("A half-life is one published value or a range of them, with its page") {
  const auto read = [](const std::string& half_life) {
    std::vector<ConceptRecord> records;
    std::vector<AmbiguousWord> ambiguous;
    Problems problems;
    read_vocabulary_file("agents.json",
                         R"({"vocabulary": "cartwright/agents@1", "entries": [{"id": "x", "source": )"
                         R"({"text": "t"}, "half_life": )" +
                             half_life + "}]}",
                         records, ambiguous, problems);
    if (problems.has_errors()) return told(problems);
    return records.front().half_life ? in_words(*records.front().half_life) : std::string("none");
  };
  const std::string source = R"(, "source": {"url": "https://a.example/", "seen": "2026-12-01"}})";
  CHECK(read("null") == "none");
  CHECK(read(R"({"days": [18, 23])" + source) == "18 to 23 d");
  CHECK(read(R"({"hours": [9.5])" + source) == "9.5 h");
  CHECK_THAT(read(R"({"days": [23, 18])" + source), Catch::Contains("shorter value first"));
  CHECK_THAT(read(R"({"hours": [0])" + source), Catch::Contains("above zero"));
  CHECK_THAT(read(R"({"days": [1], "hours": [24])" + source), Catch::Contains("one published value"));
  CHECK_THAT(read(R"({"days": [1, 2, 3])" + source), Catch::Contains("one published value"));
  CHECK_THAT(read(R"({"weeks": [3])" + source), Catch::Contains("weeks"));
  CHECK_THAT(read(R"({"days": [18]})"), Catch::Contains("source"));
  CHECK_THAT(read("18"), Catch::Contains("entries[0].half_life"));
}

TEST_CASE("Every shipped half-life names the page and the day, and cells have none") {
  const Vocabulary& vocabulary = *shipped_service().snapshot().catalogue->vocabulary;
  const auto cells = vocabulary.known("cell_therapy", ConceptKind::drug_class);
  REQUIRE(cells);
  for (const ConceptId agent : vocabulary.all(ConceptKind::agent)) {
    const ConceptRecord& record = vocabulary[agent];
    if (!record.half_life) continue;
    INFO(record.id);
    CHECK_FALSE(record.half_life->source.url.empty());
    CHECK_FALSE(record.half_life->source.seen.empty());
    CHECK_FALSE(vocabulary.is_a(agent, *cells));
  }
}

TEST_CASE("The shipped catalogue: sources, honest numbers, variety") {
  const Catalogue& catalogue = *shipped_service().snapshot().catalogue;
  CHECK(catalogue.trials.size() >= 30);
  CHECK(catalogue.centres.size() >= 7);
  std::set<std::string> targets, emd;
  for (const Trial& trial : catalogue.trials) {
    for (const ConceptId target : trial.targets)
      targets.insert((*catalogue.vocabulary)[target].id);
    emd.insert(trial.emd_rule);
    for (const Criterion& criterion : trial.criteria)
      CHECK_FALSE(criterion.source.url.empty());
  }
  for (const char* target : {"BCMA", "GPRC5D", "FcRH5", "CD19", "SLAMF7", "CD138"})
    CHECK(targets.contains(target));
  CHECK(emd == std::set<std::string>{"allowed", "excluded", "not_stated", "required"});
  for (const Centre& centre : catalogue.centres)
    CHECK_FALSE(centre.car_t_myeloma_volume);
}
