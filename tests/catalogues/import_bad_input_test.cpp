// Bad sources: each is told with its place, passed over, and the good records beside it are taken.
#include <fstream>

#include <catch2/catch.hpp>

#include "tests/catalogues/import_words.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

json with(const std::string& pointer, const json& value) {
  json out = study("NCT90000009");
  out[json::json_pointer(pointer)] = value;
  return out;
}

struct Bad {
  std::string name, line, place, says;
};

std::vector<Bad> bad_lines() {
  const std::string protocol = "/protocolSection";
  return {{"half a record", study("NCT90000009").dump().substr(0, 300), "", "not JSON"},
          {"not UTF-8", "{\"protocolSection\": \"\xff\xfe\"}", "", "UTF-8"},
          {"deep", std::string(5000, '[') + std::string(5000, ']'), "", "nested"},
          {"a number", "7", "", "an object is expected"},
          {"another document", "{\"resourceType\": \"Patient\"}", "protocolSection", "no study"},
          {"a doubled key", "{\"protocolSection\": {}, \"protocolSection\": {}}", "protocolSection", "twice"},
          {"no number", with(protocol + "/identificationModule/nctId", nullptr).dump(),
           "protocolSection.identificationModule.nctId", "missing"},
          {"a path as a number", with(protocol + "/identificationModule/nctId", "../../evil").dump(),
           "protocolSection.identificationModule.nctId", "no registry number"},
          {"status of a wrong type", with(protocol + "/statusModule/overallStatus", 7).dump(),
           "protocolSection.statusModule.overallStatus", "a text is expected"},
          {"sites of a wrong type", with(protocol + "/contactsLocationsModule/locations", "Tianjin").dump(),
           "protocolSection.contactsLocationsModule.locations", "a list is expected"},
          {"a site of a wrong type", with(protocol + "/contactsLocationsModule/locations/0", 3).dump(),
           "protocolSection.contactsLocationsModule.locations[0]", "an object is expected"},
          {"coordinates beyond the earth",
           with(protocol + "/contactsLocationsModule/locations/0/geoPoint/lat", 1000).dump(),
           "protocolSection.contactsLocationsModule.locations[0].geoPoint.lat", "not possible"},
          {"text of a wrong type",
           with(protocol + "/eligibilityModule/eligibilityCriteria", json::array({1})).dump(),
           "protocolSection.eligibilityModule.eligibilityCriteria", "a text is expected"},
          {"a module of a wrong type", with(protocol + "/designModule", json::array()).dump(),
           "protocolSection.designModule", "an object is expected"}};
}

std::string bomb() {
  std::string out = "<?xml version=\"1.0\"?>\n<!DOCTYPE clinical_study [\n<!ENTITY a0 \"ha\">\n";
  for (int i = 1; i < 20; ++i)
    out += "<!ENTITY a" + std::to_string(i) + " \"&a" + std::to_string(i - 1) + ";&a" +
           std::to_string(i - 1) + ";\">\n";
  std::string record = study_xml();
  record.replace(record.find("INVENT-1"), 8, "&a19;");
  return out + "]>\n" + record.substr(record.find("<clinical_study"));
}

} // namespace

TEST_CASE("A broken line is told with its place, and the lines around it are taken") {
  const TemporaryFolder folder;
  for (const Bad& bad : bad_lines()) {
    INFO(bad.name);
    const fs::path file = folder.write("records.jsonl", study("NCT90000001").dump() + "\n" + bad.line +
                                                            "\r\n\n" + study("NCT90000002").dump());
    const TemporaryFolder drafts;
    const Imported done = import({file}, drafts.path());
    const std::string told = all_texts(done.problems);
    INFO(told);
    CHECK(done.count(ImportOutcome::created) == 2);
    CHECK(done.count(ImportOutcome::broken) == 1);
    REQUIRE(done.problems.has_errors());
    const std::string place = "records.jsonl:2" + (bad.place.empty() ? "" : ": " + bad.place);
    CHECK(told.find("at " + place + ": ") != std::string::npos);
    CHECK(told.find(bad.says) != std::string::npos);
    CHECK(contents(drafts.path()).size() == 2);
  }
}

TEST_CASE("A record of unknown words is taken, and the words are told") {
  const TemporaryFolder folder;
  json odd = study();
  odd["protocolSection"]["statusModule"]["overallStatus"] = "PAUSED_FOR_LUNCH";
  odd["protocolSection"]["designModule"]["phases"] = {"PHASE7"};
  odd["protocolSection"]["contactsLocationsModule"]["locations"][1]["country"] = "Atlantis";
  const Imported done = import({folder.write("a.json", odd.dump())}, folder.path() / "drafts");
  const std::string told = all_texts(done.problems);
  CHECK(done.count(ImportOutcome::created) == 1);
  CHECK_FALSE(done.problems.has_errors());
  for (const char* says : {"PAUSED_FOR_LUNCH", "PHASE7", "Atlantis"})
    CHECK(told.find(says) != std::string::npos);
  const json trial = draft(folder.path() / "drafts")["trial"];
  CHECK(trial["status"]["value"] == "unknown");
  CHECK(trial["phase"].is_null());
  CHECK(trial["sites"][1]["country"].is_null());
}

