// The answer to "which trials and centres fit": one entry a trial, with every criterion explained. Shapes of
// CONTRACTS section 2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/domain/navigation.hpp"
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
  std::vector<SiteAnswer> sites;         ///< open ones first, then by distance
  std::vector<const Evidence*> evidence; ///< published for its targets and modality; each row for itself
  Freshness freshness;
};

/// What obtaining one document group would bring.
struct Unlock {
  std::string document;
  std::vector<std::string> facts; ///< those that most candidates wait for come first
  std::size_t would_decide =
      0; ///< candidates in which at least one open criterion waits for this document alone
  std::size_t would_complete = 0; ///< candidates in which nothing else is missing
};

/// What is held of a document group.
enum class DocumentState : std::uint8_t {
  here,
  stale,        ///< older than its validity, or a therapy that changes it came after
  missing,      ///< no such record is on file
  to_translate, ///< on file, in another language than English only
  not_needed    ///< it has nothing to tell: no lesion to look at
};
std::string_view word(DocumentState state);

enum class FactState : std::uint8_t { known, in_part, stale, missing, not_needed };
std::string_view word(FactState state);

/// A fact that a document group must hold.
struct HeldFact {
  std::string fact, says;
  FactState state = FactState::missing;
  std::optional<PartialDate> date; ///< of the newest value
  std::string note;                ///< "4 of 6 therapies"; may be empty
  std::size_t trials = 0;          ///< candidates with a criterion that waits for it
};

/// A fact beyond those, for which candidates wait.
struct AwaitedFact {
  std::string fact;
  std::size_t trials = 0;
};

struct DocumentReadiness {
  std::string group, label;
  DocumentState state = DocumentState::missing;
  std::optional<PartialDate> date;
  std::optional<int> days;         ///< from the latest day of the date
  std::optional<Day> good_until;   ///< where a validity is seen or suggested
  bool validity_suggested = false; ///< the validity is the project's suggestion, not seen in a trial
  std::string language;
  bool to_translate = false; ///< also said of a stale one
  std::string why;
  std::vector<HeldFact> holds;
  std::vector<AwaitedFact> also; ///< most wanted first
  std::vector<TrialId> blocks;   ///< candidates with an unknown criterion that names this document, by rank
  std::size_t criteria = 0;      ///< such criteria
  std::size_t alone = 0;         ///< of the trials, those in which such a criterion waits for nothing else
};

/// An investigation that the mapping of the disease still lacks.
struct Investigation {
  std::string name, because, document;
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
/// A truth, a count, a number, or a word of the field ("extraosseous"; empty: not known).
using ReviewValue = std::variant<Truth, CountRange, NumberRange, std::string>;
/// "yes", "not known", "3", "3 to 4", "at least 3", "2.31 mmol/L", the word
std::string text_of(const ReviewValue& value);

/// One derived fact of the case review.
struct ReviewItem {
  std::string name, says;
  ReviewValue value;
  std::string why;
  std::vector<FactUse> facts;
  Causes causes;
};

/// How something that is not a trial fits: judged as a trial would be, told in other words.
struct OfferFit {
  Verdict verdict = Verdict::potentially_eligible;
  std::optional<Day> fits_from;
  std::vector<CohortAnswer> variants;
  std::vector<CriterionAnswer> criteria;
};
/// fits, may_fit, fits_later, does_not_fit
std::string_view fit_word(Verdict verdict);

/// An approved indication of a product in one country.
struct ApprovalAnswer {
  const Product* product = nullptr;
  const Approval* approval = nullptr;
  std::optional<bool> in_reach; ///< the patient lives there or could go there; nothing: not recorded
  OfferFit fit;
};

/// A centre that documents an approach, or where trials of it are open.
struct OfferingCentre {
  const Centre* centre = nullptr;
  const PathwayCentre* documented = nullptr; ///< null: by its trials only
  std::vector<TrialId> trials;               ///< open there
  std::optional<double> distance_km;
};

struct PathwayAnswer {
  const Pathway* pathway = nullptr;
  OfferFit fit;
  std::vector<const Product*> products;
  std::vector<OfferingCentre> centres; ///< documented ones first, then by the number of trials and by id
  std::vector<TrialId> trials;         ///< of the approach, open and not ruled out for this patient, by rank
};

struct MatchAnswer {
  Day as_of{};
  std::vector<ReviewItem> review;
  std::vector<Investigation> investigations; ///< what the mapping of the disease still lacks
  std::vector<DocumentReadiness> readiness;  ///< of every document group
  std::vector<TrialAnswer> answers;          ///< every trial of the catalogue, in rank order
  std::vector<Unlock> unlock;
  std::vector<PathwayAnswer> pathways;  ///< what else: by fit, then in the order of the catalogue
  std::vector<ApprovalAnswer> products; ///< approved products by fit, then by product and country
};

} // namespace cartwright
