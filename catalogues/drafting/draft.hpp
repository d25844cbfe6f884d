// Rules drafted from eligibility text. A draft is a proposal to a maintainer and never published unreviewed: every rule
// in it has passed the checker of the language, and every letter of the text belongs to an item, read or not.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogues/drafting/tokens.hpp"
#include "engine/criteria/checked.hpp"
#include "engine/domain/trial.hpp"
#include "engine/domain/vocabulary.hpp"

namespace cartwright::drafting {

enum class DraftState : std::uint8_t {
  rule,          ///< something that the program can evaluate; statements may stand beside it
  judgement,     ///< a person decides
  not_public,    ///< says that more is asked, without figures
  not_evaluated, ///< not understood: to be written by the maintainer
  note,          ///< explains or allows, and bars nothing
  heading        ///< leads to other items
};
std::string_view word(DraftState state);

struct DraftedCriterion {
  CriterionKind kind = CriterionKind::inclusion;
  DraftState state = DraftState::not_evaluated;
  Span span;                  ///< bytes of the text
  std::optional<Span> scope;  ///< the heading of the cohort, arm or part it stands under
  std::string rule;           ///< checked and canonical; empty for notes and headings
  double confidence = 0;      ///< 0 to 1, of a rule
  std::string reason;         ///< why it is no rule, or what makes it doubtful
};

class Drafter {
public:
  /// Both must outlive the drafter.
  Drafter(const Vocabulary& vocabulary, const criteria::Definitions& definitions);
  ~Drafter();
  /// In the order of the text. Never fails: text that says nothing gives no item.
  std::vector<DraftedCriterion> draft(std::string_view text) const;
  /// Ids that the drafter's tables name and the vocabulary lacks.
  const std::vector<std::string>& strangers() const;

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Texts longer than this are drafted up to it; the rest is one item that was not read.
inline constexpr std::size_t longest_text = 1024 * 1024;

} // namespace cartwright::drafting
