#include "engine/criteria/graph.hpp"

#include <iterator>
#include <unordered_map>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/topological_sort.hpp>

namespace cartwright::criteria {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

} // namespace

struct CriteriaGraph::Impl {
  Graph edges; ///< from a combination to its parts; out-edges keep the order in which they were added
  std::vector<SharedNode> nodes;
  std::vector<Test> tests;
  std::unordered_map<std::string, NodeIndex> by_key;
  std::unordered_map<std::string, std::uint32_t> test_by_text;

  std::uint32_t share_test(const Test& test) {
    const auto [at, fresh] = test_by_text.try_emplace(test.text, static_cast<std::uint32_t>(tests.size()));
    if (fresh) tests.push_back(test);
    return at->second;
  }

  static std::string key_of(const SharedNode& node, const std::vector<NodeIndex>& children) {
    std::string key = std::to_string(static_cast<int>(node.shape)) + ":" + std::to_string(node.need) + ":";
    if (node.shape == Shape::test) return key + std::to_string(node.test);
    for (const NodeIndex child : children)
      key += std::to_string(child) + ",";
    return key + text_of(node.score) + node.text;
  }

  NodeIndex share(SharedNode node, const std::vector<NodeIndex>& children) {
    const auto [at, fresh] = by_key.try_emplace(key_of(node, children), static_cast<NodeIndex>(nodes.size()));
    if (!fresh) return at->second;
    nodes.push_back(std::move(node));
    const auto vertex = boost::add_vertex(edges);
    for (const NodeIndex child : children)
      boost::add_edge(vertex, child, edges);
    return at->second;
  }
};

CriteriaGraph::CriteriaGraph() : impl_(std::make_unique<Impl>()) {}
CriteriaGraph::~CriteriaGraph() = default;
CriteriaGraph::CriteriaGraph(CriteriaGraph&&) noexcept = default;
CriteriaGraph& CriteriaGraph::operator=(CriteriaGraph&&) noexcept = default;

NodeIndex CriteriaGraph::add(const Checked& rule) {
  std::vector<NodeIndex> place;
  for (const CheckedNode& node : rule.nodes) {
    SharedNode shared;
    shared.shape = node.shape;
    shared.need = node.need;
    shared.text = node.text;
    shared.score = node.score;
    if (node.shape == Shape::test) shared.test = impl_->share_test(rule.tests[node.test]);
    std::vector<NodeIndex> children;
    for (const std::uint32_t child : node.children)
      children.push_back(place[child]);
    place.push_back(impl_->share(std::move(shared), children));
  }
  return place.back();
}

std::size_t CriteriaGraph::size() const {
  return impl_->nodes.size();
}

const SharedNode& CriteriaGraph::node(NodeIndex index) const {
  return impl_->nodes[index];
}

std::vector<NodeIndex> CriteriaGraph::children(NodeIndex index) const {
  std::vector<NodeIndex> out;
  for (auto [edge, end] = boost::out_edges(index, impl_->edges); edge != end; ++edge)
    out.push_back(static_cast<NodeIndex>(boost::target(*edge, impl_->edges)));
  return out;
}

const std::vector<Test>& CriteriaGraph::tests() const {
  return impl_->tests;
}

std::vector<NodeIndex> CriteriaGraph::order() const {
  std::vector<NodeIndex> out;
  out.reserve(size());
  boost::topological_sort(impl_->edges, std::back_inserter(out)); // targets come before sources
  return out;
}

std::string CriteriaGraph::dump() const {
  std::string out;
  for (NodeIndex i = 0; i < size(); ++i) {
    const SharedNode& each = node(i);
    out += std::to_string(i) + " " + std::string(word(each.shape));
    if (each.shape == Shape::at_least) out += " " + std::to_string(each.need);
    for (const NodeIndex child : children(i))
      out += " " + std::to_string(child);
    if (each.shape == Shape::test) out += " " + tests()[each.test].text;
    if (each.shape == Shape::score) out += " " + text_of(each.score);
    if (!each.text.empty()) out += " \"" + each.text + "\"";
    out += "\n";
  }
  return out;
}

} // namespace cartwright::criteria
