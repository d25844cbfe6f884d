// What changed between two states: each change once, in the field's terms, rules compared by what they say.
#include <algorithm>

#include <catch2/catch.hpp>

#include "catalogues/changes/changes.hpp"
#include "catalogues/changes/read_state.hpp"
#include "catalogues/changes/rule_key.hpp"
#include "tests/catalogues/import_words.hpp"
#include "tests/support/catalogue_copy.hpp"

using namespace cartwright;
using namespace cartwright::test;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

DraftingTables tables() {
  return {shipped_catalogue(), shipped_countries(), {}};
}

CatalogueState state(const fs::path& path) {
  const DraftingTables drafting = tables();
  auto read = read_state(path, drafting);
  INFO(path << "\n" << all_texts(read.problems()));
  REQUIRE(read);
  return std::move(*read);
}

/// "closed NCT1: recruiting -> suspended", a line a change.
std::vector<std::string> told(const Difference& difference) {
  std::vector<std::string> out;
  for (const Change& change : changes_of(difference))
    out.push_back(std::string(word(change.kind)) + " " + change.trial.substr(8) +
                  (change.item.empty() ? "" : " " + change.item) + ": " + change.before + " -> " +
                  change.after + (change.with_trial ? " (with the trial)" : ""));
  return out;
}

std::vector<std::string> told(const json& before, const json& after) {
  const TemporaryFolder folder;
  return told(difference(state(folder.write("before.json", before.dump())),
                         state(folder.write("after.json", after.dump()))));
}

using Lines = std::vector<std::string>;

json with_status(const std::string& status, const std::string& sites = "") {
  json out = study();
  out["protocolSection"]["statusModule"]["overallStatus"] = status;
  for (json& site : out["protocolSection"]["contactsLocationsModule"]["locations"])
    if (sites.empty())
      site.erase("status");
    else
      site["status"] = sites;
  return out;
}

json& sites_of(json& from) {
  return from["protocolSection"]["contactsLocationsModule"]["locations"];
}

const std::string tianjin = "Institute of Hematology & Blood Diseases Hospital, Tianjin, CN",
                  seoul = "Example Clinic, Seoul, KR";

} // namespace

TEST_CASE("Rules are the same when they say the same") {
  Problems none;
  const Catalogue& catalogue = shipped_catalogue();
  const auto definitions = criteria::check_definitions(catalogue.definitions, *catalogue.vocabulary, none);
  const auto key = [&](const std::string& rule) {
    return rule_key(rule, *catalogue.vocabulary, definitions);
  };
  CHECK(key("age >= 18 y and ecog <= 2") == key("ecog<=2   and\n age >= 18 y"));
  CHECK(key("all of { age >= 18 y; (ecog <= 2 and lines >= 3) }") ==
        key("lines >= 3 and ecog <= 2 and age >= 18 y"));
  CHECK(key("any of { exposed(bortezomib); exposed(Velcade) }") == key("exposed(bortezomib)"));
  CHECK(key("age >= 18 y unless ecog <= 2") == key("ecog <= 2 or age >= 18 y"));
  CHECK(key("not (age >= 18 y)") != key("age >= 18 y"));
  CHECK(key("lines >= 3") != key("lines > 3"));
  CHECK(key("at least 2 of { age >= 18 y; ecog <= 2; lines >= 3 }") !=
        key("at least 1 of { age >= 18 y; ecog <= 2; lines >= 3 }"));
  CHECK(key("judgement \"a\"") != key("judgement \"b\""));
  CHECK(key("not_public \"a\"") != key("judgement \"a\""));
  CHECK(key("this is no rule") == key("this is no rule"));
}

TEST_CASE("A trial opens, closes and reopens, and its sites with it") {
  CHECK(told(with_status("RECRUITING", "RECRUITING"), with_status("RECRUITING", "RECRUITING")).empty());
  CHECK(told(with_status("NOT_YET_RECRUITING", "NOT_YET_RECRUITING"),
             with_status("RECRUITING", "RECRUITING")) ==
        Lines{"opened 001: not_yet_recruiting -> recruiting",
              "site_opened 001 " + seoul + ": not_yet_recruiting -> recruiting (with the trial)",
              "site_opened 001 " + tianjin + ": not_yet_recruiting -> recruiting (with the trial)"});
  CHECK(told(with_status("RECRUITING", "RECRUITING"), with_status("SUSPENDED")) ==
        Lines{"closed 001: recruiting -> suspended",
              "site_closed 001 " + seoul + ": recruiting -> unknown (with the trial)",
              "site_closed 001 " + tianjin + ": recruiting -> unknown (with the trial)"});
  CHECK(told(with_status("SUSPENDED"), with_status("RECRUITING")) ==
        Lines{"reopened 001: suspended -> recruiting"});
  CHECK(told(with_status("ACTIVE_NOT_RECRUITING"), with_status("COMPLETED")) ==
        Lines{"status_changed 001: active_not_recruiting -> completed"});
  // The registry's UNKNOWN is not known to be closed.
  CHECK(told(with_status("RECRUITING"), with_status("UNKNOWN")) ==
        Lines{"status_changed 001: recruiting -> unknown"});
}

