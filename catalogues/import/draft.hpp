// A draft: a trial as read from a registry's record and not yet reviewed, with everything that it rests on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalogues/import/guess.hpp"
#include "engine/domain/result.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

/// Where the facts of a draft come from.
struct Provenance {
  std::string source;           ///< the file and the place in it
  std::string format;           ///< ctgov_v2, ctgov_xml, snapshot_csv
  std::string record;           ///< digest of the record
  std::optional<Day> data_date; ///< the day for which the registry states it
  std::string importer;
};

/// One sentence of the eligibility text, as a rule or as what could not be made one.
struct DraftedRule {
  std::size_t begin = 0, end = 0; ///< bytes of the text
  std::string kind;               ///< inclusion or exclusion
  std::string scope;              ///< the heading of its cohort or part; empty: the whole trial
  std::string rule;
  double confidence = 0;
  std::string reason; ///< why it is not evaluated, or why the confidence is low
};

/// A record of another format that an earlier draft of the trial rested on.
struct OtherRecord {
  Provenance provenance;
  std::string raw;
};

struct Draft {
  Trial trial;
  Provenance provenance;
  std::vector<Guess> guessed;
  std::map<std::string, std::string> dates;
  std::string text; ///< eligibility, as registered
  /// Where the text comes from when the newest record states none and an earlier one did.
  std::optional<Provenance> text_from;
  std::vector<DraftedRule> drafted;
  std::string raw; ///< JSON: all of the record that is not said above
  std::vector<OtherRecord> others;
};

/// The file of a draft. It ends with a seal over all the rest, which shows whether somebody changed it since.
std::string draft_file(const Draft& draft, const Vocabulary& vocabulary);

struct DraftFile {
  Draft draft;
  bool sealed = false; ///< untouched since it was written
};
Result<DraftFile> read_draft(std::string_view text, const Vocabulary& vocabulary);

} // namespace cartwright
