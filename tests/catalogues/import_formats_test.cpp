// The same study in three formats, what is kept beside it, and what a record may not be.
#include <catch2/catch.hpp>

#include "catalogues/import/centre_names.hpp"
#include "catalogues/import/registry_words.hpp"
#include "tests/catalogues/import_words.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// What must be equal whatever the format: the facts of the trial without sites' coordinates.
json facts_of(json trial) {
  for (json& site : trial["sites"])
    site["latitude"] = site["longitude"] = nullptr;
  trial.erase("criteria");
  trial.erase("completeness");
  return trial;
}

void write_pair(const TemporaryFolder& folder, const std::string& trials, const std::string& sites) {
  folder.write("snapshot/trials.csv", trials_header + trials);
  folder.write("snapshot/sites.csv", sites_header + sites);
}

} // namespace

TEST_CASE("A study is the same trial in every format") {
  const TemporaryFolder folder;
  folder.write("one.json", study().dump(2));
  folder.write("lines.jsonl", study().dump() + "\n");
  folder.write_gzip("packed.jsonl.gz", study().dump() + "\n");
  folder.write("page.json", json{{"studies", {study()}}, {"nextPageToken", "x"}}.dump());
  folder.write("record.xml", study_xml());
  folder.write_gzip("record2.xml.gz", study_xml());
  write_pair(folder, trial_row(), site_rows());
  json expected;
  for (const char* source : {"one.json", "lines.jsonl", "packed.jsonl.gz", "page.json", "record.xml",
                             "record2.xml.gz", "snapshot"}) {
    INFO(source);
    const TemporaryFolder drafts;
    const Imported done = import({folder.path() / source}, drafts.path());
    INFO(all_texts(done.problems));
    REQUIRE(done.count(ImportOutcome::created) == 1);
    CHECK(done.problems.empty());
    const json made = draft(drafts.path());
    const json facts = facts_of(made["trial"]);
    if (expected.is_null()) expected = facts;
    CHECK(facts == expected);
    CHECK(made["trial"]["criteria"][0]["rule"] == "age in 18..75 y");
    CHECK(made["provenance"]["data_date"] == "2026-08-01");
    CHECK(made["provenance"]["record"].get<std::string>().rfind("sha256:", 0) == 0);
  }
  CHECK(expected["phase"] == "1_2");
  CHECK(expected["status"]["value"] == "recruiting");
  CHECK(expected["status"]["as_of"] == "2026-08-01");
  CHECK(expected["targets"] == json({"BCMA", "CD19"}));
  CHECK(expected["modality"] == "car_t");
  CHECK(expected["lymphodepletion"] == json({"fludarabine"}));
  CHECK(expected["sites"][0]["country"] == "CN");
  CHECK(expected["sites"][0]["centre"] == "ihbdh_tianjin");
  CHECK(expected["sites"][1]["country"] == "KR");
  CHECK(expected["sites"][1]["centre"].is_null());
  CHECK(expected["verified"] == false);
}

TEST_CASE("A draft keeps the text, the dates and all of the record that the trial does not say") {
  const TemporaryFolder folder;
  json with_news = study();
  with_news["protocolSection"]["eligibilityModule"]["newField"] = {{"a", 1}};
  with_news["protocolSection"]["contactsLocationsModule"]["locations"][1]["wing"] = "east";
  folder.write("a.jsonl", with_news.dump());
  folder.write("b.xml", study_xml("NCT90000002"));
  const Imported done = import({folder.path()}, folder.path() / "drafts");
  INFO(all_texts(done.problems));
  REQUIRE(done.count(ImportOutcome::created) == 2);
  CHECK(done.report.new_fields ==
        std::map<std::string, std::size_t>{{"protocolSection.contactsLocationsModule.locations[].wing", 1},
                                           {"protocolSection.eligibilityModule.newField", 1}});
  const json made = draft(folder.path() / "drafts");
  const json& protocol = made["raw"]["protocolSection"];
  CHECK(protocol["eligibilityModule"]["newField"]["a"] == 1);
  CHECK(protocol["contactsLocationsModule"]["locations"][1]["wing"] == "east");
  CHECK(protocol["identificationModule"]["acronym"] == "INVENT");
  CHECK(protocol["descriptionModule"]["briefSummary"] == "An invented study.");
  CHECK_FALSE(protocol["eligibilityModule"].contains("eligibilityCriteria"));
  CHECK(made["text"] == "Inclusion Criteria:\n\n* Aged 18 to 75");
  CHECK(made["dates"]["start"] == "2026-01");
  CHECK(made["guessed"][0] ==
        json({{"field", "targets"}, {"value", "BCMA"}, {"from", "\"BCMA-CD19 CAR-T\" in the title"}}));
  const json xml = draft(folder.path() / "drafts", "NCT90000002");
  CHECK(xml["raw"]["acronym"] == "INVENT");
  CHECK(xml["raw"]["@rank"] == "1");
  CHECK(xml["text"] == made["text"]);
}

