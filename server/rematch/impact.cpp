#include "server/rematch/impact.hpp"

#include <algorithm>

#include "catalogues/catalogue_parts.hpp"
#include "catalogues/import/draft.hpp"
#include "catalogues/profile/read_profile.hpp"
#include "engine/rematch/causes.hpp"

namespace cartwright {

namespace {

constexpr std::size_t only_trial[] = {0};

Standing standing_in(const Snapshot& snapshot, const Patient& patient, Day as_of) {
  return stand(snapshot, patient, as_of, only_trial).front();
}

Funnel new_funnel(const Snapshot& snapshot) {
  Funnel out;
  out.trial = snapshot.trials.front().trial;
  for (const Criterion& criterion : out.trial->criteria) {
    out.rows.push_back({});
    out.rows.back().criterion = &criterion;
    out.rows.back().in_order = criterion.scope.empty();
  }
  return out;
}

void count(Funnel& funnel, const Standing& standing) {
  ++funnel.cases;
  ++funnel.of_verdict[static_cast<std::size_t>(standing.verdict)];
  bool lost = false;
  for (std::size_t i = 0; i < funnel.rows.size(); ++i) {
    FunnelRow& row = funnel.rows[i];
    switch (standing.states[i]) {
    case CriterionState::met:
      ++row.met;
      break;
    case CriterionState::not_met:
      ++row.not_met;
      break;
    case CriterionState::unknown:
      ++row.unknown;
      break;
    case CriterionState::judgement:
      ++row.judgement;
      break;
    }
    if (!row.in_order) continue;
    const bool here = !lost && standing.states[i] == CriterionState::not_met;
    row.lost += here ? 1 : 0;
    lost = lost || here;
    row.left += lost ? 0 : 1;
  }
}

KeptAnswer answer_with(const KeptCatalogue& catalogue, const Patient& patient, const Standing& standing,
                       Day as_of) {
  KeptAnswer out{&catalogue, as_of, patient.tempo, {}, {}};
  const KeptTrial& trial = catalogue.trials.front();
  if (trial.recruiting == Recruiting::closed) return out;
  out.trials.push_back(&trial);
  out.standings.push_back(standing);
  return out;
}

const Snapshot& later(const TrialEdit& edit) {
  return edit.after ? *edit.after : *edit.before;
}

/// Both states of one trial against one case after the other.
class Comparison {
public:
  Comparison(TrialEdit edit, bool same_context, Day as_of) : edit_(std::move(edit)), as_of_(as_of) {
    if (edit_.before) kept_before_ = keep(*edit_.before, "");
    if (edit_.after) kept_after_ = keep(*edit_.after, same_context ? "" : "changed");
    out_.fresh = edit_.before == nullptr;
    out_.gone = edit_.after == nullptr;
    out_.funnel = new_funnel(later(edit_));
  }

  /// A profile as each side reads it. True when the case changes.
  bool add(const OpenProfile& of, const Patient& was, const Patient& is) {
    KeptAnswer before{&kept_before_, as_of_, was.tempo, {}, {}},
        after{&kept_after_, as_of_, is.tempo, {}, {}};
    if (edit_.before)
      before = answer_with(kept_before_, was, standing_in(*edit_.before, was, as_of_), as_of_);
    const Standing now = standing_in(later(edit_), is, as_of_);
    if (edit_.after) after = answer_with(kept_after_, is, now, as_of_);
    count(out_.funnel, now);
    const CasePair pair{later(edit_), before, after, is, is, true};
    const auto moves = moves_between(before, after);
    for (const TrialMove& move : moves) {
      NotedCase noted{of.id, of.coordinator, {}};
      noted.note.profile = noted.note.profile_before = of.profile;
      noted.note.moves.push_back({move, causes_of(move, pair)});
      ++out_.moves[move.kind];
      out_.changed.push_back(std::move(noted));
    }
    return !moves.empty();
  }
  Impact take() { return std::move(out_); }

private:
  TrialEdit edit_;
  Day as_of_;
  KeptCatalogue kept_before_, kept_after_;
  Impact out_;
};

/// The words of a side; the other's where no edit has this one.
const Vocabulary& words_of(const std::vector<TrialEdit>& edits, bool of_before) {
  for (const TrialEdit& edit : edits)
    if (const auto& side = of_before ? edit.before : edit.after) return *side->catalogue->vocabulary;
  return words_of(edits, !of_before);
}

} // namespace

Result<Trial> read_edited_trial(std::string_view text, const Vocabulary& vocabulary) {
  constexpr std::size_t head = 64;
  if (text.substr(0, head).find("\"cartwright/draft@") != std::string_view::npos) {
    auto draft = read_draft(text, vocabulary);
    if (!draft) return draft.problems();
    return Result<Trial>(std::move(draft->draft.trial), draft.problems());
  }
  const auto document = JsonDocument::parse(text);
  if (!document) return document.problems();
  Problems problems;
  Trial trial = read_trial(Cursor(document->root(), "", problems), vocabulary);
  if (problems.has_errors()) return problems;
  return Result<Trial>(std::move(trial), std::move(problems));
}

Result<std::shared_ptr<const Snapshot>> alone(const Catalogue& catalogue, Trial trial) {
  auto out = std::make_shared<Catalogue>();
  out->revision = catalogue.revision;
  out->vocabulary = catalogue.vocabulary;
  out->definitions = catalogue.definitions;
  out->centres = catalogue.centres;
  out->evidence = catalogue.evidence;
  out->ranking = catalogue.ranking;
  out->trials.push_back(std::move(trial));
  return build_snapshot(std::move(out));
}

Result<JointImpact> impact_of(Casebook& casebook, const std::vector<TrialEdit>& edits, bool same_context,
                              Day as_of) {
  JointImpact out;
  if (edits.empty()) return out;
  std::vector<Comparison> comparisons;
  for (const TrialEdit& edit : edits)
    comparisons.emplace_back(edit, same_context, as_of);
  const Vocabulary &then = words_of(edits, true), &now = words_of(edits, false);
  Problems problems = casebook.each_open_profile([&](const OpenProfile& each) {
    const auto is = read_profile(each.body, now, as_of);
    const auto was = &then == &now ? is : read_profile(each.body, then, as_of);
    if (!is || !was) {
      ++out.unreadable;
      return;
    }
    ++out.cases;
    bool touched = false;
    for (Comparison& comparison : comparisons)
      touched = comparison.add(each, *was, *is) || touched;
    out.touched += touched ? 1 : 0;
  });
  if (problems.has_errors()) return problems;
  for (Comparison& comparison : comparisons)
    out.trials.push_back(comparison.take());
  return out;
}

Result<Impact> impact_of(Casebook& casebook, const TrialEdit& edit, Day as_of) {
  auto joint = impact_of(casebook, std::vector{edit}, true, as_of);
  if (!joint) return joint.problems();
  joint->trials.front().funnel.unreadable = joint->unreadable;
  return std::move(joint->trials.front());
}

Result<Funnel> funnel_of(Casebook& casebook, const Snapshot& snapshot, Day as_of) {
  Funnel out = new_funnel(snapshot);
  Problems problems = casebook.each_open_profile([&](const OpenProfile& each) {
    const auto patient = read_profile(each.body, *snapshot.catalogue->vocabulary, as_of);
    if (patient)
      count(out, standing_in(snapshot, *patient, as_of));
    else
      ++out.unreadable;
  });
  if (problems.has_errors()) return problems;
  return out;
}

} // namespace cartwright
