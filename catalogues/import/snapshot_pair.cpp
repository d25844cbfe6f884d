#include "catalogues/import/snapshot_pair.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "catalogues/import/csv_reader.hpp"
#include "catalogues/import/registry_words.hpp"
#include "catalogues/json_build.hpp"
#include "catalogues/sha256.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace fs = std::filesystem;

namespace {

/// The columns of a table by name, and a row seen through them.
class Table {
public:
  Table(std::string name, ByteSource source)
      : name_(std::move(name)), rows_(std::move(source), largest_record) {
    if (auto header = rows_.next()) columns_ = std::move(header->fields);
  }

  std::optional<CsvRow> next() {
    auto row = rows_.next();
    if (row && row->problem.empty() && row->fields.size() != columns_.size())
      row->problem = "the row has " + std::to_string(row->fields.size()) + " fields, the header " +
                     std::to_string(columns_.size());
    return row;
  }

  std::string at(const CsvRow& row, std::string_view column) const {
    const auto found = std::find(columns_.begin(), columns_.end(), column);
    const auto index = static_cast<std::size_t>(found - columns_.begin());
    return index < row.fields.size() ? std::string(trimmed(row.fields[index])) : "";
  }

  /// Fields of a row that are not in `taken`; empty ones are left out.
  OrderedJson rest(const CsvRow& row, const std::set<std::string>& taken) const {
    OrderedJson out = OrderedJson::object();
    for (std::size_t i = 0; i < columns_.size() && i < row.fields.size(); ++i)
      if (!taken.contains(columns_[i]) && !row.fields[i].empty()) out[columns_[i]] = row.fields[i];
    return out;
  }

  std::string place(const CsvRow& row) const { return name_ + ":" + std::to_string(row.line); }
  const Problems& problems() const { return rows_.problems(); }

  void check_columns(const std::set<std::string>& needed, const std::set<std::string>& known,
                     Problems& problems) const {
    for (const std::string& column : needed)
      if (std::find(columns_.begin(), columns_.end(), column) == columns_.end())
        problems.error(ProblemCode::missing_key, name_ + ":1", "the column " + column + " is missing",
                       "a snapshot's table begins with a line of column names");
    std::set<std::string> seen;
    for (const std::string& column : columns_) {
      if (!seen.insert(column).second)
        problems.error(ProblemCode::duplicate, name_ + ":1", "the column " + column + " stands twice", "");
      if (!known.contains(column) && !needed.contains(column))
        problems.warning(ProblemCode::unknown_key, name_ + ":1", "the column " + column + " is not known",
                         "its values are kept with the draft");
    }
  }

private:
  std::string name_;
  CsvReader rows_;
  std::vector<std::string> columns_;
};

const std::set<std::string> needed_of_trials = {"NCTId", "BriefTitle", "OverallStatus"};
const std::set<std::string> known_of_trials = {"Phase",
                                               "Conditions",
                                               "Interventions",
                                               "StartDate",
                                               "LastUpdatePostDate",
                                               "EnrollmentCount",
                                               "Countries",
                                               "BriefSummary",
                                               "LeadSponsor",
                                               "LeadSponsorClass",
                                               "MinAge",
                                               "MaxAge",
                                               "StdAges",
                                               "PrimaryEndpoints",
                                               "Branch",
                                               "DiseaseCategory",
                                               "DiseaseEntity",
                                               "DiseaseEntities",
                                               "TrialDesign",
                                               "LLMOverride",
                                               "TargetCategory",
                                               "ProductType",
                                               "ProductTypeSource",
                                               "ProductName",
                                               "AgeGroup",
                                               "SponsorType",
                                               "ClassificationConfidence",
                                               "StartYear",
                                               "SnapshotDate",
                                               "TargetSource"};
const std::set<std::string> taken_of_trials = {"NCTId", "BriefTitle", "OverallStatus", "Phase",
                                               "LeadSponsor"};
const std::set<std::string> needed_of_sites = {"NCTId", "Facility", "City", "Country", "SiteStatus"};
const std::set<std::string> known_of_sites = {"BriefTitle", "OverallStatus", "State",
                                              "Zip",        "Latitude",      "Longitude"};
const std::set<std::string> taken_of_sites = {"NCTId", "BriefTitle", "OverallStatus", "Facility",
                                              "City",  "SiteStatus", "Latitude",      "Longitude"};

std::optional<double> coordinate(const std::string& text, double bound) {
  if (text.empty()) return std::nullopt;
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (*end != '\0' || !(value >= -bound && value <= bound)) return std::nullopt;
  return value;
}

/// All sites of one trial, and what stands in its rows beside them.
struct SitesOfTrial {
  std::vector<RegistrySite> sites;
  OrderedJson rest = OrderedJson::array();
  std::string as_written;
  Problems problems; ///< with errors the trial is not taken: its sites would not be complete
};

class SnapshotPairReader : public RecordReader {
public:
  SnapshotPairReader(const ImportSource& source, ByteSource trials, ByteSource sites)
      : folder_(source.path.filename().string()), trials_(source.name + "/trials.csv", std::move(trials)),
        sites_(source.name + "/sites.csv", std::move(sites)) {
    trials_.check_columns(needed_of_trials, known_of_trials, problems_);
    sites_.check_columns(needed_of_sites, known_of_sites, problems_);
    usable_ = !problems_.has_errors();
    if (usable_) read_sites();
  }