TEST_CASE("The words of registries are read as ours, and what is not known is said") {
  Problems problems;
  CHECK(registry_status("Active, not recruiting", "", problems).value == "active_not_recruiting");
  CHECK(registry_status("ENROLLING_BY_INVITATION", "", problems).value == "enrolling_by_invitation");
  CHECK(registry_status("Unknown status", "", problems).value == "unknown");
  CHECK(registry_status("NO_LONGER_AVAILABLE", "", problems).unmapped == "no_longer_available");
  CHECK(registry_phase({"EARLY_PHASE1"}, "", problems) == "early_1");
  CHECK(registry_phase({"Phase 2", "Phase 3"}, "", problems) == "2_3");
  CHECK(registry_phase({"NA"}, "", problems) == "not_applicable");
  CHECK(registry_phase({"Unknown"}, "", problems).empty());
  CHECK(registry_date("July 4, 2020")->text() == "2020-07-04");
  CHECK(registry_date("July 2020")->text() == "2020-07");
  CHECK_FALSE(registry_date("July 40, 2020"));
  CHECK_FALSE(registry_age("N/A"));
  CHECK(registry_age("6 Months")->unit == "months");
  CHECK(is_registry_number("NCT01234567"));
  CHECK_FALSE(is_registry_number("NCT0123456"));
  CHECK_FALSE(is_registry_number("../../../x"));
  CHECK(problems.empty());
  CHECK(registry_status("PAUSED_FOR_LUNCH", "here", problems).value == "unknown");
  CHECK(registry_phase({"PHASE9"}, "here", problems).empty());
  REQUIRE(problems.size() == 2);
  CHECK(problems.items()[0].code == ProblemCode::unknown_word);
}

TEST_CASE("Equal spellings of facilities are told apart by their place") {
  const auto centre = [](const std::string& id, const std::string& city, const std::string& province,
                         double latitude, double longitude, std::vector<std::string> aliases) {
    Centre out;
    out.id = CentreId{id};
    out.name = id;
    out.city = city;
    out.province = province;
    out.latitude = latitude;
    out.longitude = longitude;
    out.aliases = std::move(aliases);
    return out;
  };
  const CentreNames names(
      {centre("east", "Suzhou", "Jiangsu", 31.304, 120.595, {"Suzhou Municipal Hospital"}),
       centre("north", "Suzhou", "Anhui", 33.636, 116.979, {"Suzhou Municipal Hospital"}),
       centre("xian", "Xi'an", "Shaanxi", 34.258, 108.929, {"Xi'an No.3 Hospital"})});
  const auto found = [&](const std::string& facility, const std::string& city, const std::string& state,
                         std::optional<double> latitude = {}, std::optional<double> longitude = {}) {
    const auto id = names.find({facility, city, state, "China", "recruiting", latitude, longitude});
    return id ? id->text() : "";
  };
  CHECK(found("Suzhou Municipal Hospital", "Suzhou", "Jiangsu") == "east");
  CHECK(found("The suzhou municipal hospital", "Suzhou", "Anhui Province") == "north");
  CHECK(found("Suzhou Municipal Hospital", "Suzhou", "", 33.6, 117.0) == "north");
  CHECK(found("Suzhou Municipal Hospital", "Suzhou", "").empty());
  CHECK(found("Xi\xE2\x80\x99"
              "an No. 3 Hospital",
              "Xi'an", "Shanxi", 35.9, 113.5) == "xian");
  CHECK(found("Xi'an No.3 Hospital", "Beijing", "", 39.9, 116.4).empty());
  CHECK(found("Some Other Hospital", "Suzhou", "Jiangsu").empty());
}
