#include "catalogues/drafting/draft.hpp"

#include <algorithm>

#include "catalogues/drafting/lexicon.hpp"
#include "catalogues/drafting/text_reader.hpp"
#include "catalogues/drafting/topics.hpp"
#include "engine/domain/text.hpp"

namespace cartwright::drafting {

std::string_view word(DraftState state) {
  switch (state) {
  case DraftState::rule:
    return "rule";
  case DraftState::judgement:
    return "judgement";
  case DraftState::not_public:
    return "not_public";
  case DraftState::not_evaluated:
    return "not_evaluated";
  case DraftState::note:
    return "note";
  case DraftState::heading:
    return "heading";
  }
  return "not_evaluated";
}

struct Drafter::Parts {
  Parts(const Vocabulary& words, const criteria::Definitions& named)
      : vocabulary(words), definitions(named), lexicon(words) {}
  const Vocabulary& vocabulary;
  const criteria::Definitions& definitions;
  Lexicon lexicon;

  /// Only what the checker takes is proposed.
  void settle(DraftedItem& item) const {
    DraftedCriterion& out = item.drafted;
    if (out.state == DraftState::heading || out.state == DraftState::note) return;
    if (out.state == DraftState::rule && !has_test(item.rule)) out.state = DraftState::not_evaluated;
    if (out.rule.empty() && item.rule.kind == ExpressionKind::test && item.rule.text.empty())
      item.rule = unread(out.reason);
    const std::string text = rule_text(item.rule);
    const auto checked = criteria::read_rule(text, vocabulary, definitions);
    if (!checked) {
      out.state = DraftState::not_evaluated;
      out.reason = "the checker refuses " + text + ": " + checked.problems().items().front().message;
      out.rule = rule_text(unread("see the text"));
      out.confidence = 0;
      return;
    }
    if (!checked.problems().empty()) {
      out.confidence = std::min(out.confidence, 0.5);
      out.reason = std::string(word(checked.problems().items().front().code));
    }
    const auto formatted = criteria::format_rule(text, vocabulary, definitions);
    out.rule = formatted ? *formatted : text;
    if (out.state != DraftState::rule) out.confidence = 0;
    out.confidence = std::clamp(out.confidence, 0.0, 1.0);
  }
};

Drafter::Drafter(const Vocabulary& vocabulary, const criteria::Definitions& definitions)
    : parts_(std::make_unique<Parts>(vocabulary, definitions)) {}
Drafter::~Drafter() = default;

const std::vector<std::string>& Drafter::strangers() const {
  return parts_->lexicon.strangers();
}

std::vector<DraftedCriterion> Drafter::draft(std::string_view text) const {
  const std::string_view read = text.substr(0, longest_text);
  std::vector<DraftedCriterion> out;
  for (DraftedItem& item : read_text(read, parts_->lexicon)) {
    parts_->settle(item);
    out.push_back(std::move(item.drafted));
  }
  if (read.size() < text.size()) {
    DraftedCriterion rest;
    rest.span = {static_cast<std::uint32_t>(read.size()), static_cast<std::uint32_t>(text.size())};
    rest.rule = rule_text(unread("beyond the length that is read"));
    rest.reason = "beyond the length that is read";
    out.push_back(std::move(rest));
  }
  return out;
}

} // namespace cartwright::drafting
