#include "catalogues/drafting/measure.hpp"

#include <algorithm>

#include "catalogues/drafting/meaning.hpp"

namespace cartwright::drafting {

std::string_view word(Outcome outcome) {
  switch (outcome) {
  case Outcome::right:
    return "right";
  case Outcome::wrong:
    return "wrong";
  case Outcome::missed:
    return "missed";
  case Outcome::rightly_left:
    return "rightly left";
  case Outcome::text_differs:
    return "text differs";
  }
  return "missed";
}

namespace {

std::uint32_t overlap(Span a, Span b) {
  const std::uint32_t begin = std::max(a.begin, b.begin), end = std::min(a.end, b.end);
  return end > begin ? end - begin : 0;
}

struct Assigned {
  std::vector<const DraftedCriterion*> rules;
  bool other = false; ///< a part of the text that became no rule
};

/// Every draft to the label that holds most of it.
std::vector<Assigned> assigned(const std::vector<DraftedCriterion>& drafts,
                               const std::vector<const Label*>& labels) {
  std::vector<Assigned> out(labels.size());
  for (const DraftedCriterion& draft : drafts) {
    const bool rule = draft.state == DraftState::rule;
    if (!rule && (draft.state == DraftState::heading || draft.state == DraftState::note)) continue;
    std::size_t best = labels.size();
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < labels.size(); ++i)
      if (const std::uint32_t shared = overlap(draft.span, labels[i]->span); shared > most)
        most = shared, best = i;
    if (best == labels.size() || 2 * most < std::min(draft.span.size(), labels[best]->span.size())) continue;
    if (rule)
      out[best].rules.push_back(&draft);
    else
      out[best].other = true;
  }
  return out;
}

std::string joined(const Assigned& drafts, bool exclusion, bool with_other) {
  std::string out;
  const std::string between = exclusion ? " or " : " and ";
  for (const DraftedCriterion* draft : drafts.rules) {
    const bool turned = (draft->kind == CriterionKind::exclusion) != exclusion;
    out += (out.empty() ? "" : between) + (turned ? "not (" : "(") + draft->rule + ")";
  }
  if (with_other) out += between + "judgement \"?\"";
  return out;
}

} // namespace

std::vector<Compared> compare(std::string_view text, const std::vector<DraftedCriterion>& drafts,
                              const std::vector<const Label*>& labels, const Vocabulary& vocabulary,
                              const criteria::Definitions& definitions) {
  const std::vector<Assigned> found = assigned(drafts, labels);
  std::vector<Compared> out;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Label& label = *labels[i];
    Compared compared{&label, label.evaluable ? Outcome::missed : Outcome::rightly_left, ""};
    const bool same = label.span.end <= text.size() &&
                      fingerprint_of(text.substr(label.span.begin, label.span.size())) == label.fingerprint;
    if (!same) {
      compared.outcome = Outcome::text_differs;
    } else if (!found[i].rules.empty()) {
      const auto agrees = [&](bool with_other) {
        const auto checked =
            criteria::read_rule(joined(found[i], label.exclusion, with_other), vocabulary, definitions);
        return checked && std::find(label.meanings.begin(), label.meanings.end(), meaning_of(*checked)) !=
                              label.meanings.end();
      };
      compared.drafted = joined(found[i], label.exclusion, false);
      compared.outcome = agrees(false) || (found[i].other && agrees(true)) ? Outcome::right : Outcome::wrong;
    }
    out.push_back(std::move(compared));
  }
  return out;
}

void count(const Compared& compared, Tally& tally) {
  if (compared.outcome == Outcome::text_differs) {
    ++tally.text_differs;
    return;
  }
  ++tally.labels;
  tally.evaluable += compared.label->evaluable ? 1 : 0;
  const bool drafted = compared.outcome == Outcome::right || compared.outcome == Outcome::wrong;
  tally.drafted += drafted ? 1 : 0;
  tally.drafted_evaluable += drafted && compared.label->evaluable ? 1 : 0;
  tally.right += compared.outcome == Outcome::right ? 1 : 0;
}

} // namespace cartwright::drafting
