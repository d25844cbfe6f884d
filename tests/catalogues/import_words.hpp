// Records, files and runs for the tests of importing: one invented study in each format, in a folder that
// goes away.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "catalogues/import/import_run.hpp"
#include "tests/support/search_words.hpp"

namespace cartwright::test {

class TemporaryFolder {
public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file, with the folders above it, and gives its path.
  std::filesystem::path write(const std::string& relative, const std::string& content) const;
  std::filesystem::path write_gzip(const std::string& relative, const std::string& content) const;

private:
  static inline int number = 0;
  std::filesystem::path path_;
};

/// An invented study as the API gives it; `change` may alter it.
nlohmann::json study(const std::string& id = "NCT90000001", const std::string& data_date = "2026-08-01");
/// The same study as the classic record and as rows of a snapshot.
std::string study_xml(const std::string& id = "NCT90000001");
inline const char* const trials_header =
    "NCTId,BriefTitle,OverallStatus,Phase,LeadSponsor,Interventions,MinAge,MaxAge,"
    "SnapshotDate,TargetCategory\n";
inline const char* const sites_header = "NCTId,Facility,City,State,Country,SiteStatus,Latitude,Longitude\n";
std::string trial_row(const std::string& id = "NCT90000001", const std::string& status = "RECRUITING",
                      const std::string& date = "2026-08-01");
std::string site_rows(const std::string& id = "NCT90000001", const std::string& status = "RECRUITING");

/// Imports with the shipped catalogue. Every problem, and the report when there is one.
struct Imported {
  ImportReport report;
  Problems problems;
  bool done = false;
  std::size_t count(ImportOutcome outcome) const {
    return report.total().of[static_cast<std::size_t>(outcome)];
  }
};
Imported import(const std::vector<std::filesystem::path>& sources, const std::filesystem::path& drafts);
nlohmann::json draft(const std::filesystem::path& drafts, const std::string& id = "NCT90000001");
/// Every file of a folder with its bytes.
std::map<std::string, std::string> contents(const std::filesystem::path& folder);

const Countries& shipped_countries();
std::string all_texts(const Problems& problems);

/// The registry's examples beside the project; empty where they are not.
std::filesystem::path shared_registry();

} // namespace cartwright::test
