#include "server/rematch/preview_impact.hpp"

#include <set>

#include "server/json_parts.hpp"
#include "server/rematch/report_words.hpp"

namespace cartwright {

namespace {

std::set<TrialId> changed_trials(const Preview& preview) {
  std::set<TrialId> out;
  if (preview.trials) {
    for (const std::string& id : *preview.trials)
      out.insert(TrialId{id});
    return out;
  }
  for (const Service* side : {preview.published.get(), preview.service.get()})
    for (const CompiledTrial& each : side->snapshot().trials)
      out.insert(each.trial->id);
  return out;
}

Result<std::shared_ptr<const Snapshot>> side_of(const Service& service, const TrialId& id) {
  const CompiledTrial* found = service.snapshot().find(id);
  if (found == nullptr) return std::shared_ptr<const Snapshot>();
  return alone(*service.snapshot().catalogue, *found->trial);
}

Result<std::vector<TrialEdit>> edits_of(const Preview& preview, const std::set<TrialId>& trials) {
  std::vector<TrialEdit> out;
  for (const TrialId& id : trials) {
    const auto before = side_of(*preview.published, id), after = side_of(*preview.service, id);
    if (!before || !after) return before ? after.problems() : before.problems();
    if (*before || *after) out.push_back({*before, *after});
  }
  return out;
}

Json place_json(const TrialPlace& place) {
  if (!place.candidate) return nullptr;
  return {{"verdict", word(place.verdict)},
          {"eligible_from", date_json(place.eligible_from)},
          {"recruiting", word(place.recruiting)},
          {"site", word(place.site)}};
}

/// `detail` of a cause is about the patient and stays here.
Json changed_json(const NotedCase& each) {
  const auto& [move, causes] = each.note.moves.front();
  Json reasons = Json::array();
  for (const MoveCause& cause : causes)
    reasons.push_back({{"cause", word(cause.of)}, {"item", text_or_null(cause.item)}, {"says", cause.says}});
  return {{"case", each.id.text()},         {"coordinator", each.coordinator},
          {"move", word(move.kind)},        {"before", place_json(move.before)},
          {"then", place_json(move.after)}, {"causes", std::move(reasons)}};
}

Json trial_json(const Impact& impact) {
  constexpr std::size_t most_cases = 100;
  Json cases = Json::array(), moves = Json::object();
  for (const auto& [kind, count] : impact.moves)
    moves[std::string(word(kind))] = count;
  for (const NotedCase& each : impact.changed)
    if (cases.size() < most_cases) cases.push_back(changed_json(each));
  return {{"trial", impact.funnel.trial->id.text()},
          {"title", impact.funnel.trial->title},
          {"new", impact.fresh},
          {"gone", impact.gone},
          {"changed", impact.changed.size()},
          {"moves", std::move(moves)},
          {"cases", std::move(cases)}};
}

} // namespace

Result<PreviewImpact> impact_of_preview(Casebook* casebook, const Preview& preview, Day as_of,
                                        std::size_t most) {
  PreviewImpact out;
  out.as_of = as_of;
  const auto unknown = [&](std::string because, std::string hint) {
    out.because = std::move(because);
    out.hint = std::move(hint);
    return std::move(out);
  };
  if (casebook == nullptr)
    return unknown("this server keeps no cases",
                   "start it with a casebook: cartwright serve --casebook FILE");
  if (!preview.service) return unknown("what is to be published has errors", "mend them first");
  if (!preview.published) return unknown("nothing was published before", "every trial is new");
  const auto cases = casebook->count_open();
  if (!cases) return cases.problems();
  const auto trials = changed_trials(preview);
  if (static_cast<std::size_t>(*cases) * trials.size() > most)
    return unknown(std::to_string(*cases) + " open cases and " + std::to_string(trials.size()) +
                       " changed trials are too many to look at here",
                   "publish fewer drafts at once, or see it case by case with cartwright rematch");
  auto edits = edits_of(preview, trials);
  if (!edits) return edits.problems();
  auto impact = impact_of(*casebook, *edits, preview.trials.has_value(), as_of);
  if (!impact) return impact.problems();
  if (edits->empty()) impact->cases = static_cast<std::size_t>(*cases);
  out.edits = std::move(*edits);
  out.impact = std::move(*impact);
  return out;
}

Json preview_impact_json(const PreviewImpact& of) {
  if (!of.impact) return {{"known", false}, {"because", of.because}, {"hint", of.hint}};
  Json trials = Json::array();
  for (const Impact& each : of.impact->trials)
    if (!each.changed.empty()) trials.push_back(trial_json(each));
  return {{"known", true},
          {"as_of", text_of(of.as_of)},
          {"cases", of.impact->cases},
          {"unreadable", of.impact->unreadable},
          {"touched", of.impact->touched},
          {"trials_looked_at", of.edits.size()},
          {"trials", std::move(trials)}};
}

} // namespace cartwright
