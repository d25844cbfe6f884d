// What an import does to drafts that are there already.
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "catalogues/import/draft.hpp"
#include "catalogues/load_catalogue.hpp"
#include "server/service.hpp"
#include "tests/catalogues/import_words.hpp"
#include "tests/support/catalogue_copy.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;
namespace fs = std::filesystem;

TEST_CASE("A second import of the same records changes no byte") {
  const TemporaryFolder folder;
  folder.write("in/a.jsonl", study().dump() + "\n" + study("NCT90000002").dump() + "\n");
  folder.write("in/b.xml", study_xml("NCT90000003"));
  folder.write("in/2026-08-01/trials.csv", trials_header + trial_row("NCT90000004"));
  folder.write("in/2026-08-01/sites.csv", sites_header + site_rows("NCT90000004"));
  const fs::path drafts = folder.path() / "drafts";
  CHECK(import({folder.path() / "in"}, drafts).count(ImportOutcome::created) == 4);
  const auto first = contents(drafts);
  const Imported again = import({folder.path() / "in"}, drafts);
  CHECK(again.count(ImportOutcome::unchanged) == 4);
  CHECK(contents(drafts) == first);
  // The same record from another file is no change either.
  fs::rename(folder.path() / "in/a.jsonl", folder.path() / "in/z.jsonl");
  CHECK(import({folder.path() / "in"}, drafts).count(ImportOutcome::unchanged) == 4);
  CHECK(contents(drafts) == first);
}

TEST_CASE("A later record replaces an earlier one and never the other way round") {
  const TemporaryFolder folder;
  const fs::path drafts = folder.path() / "drafts";
  json later = study("NCT90000001", "2026-09-01");
  later["protocolSection"]["statusModule"]["overallStatus"] = "COMPLETED";
  const fs::path early_file = folder.write("early.jsonl", study().dump());
  const fs::path late_file = folder.write("late.jsonl", later.dump());
  CHECK(import({early_file}, drafts).count(ImportOutcome::created) == 1);
  CHECK(import({late_file}, drafts).count(ImportOutcome::updated) == 1);
  const Imported back = import({early_file}, drafts);
  CHECK(back.count(ImportOutcome::older) == 1);
  CHECK(draft(drafts)["trial"]["status"]["value"] == "completed");
  // The same study twice in one source: the first is taken, a difference is told.
  const Imported doubled =
      import({folder.write("both.jsonl", study("NCT90000005").dump() + "\n" + study("NCT90000005").dump() +
                                             "\n" + study("NCT90000005", "2026-09-09").dump())},
             drafts);
  CHECK(doubled.count(ImportOutcome::created) == 1);
  CHECK(doubled.count(ImportOutcome::doubled) == 2);
  CHECK(all_texts(doubled.problems).find("duplicate at both.jsonl:3") != std::string::npos);
}

TEST_CASE("A newer record of a poorer format loses nothing that an earlier one stated") {
  const TemporaryFolder folder;
  const fs::path drafts = folder.path() / "drafts";
  json female = study();
  female["protocolSection"]["eligibilityModule"]["sex"] = "FEMALE";
  const fs::path rich = folder.write("rich.jsonl", female.dump());
  folder.write("2026-09-01/trials.csv", trials_header + trial_row("NCT90000001", "COMPLETED", "2026-09-01"));
  folder.write("2026-09-01/sites.csv", sites_header + site_rows("NCT90000001", ""));
  const std::vector<fs::path> both = {rich, folder.path() / "2026-09-01"};
  CHECK(import(both, drafts).count(ImportOutcome::updated) == 1);
  const json made = draft(drafts);
  CHECK(made["trial"]["status"]["value"] == "completed");
  CHECK(made["trial"]["sites"][0]["status"] == "unknown");
  CHECK(made["text"] == "Inclusion Criteria:\n\n* Aged 18 to 75");
  CHECK(made["text_from"]["format"] == "ctgov_v2");
  CHECK(made["trial"]["completeness"] == "partial");
  CHECK(made["trial"]["criteria"][1]["rule"] == "sex is female");
  CHECK(made["others"][0]["raw"]["protocolSection"]["identificationModule"]["acronym"] == "INVENT");
  const auto first = contents(drafts);
  import(both, drafts);
  CHECK(contents(drafts) == first);
  import({both[1]}, drafts);
  CHECK(contents(drafts) == first);
}