  std::optional<ReadRecord> next() override {
    if (!usable_) return std::nullopt;
    const auto row = trials_.next();
    if (row) return ReadRecord{trials_.place(*row), read(*row)};
    usable_ = false;
    if (!by_trial_.empty())
      problems_.warning(ProblemCode::not_found, sites_name(),
                        std::to_string(by_trial_.size()) +
                            " trials have sites and no row of their own, the first is " +
                            by_trial_.begin()->first,
                        "their sites were not taken");
    return std::nullopt;
  }

  Problems problems() const override {
    Problems out = problems_;
    out.absorb(trials_.problems());
    out.absorb(sites_.problems());
    return out;
  }

private:
  std::string sites_name() const { return folder_ + "/sites.csv"; }

  void read_sites() {
    for (auto row = sites_.next(); row; row = sites_.next()) {
      const std::string id = row->fields.empty() ? "" : sites_.at(*row, "NCTId");
      if (!row->problem.empty() && !is_registry_number(id)) {
        problems_.error(ProblemCode::malformed, sites_.place(*row), row->problem, "the row was passed over");
        continue;
      }
      SitesOfTrial& of = by_trial_[id];
      if (row->problem.empty())
        add_site(*row, of);
      else
        of.problems.error(ProblemCode::malformed, sites_.place(*row), row->problem,
                          "without this site the trial's list would not be whole");
    }
    if (sites_.problems().has_errors())
      usable_ = false; // a table that is cut off would close sites that are open
  }

  void add_site(const CsvRow& row, SitesOfTrial& to) {
    RegistrySite site;
    site.facility = sites_.at(row, "Facility");
    site.city = sites_.at(row, "City");
    site.state = sites_.at(row, "State");
    site.country = sites_.at(row, "Country");
    site.status = registry_status(sites_.at(row, "SiteStatus"), sites_.place(row), to.problems).value;
    site.latitude = coordinate(sites_.at(row, "Latitude"), 90);
    site.longitude = coordinate(sites_.at(row, "Longitude"), 180);
    to.sites.push_back(std::move(site));
    to.rest.push_back(sites_.rest(row, taken_of_sites));
    to.as_written += join(row.fields, "\x1f") + "\n";
  }

  void read_trial_row(const CsvRow& row, RegistryRecord& out, Problems& problems) const {
    const auto at = [&](const char* column) { return trials_.at(row, column); };
    out.id = at("NCTId");
    if (!is_registry_number(out.id))
      problems.error(ProblemCode::impossible_value, "NCTId",
                     "\"" + out.id.substr(0, 40) + "\" is no registry number", "NCT and eight digits");
    out.title = at("BriefTitle");
    if (out.title.empty())
      problems.error(ProblemCode::missing_key, "BriefTitle", "the trial has no title", "");
    const RegistryStatus now = registry_status(at("OverallStatus"), "OverallStatus", problems);
    out.status = now.value;
    out.registry_status = now.unmapped;
    out.phase = registry_phase(split(at("Phase"), "|"), "Phase", problems);
    out.sponsor = at("LeadSponsor");
    out.interventions = split(at("Interventions"), "|");
    out.target_labels = split(at("TargetCategory"), "|");
    out.product_labels = split(at("ProductType") + "|" + at("ProductName"), "|");
    out.minimum_age = at("MinAge");
    out.maximum_age = at("MaxAge");
    const std::pair<const char*, const char*> dated[] = {{"StartDate", "start"},
                                                         {"LastUpdatePostDate", "last_update"}};
    for (const auto& [column, name] : dated)
      if (registry_date(at(column))) out.dates[name] = at(column);
    const std::string date = at("SnapshotDate");
    out.data_date = parse_day(date.empty() ? folder_ : date);
  }

  Result<RegistryRecord> read(const CsvRow& row) {
    Problems problems;
    if (!row.problem.empty()) {
      problems.error(ProblemCode::malformed, "", row.problem, "the row was passed over");
      return problems;
    }
    RegistryRecord out;
    out.format = "snapshot_csv";
    read_trial_row(row, out, problems);
    SitesOfTrial of;
    if (auto found = by_trial_.extract(out.id)) of = std::move(found.mapped());
    problems.absorb(of.problems);
    if (problems.has_errors()) return problems;
    Sha256 sum;
    sum.add(join(row.fields, "\x1f") + "\n" + of.as_written);
    out.digest = "sha256:" + sum.hex();
    out.sites = std::move(of.sites);
    OrderedJson rest = trials_.rest(row, taken_of_trials);
    if (!of.rest.empty()) rest["sites"] = std::move(of.rest);
    out.rest = compact_text(rest);
    return Result<RegistryRecord>(std::move(out), std::move(problems));
  }

  std::string folder_;
  Table trials_, sites_;
  std::map<std::string, SitesOfTrial> by_trial_;
  Problems problems_;
  bool usable_ = false;
};

/// The file itself, or compressed.
fs::path table_path(const fs::path& folder, const std::string& name) {
  std::error_code error;
  const fs::path compressed = folder / (name + ".gz");
  return fs::exists(compressed, error) ? compressed : folder / name;
}

} // namespace

Result<std::unique_ptr<RecordReader>> open_snapshot_pair(const ImportSource& source) {
  auto trials = ByteSource::open(table_path(source.path, "trials.csv"));
  auto sites = ByteSource::open(table_path(source.path, "sites.csv"));
  Problems problems;
  problems.absorb(trials.problems());
  problems.absorb(sites.problems());
  if (problems.has_errors()) return problems;
  return std::unique_ptr<RecordReader>(new SnapshotPairReader(source, std::move(*trials), std::move(*sites)));
}

} // namespace cartwright
