// A slow, obvious second evaluator. It walks a rule's tree as written, spells definitions out, and tries
// every choice where a group counts. The simpler tests it answers itself, straight from the profile's JSON
// with its own calendar and its own walk through the vocabulary; the others it asks of the evaluator of one
// test.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/criteria/checked.hpp"
#include "engine/domain/trial.hpp"
#include "engine/evaluation/case.hpp"
#include "tests/support/oracle_facts.hpp"

namespace cartwright::test {

class Oracle {
public:
  explicit Oracle(const Catalogue& catalogue);
  ~Oracle();

  /// One patient: the profile as the reader got it, and the case for tests that the oracle does not know.
  struct Asked {
    const OracleFacts& facts;
    const Case& of;
    std::map<const void*, Truth> known{}; ///< tests answered already
  };
  Truth value(const std::string& rule, Asked& asked) const;

  /// How many tests the oracle answered itself, and how many it asked.
  struct Counts {
    std::size_t own = 0, asked = 0;
  };
  const Counts& counts() const { return counts_; }

private:
  struct Rule;
  const Rule& rule(const std::string& text) const;
  Truth value(const Rule& rule, std::uint32_t index, Asked& asked) const;
  Truth test_value(const Rule& rule, std::uint32_t index, Asked& asked) const;

  const Catalogue& catalogue_;
  criteria::Definitions definitions_;
  mutable std::map<std::string, std::unique_ptr<Rule>> rules_;
  mutable Counts counts_;
};

/// Kleene's value of a node from those of its parts, straight from the definition of each shape.
Truth combined(const criteria::WrittenNode& node, const std::vector<Truth>& parts);
/// Both branches of an `if` bound the same number, so that both are enough whatever the condition is.
bool branches_bound_one_number(const criteria::Written& written, const criteria::WrittenNode& node);

} // namespace cartwright::test