TEST_CASE("A draft that somebody changed by hand is left alone") {
  const TemporaryFolder folder;
  const fs::path drafts = folder.path() / "drafts";
  import({folder.write("a.jsonl", study().dump())}, drafts);
  json changed = draft(drafts);
  changed["trial"]["title"] = "A better title";
  folder.write("drafts/NCT90000001.json", changed.dump());
  const auto before = contents(drafts);
  const Imported done = import({folder.write("b.jsonl", study("NCT90000001", "2026-12-01").dump())}, drafts);
  CHECK(done.count(ImportOutcome::edited) == 1);
  CHECK(contents(drafts) == before);
  CHECK(all_texts(done.problems).find("changed by hand") != std::string::npos);
}

TEST_CASE("A draft is read as it was written, and its trial loads as a catalogue's") {
  const TemporaryFolder folder;
  const fs::path drafts = folder.path() / "drafts";
  folder.write("in/a.jsonl", study().dump());
  folder.write("in/s/trials.csv", trials_header + trial_row("NCT90000002"));
  folder.write("in/s/sites.csv", sites_header + site_rows("NCT90000002"));
  import({folder.path() / "in"}, drafts);
  const CatalogueCopy copy;
  for (const auto& [name, text] : contents(drafts)) {
    const auto read = read_draft(text, *shipped_catalogue().vocabulary);
    INFO(all_texts(read.problems()));
    REQUIRE(read);
    CHECK(read->sealed);
    CHECK(draft_file(read->draft, *shipped_catalogue().vocabulary) == text);
    copy.write("trials/" + name, json::parse(text)["trial"].dump());
  }
  INFO(all_texts(copy.problems()));
  CHECK_FALSE(copy.problems().has_errors());
  CHECK(copy.open()->snapshot().catalogue->trials.size() == 2);
}

TEST_CASE("A folder that is something else, or in use, is refused and left as it is") {
  const TemporaryFolder folder;
  const fs::path source = folder.write("a.jsonl", study().dump());
  folder.write("house/rooms/one.txt", "mine");
  CHECK(all_texts(import({source}, folder.path() / "house").problems).find("no folder of drafts") !=
        std::string::npos);
  CHECK(fs::exists(folder.path() / "house/rooms/one.txt"));
  CHECK(all_texts(import({source}, source).problems).find("cannot be") != std::string::npos);
  const fs::path drafts = folder.path() / "drafts";
  folder.write("drafts/README.txt", "a note of ours");
  const int other = ::open(drafts.c_str(), O_RDONLY | O_DIRECTORY);
  REQUIRE(::flock(other, LOCK_EX) == 0);
  CHECK(all_texts(import({source}, drafts).problems).find("another import") != std::string::npos);
  ::close(other);
  CHECK(import({source}, drafts).count(ImportOutcome::created) == 1);
  CHECK(contents(drafts).at("README.txt") == "a note of ours");
}

TEST_CASE("What a killed import left aside is cleared away by the next") {
  const TemporaryFolder folder;
  const fs::path drafts = folder.path() / "drafts";
  const fs::path source = folder.write("a.jsonl", study().dump());
  folder.write("drafts.importing/NCT90000077.json", "half");
  CHECK(import({source}, drafts).count(ImportOutcome::created) == 1);
  CHECK_FALSE(fs::exists(folder.path() / "drafts.importing"));
  CHECK(contents(drafts).size() == 1);
}
