// The catalogue made ready to answer: every rule checked, shared and compiled into one program. Immutable;
// handed out as shared_ptr<const Snapshot>, so a reload swaps it under running requests.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "engine/criteria/checked.hpp"
#include "engine/criteria/program.hpp"
#include "engine/domain/navigation.hpp"
#include "engine/domain/result.hpp"
#include "engine/domain/trial.hpp"

namespace cartwright {

struct CompiledTrial {
  const Trial* trial = nullptr;
  std::vector<criteria::StepIndex> roots; ///< one a criterion, in the trial's order
  std::vector<criteria::StepIndex> steps; ///< all that the roots need, in evaluation order
};

/// A fact of the case review, computed by the same language: "exposed_PI" by the rule `exposed(PI)`.
struct ReviewRule {
  std::string name;
  std::string says;
  criteria::StepIndex root = 0;
};

struct Snapshot {
  std::shared_ptr<const Catalogue> catalogue;
  std::shared_ptr<const Navigation> navigation; ///< never null
  criteria::CriteriaGraph graph;
  criteria::Program program;
  std::vector<CompiledTrial> trials; ///< as in the catalogue, sorted by id
  std::vector<ReviewRule> review;
  std::deque<Trial> shells; ///< approvals and pathways, each as a trial without sites: one judge for all
  std::vector<CompiledTrial> approvals; ///< of the navigation's products, in their order
  std::vector<CompiledTrial> pathways;  ///< in the navigation's order
  const CompiledTrial* find(const TrialId& id) const;
  const Centre* find(const CentreId& id) const;
};

/// Every rule's problems at once, each with file-like place "trials/ID: criteria[I3].rule:1:14".
/// Without navigation there are no document groups, products and pathways.
Result<std::shared_ptr<const Snapshot>>
build_snapshot(std::shared_ptr<const Catalogue> catalogue,
               std::shared_ptr<const Navigation> navigation = nullptr);

} // namespace cartwright
