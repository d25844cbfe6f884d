// Everything about the trials that is the same for every patient, worked out once; and the standings of one
// patient after the other. They are those of match(), without its sentences.
#pragma once

#include <array>
#include <vector>

#include "engine/domain/place.hpp"
#include "engine/domain/slots.hpp"
#include "engine/matching/score_parts.hpp"
#include "engine/matching/snapshot.hpp"
#include "engine/rematch/bare_trace.hpp"
#include "engine/rematch/standing.hpp"

namespace cartwright {

class StandingPlan {
public:
  /// `trials` are those that will be asked about, as indexes into the snapshot, which must outlive the plan.
  StandingPlan(const Snapshot& snapshot, std::span<const std::size_t> trials);

  /// The standings in these trials, in their order.
  std::vector<Standing> stand(const Patient& patient, Day as_of, std::span<const std::size_t> trials,
                              const std::vector<CriterionOverride>& overrides) const;

private:
  struct PlannedSite {
    Recruiting recruiting = Recruiting::unknown;
    const Cohort* slot = nullptr; ///< of its country
    std::size_t country = 0;
    std::optional<std::size_t> place;
    double experience = 0;
  };
  struct PlannedTrial {
    const CompiledTrial* compiled = nullptr;
    std::vector<WayIn> ways;
    std::vector<PlannedSite> sites;
    std::vector<std::size_t> targets; ///< among the antigens
    double emd_evidence = 0; ///< with extramedullary disease, before any therapy aimed at the targets
  };
  /// One patient, with what several trials ask of it.
  struct View;
  /// Sites that the rules of their country close to the patient, by site.
  using Barred = std::vector<char>;

  PlannedTrial planned(const CompiledTrial& compiled);
  PlannedSite planned(const Site& site, const Trial& trial, const std::vector<WayIn>& ways);
  std::vector<criteria::StepIndex> steps_of(std::span<const std::size_t> trials) const;
  Standing standing_of(const PlannedTrial& trial, BareTrace& trace, View& view) const;
  double settled(const PlannedTrial& trial, double readiness_cost, const Barred& barred, View& view) const;
  double readiness_cost(const PlannedTrial& trial, const Standing& standing, const BareTrace& trace) const;
  double target_fit(const PlannedTrial& trial, const Scale& scale, View& view) const;
  double emd_evidence(const PlannedTrial& trial, const Scale& scale, View& view) const;
  double travel(const PlannedTrial& trial, const Barred& barred, const Scale& scale, View& view) const;

  const Snapshot& snapshot_;
  BareProgram program_;
  std::vector<PlannedTrial> trials_;
  std::vector<std::size_t> place_; ///< among them, by index into the snapshot
  std::vector<Coordinates> places_;
  std::vector<std::string> countries_;
  std::vector<ConceptId> antigens_;
  std::array<double, 256> cost_of_kinds_{}; ///< of a criterion that waits for these kinds of causes
};

} // namespace cartwright
