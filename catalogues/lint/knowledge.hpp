// What must be true of a patient who satisfies given rules, by unit propagation: literals that are forced,
// intervals that terms lie in. Sound and not complete: a contradiction that it finds is one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/criteria/checked.hpp"
#include "engine/domain/truth.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright {

class Knowledge {
public:
  explicit Knowledge(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}
  /// The rule must hold (or, not `holds`, must not).
  void add(const criteria::Checked& rule, bool holds) { demands_.push_back({&rule, holds}); }
  /// No patient satisfies all demands.
  bool contradictory();

private:
  struct Demand {
    const criteria::Checked* rule;
    bool holds;
  };
  struct Interval {
    double low = -1e300, high = 1e300;
    bool low_open = false, high_open = false;
    bool empty() const { return low > high || (low == high && (low_open || high_open)); }
  };
  struct Literal {
    const criteria::Test* test;
    bool holds;
  };

  std::vector<Truth> values(const criteria::Checked& rule) const;
  Truth value(const criteria::Test& test) const;
  Truth by_interval(const criteria::Test& test) const;
  void force(const criteria::Checked& rule, bool holds);
  void demand_of_children(const criteria::CheckedNode& node, bool holds, const std::vector<Truth>& known,
                          std::vector<Truth>& wanted) const;
  void learn(const criteria::Test& test, bool holds);
  void narrow(const criteria::Test& test, bool holds);

  const Vocabulary& vocabulary_;
  std::vector<Demand> demands_;
  std::map<std::string, Truth> literals_; ///< by the test's text
  std::vector<Literal> learnt_;
  std::map<std::string, Interval> intervals_; ///< by the term's text
  bool contradiction_ = false;
};

/// Whether the first holding makes the second hold.
bool implies(const criteria::Test& narrow, const criteria::Test& wide, const Vocabulary& vocabulary);
/// Whether both cannot hold.
bool exclusive(const criteria::Test& a, const criteria::Test& b);

} // namespace cartwright
