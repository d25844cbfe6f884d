// Third stage: all rules of all trials as one acyclic graph in which equal sub-criteria are one node.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/criteria/checked.hpp"

namespace cartwright::criteria {

using NodeIndex = std::uint32_t;

struct SharedNode {
  Shape shape = Shape::test; ///< as in CheckedNode
  std::uint32_t need = 0;
  std::uint32_t test = 0; ///< index into tests
  std::string text;       ///< of a statement
  Score score;
};

/// Built by adding rules; identical parts are found by their canonical text and shared.
class CriteriaGraph {
public:
  CriteriaGraph();
  ~CriteriaGraph();
  CriteriaGraph(CriteriaGraph&&) noexcept;
  CriteriaGraph& operator=(CriteriaGraph&&) noexcept;

  /// The node that stands for the whole rule.
  NodeIndex add(const Checked& rule);
  std::size_t size() const;
  const SharedNode& node(NodeIndex index) const;
  /// In the order in which the rule named them.
  std::vector<NodeIndex> children(NodeIndex index) const;
  const std::vector<Test>& tests() const;
  /// Children before parents.
  std::vector<NodeIndex> order() const;
  std::string dump() const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace cartwright::criteria
