#include "server/rematch/impact.hpp"

#include <algorithm>
#include <map>

#include "catalogues/catalogue_parts.hpp"
#include "catalogues/import/draft.hpp"
#include "catalogues/profile/read_profile.hpp"
#include "engine/rematch/causes.hpp"
#include "server/casebook/load_case.hpp"
#include "server/casebook/statements.hpp"

namespace cartwright {

namespace {

constexpr std::size_t only_trial[] = {0};

using SaidOfCases = std::map<std::string, std::vector<CaseOverride>>;

SaidOfCases said_about(sql::Transaction& work, const TrialId& trial) {
  const std::string statement = "SELECT " + std::string(override_columns) +
                                ", case_id FROM overrides WHERE trial = $1 ORDER BY case_id, number";
  constexpr std::size_t case_column = 13;
  SaidOfCases out;
  for (const sql::Row& row : work.run(statement, {trial.text()}))
    out[row.text(case_column)].push_back(case_override_of(row));
  return out;
}

/// Every open case with its present profile and what is said of the trial. `take` returns false to stop.
void each_open_case(sql::Transaction& work, const TrialId& trial,
                    const std::function<bool(const CaseToAnswer&)>& take) {
  const SaidOfCases said = said_about(work, trial);
  work.each(
      "SELECT c.id, c.coordinator, c.profile, p.body FROM cases c JOIN profiles p ON p.case_id = c.id AND "
      "p.number = c.profile WHERE c.state = 'open' ORDER BY c.id",
      {}, [&](const sql::Row& row) {
        const auto at = said.find(row.text(0));
        return take({CaseId(row.text(0)), row.text(1), row.whole(2), row.text(3),
                     at == said.end() ? std::vector<CaseOverride>() : at->second, std::nullopt});
      });
}

using Statements = std::vector<CriterionOverride>;

Standing standing_in(const StandingPlan& plan, const Patient& patient, Day as_of, const Statements& said) {
  return plan.stand(patient, as_of, only_trial, said).front();
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

/// Both states of one trial against one case after the other.
class Comparison {
public:
  Comparison(const Snapshot* before, const Snapshot& after, Day as_of)
      : before_(before), after_(after), as_of_(as_of), plan_after_(after, only_trial),
        kept_after_(keep(after, "")) {
    if (before != nullptr) plan_before_.emplace(*before, only_trial);
    if (before != nullptr) kept_before_ = keep(*before, "");
    out_.fresh = before == nullptr;
    out_.funnel = new_funnel(after);
  }

  void add(const CaseToAnswer& of) {
    const auto patient = read_profile(of.body, *after_.catalogue->vocabulary, as_of_);
    if (!patient) {
      ++out_.funnel.unreadable;
      return;
    }
    const Statements said = all_statements(of.said, after_);
    const Standing now = standing_in(plan_after_, *patient, as_of_, said);
    count(out_.funnel, now);
    KeptAnswer before{&kept_before_, as_of_, patient->tempo, {}, {}};
    if (before_ != nullptr)
      before = answer_with(kept_before_, *patient,
                           standing_in(*plan_before_, *patient, as_of_, all_statements(of.said, *before_)),
                           as_of_);
    const KeptAnswer after = answer_with(kept_after_, *patient, now, as_of_);
    const CasePair pair{after_, plan_after_, before, after, *patient, *patient, true, said};
    for (const TrialMove& move : moves_between(before, after)) {
      NotedCase noted{of.id, of.coordinator, {}};
      noted.note.profile = noted.note.profile_before = of.profile;
      noted.note.moves.push_back({move, causes_of(move, pair)});
      ++out_.moves[move.kind];
      out_.changed.push_back(std::move(noted));
    }
  }
  Impact take() { return std::move(out_); }

private:
  const Snapshot* before_;
  const Snapshot& after_;
  Day as_of_;
  StandingPlan plan_after_;
  std::optional<StandingPlan> plan_before_;
  KeptCatalogue kept_before_, kept_after_;
  Impact out_;
};

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

Result<Impact> impact_of(sql::Database& casebook, const Snapshot* before, const Snapshot& after, Day as_of) {
  Comparison comparison(before, after, as_of);
  sql::Transaction work(casebook, sql::Access::read);
  each_open_case(work, after.trials.front().trial->id, [&](const CaseToAnswer& each) {
    comparison.add(each);
    return true;
  });
  if (work.failed()) return work.problems();
  return comparison.take();
}

Result<Funnel> funnel_of(sql::Database& casebook, const Snapshot& snapshot, Day as_of) {
  Funnel out = new_funnel(snapshot);
  const StandingPlan plan(snapshot, only_trial);
  sql::Transaction work(casebook, sql::Access::read);
  each_open_case(work, snapshot.trials.front().trial->id, [&](const CaseToAnswer& each) {
    const auto patient = read_profile(each.body, *snapshot.catalogue->vocabulary, as_of);
    if (patient)
      count(out, standing_in(plan, *patient, as_of, all_statements(each.said, snapshot)));
    else
      ++out.unreadable;
    return true;
  });
  if (work.failed()) return work.problems();
  return out;
}

} // namespace cartwright
