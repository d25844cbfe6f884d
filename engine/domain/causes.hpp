// Why something is unknown. Causes merge upward through and, or, not, at least; the order is fixed, so
// answers are reproducible.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cartwright {

enum class CauseKind : std::uint8_t {
  missing,      ///< no such fact
  stale,        ///< older than the window the criterion states
  inadmissible, ///< the value exists and does not count (support, method, unit that cannot be compared)
  conflict,     ///< two facts of one day disagree
  imprecise,    ///< a partial date or a range straddles the border
  not_public,   ///< the protocol does not publish the rule
  judgement,    ///< a person decides
  not_evaluated ///< the language cannot say it
};

std::string_view word(CauseKind kind);

/// `fact` is the word of the fact asked for (a measurement, "therapies", "extramedullary" ...);
/// `document` the document group that holds it, empty when none does.
struct Cause {
  CauseKind kind = CauseKind::missing;
  std::string fact;
  std::string document;
  auto operator<=>(const Cause&) const = default;
};

/// Sorted, without duplicates.
class Causes {
public:
  Causes() = default;
  Causes(Cause cause) { add(std::move(cause)); } // NOLINT: one cause is a set of causes
  void add(Cause cause);
  void merge(const Causes& other);
  bool empty() const { return items_.empty(); }
  const std::vector<Cause>& items() const { return items_; }
  /// Every cause is a person's judgement, and there is one.
  bool only_judgement() const;
  bool operator==(const Causes&) const = default;

private:
  std::vector<Cause> items_;
};

} // namespace cartwright
