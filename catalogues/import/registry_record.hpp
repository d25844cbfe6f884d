// What a registry states of one study, whatever the format it came in. Words are already ours (status,
// phase), names are still the registry's.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/domain/trial.hpp"

namespace cartwright {

struct RegistrySite {
  std::string facility, city, state;
  std::string country; ///< as the registry names it
  std::string status;  ///< a status word; "unknown" where the registry is silent
  std::optional<double> latitude, longitude;
};

struct RegistryRecord {
  std::string format;           ///< ctgov_v2, ctgov_xml, snapshot_csv
  std::string digest;           ///< "sha256:..." of the record as it came
  std::optional<Day> data_date; ///< the day for which the registry states all this
  std::string id;
  std::vector<std::string> other_ids;
  std::string title, official_title;
  std::string status = "unknown", last_known;
  std::string registry_status; ///< as written, where our words have none for it
  std::string phase;           ///< empty: none stated
  std::string sponsor;
  std::vector<std::string> interventions; ///< names and other names
  std::vector<std::string> arms;          ///< labels
  std::vector<std::string> keywords;
  /// Labels that the source itself guessed: "BCMA/CD19 dual", "Allogeneic/Off-the-shelf".
  std::vector<std::string> target_labels, product_labels;
  std::vector<RegistrySite> sites;
  std::string text; ///< eligibility, as registered
  std::string sex, minimum_age, maximum_age;
  std::map<std::string, std::string> dates; ///< start, primary_completion, completion, last_update, verified
  std::string rest;                         ///< everything else of the record, as a JSON text
};

} // namespace cartwright
