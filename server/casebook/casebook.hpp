// The casebook: cases with their profiles, shortlists and overrides. Every change is one transaction with one
// entry of the audit trail; it names the version it was made for, so that nobody's change is lost.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server/casebook/audit.hpp"
#include "server/casebook/case_record.hpp"
#include "server/clock.hpp"
#include "server/sql.hpp"

namespace cartwright {

/// The present moment as it is stored: UTC, "2026-11-22T08:30:00Z".
using Clock = std::function<std::string()>;

/// A profile that was read and found right.
struct CheckedProfile {
  std::string patient; ///< its id
  std::string body;
};

struct NewOverride {
  TrialId trial;
  CriterionId criterion;
  CriterionState state = CriterionState::met; ///< met, not_met or unknown
  std::string reason;
  std::optional<std::string> until;
  std::string wording; ///< see CaseOverride
};

struct CaseFilter {
  std::optional<bool> open;
  std::string coordinator; ///< empty: everybody's
  std::string after;       ///< ids beyond this one
  std::int64_t limit = 1000;
};

/// An open case with its present profile.
struct OpenProfile {
  CaseId id;
  std::string coordinator;
  std::int64_t profile = 0; ///< its number
  std::string body;
};

/// The version a change was made for; nothing: whatever it is now.
using ExpectedVersion = std::optional<std::int64_t>;

/// Refusals: `not_found`; `changed_meanwhile` when the version is another; `contradiction` when the state of
/// the case does not allow it; `missing_key` for a reason that is not given; `unavailable` from the engine.
/// Any number of threads may call; one at a time is served.
class Casebook {
public:
  explicit Casebook(std::unique_ptr<sql::Database> database, Clock clock = utc_now);

  Result<CaseRecord> add(const Actor& actor, const CheckedProfile& profile, const std::string& coordinator);
  Result<CaseRecord> update(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                            const CheckedProfile& profile, const std::string& why);
  Result<CaseRecord> assign(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                            const std::string& coordinator);
  Result<CaseRecord> close(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                           const std::string& reason);
  Result<CaseRecord> reopen(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                            const std::string& reason);
  /// Puts a trial on the shortlist, or changes its note.
  Result<CaseRecord> shortlist(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                               const TrialId& trial, const std::string& note);
  Result<CaseRecord> unlist(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                            const TrialId& trial);
  /// Takes the place of an earlier one of the same criterion, which ends.
  Result<CaseRecord> override_criterion(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                        const NewOverride& said);
  Result<CaseRecord> withdraw_override(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                       std::int64_t number, const std::string& reason);

  Result<CaseRecord> find(const CaseId& id);
  /// The body of a profile; the present one when no number is given.
  Result<std::string> profile(const CaseId& id, std::optional<std::int64_t> number = std::nullopt);
  /// In the order of ids.
  Result<std::vector<CaseHead>> list(const CaseFilter& filter);

  /// Open cases in the order of ids, beyond this one.
  Result<std::vector<OpenProfile>> open_profiles(const CaseId& after, std::int64_t limit);
  /// All of them, a page at a time: others are served between two pages, and what they change meanwhile may
  /// be seen or not.
  Problems each_open_profile(const std::function<void(const OpenProfile&)>& take);
  Result<std::int64_t> count_open();

  /// For what is not about a case: the engine's connection, for one caller at a time.
  template <class Work> auto with_database(Work work) {
    const std::lock_guard lock(mutex_);
    return work(*database_);
  }
  std::string now() const { return clock_(); }
  const std::string& place() const { return database_->place(); }

private:
  /// What a change does to the rows, and how it is told in the trail: a JSON object without its last brace.
  using Change =
      std::function<std::string(sql::Transaction& work, const CaseRecord& before, const std::string& at)>;
  Result<CaseRecord> change(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                            const std::string& action, const Change& change);

  std::mutex mutex_;
  std::unique_ptr<sql::Database> database_;
  Clock clock_;
};

/// A new id: ten characters that nobody can guess or mistake for one another.
CaseId new_case_id();
/// "c-abcde-fghjk" as "C-ABCDE-FGHJK".
CaseId case_id_written(std::string text);

} // namespace cartwright
