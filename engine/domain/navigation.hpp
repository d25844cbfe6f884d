// What a case needs beyond trials: the document groups it is asked for, products approved by country, and
// treatment approaches that are not trials. Fit and indications are criteria, as those of a trial.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/domain/date.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

/// A fact that a document group must hold for a case to be ready.
struct HeldFactName {
  std::string fact;                  ///< a word of the causes, or of recorded_facts.hpp in matching
  std::string says;                  ///< for people
  std::vector<std::string> asked_as; ///< further words of causes that this fact settles
};

/// Days are those seen in trials, or suggestions of the project.
struct DocumentGroup {
  std::string id, label;
  std::vector<HeldFactName> must_hold;
  std::optional<double> validity_days;           ///< seen in trials
  std::optional<double> suggested_validity_days; ///< the project's, to be reviewed clinically
  std::vector<std::pair<std::string, double>> fact_validity_days;
  std::string follows; ///< "any_therapy", "targeted_therapy": out of date once such a therapy came; or empty
};

/// A product approved in one country, or under review there. Its indication is written as criteria.
struct Approval {
  std::string country, agency;
  std::string status; ///< approved, conditional, under_review, reported (not seen with the agency)
  std::optional<PartialDate> date;
  bool announced = false; ///< the date is that of the announcement
  std::string says;       ///< the indication
  std::string remarks;    ///< what is known of its availability; may be empty
  std::vector<Criterion> criteria;
  Source source;
  bool verified = false;
};

struct Product {
  std::string id; ///< the file's name
  ConceptId agent{};
  std::vector<Approval> approvals;
  std::string notes;
};

/// A centre that documents an approach.
struct PathwayCentre {
  CentreId centre;
  std::string says;
  Source source;
  bool verified = false;
};

/// A treatment approach that is not a trial, or that is offered in trials only.
struct Pathway {
  std::string id; ///< the file's name
  int order = 0;  ///< in which the approaches are told
  std::string title, fits, mind;
  bool trial_only = false;
  std::vector<std::string> modalities; ///< trials of the approach: with one of these ...
  std::vector<ConceptId> targets;      ///< ... and aimed at one of these
  std::vector<ConceptId> agents;       ///< what it is done with: products of these are told beside it
  std::vector<Cohort> variants;        ///< e.g. a single transplant and a tandem; may be empty
  std::vector<Criterion> criteria;
  std::vector<PathwayCentre> centres;
  Source source;
  bool verified = false;
  std::string notes;
};

struct Navigation {
  std::vector<DocumentGroup> documents; ///< the twelve groups, in their order
  std::vector<Product> products;        ///< sorted by id
  std::vector<Pathway> pathways;        ///< by their order
};

} // namespace cartwright
