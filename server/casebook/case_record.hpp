// What the casebook holds about a case. Ids are opaque: they name nobody and may stand in addresses and logs;
// everything else may not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/domain/ids.hpp"
#include "engine/matching/answer.hpp"

namespace cartwright {

using CaseId = TextId<struct CaseTag>;

/// Who does something, and through which door.
struct Actor {
  std::string name; ///< a token's label, or the login name at the command line
  std::string via;  ///< "command line", "http"
};

struct CaseHead {
  CaseId id;
  std::string patient;     ///< the id that the profile names
  std::string coordinator; ///< whose case it is
  bool open = true;
  std::int64_t version = 0;    ///< counts every change of the case
  std::int64_t profile = 0;    ///< number of the present profile
  std::string opened, changed; ///< UTC, "2026-11-22T08:30:00Z"
  std::optional<std::string> closed, close_reason;
};

/// One version of a profile, never changed once stored.
struct ProfileHead {
  std::int64_t number = 0;
  std::string digest; ///< SHA-256 of the body
  std::string by, at, why;
};

struct ShortlistEntry {
  TrialId trial;
  std::string note, by, at;
};

/// "The coordinator says this criterion is met, because ...". Never removed: withdrawn, with a reason.
struct CaseOverride {
  std::int64_t number = 0;
  TrialId trial;
  CriterionId criterion;
  CriterionState state = CriterionState::met;
  std::string reason, by, at;
  std::optional<std::string> until; ///< the last day on which it holds
  std::string wording;      ///< digest of the criterion as it was read: a changed rule is another statement
  std::int64_t profile = 0; ///< the profile that was looked at
  std::optional<std::string> ended, ended_by, ended_reason;
};

struct CaseRecord {
  CaseHead head;
  std::vector<ProfileHead> profiles;
  std::vector<ShortlistEntry> shortlist; ///< in the order of its trials' ids
  std::vector<CaseOverride> overrides;   ///< ended ones too, in the order in which they were made
};

} // namespace cartwright
