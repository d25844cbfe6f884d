// What is kept of a catalogue beside the answers that it gave, so that a later run can say what in it
// changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/matching/snapshot.hpp"
#include "engine/rematch/standing.hpp"

namespace cartwright {

struct KeptCriterion {
  CriterionId id;
  CriterionKind kind = CriterionKind::inclusion;
  std::string rule; ///< as evaluated
  std::string key;  ///< equal for rules that are the same after checking
  std::vector<CohortId> scope;
  bool operator==(const KeptCriterion&) const = default;
};

/// A slot or a site with its word of status.
struct KeptState {
  std::string name, word;
  bool operator==(const KeptState&) const = default;
};

struct KeptTrial {
  TrialId id;
  std::string title;
  Recruiting recruiting = Recruiting::unknown;
  std::string status;      ///< the registry's word
  std::optional<Day> seen; ///< when the status was seen
  std::string purpose, modality;
  std::vector<KeptState> slots, sites;
  std::vector<KeptCriterion> criteria; ///< of a closed trial: none
  std::string other; ///< whatever else its answers rest on: targets, countries, places, how much was read
  bool operator==(const KeptTrial&) const = default;
};

/// The figures that a rank needs beside what is kept of an answer.
struct KeptRanking {
  double weights = 0; ///< their sum
  double time_weight = 0, freshness_weight = 0;
  std::map<std::string, double> time_scale, freshness_scale;
  int stale_after_days = 0;
  bool operator==(const KeptRanking&) const = default;
};

struct KeptCatalogue {
  std::string revision;
  std::string context; ///< digest of all that is no trial: vocabulary, definitions, evidence, centres ...
  KeptRanking ranking;
  std::vector<KeptTrial> trials; ///< sorted by id
  const KeptTrial* find(const TrialId& id) const;
};

KeptCatalogue keep(const Snapshot& snapshot, std::string context);
/// The text of a rule after checking: names resolved, definitions written out.
std::string checked_text(const criteria::Program& program, criteria::StepIndex root);

/// The score on a date, as match() gives it, to six decimals.
double score_on(const Standing& standing, const KeptTrial& trial, const KeptRanking& ranking,
                const std::string& tempo, Day as_of);

} // namespace cartwright
