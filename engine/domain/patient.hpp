// Recorded facts of one patient, as the profile states them: names resolved, units parsed, nothing derived,
// nothing guessed. An absent value is "not known". `where` is the path of an entry in the profile, for
// explanations.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/domain/date.hpp"
#include "engine/domain/ids.hpp"
#include "engine/domain/quantity.hpp"
#include "engine/domain/truth.hpp"

namespace cartwright {

/// What a list says about entries it does not hold.
struct Completeness {
  bool complete = false;            ///< nothing else, ever
  std::optional<PartialDate> since; ///< nothing else since then
  std::vector<std::string> kinds;   ///< limits the statement to these kinds (support events); empty: all
};

struct Entry {
  std::string where;
  std::string source;
  bool uncertain = false;
};

struct DatedQuantity {
  Quantity quantity;
  std::optional<PartialDate> date;
  std::string where;
};

struct Person {
  std::optional<PartialDate> birth_date;
  std::string sex;     ///< "female", "male", empty
  std::string country; ///< ISO 3166 alpha-2, empty
  std::optional<DatedQuantity> weight, height;
  std::string pregnancy; ///< not_possible, negative, positive, lactating, empty
  std::optional<PartialDate> pregnancy_date;
};

struct Diagnosis {
  std::optional<ConceptId> condition;
  std::optional<PartialDate> date;
  std::string status;               ///< newly_diagnosed, relapsed_refractory, in_response, smouldering, empty
  std::string current_response;     ///< a response word, empty
  std::string plasma_cell_leukemia; ///< none, primary, secondary, empty
  std::string isotype, light_chain, secretory;
};

enum class MarkerState : std::uint8_t { present, absent, not_tested };
struct Marker : Entry {
  ConceptId marker{};
  MarkerState state = MarkerState::not_tested;
  std::optional<double> clone_percent;
  std::string method;
  std::optional<PartialDate> date;
};

struct Lesion : Entry {
  std::string site;
  std::optional<bool> contiguous_with_bone; ///< true: paraskeletal; false: extraosseous
  std::vector<double> size_mm;              ///< one or two diameters
  std::string imaging;
  std::optional<PartialDate> date;
  std::optional<bool> biopsy_proven, measurable, threatens_organ;
};
struct Imaging : Entry {
  std::string imaging; ///< PET-CT, WB-MRI, CT, MRI, ultrasound, skeletal_survey
  std::optional<PartialDate> date;
};
struct Extramedullary {
  std::string state; ///< present, absent, empty
  std::vector<Imaging> mapped_by;
  std::vector<Lesion> lesions;
  Completeness complete;
};

struct Cns {
  std::string state; ///< none, suspected, paraskeletal_compression, leptomeningeal, parenchymal, empty
  std::optional<PartialDate> date;
};

struct CirculatingPlasmaCells : Entry {
  std::optional<double> percent;
  std::optional<Quantity> absolute;
  std::optional<PartialDate> date;
};

enum class Response : std::uint8_t { PD, SD, MR, PR, VGPR, CR, sCR };
std::optional<Response> parse_response(std::string_view text);
std::string_view word(Response response);

struct AgentDose {
  ConceptId agent{};
  std::optional<Quantity> dose;
};

struct Episode : Entry {
  std::string id;
  std::string regimen;           ///< as written
  std::vector<ConceptId> agents; ///< of the regimen and those named, sorted, without duplicates
  bool agents_known = true;      ///< false: only a name that tells nothing, e.g. "study drug"
  std::string route;             ///< systemic, intrathecal, local, empty
  std::optional<PartialDate> start, stop, planned_stop;
  std::optional<std::int32_t> cycles;
  std::string intent; ///< induction ... supportive, empty
  std::string planned_with;
  std::optional<Response> best_response;
  std::optional<PartialDate> progression_date;
  std::string stop_reason; ///< completed, progression, toxicity, switch, ongoing, empty
  std::vector<AgentDose> doses;
};

struct Transplant : Entry {
  std::string type; ///< autologous, allogeneic
  std::optional<PartialDate> date;
  std::string planned_with;
  std::optional<bool> tandem;
  std::string gvhd; ///< none, active, chronic, resolved, empty
  std::optional<PartialDate> gvhd_date;
  std::string donor;
  std::optional<PartialDate> immunosuppression_stopped;
};

struct RadiotherapyCourse : Entry {
  std::string site;
  std::optional<PartialDate> start, stop;
  std::optional<Quantity> dose;
  std::optional<std::int32_t> fractions;
  std::string intent;
};

struct AntigenResult : Entry {
  ConceptId antigen{};
  std::string assay;    ///< flow, IHC, empty
  std::string specimen; ///< marrow, lesion, csf, blood, empty
  std::string result;   ///< positive, low, negative, not_tested, empty
  std::optional<double> percent;
  std::optional<PartialDate> date;
};

struct Measurement : Entry {
  ConceptId test{};
  Quantity as_written;
  std::optional<double> stored;      ///< in the stored unit; nothing when the unit cannot be converted
  std::optional<double> lower_limit; ///< this laboratory's, in the stored unit
  std::optional<double> upper_limit;
  std::optional<PartialDate> date;
  std::string method;
  std::string at;             ///< diagnosis, relapse, empty
  bool probable_slip = false; ///< outside the plausible bounds: inadmissible until confirmed
};

struct SupportEvent : Entry {
  std::string kind;
  std::optional<PartialDate> date, until;
  std::optional<ConceptId> agent;
  std::optional<Quantity> dose;
};

struct Performance : Entry {
  std::string scale; ///< ECOG, Karnofsky
  double value = 0;
  std::optional<PartialDate> date;
  std::string due_to;
};

struct InfectionTest : Entry {
  std::string agent; ///< HBV, HCV, HIV, syphilis, CMV, TB, EBV ...
  std::string test;
  std::string result; ///< positive, negative
  std::optional<PartialDate> date;
};

struct ActiveInfection {
  std::string state; ///< none, present, controlled, empty
  std::optional<PartialDate> date;
};

struct ConditionEntry : Entry {
  ConceptId condition{};
  std::string state; ///< present, absent, resolved
  std::optional<PartialDate> date;
  std::optional<PartialDate> since;  ///< with absent: not since that date
  std::optional<std::int32_t> grade; ///< CTCAE, 0 to 5
  std::string detail;
};

struct ResidualDisease : Entry {
  std::string result; ///< positive, negative
  std::string method; ///< flow, NGS, PCR ..., empty
  std::optional<PartialDate> date;
};

struct HlaAllele : Entry {
  std::string allele; ///< "A*02:01"; fewer fields leave open which one it is
};

struct Travel {
  std::optional<bool> fit_to_fly, companion;
  std::optional<double> max_stay_weeks, visa_lead_days;
  std::string assistance;
  std::vector<std::string> countries; ///< where she could go; empty: not stated
  std::string home_city;
  std::optional<double> latitude, longitude;
};

struct Document : Entry {
  std::string group; ///< one of the twelve
  std::optional<PartialDate> date;
  std::string language;
  std::optional<bool> translated;
};

template <class T> struct History {
  std::vector<T> items;
  Completeness complete;
};

struct Patient {
  PatientId id;
  std::string summary;
  Person person;
  Diagnosis diagnosis;
  std::vector<Marker> markers;
  bool cytogenetics_tested = false;
  Extramedullary extramedullary;
  Cns cns;
  std::vector<CirculatingPlasmaCells> circulating_plasma_cells;
  std::string amyloidosis, poems; ///< none, al, localised / none, present / empty
  std::string tempo;              ///< slow, moderate, rapid, empty
  History<Episode> therapies;
  History<Transplant> transplants;
  History<RadiotherapyCourse> radiotherapy;
  std::vector<AntigenResult> antigens;
  std::vector<Measurement> measurements;
  History<SupportEvent> support;
  History<Episode> medications; ///< what is taken beside the treatment of the myeloma
  std::vector<ResidualDisease> residual_disease;
  History<HlaAllele> hla;
  std::vector<Performance> performance;
  std::vector<InfectionTest> infections;
  ActiveInfection active_infection;
  History<ConditionEntry> conditions;
  History<ConditionEntry> other_cancers;
  Travel travel;
  std::vector<Document> documents;
  std::string notes;
};

} // namespace cartwright