TEST_CASE("Sites open, close, come, go and change their names") {
  const json before = with_status("RECRUITING", "RECRUITING");
  json after = before;
  sites_of(after)[1]["status"] = "WITHDRAWN";
  CHECK(told(before, after) == Lines{"site_closed 001 " + seoul + ": recruiting -> withdrawn"});
  CHECK(told(after, before) == Lines{"site_opened 001 " + seoul + ": withdrawn -> recruiting"});
  after = before;
  sites_of(after)[1].erase("status"); // silence about one site is no closing
  CHECK(told(before, after) == Lines{"site_status_changed 001 " + seoul + ": recruiting -> unknown"});
  after = before;
  sites_of(after).erase(1);
  CHECK(told(before, after) == Lines{"site_gone 001 " + seoul + ": recruiting -> "});
  CHECK(told(after, before) == Lines{"site_added 001 " + seoul + ":  -> recruiting"});
  after = before;
  sites_of(after)[0]["facility"] = "Institute of hematology & blood diseases hospital";
  CHECK(told(before, after).empty()); // another case is no other site
  sites_of(after)[0]["facility"] =
      "Institute of Hematology and Blood Diseases Hospital Chinese Academy of Medical Sciences";
  CHECK(told(before, after).size() == 1); // another spelling of the same centre
  CHECK(told(before, after)[0].rfind("site_renamed", 0) == 0);
  json placeholder = before;
  sites_of(placeholder)[1]["facility"] = "Local Institution - 0042";
  CHECK(told(placeholder, before) ==
        Lines{"site_renamed 001 " + seoul + ": Local Institution - 0042, Seoul, KR -> " + seoul});
}

TEST_CASE("A facility that is listed twice is two sites") {
  json before = with_status("RECRUITING", "NOT_YET_RECRUITING");
  sites_of(before).push_back(sites_of(before)[1]);
  json after = before;
  sites_of(after)[2]["status"] = "RECRUITING";
  CHECK(told(before, after) == Lines{"site_opened 001 " + seoul + ": not_yet_recruiting -> recruiting"});
  after = before;
  sites_of(after).erase(2);
  CHECK(told(before, after) == Lines{"site_gone 001 " + seoul + ": not_yet_recruiting -> "});
}

TEST_CASE("Title, phase, sponsor and age bounds are told; a new trial is one line") {
  const json before = study();
  json after = before;
  after["protocolSection"]["identificationModule"]["briefTitle"] = "Another Title";
  after["protocolSection"]["designModule"]["phases"] = {"PHASE2"};
  after["protocolSection"]["sponsorCollaboratorsModule"]["leadSponsor"]["name"] = "Another Sponsor";
  after["protocolSection"]["eligibilityModule"]["maximumAge"] = "80 Years";
  CHECK(told(before, after) ==
        Lines{"phase_changed 001: 1_2 -> 2",
              "title_changed 001: BCMA-CD19 CAR-T in Invented Myeloma -> Another Title",
              "sponsor_changed 001: Example Sponsor -> Another Sponsor",
              "criterion_changed 001 R1: inclusion: age in 18..75 y -> inclusion: age in 18..80 y"});
  json none = study(), not_applicable = study();
  none["protocolSection"]["designModule"].erase("phases");
  not_applicable["protocolSection"]["designModule"]["phases"] = {"NA"};
  CHECK(told(none, not_applicable).empty());
  CHECK(told(json{{"studies", json::array({study()})}}, json{{"studies", {study(), study("NCT90000002")}}}) ==
        Lines{"trial_new 002:  -> recruiting"});
  CHECK(told(json{{"studies", {study(), study("NCT90000002")}}}, json{{"studies", json::array({study()})}}) ==
        Lines{"trial_gone 002: recruiting -> "});
}

