// How well drafts agree with what a person read out of the same text.
#pragma once

#include <string>
#include <vector>

#include "catalogues/drafting/draft.hpp"
#include "catalogues/drafting/labels.hpp"

namespace cartwright::drafting {

enum class Outcome : std::uint8_t {
  right,        ///< drafted, and a reviewer would leave it
  wrong,        ///< drafted, and a reviewer would have to mend it
  missed,       ///< stated and evaluable, and kept as text
  rightly_left, ///< nothing to evaluate, and no rule drafted
  text_differs, ///< the record's words are not those that were labelled
};
std::string_view word(Outcome outcome);

struct Compared {
  const Label* label = nullptr;
  Outcome outcome = Outcome::missed;
  std::string drafted; ///< the rule or rules, joined; empty when there is none
};

/// Of one record. A draft belongs to the label that holds most of it.
std::vector<Compared> compare(std::string_view text, const std::vector<DraftedCriterion>& drafts,
                              const std::vector<const Label*>& labels, const Vocabulary& vocabulary,
                              const criteria::Definitions& definitions);

struct Tally {
  std::size_t labels = 0, evaluable = 0, drafted_evaluable = 0, drafted = 0, right = 0, text_differs = 0;
  /// Of 100 drafted rules, so many are right; of 100 evaluable criteria, so many are drafted. 0 without any.
  double precision() const {
    return drafted == 0 ? 0 : 100.0 * static_cast<double>(right) / static_cast<double>(drafted);
  }
  double recall() const {
    return evaluable == 0 ? 0
                          : 100.0 * static_cast<double>(drafted_evaluable) / static_cast<double>(evaluable);
  }
};
void count(const Compared& compared, Tally& tally);

} // namespace cartwright::drafting
