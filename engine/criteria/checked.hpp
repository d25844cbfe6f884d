// Second stage: the expression with names, units and types resolved. `unless`, `implies` and `if` are spelled
// out, definitions expanded, so only all_of, any_of, at_least, conflict, score, negation, tests and
// statements remain. Post-order in one array, as in written.hpp.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/criteria/test.hpp"
#include "engine/criteria/written.hpp"
#include "engine/domain/result.hpp"
#include "engine/domain/trial.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright::criteria {

/// Points of the children that hold, added up and compared.
struct Score {
  std::vector<double> points; ///< one a child
  Op op = Op::at_least;
  double bound = 0;
};
/// "(1 + 1.5) >= 2"; empty without points.
std::string text_of(const Score& score);

struct CheckedNode {
  Shape shape = Shape::test; ///< never conditional, never implication
  Span span;                 ///< in the rule's text; of the use, for an expanded definition
  std::uint32_t need = 0;
  std::vector<std::uint32_t> children;
  std::uint32_t test = 0;
  std::string text; ///< of a statement
  Score score;
};

struct Checked {
  std::vector<CheckedNode> nodes; ///< the last one is the root
  std::vector<Test> tests;
};

/// Names that rules may use beside the vocabulary: checked definitions by id.
class Definitions {
public:
  /// In order: a definition may use earlier ones only.
  void add(const std::string& id, Checked checked) { by_id_[id] = std::move(checked); }
  const Checked* find(const std::string& id) const;
  std::vector<std::string> names() const;

private:
  std::map<std::string, Checked> by_id_;
};

/// All problems of the rule at once. `where` of a problem is "LINE:COLUMN"; its message carries the caret
/// lines.
Result<Checked> check_rule(const Written& written, const Vocabulary& vocabulary,
                           const Definitions& definitions);
/// Text -> checked in one step.
Result<Checked> read_rule(std::string_view text, const Vocabulary& vocabulary,
                          const Definitions& definitions);
/// Reads the catalogue's definitions in order; problems are prefixed with "definitions[ID]".
Definitions check_definitions(const std::vector<Definition>& definitions, const Vocabulary& vocabulary,
                              Problems& problems);

/// The canonical text of a rule: words in canonical spelling, one blank, on one line; `unless` as `or`. A
/// rule with comments stays as it is. Promise: reading it again means the same, formatting it again changes
/// nothing.
Result<std::string> format_rule(std::string_view text, const Vocabulary& vocabulary,
                                const Definitions& definitions);
std::string dump(const Checked& checked);

} // namespace cartwright::criteria
