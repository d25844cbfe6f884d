// The answer to "which trials and centres fit": one entry a trial, with every criterion explained. Shapes of
// CONTRACTS section 2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/domain/trial.hpp"
#include "engine/evaluation/finding.hpp"

namespace cartwright {

/// Of a criterion, from the point of view of eligibility: met always helps, for exclusions too.
enum class CriterionState : std::uint8_t { not_met, unknown, judgement, met };
std::string_view word(CriterionState state);

/// Best last, so that the better of two cohorts is the greater.
enum class Verdict : std::uint8_t { ineligible, eligible_later, potentially_eligible, eligible };
std::string_view word(Verdict verdict);

/// "The coordinator says that this criterion is met, because ...": a statement beside what the program finds.
/// It decides the verdict for as long as it holds, and is told with every answer, also when it no longer
/// holds.
struct CriterionOverride {
  std::int64_t number = 0; ///< of its case
  TrialId trial;
  CriterionId criterion;
  CriterionState state = CriterionState::met; ///< met, not_met or unknown
  std::string because, by, at;
  std::optional<Day> until; ///< the last day on which it holds
  std::int64_t profile = 0; ///< the version of the profile that was looked at
  std::string lapsed;       ///< why it does not hold; empty: it holds
};

struct CriterionAnswer {
  const Criterion* criterion = nullptr;
  CriterionState state = CriterionState::unknown; ///< what the program finds
  std::string why;
  std::vector<FactUse> facts;
  Causes causes;
  std::optional<Day> mends; ///< of a failing one: the first day on which it no longer fails, by time alone
  std::optional<CriterionOverride> said = {};
  /// What the verdict goes by.
  CriterionState counts_as() const { return said && said->lapsed.empty() ? said->state : state; }
};

struct CohortAnswer {
  const Cohort* cohort = nullptr; ///< null when the trial has no slots
  Verdict verdict = Verdict::potentially_eligible;
  std::optional<Day> eligible_from;
  Recruiting recruiting = Recruiting::unknown;
};

struct SiteAnswer {
  const Site* site = nullptr;
  const Centre* centre = nullptr; ///< null when the catalogue has no such centre
  Recruiting recruiting = Recruiting::unknown;
  std::optional<double> distance_km;
  bool barred = false; ///< the trial's rules for this country rule the patient out
  std::string why;
};

struct ScorePart {
  std::string name;
  double value = 0; ///< 0..1; what is not known adds nothing
  double weight = 0;
  std::string why;
};

struct Freshness {
  std::optional<Day> seen;
  std::optional<int> days;
  bool stale = true; ///< also when nobody recorded the date
};

struct TrialAnswer {
  const Trial* trial = nullptr;
  Verdict verdict = Verdict::potentially_eligible;
  std::optional<Day> eligible_from;
  Recruiting recruiting = Recruiting::unknown;
  std::size_t rank = 0;
  double score = 0;
  std::vector<ScorePart> score_parts;
  std::vector<CohortAnswer> cohorts;
  std::vector<CriterionAnswer> criteria;
  std::vector<SiteAnswer> sites; ///< open ones first, then by distance
  Freshness freshness;
};

/// What obtaining one document group would bring.
struct Unlock {
  std::string document;
  std::vector<std::string> facts;
  std::size_t would_decide =
      0; ///< candidates in which at least one open criterion waits for this document alone
  std::size_t would_complete = 0; ///< candidates in which nothing else is missing
};

/// A count known exactly (min == max), as a range, or open upwards (no max); nothing at all: not known.
struct CountRange {
  std::optional<std::int32_t> min, max;
};
/// The same for a number; without a unit it is a bare number.
struct NumberRange {
  std::optional<double> low, high;
  std::string unit;
};
using ReviewValue = std::variant<Truth, CountRange, NumberRange>;
/// "yes", "not known", "3", "3 to 4", "at least 3", "2.31 mmol/L"
std::string text_of(const ReviewValue& value);

/// One derived fact of the case review.
struct ReviewItem {
  std::string name, says;
  ReviewValue value;
  std::string why;
  std::vector<FactUse> facts;
  Causes causes;
};

struct MatchAnswer {
  Day as_of{};
  std::vector<ReviewItem> review;
  std::vector<TrialAnswer> answers; ///< every trial of the catalogue, in rank order
  std::vector<Unlock> unlock;
};

} // namespace cartwright
