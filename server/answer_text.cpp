#include "server/answer_text.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/domain/text.hpp"
#include "server/offers_report.hpp"
#include "server/readiness_report.hpp"
#include "server/text_layout.hpp"
#include "server/version.hpp"

namespace cartwright {

namespace {

std::string two_decimals(double value) {
  std::string out = number_text(std::round(value * 100) / 100);
  if (out.find('.') == std::string::npos) out += ".";
  const std::size_t decimals = out.size() - out.find('.') - 1;
  return out + std::string(decimals < 2 ? 2 - decimals : 0, '0');
}

Tone tone_of(Verdict verdict) {
  switch (verdict) {
  case Verdict::eligible:
    return Tone::good;
  case Verdict::potentially_eligible:
  case Verdict::eligible_later:
    return Tone::open;
  case Verdict::ineligible:
    return Tone::bad;
  }
  return Tone::plain;
}

Tone tone_of(CriterionState state) {
  switch (state) {
  case CriterionState::met:
    return Tone::good;
  case CriterionState::not_met:
    return Tone::bad;
  case CriterionState::unknown:
  case CriterionState::judgement:
    return Tone::open;
  }
  return Tone::plain;
}

std::string verdict_words(const TrialAnswer& answer) {
  return in_words(word(answer.verdict)) +
         (answer.eligible_from ? ", from " + text_of(*answer.eligible_from) : "");
}

std::string head_text(Day as_of, const AnswerFrame& frame, const TextStyle& style) {
  const Catalogue& catalogue = *frame.snapshot->catalogue;
  const std::string of = frame.case_id.empty() ? "Case " + frame.patient
                                               : "Case " + frame.case_id + ", patient " + frame.patient +
                                                     ", profile " + std::to_string(frame.profile) + ",";
  return toned(of + " on " + text_of(as_of), Tone::strong, style.colour) + "\n" + "Cartwright " +
         std::string(version) + "; catalogue of " + std::to_string(catalogue.trials.size()) + " trials and " +
         std::to_string(catalogue.centres.size()) + " centres, revision " + catalogue.revision.substr(0, 19) +
         "\n\n";
}

std::vector<const TrialAnswer*> in_view(const MatchAnswer& answer, const AnswerView& view) {
  std::vector<const TrialAnswer*> out;
  for (const TrialAnswer& each : answer.answers) {
    if (!view.trials.empty() && !view.trials.contains(each.trial->id)) continue;
    if (view.top && out.size() >= *view.top) break;
    out.push_back(&each);
  }
  return out;
}

std::size_t count_of(const TrialAnswer& answer, CriterionState state) {
  return static_cast<std::size_t>(
      std::count_if(answer.criteria.begin(), answer.criteria.end(),
                    [&](const CriterionAnswer& each) { return each.counts_as() == state; }));
}

std::string tally_text(const TrialAnswer& answer) {
  std::vector<std::string> parts;
  for (const CriterionState state :
       {CriterionState::met, CriterionState::not_met, CriterionState::unknown, CriterionState::judgement})
    if (const std::size_t count = count_of(answer, state); count > 0)
      parts.push_back(std::to_string(count) + " " +
                      (state == CriterionState::judgement ? "for judgement" : in_words(word(state))));
  return join(parts, ", ");
}

/// Which of them count by somebody's word: "I3 met because seen on the film (anna)".
std::string overrides_text(const TrialAnswer& answer) {
  std::vector<std::string> parts;
  for (const CriterionAnswer& each : answer.criteria)
    if (each.said)
      parts.push_back(each.criterion->id.text() + " " + in_words(word(each.said->state)) + " because " +
                      each.said->because + " (" + each.said->by + ")" +
                      (each.said->lapsed.empty() ? "" : ", does not hold: " + each.said->lapsed));
  return join(parts, "; ");
}

std::string site_text(const TrialAnswer& answer) {
  if (answer.sites.empty()) return "no site recorded";
  const SiteAnswer& best = answer.sites.front();
  std::string out = best.site->facility + (best.site->city.empty() ? "" : ", " + best.site->city) + ": " +
                    in_words(word(best.recruiting));
  if (best.distance_km) out += ", " + std::to_string(std::llround(*best.distance_km)) + " km";
  if (answer.sites.size() > 1) out += " (and " + std::to_string(answer.sites.size() - 1) + " more)";
  return out;
}

/// Where slots differ, each with its verdict and whether it is open.
std::string slots_text(const TrialAnswer& answer) {
  std::vector<std::string> parts;
  for (const CohortAnswer& each : answer.cohorts)
    parts.push_back(std::string(word(each.cohort->kind)) + " " + each.cohort->id.text() + " " +
                    in_words(word(each.verdict)) +
                    (each.eligible_from ? ", from " + text_of(*each.eligible_from) : "") + ", " +
                    in_words(word(each.recruiting)));
  return join(parts, "; ");
}

std::string freshness_text(const TrialAnswer& answer) {
  if (!answer.freshness.seen) return "date of the status not recorded";
  return "status seen " + text_of(*answer.freshness.seen) + (answer.freshness.stale ? " (stale)" : "");
}

/// Which facts are awaited, by document.
std::string awaited_text(const TrialAnswer& answer) {
  std::map<std::string, std::vector<std::string>> by_document;
  for (const CriterionAnswer& criterion : answer.criteria) {
    if (criterion.counts_as() != CriterionState::unknown) continue;
    for (const Cause& cause : criterion.causes.items()) {
      if (cause.document.empty() || cause.fact.empty()) continue;
      auto& facts = by_document[cause.document];
      if (std::find(facts.begin(), facts.end(), in_words(cause.fact)) == facts.end())
        facts.push_back(in_words(cause.fact));
    }
  }
  std::vector<std::string> parts;
  for (const auto& [document, facts] : by_document)
    parts.push_back(in_words(document) + " (" + join(facts, ", ") + ")");
  return join(parts, "; ");
}

/// " (only A, B)" of a criterion that does not hold in every slot.
std::string only_in(const Criterion& criterion) {
  std::vector<std::string> scope;
  for (const CohortId& id : criterion.scope)
    scope.push_back(id.text());
  return scope.empty() ? "" : " (only " + join(scope, ", ") + ")";
}

/// The failing criteria in short, so that "why not this one?" is answered in the list.
std::string failing_text(const TrialAnswer& answer) {
  std::vector<std::string> parts;
  for (const CriterionAnswer& criterion : answer.criteria)
    if (criterion.counts_as() == CriterionState::not_met)
      parts.push_back(
          criterion.criterion->id.text() + " " + criterion.criterion->says + only_in(*criterion.criterion) +
          ": " +
          (criterion.state == CriterionState::not_met ? in_words(criterion.why) : criterion.said->because));
  constexpr std::size_t shown = 3;
  const std::size_t all = parts.size();
  if (all > shown) parts.resize(shown);
  return join(parts, "; ") + (all > shown ? "; and " + std::to_string(all - shown) + " more" : "");
}

std::string line(std::string_view label, const std::string& text, const TextStyle& style) {
  if (text.empty()) return "";
  constexpr std::size_t indent = 16;
  return wrapped(text, indent, style.width, "      " + std::string(label));
}

/// How much of the record stands behind the criteria.
std::string read_text(const std::string& completeness) {
  if (completeness == "registry_only") return "; only the registry's listing was read";
  return completeness == "full" ? "" : "; the record was read in part";
}

std::string entry_text(const TrialAnswer& answer, const Vocabulary& vocabulary, const TextStyle& style) {
  std::vector<std::string> targets;
  for (const ConceptId id : answer.trial->targets)
    targets.push_back(vocabulary[id].id);
  std::string number = std::to_string(answer.rank);
  number = std::string(number.size() < 3 ? 3 - number.size() : 0, ' ') + number + "  ";
  std::string out = number + toned(answer.trial->id.text(), Tone::strong, style.colour) + "  " +
                    toned(verdict_words(answer), tone_of(answer.verdict), style.colour) + "; " +
                    in_words(word(answer.recruiting)) + "; score " + two_decimals(answer.score) + "\n";
  out += wrapped(answer.trial->title + (targets.empty() ? "" : " [" + join(targets, " + ") + "]"), 5,
                 style.width);
  out += line("criteria", tally_text(answer) + read_text(answer.trial->completeness), style);
  out += line("override", overrides_text(answer), style);
  out += line("slots", slots_text(answer), style);
  out += line("fails", failing_text(answer), style);
  out += line("ask for", awaited_text(answer), style);
  out += line("site", site_text(answer) + "; " + freshness_text(answer), style);
  return out + "\n";
}

/// The page and the JSON answer list them all.
constexpr std::size_t facts_told = 8;

std::string first_facts(const std::vector<std::string>& facts) {
  const std::size_t told = facts.size() <= facts_told + 1 ? facts.size() : facts_told;
  std::vector<std::string> words;
  for (std::size_t i = 0; i < told; ++i)
    words.push_back(in_words(facts[i]));
  const std::size_t left = facts.size() - told;
  return join(words, ", ") + (left == 0 ? "" : " and " + std::to_string(left) + " more");
}

std::string unlock_text(const std::vector<Unlock>& unlocks, const TextStyle& style) {
  if (unlocks.empty()) return "";
  std::string out = toned("What to ask for next", Tone::strong, style.colour) + "\n";
  for (const Unlock& unlock : unlocks) {
    out += wrapped("would decide a criterion of " + std::to_string(unlock.would_decide) +
                       (unlock.would_decide == 1 ? " candidate (" : " candidates (") +
                       first_facts(unlock.facts) + ")",
                   24, style.width, "  " + in_words(unlock.document));
  }
  return out + "\n";
}

std::string source_text(const Source& source) {
  return (source.url.empty() ? source.text : source.url) +
         (source.seen.empty() ? "" : ", seen " + source.seen);
}

std::string padded(std::string text, std::size_t width) {
  return text + std::string(text.size() < width ? width - text.size() : 1, ' ');
}

/// "override: counts as met, because ... (anna, 2026-11-22T08:30:00Z, until 2026-12-31)"
std::string override_text(const CriterionOverride& said) {
  return "override " + std::to_string(said.number) + ": " +
         (said.lapsed.empty() ? "counts as " : "does not hold (" + said.lapsed + "); was ") +
         in_words(word(said.state)) + ", because " + said.because + " (" + said.by + ", " + said.at +
         (said.until ? ", until " + text_of(*said.until) : "") + ")";
}

/// One published result, for itself.
std::string evidence_text(const Evidence& row) {
  std::vector<std::string> figures;
  const auto add = [&](const char* name, const std::optional<double>& value, const char* unit) {
    if (value) figures.push_back(std::string(name) + " " + number_text(*value) + unit);
  };
  add("response", row.orr_emd_percent, " %");
  add("CR", row.cr_emd_percent, " %");
  add("PFS", row.pfs_emd_months, " months");
  add("OS", row.os_emd_months, " months");
  const std::string n = row.n_emd ? number_text(*row.n_emd) + " with extramedullary disease"
                                  : std::string("number with extramedullary disease not published");
  return row.setting + ": " + (figures.empty() ? "" : join(figures, ", ") + "; ") +
         "n = " + (row.n ? number_text(*row.n) + ", " : "") + n + "; " + row.design + "; " +
         source_text(row.source) + (row.verified ? "" : " (not verified)");
}

std::string criterion_text(const CriterionAnswer& answer, const TextStyle& style) {
  const Criterion& criterion = *answer.criterion;
  const std::string state = "  " + in_words(word(answer.state));
  const std::string label = padded(padded(state, 12) + criterion.id.text(), 18);
  std::string out = wrapped(criterion.says + only_in(criterion), 18, style.width, label);
  out.replace(0, state.size(), toned(state, tone_of(answer.state), style.colour));
  out += wrapped(in_words(answer.why), 18, style.width);
  if (answer.said) out += wrapped(override_text(*answer.said), 18, style.width);
  if (answer.mends) out += wrapped("no longer fails from " + text_of(*answer.mends), 18, style.width);
  if (!criterion.as_read.empty())
    out += wrapped("as written: " + criterion.rule + "; as read: " + criterion.as_read + " (" +
                       criterion.flag + ")",
                   18, style.width);
  out += wrapped("source: " + source_text(criterion.source) + (criterion.verified ? "" : " (not verified)"),
                 18, style.width);
  return out;
}

} // namespace

std::string match_text(const MatchAnswer& answer, const AnswerFrame& frame, const AnswerView& view,
                       const TextStyle& style) {
  std::string out = head_text(answer.as_of, frame, style);
  for (const TrialAnswer* each : in_view(answer, view))
    out += entry_text(*each, *frame.snapshot->catalogue->vocabulary, style);
  out += unlock_text(answer.unlock, style);
  if (view.trials.empty()) out += offers_text(answer, *frame.snapshot->catalogue->vocabulary, style);
  return out + wrapped(notice(), 0, style.width);
}

std::string explain_text(const MatchAnswer& answer, const AnswerFrame& frame, const AnswerView& view,
                         const TextStyle& style) {
  std::string out = head_text(answer.as_of, frame, style);
  for (const TrialAnswer* each : in_view(answer, view)) {
    out += entry_text(*each, *frame.snapshot->catalogue->vocabulary, style);
    for (const ScorePart& part : each->score_parts)
      out += wrapped(in_words(part.name) + " " + two_decimals(part.value) + " x weight " +
                         two_decimals(part.weight) + ": " + part.why,
                     6, style.width, "  + ");
    for (const Evidence* row : each->evidence)
      out += wrapped(evidence_text(*row), 16, style.width, "      evidence  ");
    out += "\n";
    for (const CriterionState state :
         {CriterionState::not_met, CriterionState::unknown, CriterionState::judgement, CriterionState::met})
      for (const CriterionAnswer& criterion : each->criteria)
        if (criterion.counts_as() == state) out += criterion_text(criterion, style);
    out += "\n";
  }
  return out + wrapped(notice(), 0, style.width);
}

std::string review_text(const MatchAnswer& answer, const AnswerFrame& frame, const TextStyle& style) {
  std::string out = head_text(answer.as_of, frame, style);
  for (const ReviewItem& item : answer.review) {
    out += wrapped(item.says + ": " + text_of(item.value), 4, style.width, "  ");
    if (!item.why.empty()) out += wrapped(item.why, 6, style.width);
  }
  out += "\n" + investigations_text(answer.investigations, style) + readiness_text(answer.readiness, style);
  return out + "\n" + wrapped(notice(), 0, style.width);
}

std::string problems_text(const Problems& problems, const TextStyle& style) {
  std::string out;
  for (const Problem& problem : problems.items()) {
    const Tone tone = problem.severity == Severity::error ? Tone::bad : Tone::open;
    out += toned(word(problem.severity), tone, style.colour) + " " + std::string(word(problem.code)) +
           " at " + (problem.where.empty() ? "the whole input" : problem.where) + "\n    ";
    std::string message = problem.message;
    for (std::size_t at = 0; (at = message.find('\n', at)) != std::string::npos; at += 5)
      message.insert(at + 1, "    ");
    out += message + "\n";
    if (!problem.hint.empty()) out += "    " + problem.hint + "\n";
  }
  return out;
}

} // namespace cartwright