TEST_CASE("A compressed source that is cut off or damaged gives what stands before, and says so") {
  const TemporaryFolder folder;
  std::string lines;
  for (int i = 0; i < 400; ++i)
    lines += study("NCT9" + std::to_string(1000000 + i)).dump() + "\n";
  const fs::path file = folder.write_gzip("records.jsonl.gz", lines);
  fs::resize_file(file, fs::file_size(file) * 2 / 3);
  const Imported cut = import({file}, folder.path() / "a");
  CHECK(all_texts(cut.problems).find("records.jsonl.gz: the compressed file is cut off") !=
        std::string::npos);
  CHECK(cut.count(ImportOutcome::created) > 0);
  CHECK(cut.count(ImportOutcome::created) < 400);
  CHECK(cut.count(ImportOutcome::broken) == 0); // half a line before the cut is no record

  folder.write("not.json.gz", "this was never compressed");
  const Imported plain = import({folder.path() / "not.json.gz"}, folder.path() / "b");
  CHECK(plain.count(ImportOutcome::broken) == 1);
  const Imported half =
      import({folder.write("half.json.gz", std::string("\x1f\x8b\x08\x00\x01", 5))}, folder.path() / "c");
  CHECK(all_texts(half.problems).find("cut off") != std::string::npos);
}

TEST_CASE("A field and a line of any length cost no more than the limit") {
  const TemporaryFolder folder;
  const std::string huge(33 * 1024 * 1024, 'x');
  const fs::path file =
      folder.write("a.jsonl", "{\"protocolSection\": \"" + huge + "\"}\n" + study().dump() + "\n");
  const Imported done = import({file}, folder.path() / "drafts");
  CHECK(done.count(ImportOutcome::created) == 1);
  CHECK(done.count(ImportOutcome::broken) == 1);
  CHECK(all_texts(done.problems).find("too_large at a.jsonl:1") != std::string::npos);
  CHECK(done.report.broken_because == std::map<std::string, std::size_t>{{"too_large", 1}});
}

TEST_CASE("Bad XML is refused, entities above all") {
  const TemporaryFolder folder;
  std::string cut = study_xml();
  cut.resize(cut.size() / 2);
  std::string deep = "<clinical_study>";
  for (int i = 0; i < 20000; ++i)
    deep += "<a>";
  for (int i = 0; i < 20000; ++i)
    deep += "</a>";
  const std::pair<std::string, std::string> bad[] = {{bomb(), "entities"},
                                                     {cut, "not XML"},
                                                     {deep + "</clinical_study>", "too deep"},
                                                     {"", "not XML"},
                                                     {"<html/>", "no <clinical_study>"},
                                                     {"<clinical_study>\xff</clinical_study>", "UTF-8"},
                                                     {"<clinical_study/>", "no registry number"}};
  for (const auto& [text, says] : bad) {
    const TemporaryFolder drafts;
    const Imported done = import({folder.write("a.xml", text)}, drafts.path());
    const std::string told = all_texts(done.problems);
    INFO(says << "\n" << told);
    CHECK(done.count(ImportOutcome::broken) == 1);
    CHECK(told.find(says) != std::string::npos);
    CHECK(contents(drafts.path()).empty());
  }
}

TEST_CASE("Bad tables: rows are told by their line; a trial whose sites are not whole is not taken") {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& trials, const std::string& sites) {
    folder.write("s/trials.csv", trials);
    folder.write("s/sites.csv", sites);
  };
  const auto told_by = [&](std::size_t created) {
    const TemporaryFolder drafts;
    const Imported done = import({folder.path() / "s"}, drafts.path());
    INFO(all_texts(done.problems));
    CHECK(done.count(ImportOutcome::created) == created);
    return all_texts(done.problems);
  };
  const auto has = [](const std::string& told, const std::string& says) {
    return told.find(says) != std::string::npos;
  };
  const std::string two = trials_header + trial_row() + trial_row("NCT90000002");
  const std::string sites = sites_header + site_rows() + site_rows("NCT90000002");
  write(two, sites);
  CHECK(told_by(2).empty());
  write(two + "NCT90000003,too,few\n", sites);
  CHECK(has(told_by(2), "malformed at s/trials.csv:4: the row has 3 fields, the header 10"));
  write(two, sites + "NCT90000002,half a site\n");
  CHECK(has(told_by(1), "s/sites.csv:6"));
  write(two + "NCT90000003,\"no end", sites);
  CHECK(has(told_by(2), "ends inside a quoted field"));
  write(two + trial_row("NCT9000000X"), sites);
  CHECK(has(told_by(2), "no registry number"));
  write(two + trial_row(), sites);
  CHECK(has(told_by(2), "stands twice"));
  write(two, sites + site_rows("NCT90000077"));
  CHECK(has(told_by(2), "1 trials have sites and no row"));
  write("NCTId,OverallStatus\n", sites);
  CHECK(has(told_by(0), "the column BriefTitle is missing"));
  write("Colour," + two.substr(0, two.find('\n')) + "\nred," + trial_row(), sites);
  CHECK(has(told_by(1), "the column Colour is not known"));
  write("\xEF\xBB\xBF" + two, sites);
  CHECK(told_by(2).empty());
  write("", "");
  CHECK(has(told_by(0), "missing"));
  write(std::string(3000, ','), sites);
  CHECK(has(told_by(0), "missing"));
  fs::remove(folder.path() / "s/sites.csv");
  CHECK(has(told_by(0), "cannot be opened"));
}

TEST_CASE("What is no source at all is an error before anything is touched") {
  const TemporaryFolder folder;
  folder.write("empty/notes.txt", "nothing");
  const std::pair<fs::path, std::string> bad[] = {{folder.path() / "nowhere", "no such file"},
                                                  {folder.path() / "empty", "holds no records"},
                                                  {folder.path() / "empty/notes.txt", "no file of records"}};
  for (const auto& [path, says] : bad) {
    const Imported done = import({path}, folder.path() / "drafts");
    CHECK_FALSE(done.done);
    CHECK(all_texts(done.problems).find(says) != std::string::npos);
  }
}
