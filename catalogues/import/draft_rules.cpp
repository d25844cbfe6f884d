#include "catalogues/import/draft_rules.hpp"

namespace cartwright {

namespace {

DraftedRule rule_of(const drafting::DraftedCriterion& item, const std::string& text) {
  DraftedRule out;
  out.begin = item.span.begin;
  out.end = item.span.end;
  out.kind = std::string(word(item.kind));
  if (item.scope) out.scope = text.substr(item.scope->begin, item.scope->size());
  out.rule = item.rule;
  out.confidence = item.state == drafting::DraftState::rule ? item.confidence : 0;
  out.reason = item.reason;
  if (out.rule.empty() && out.reason.empty()) out.reason = std::string(drafting::word(item.state));
  return out;
}

} // namespace

DraftRules draft_rules_by(const drafting::Drafter& drafter) {
  return [&drafter](const std::string& text) {
    std::vector<DraftedRule> out;
    for (const drafting::DraftedCriterion& item : drafter.draft(text))
      out.push_back(rule_of(item, text));
    return out;
  };
}

} // namespace cartwright
