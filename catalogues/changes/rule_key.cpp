#include "catalogues/changes/rule_key.hpp"

#include <algorithm>

#include "catalogues/sha256.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

using criteria::Checked;
using criteria::CheckedNode;
using criteria::Shape;

std::string digest(const std::string& text) {
  Sha256 sum;
  sum.add(text);
  return sum.hex();
}

/// A node with the keys of its parts; parts of the same shape are taken up into it.
struct Keyed {
  Shape shape = Shape::test;
  std::vector<std::string> parts;
  std::string key;
};

bool one_level(Shape shape) {
  return shape == Shape::all_of || shape == Shape::any_of;
}

Keyed keyed(const CheckedNode& node, const Checked& rule, const std::vector<Keyed>& earlier) {
  Keyed out;
  out.shape = node.shape;
  for (const std::uint32_t child : node.children) {
    const Keyed& part = earlier[child];
    if (one_level(node.shape) && part.shape == node.shape)
      out.parts.insert(out.parts.end(), part.parts.begin(), part.parts.end());
    else
      out.parts.push_back(part.key);
  }
  std::sort(out.parts.begin(), out.parts.end());
  if (one_level(node.shape))
    out.parts.erase(std::unique(out.parts.begin(), out.parts.end()), out.parts.end());
  if (one_level(node.shape) && out.parts.size() == 1) { // "all of { a }" is a
    out.key = out.parts.front();
    return out;
  }
  const std::string own = node.shape == Shape::test ? rule.tests[node.test].text : node.text;
  out.key = digest(std::string(criteria::word(node.shape)) + " " + std::to_string(node.need) + "\n" + own +
                   "\n" + join(out.parts, "\n"));
  return out;
}

} // namespace

std::string rule_key(std::string_view rule, const Vocabulary& vocabulary,
                     const criteria::Definitions& definitions) {
  const auto checked = criteria::read_rule(rule, vocabulary, definitions);
  if (!checked) return digest("unchecked " + std::string(rule));
  std::vector<Keyed> nodes;
  for (const CheckedNode& node : checked->nodes)
    nodes.push_back(keyed(node, *checked, nodes));
  return nodes.back().key;
}

} // namespace cartwright
