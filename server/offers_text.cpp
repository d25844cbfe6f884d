#include <cmath>

#include "engine/domain/text.hpp"
#include "server/offers_report.hpp"
#include "server/text_layout.hpp"

namespace cartwright {

namespace {

Tone tone_of(Verdict verdict) {
  if (verdict == Verdict::eligible) return Tone::good;
  return verdict == Verdict::ineligible ? Tone::bad : Tone::open;
}

std::string head_text(const std::string& title, const OfferFit& fit, const std::string& more,
                      const TextStyle& style) {
  return "  " + toned(title, Tone::strong, style.colour) + "  " +
         toned(in_words(fit_word(fit.verdict)), tone_of(fit.verdict), style.colour) +
         (fit.fits_from ? ", from " + text_of(*fit.fits_from) : "") + more + "\n";
}

std::string line(const std::string& label, const std::string& text, const TextStyle& style) {
  if (text.empty()) return "";
  constexpr std::size_t indent = 16;
  return wrapped(text, indent, style.width, "      " + label);
}

std::string criteria_of(const OfferFit& fit, CriterionState state) {
  std::vector<std::string> parts;
  for (const CriterionAnswer& each : fit.criteria)
    if (each.state == state)
      parts.push_back(each.criterion->says +
                      (state == CriterionState::not_met ? " (" + in_words(each.why) + ")" : ""));
  return join(parts, "; ");
}

std::string fit_lines(const OfferFit& fit, const TextStyle& style) {
  return line("fails", criteria_of(fit, CriterionState::not_met), style) +
         line("not known", criteria_of(fit, CriterionState::unknown), style) +
         line("judge", criteria_of(fit, CriterionState::judgement), style);
}

std::string variants_text(const OfferFit& fit) {
  std::vector<std::string> parts;
  for (const CohortAnswer& each : fit.variants)
    parts.push_back(each.cohort->title + " " + in_words(fit_word(each.verdict)));
  return join(parts, "; ");
}

std::string centre_text(const OfferingCentre& offering) {
  std::string out = offering.centre->name;
  if (offering.documented != nullptr)
    out += " (" + offering.documented->says + (offering.documented->verified ? "" : "; not verified") + ")";
  else
    out += " (" + std::to_string(offering.trials.size()) + " open trials)";
  return out;
}

std::string centres_text(const PathwayAnswer& answer) {
  constexpr std::size_t shown = 3;
  if (answer.centres.empty()) return "none documented";
  std::vector<std::string> parts;
  for (const OfferingCentre& each : answer.centres)
    if (parts.size() < shown) parts.push_back(centre_text(each));
  const std::size_t left = answer.centres.size() - parts.size();
  return join(parts, "; ") + (left > 0 ? "; and " + std::to_string(left) + " more" : "");
}

std::string trials_text(const PathwayAnswer& answer) {
  constexpr std::size_t shown = 4;
  std::vector<std::string> ids;
  for (const TrialId& id : answer.trials)
    if (ids.size() < shown) ids.push_back(id.text());
  const std::size_t left = answer.trials.size() - ids.size();
  return join(ids, ", ") + (left > 0 ? " and " + std::to_string(left) + " more" : "");
}

std::string pathway_text(const PathwayAnswer& answer, const TextStyle& style) {
  const Pathway& pathway = *answer.pathway;
  std::string out = head_text(pathway.title, answer.fit, pathway.trial_only ? "; in trials only" : "", style);
  if (answer.fit.verdict == Verdict::ineligible)
    return out + line("fails", criteria_of(answer.fit, CriterionState::not_met), style);
  out += line("for", pathway.fits, style) + line("variants", variants_text(answer.fit), style) +
         fit_lines(answer.fit, style) + line("mind", pathway.mind, style) +
         line("trials", trials_text(answer), style) + line("centres", centres_text(answer), style);
  return out;
}

std::string reach_text(const std::optional<bool>& in_reach) {
  if (!in_reach) return "; whether she could go there is not recorded";
  return *in_reach ? "" : "; not among the countries she could go to";
}

std::string product_text(const ApprovalAnswer& answer, const Vocabulary& vocabulary, const TextStyle& style) {
  const Approval& approval = *answer.approval;
  const std::string date =
      approval.date ? " " + approval.date->text() + (approval.announced ? " (announced)" : "") : "";
  return head_text(vocabulary[answer.product->agent].label + ", " + approval.country, answer.fit, "", style) +
         line("status",
              in_words(approval.status) + " by " + approval.agency + date + reach_text(answer.in_reach) +
                  (approval.verified ? "" : "; not verified"),
              style) +
         fit_lines(answer.fit, style) + line("mind", approval.remarks, style);
}

} // namespace

std::string offers_text(const MatchAnswer& answer, const Vocabulary& vocabulary, const TextStyle& style) {
  std::string out;
  if (!answer.pathways.empty()) out += toned("Not a trial: what else", Tone::strong, style.colour) + "\n";
  for (const PathwayAnswer& each : answer.pathways)
    out += pathway_text(each, style);
  if (!answer.products.empty()) out += "\n" + toned("Approved products", Tone::strong, style.colour) + "\n";
  std::vector<std::string> left;
  for (const ApprovalAnswer& each : answer.products)
    if (each.fit.verdict == Verdict::ineligible)
      left.push_back(vocabulary[each.product->agent].label + " (" + each.approval->country + ")");
    else
      out += product_text(each, vocabulary, style);
  if (!left.empty()) out += wrapped("does not fit: " + join(left, ", "), 2, style.width);
  return out.empty() ? "" : out + "\n";
}

} // namespace cartwright
