// What is wrong with an input: every problem has a code, a place, a message and a hint, and all are reported
// at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cartwright {

enum class Severity : std::uint8_t { warning, error };

enum class ProblemCode : std::uint8_t {
  malformed, ///< not the format at all: truncated JSON, invalid UTF-8, a rule that cannot be read
  too_large, ///< beyond a size, depth or count limit
  wrong_type,
  missing_key,
  unknown_key,
  unknown_word,   ///< not in the vocabulary; the hint names the nearest
  ambiguous_word, ///< an abbreviation with several meanings; the hint names them
  unknown_unit,
  wrong_unit,         ///< a unit of another dimension
  probable_unit_slip, ///< outside the plausible bounds of the test
  impossible_value,
  impossible_date,
  future_date,
  contradiction, ///< two statements of one file exclude each other
  duplicate,
  not_found,
  unverified_source,
  unavailable, ///< something outside failed: disk, network, a stale index
  // What lint finds in a catalogue that can be read.
  unreachable_slot, ///< a slot that nobody can enter
  wrong_target,     ///< a drug or a rule under another antigen than its own
  undecidable_rule, ///< no document could ever decide it
  missing_source,
  stale_date,
  rule_in_notes, ///< a rule that stands in notes only
  slot_mistake,
  not_accepted,     ///< an accepted finding that lint does not have
  changed_meanwhile ///< somebody else changed it since it was read
};

std::string_view word(ProblemCode code);
std::string_view word(Severity severity);

struct Problem {
  Severity severity = Severity::error;
  ProblemCode code = ProblemCode::malformed;
  std::string where;   ///< "measurements[3].unit", "trials/NCT1.json: criteria[2].rule:1:14"
  std::string message; ///< what is wrong, in a sentence
  std::string hint;    ///< how to mend it; empty when there is nothing to add
  bool operator==(const Problem&) const = default;
};

class Problems {
public:
  void add(Problem problem) { items_.push_back(std::move(problem)); }
  void error(ProblemCode code, std::string where, std::string message, std::string hint = "") {
    add({Severity::error, code, std::move(where), std::move(message), std::move(hint)});
  }
  void warning(ProblemCode code, std::string where, std::string message, std::string hint = "") {
    add({Severity::warning, code, std::move(where), std::move(message), std::move(hint)});
  }
  /// Takes all of `other`, each place prefixed.
  void absorb(const Problems& other, std::string_view prefix = "");
  bool has_errors() const;
  bool empty() const { return items_.empty(); }
  std::size_t size() const { return items_.size(); }
  const std::vector<Problem>& items() const { return items_; }

private:
  std::vector<Problem> items_;
};

} // namespace cartwright
