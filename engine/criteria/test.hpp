// The tests that rules are made of, after checking: names resolved to concepts, units converted to stored
// units, types right. One small struct per form of the language; `Test::text` is the canonical spelling and
// the identity.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/domain/date.hpp"
#include "engine/domain/ids.hpp"
#include "engine/domain/patient.hpp"
#include "engine/domain/quantity.hpp"

namespace cartwright::criteria {

/// Every agent that a drug phrase covers.
struct DrugSet {
  std::string text;              ///< canonical: "target BCMA; by car_t"
  std::vector<ConceptId> agents; ///< sorted
  std::vector<ConceptId> beside; ///< those taken beside the treatment of the myeloma: co-medication
};

enum class Op : std::uint8_t { less, at_most, equal, not_equal, at_least, greater };
std::string_view symbol(Op op);

/// A place in the treatment history: lines as counted, or the newest therapy.
enum class Position : std::uint8_t { anywhere, first_line, last_line, last_therapy };
std::string_view word(Position position);

/// Which of the episodes that held a drug count.
struct EpisodeFilter {
  struct DoseBound {
    Op op = Op::at_least;
    Quantity dose;
  };
  std::optional<DoseBound> dose;
  std::vector<std::string> intents; ///< any of; empty: any
  Position in = Position::anywhere;
};

/// A fixed length, a number of half-lives, or the shorter or longer of both.
struct Interval {
  enum class Combine : std::uint8_t { only, shorter, longer };
  std::optional<Period> fixed;
  std::optional<double> half_lives;
  Combine combine = Combine::only;
};

/// Which samples count.
struct SampleConditions {
  std::optional<Period> within; ///< age at the date of matching
  struct SupportFree {
    std::string kind; ///< a kind of the profile's support events
    Period period;    ///< before the sample
  };
  std::vector<SupportFree> support_free;
  std::vector<std::string> methods; ///< any of; empty: any
  std::string at;                   ///< diagnosis, relapse; empty: at any time
};

enum class LesionKind : std::uint8_t { any, paraskeletal, extraosseous };
std::string_view word(LesionKind kind);

/// lines(...) options: lines that held `of`, and of at least `cycles` complete cycles or, alternatively, of
/// such a best response.
struct LineFilter {
  std::optional<DrugSet> of;
  std::optional<std::int32_t> min_cycles;
  std::optional<Response> or_best_response;
};

struct AntigenFilter {
  ConceptId antigen{};
  std::vector<std::string> assays, specimens; ///< any of; empty: any
};

enum class NumberKind : std::uint8_t {
  age,    ///< years
  weight, ///< kg
  ecog,
  kps,
  lines,
  measurement,          ///< `subject`, in its stored unit
  creatinine_clearance, ///< mL/min, by `method`
  egfr,                 ///< mL/min/1.73m2, by `method`
  antigen_percent,      ///< `antigen`
  largest_lesion,       ///< mm
  sum_of_products,      ///< cm2
  lesion_count,
  involved_flc,
  dflc,                     ///< mg/L
  flc_ratio,                ///< kappa to lambda
  circulating_plasma_cells, ///< %
  circulating_absolute,     ///< 10^9/L
  height,                   ///< cm
  nadir,                    ///< lowest value of the series before the newest
  change,                   ///< newest value of the series against its nadir
  trend,                    ///< newest value of the series against the oldest one of a period
  steroid_total,            ///< mg of prednisone over a period
  steroid_highest_daily,    ///< mg of prednisone a day
  steroid_days,             ///< days on which a steroid was given
  involved_ratio,           ///< involved to uninvolved free light chain
  iss,                      ///< stages 1 to 3, of samples at diagnosis unless asked otherwise
  r_iss,                    ///< stages 1 to 3
  r2_iss,                   ///< stages 1 to 4
  car_hematotox             ///< points 0 to 7
};
std::string_view word(NumberKind kind);

struct NumberTerm {
  NumberKind kind = NumberKind::age;
  ConceptId subject{};
  std::string method; ///< cockcroft_gault, ckd_epi_2021, mdrd, any
  LesionKind lesion = LesionKind::any;
  bool shortest_diameter = false;
  LineFilter line;
  AntigenFilter antigen;
  SampleConditions sample;
  NumberKind series = NumberKind::measurement; ///< of nadir, change and trend: what is followed
  std::optional<Period> over;                  ///< of trend and steroids; of steroids nothing: ever
  bool relative = false;                       ///< change and trend in per cent of the earlier value
};

enum class BoundKind : std::uint8_t {
  absolute,       ///< `value` in the term's unit
  upper_multiple, ///< `value` times the laboratory's upper limit
  lower_multiple, ///< `value` times the laboratory's lower limit
  normal,         ///< within the laboratory's limits
  abnormal
};

struct NumberTest {
  NumberTerm term;
  BoundKind bound = BoundKind::absolute;
  Op op = Op::at_least;
  double value = 0;
  std::optional<double> upper; ///< `in value..upper`, both included
  std::string bound_text;      ///< as shown: "50 x10^9/L", "1.5 xULN", "18..75 y"
};

enum class EventKind : std::uint8_t {
  last_dose,
  last_therapy,
  transplant_autologous,
  transplant_allogeneic,
  transplant_any,
  radiotherapy,
  progression,
  diagnosis,
  immunosuppression,
  condition,
  support,
  infusion_car_t,
  first_dose,
  start_of_first_line,
  start_of_last_line
};
struct Event {
  EventKind kind = EventKind::last_dose;
  DrugSet drugs;         ///< of last_dose, first_dose
  ConceptId condition{}; ///< of condition
  std::string support;   ///< of support
  std::string text;      ///< canonical
};

struct ElapsedTest {
  Event since;
  Op op = Op::at_least;
  Period period;
  std::optional<Period> upper; ///< `in period..upper`, both included
};
struct WashoutTest {
  Event of;
  Interval interval;
  std::string anchor;
};
struct ExposureTest {
  DrugSet drugs;
  std::optional<std::int32_t> min_cycles;
  EpisodeFilter which;
};
struct RefractoryTest {
  DrugSet drugs;
  Period window{60, PeriodUnit::days};
  Response below = Response::MR;
  EpisodeFilter which;
};
struct IntolerantTest {
  DrugSet drugs;
};
struct BestResponseTest {
  DrugSet drugs; ///< empty: any therapy of the position
  Op op = Op::at_least;
  Response response = Response::PR;
  EpisodeFilter which;
};
struct LastTherapyTest {
  DrugSet ignoring;
  DrugSet is;
};
struct ProgressedTest {
  std::optional<Period> within;
}; ///< nothing: at any time during or after the newest therapy
struct RelapsedTest {
  Period within;
  EventKind transplant = EventKind::transplant_autologous;
};
struct TransplantTest {
  EventKind type = EventKind::transplant_any;
  std::int32_t at_least = 1;
};
enum class EmdKind : std::uint8_t {
  any,
  paraskeletal,
  extraosseous,
  measurable,
  biopsy_proven,
  threatens_organ
};
struct EmdTest {
  EmdKind kind = EmdKind::any;
};
struct CnsTest {
  std::vector<std::string> modes;
}; ///< profile words; empty: leptomeningeal or parenchymal
struct PclTest {
  std::string definition;
}; ///< 5_percent, 20_percent, any
enum class WordField : std::uint8_t {
  diagnosis,
  status,
  isotype,
  light_chain,
  sex,
  country,
  secretory,
  plasma_cell_leukemia,
  amyloidosis,
  poems,
  tempo,
  current_response
};
struct WordTest {
  WordField field = WordField::status;
  std::vector<std::string> words;
  std::vector<ConceptId> concepts;
};
struct MarkerTest {
  std::vector<ConceptId> markers;
  std::optional<Op> clone_op;
  double clone_percent = 0;
};
enum class ConditionMode : std::uint8_t { has, had, active };
struct ConditionTest {
  ConditionMode mode = ConditionMode::has;
  ConceptId condition{};
  std::optional<Period> within;
  std::vector<ConceptId> except; ///< these, and what is narrower, do not count
  std::optional<Op> grade_op;    ///< with such a CTCAE grade
  std::int32_t grade = 0;
};
struct ActiveInfectionTest {};
struct InfectionResultTest {
  std::string organism, test, result;
  std::optional<Period> within;
};
struct SupportTest {
  std::string kind;
  Period within;
};
struct SteroidTest {
  double above_mg_per_day = 0;
  Period within;
  bool or_equal = false; ///< "from 10 mg/d" instead of "above"
};
enum class PersonState : std::uint8_t { pregnant, lactating, child_bearing_potential, fit_to_fly };
struct PersonTest {
  PersonState state = PersonState::pregnant;
};
struct AntigenStateTest {
  AntigenFilter filter;
  std::string result;
  SampleConditions sample;
}; ///< positive, negative
struct ProgressedOnTest {
  DrugSet drugs;
  Period window{0, PeriodUnit::days}; ///< after the last dose; none: on it only
  EpisodeFilter which;
};
struct ProgressedEarlyTest {
  Period within; ///< of the start of the first line
};

/// `trend(...) is rising`: every value of the period above, or below, the one before.
struct TrendTest {
  NumberTerm term;
  bool rising = true;
};
struct CurrentResponseTest {
  Op op = Op::at_least;
  Response response = Response::PR;
};
struct EcogDueToTest {
  std::vector<std::string> words;
};

struct ResidualDiseaseTest {
  std::string result; ///< positive, negative
  SampleConditions sample;
};
struct HlaTest {
  std::vector<std::string> alleles; ///< any of
};

using TestForm = std::variant<NumberTest, ElapsedTest, WashoutTest, ExposureTest, RefractoryTest,
                              IntolerantTest, BestResponseTest, LastTherapyTest, ProgressedTest, RelapsedTest,
                              TransplantTest, EmdTest, CnsTest, PclTest, WordTest, MarkerTest, ConditionTest,
                              ActiveInfectionTest, InfectionResultTest, SupportTest, SteroidTest, PersonTest,
                              AntigenStateTest, ProgressedOnTest, ProgressedEarlyTest, TrendTest,
                              CurrentResponseTest, EcogDueToTest, ResidualDiseaseTest, HlaTest>;

struct Test {
  TestForm form;
  std::string text; ///< canonical spelling; equal text is the same test
};

} // namespace cartwright::criteria