TEST_CASE("Criteria of catalogues are compared by rule, not by line, id or order") {
  json before = good_trial();
  before["criteria"] = {criterion("I1", "inclusion", "age >= 18 y"),
                        criterion("I2", "inclusion", "platelets >= 50 x10^9/L and ecog <= 1"),
                        criterion("E1", "exclusion", "active(infection)")};
  json after = before;
  const auto between = [&] {
    const CatalogueCopy a, b;
    a.add(before);
    b.add(after);
    return told(difference(state(a.directory()), state(b.directory())));
  };
  after["criteria"] = {criterion("E7", "exclusion", "active( infection )"),
                       criterion("I3", "inclusion", "ecog <= 1 and platelets>=50 x10^9/L"),
                       criterion("I1", "inclusion", "age >= 18 y")};
  CHECK(between().empty());
  // A rule put in front moves all ids; one bound changes.
  after["criteria"] = {criterion("I1", "inclusion", "lines >= 3"),
                       criterion("I2", "inclusion", "age >= 18 y"),
                       criterion("I3", "inclusion", "platelets >= 75 x10^9/L and ecog <= 1"),
                       criterion("E1", "exclusion", "active(infection)")};
  CHECK(between() == Lines{"criterion_added 001 I1:  -> inclusion: lines >= 3",
                           "criterion_changed 001 I3: inclusion: platelets >= 50 x10^9/L and ecog <= 1 -> "
                           "inclusion: platelets >= "
                           "75 x10^9/L and ecog <= 1"});
  after = before;
  after["criteria"][0]["scope"] = {"A"};
  CHECK(between() == Lines{"criterion_changed 001 I1: inclusion: age >= 18 y -> inclusion [A]: age >= 18 y"});
  after = before;
  after["criteria"].erase(2);
  CHECK(between() == Lines{"criterion_removed 001 E1: exclusion: active(infection) -> "});
  after = before;
  after["criteria"][0]["says"] = "Worded anew";
  CHECK(between().empty());
}

TEST_CASE("A changed definition changes the rules that use it") {
  json trial = good_trial();
  trial["criteria"] = {criterion("I1", "inclusion", "triple_class_exposed")};
  const CatalogueCopy a, b;
  a.add(trial);
  b.add(trial);
  json definitions = json::parse(contents(b.directory()).at("definitions.json"));
  for (json& entry : definitions["entries"])
    if (entry["id"] == "triple_class_exposed") entry["rule"] = "exposed(PI) and exposed(IMiD)";
  b.write("definitions.json", definitions.dump());
  CHECK(told(difference(state(a.directory()), state(b.directory()))).size() == 1);
}

TEST_CASE("A catalogue and registry records are compared in what both state alike") {
  json trial = good_trial();
  trial["id"] = "NCT90000001";
  trial["sites"] = {
      {{"facility", "Example Clinic"}, {"city", "Seoul"}, {"country", "KR"}, {"status", "recruiting"}}};
  const CatalogueCopy copy;
  copy.add(trial);
  const TemporaryFolder folder;
  json record = with_status("COMPLETED");
  record["protocolSection"]["contactsLocationsModule"]["locations"].erase(0);
  const Difference between =
      difference(state(copy.directory()), state(folder.write("a.json", record.dump())));
  CHECK(between.wording_left_out);
  CHECK(told(between) == Lines{"closed 001: recruiting -> completed", "phase_changed 001:  -> 1_2",
                               "site_closed 001 " + seoul + ": recruiting -> unknown (with the trial)"});
}

TEST_CASE("A broken source is no state, for what is missing would read as gone") {
  const TemporaryFolder folder;
  const DraftingTables drafting = tables();
  const fs::path file = folder.write("a.jsonl", study().dump() + "\n{half\n");
  const auto read = read_state(file, drafting);
  CHECK_FALSE(read);
  CHECK(all_texts(read.problems()).find("a.jsonl:2") != std::string::npos);
  CHECK_FALSE(read_state(folder.path() / "nowhere", drafting));
}

TEST_CASE("A folder of drafts is the state of the records that it was made from") {
  const TemporaryFolder folder;
  const fs::path source = folder.write("a.jsonl", study().dump() + "\n" + study("NCT90000002").dump() + "\n");
  import({source}, folder.path() / "drafts");
  CHECK(difference(state(source), state(folder.path() / "drafts")).counts.empty());
}
