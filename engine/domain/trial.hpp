// Trials and centres as the catalogue states them. Rules are still text here; the criteria layer checks and
// compiles them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/domain/date.hpp"
#include "engine/domain/ids.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright {

enum class Recruiting : std::uint8_t { open, not_yet, closed, unknown };
std::string_view word(Recruiting state);
/// What can be offered first: open, not yet, unknown, closed.
int offer_order(Recruiting recruiting);
/// From the registry's words: recruiting and enrolling_by_invitation are open; suspended, completed ... are
/// closed.
Recruiting recruiting_of(std::string_view status_word);

struct Status {
  std::string value; ///< a registry word in lower snake case
  std::optional<Day> as_of;
  std::string last_known; ///< what held before the registry said "unknown"
  std::string source;
  Recruiting recruiting() const { return recruiting_of(value); }
};

/// What a slot of a trial is. A country slot combines with the others: one enters a cohort in a country.
enum class SlotKind : std::uint8_t { cohort, arm, part, phase, stage, country };
std::string_view word(SlotKind kind);
std::optional<SlotKind> slot_kind(std::string_view word);

/// One way into a trial, by tradition called a cohort.
struct Cohort {
  CohortId id;
  std::string title;
  std::optional<Status> status; ///< nothing: as the trial
  SlotKind kind = SlotKind::cohort;
  std::vector<std::string> countries; ///< of a country slot: where its sites lie, ISO 3166 alpha-2
};

struct Site {
  std::string facility, city, country;
  std::optional<CentreId> centre;
  Status status;
  std::optional<double> latitude, longitude;
};

enum class CriterionKind : std::uint8_t { inclusion, exclusion };
std::string_view word(CriterionKind kind);

struct Criterion {
  CriterionId id;
  CriterionKind kind = CriterionKind::inclusion;
  std::string says;
  std::string rule;    ///< as written
  std::string as_read; ///< evaluated instead of `rule` when the text is a probable slip; empty otherwise
  std::string flag;    ///< why the two differ
  std::vector<CohortId> scope; ///< empty: every cohort
  Source source;
  bool verified = false;
  const std::string& evaluated_rule() const { return as_read.empty() ? rule : as_read; }
};

/// A finding of lint that the maintainers know and have explained.
struct Accepted {
  std::string code; ///< a word of ProblemCode
  std::string at;   ///< the place in the file, or its beginning; empty: anywhere in it
  std::string why;
};

struct Trial {
  TrialId id;
  std::vector<std::string> other_ids;
  std::string title, summary, phase, sponsor, modality, construct, product;
  std::vector<ConceptId> targets; ///< antigens
  std::vector<std::string> lymphodepletion;
  Status status;
  std::string purpose = "treatment"; ///< treatment, follow_up, care
  std::string emd_rule;        ///< required, allowed, excluded, not_stated
  std::vector<Cohort> cohorts; ///< empty: the trial is one cohort
  std::vector<Site> sites;
  std::vector<Criterion> criteria;
  std::string completeness; ///< full, partial, registry_only
  Source source;
  bool verified = false;
  std::string notes;
  std::vector<Accepted> accepted;
};

struct Experience {
  std::string says;
  std::optional<double> figure;
  Source source;
  bool verified = false;
};

struct Centre {
  CentreId id;
  std::string name, name_local;
  std::vector<std::string> aliases;
  std::string city, province, country;
  std::optional<double> latitude, longitude;
  std::vector<Experience> experience;
  std::string emd_experience; ///< documented, not_recorded
  std::optional<double> car_t_myeloma_volume;
  std::optional<bool> accepts_international;
  Source source;
  bool verified = false;
  std::string notes;
};

/// One published result in (extramedullary) myeloma. Never pooled.
struct Evidence {
  std::string id;
  std::vector<ConceptId> targets;
  std::string modality, setting, comparator, design, strength;
  std::optional<double> n, n_emd, orr_emd_percent, cr_emd_percent, pfs_emd_months, os_emd_months;
  bool emd_specific = false;
  Source source;
  bool verified = false;
};

/// A rule used by many trials under one name, e.g. measurable(imwg_2016).
struct Definition {
  std::string id;
  std::string says;
  std::string rule;
  Source source;
  bool verified = false;
};

/// One named part of the score, with the figures of its scale by name (ranking.json lists and explains them).
struct ScoreWeight {
  std::string name;
  double weight = 0;
  std::string says;
  std::map<std::string, double> scale;
};

struct RankingScales {
  std::vector<ScoreWeight> weights;
  int stale_after_days = 60;
};

/// The whole catalogue as read and cross-checked; constant once loaded.
struct Catalogue {
  std::string revision; ///< "sha256:..." over all files
  std::shared_ptr<const Vocabulary> vocabulary;
  std::vector<Definition> definitions;
  std::vector<Trial> trials;   ///< sorted by id
  std::vector<Centre> centres; ///< sorted by id
  std::vector<Evidence> evidence;
  RankingScales ranking;
};

} // namespace cartwright
