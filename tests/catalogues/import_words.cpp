#include "tests/catalogues/import_words.hpp"

#include <fstream>
#include <sstream>

#include <unistd.h>
#include <zlib.h>

#include <catch2/catch.hpp>

#include "catalogues/load_catalogue.hpp"

namespace cartwright::test {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder()
    : path_(fs::path(CARTWRIGHT_BINARY_DIR) /
            ("import-" + std::to_string(++number) + "-" + std::to_string(::getpid()))) {
  fs::remove_all(path_);
  fs::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  fs::remove_all(path_);
}

fs::path TemporaryFolder::write(const std::string& relative, const std::string& content) const {
  const fs::path file = path_ / relative;
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

fs::path TemporaryFolder::write_gzip(const std::string& relative, const std::string& content) const {
  const fs::path file = path_ / relative;
  fs::create_directories(file.parent_path());
  gzFile out = gzopen(file.c_str(), "wb");
  gzwrite(out, content.data(), static_cast<unsigned>(content.size()));
  gzclose(out);
  return file;
}

nlohmann::json study(const std::string& id, const std::string& data_date) {
  using nlohmann::json;
  json sites = {{{"facility", "Institute of Hematology & Blood Diseases Hospital"},
                 {"status", "RECRUITING"},
                 {"city", "Tianjin"},
                 {"country", "China"},
                 {"geoPoint", {{"lat", 39.14222}, {"lon", 117.17667}}}},
                {{"facility", "Example Clinic"},
                 {"status", "RECRUITING"},
                 {"city", "Seoul"},
                 {"country", "South Korea"}}};
  return {
      {"protocolSection",
       {{"identificationModule",
         {{"nctId", id}, {"briefTitle", "BCMA-CD19 CAR-T in Invented Myeloma"}, {"acronym", "INVENT"}}},
        {"statusModule",
         {{"overallStatus", "RECRUITING"},
          {"startDateStruct", {{"date", "2026-01"}}},
          {"lastUpdatePostDateStruct", {{"date", "2026-07-20"}}}}},
        {"sponsorCollaboratorsModule", {{"leadSponsor", {{"name", "Example Sponsor"}, {"class", "OTHER"}}}}},
        {"descriptionModule", {{"briefSummary", "An invented study."}}},
        {"designModule", {{"studyType", "INTERVENTIONAL"}, {"phases", {"PHASE1", "PHASE2"}}}},
        {"armsInterventionsModule",
         {{"interventions",
           {{{"type", "BIOLOGICAL"}, {"name", "BCMA-CD19 CAR-T"}},
            {{"type", "DRUG"}, {"name", "Fludarabine"}}}}}},
        {"eligibilityModule",
         {{"eligibilityCriteria", "Inclusion Criteria:\n\n* Aged 18 to 75"},
          {"sex", "ALL"},
          {"minimumAge", "18 Years"},
          {"maximumAge", "75 Years"}}},
        {"contactsLocationsModule", {{"locations", sites}}}}},
      {"derivedSection", {{"miscInfoModule", {{"versionHolder", data_date}}}}},
      {"hasResults", false}};
}

std::string study_xml(const std::string& id) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<clinical_study rank="1">
  <required_header><download_date>ClinicalTrials.gov processed this data on August 01, 2026</download_date></required_header>
  <id_info><org_study_id>INVENT-1</org_study_id><nct_id>)" +
         id + R"(</nct_id></id_info>
  <brief_title>BCMA-CD19 CAR-T in Invented Myeloma</brief_title>
  <acronym>INVENT</acronym>
  <sponsors><lead_sponsor><agency>Example Sponsor</agency><agency_class>Other</agency_class></lead_sponsor></sponsors>
  <brief_summary><textblock>An invented study.</textblock></brief_summary>
  <overall_status>Recruiting</overall_status>
  <start_date>January 2026</start_date>
  <phase>Phase 1/Phase 2</phase>
  <intervention><intervention_type>Biological</intervention_type><intervention_name>BCMA-CD19 CAR-T</intervention_name></intervention>
  <intervention><intervention_type>Drug</intervention_type><intervention_name>Fludarabine</intervention_name></intervention>
  <eligibility>
    <criteria><textblock>
Inclusion Criteria:

* Aged 18 to 75
    </textblock></criteria>
    <gender>All</gender><minimum_age>18 Years</minimum_age><maximum_age>75 Years</maximum_age>
  </eligibility>
  <location><facility><name>Institute of Hematology &amp; Blood Diseases Hospital</name>
    <address><city>Tianjin</city><country>China</country></address></facility><status>Recruiting</status></location>
  <location><facility><name>Example Clinic</name>
    <address><city>Seoul</city><country>Korea, Republic of</country></address></facility><status>Recruiting</status></location>
  <last_update_posted type="Actual">July 20, 2026</last_update_posted>
</clinical_study>
)";
}

std::string trial_row(const std::string& id, const std::string& status, const std::string& date) {
  return id + ",BCMA-CD19 CAR-T in Invented Myeloma," + status +
         ",PHASE1|PHASE2,Example Sponsor,BCMA-CD19 CAR-T|Fludarabine,18 Years,75 Years," + date +
         ",CD19/BCMA dual\n";
}

std::string site_rows(const std::string& id, const std::string& status) {
  return id + ",Institute of Hematology & Blood Diseases Hospital,Tianjin,,China," + status +
         ",39.14222,117.17667\n" + id + ",\"Example Clinic\",Seoul,,South Korea," + status + ",,\n";
}

const Countries& shipped_countries() {
  static const Countries countries = [] {
    auto loaded = Countries::load(std::string(CARTWRIGHT_SOURCE_DIR) + "/catalogues");
    REQUIRE(loaded);
    return std::move(*loaded);
  }();
  return countries;
}

std::string all_texts(const Problems& problems) {
  std::string out;
  for (const Problem& problem : problems.items())
    out += std::string(word(problem.severity)) + " " + std::string(word(problem.code)) + " at " +
           problem.where + ": " + problem.message + "\n";
  return out;
}

Imported import(const std::vector<fs::path>& sources, const fs::path& drafts) {
  Imported out;
  const DraftingTables tables{shipped_catalogue(), shipped_countries(), {}};
  const TrialDrafter drafter(tables);
  const auto found = find_sources(sources);
  out.problems.absorb(found.problems());
  auto directory = DraftDirectory::open(drafts);
  out.problems.absorb(directory.problems());
  if (!found || !directory) return out;
  const auto report = import_records(*found, drafter, *shipped_catalogue().vocabulary, *directory, {});
  out.problems.absorb(report.problems());
  out.done = report.has_value();
  if (report) out.report = *report;
  return out;
}

nlohmann::json draft(const fs::path& drafts, const std::string& id) {
  std::ifstream in(drafts / (id + ".json"));
  INFO("the draft of " << id);
  REQUIRE(in);
  return nlohmann::json::parse(in);
}

std::map<std::string, std::string> contents(const fs::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    out[entry.path().filename().string()] = text.str();
  }
  return out;
}

fs::path shared_registry() {
  const fs::path folder = fs::path(CARTWRIGHT_SOURCE_DIR) / ".." / "shared" / "registry";
  return fs::exists(folder) ? fs::canonical(folder) : fs::path();
}

} // namespace cartwright::test
