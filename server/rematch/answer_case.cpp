#include "server/rematch/answer_case.hpp"

#include <algorithm>
#include <set>

#include "catalogues/profile/read_profile.hpp"
#include "engine/domain/text.hpp"
#include "server/casebook/statements.hpp"

namespace cartwright {

namespace {

/// Kinds of problems and their number, without what the profile says.
std::string told(const Problems& problems) {
  std::set<std::string> codes;
  std::size_t errors = 0;
  for (const Problem& problem : problems.items())
    if (problem.severity == Severity::error) {
      ++errors;
      codes.insert(std::string(word(problem.code)));
    }
  return std::to_string(errors) + (errors == 1 ? " error: " : " errors: ") +
         join({codes.begin(), codes.end()}, ", ");
}

bool offered(const KeptTrial& trial) {
  return trial.recruiting != Recruiting::closed;
}

/// The offered trials and their criteria.
std::vector<std::string> shape_of(const KeptCatalogue& catalogue) {
  std::vector<std::string> out;
  for (const KeptTrial& trial : catalogue.trials) {
    if (!offered(trial)) continue;
    out.push_back(trial.id.text());
    for (const KeptCriterion& criterion : trial.criteria)
      out.push_back(criterion.id.text());
  }
  return out;
}

using Statements = std::vector<CriterionOverride>;

/// Read when it is first needed, and only once.
class CasePatient {
public:
  CasePatient(const RunFrame& frame, const CaseToAnswer& of) : frame_(frame), of_(of) {}
  const Result<Patient>& read() {
    if (!read_) read_ = read_profile(of_.body, *frame_.snapshot.catalogue->vocabulary, frame_.as_of);
    return *read_;
  }

private:
  const RunFrame& frame_;
  const CaseToAnswer& of_;
  std::optional<Result<Patient>> read_;
};

const Standing* earlier_standing(const RunFrame& frame, const CaseToAnswer& of, std::size_t offered_trial) {
  const auto& place = frame.earlier.at(of.earlier->revision).place[offered_trial];
  const auto& standings = of.earlier->answer.standings;
  return place && *place < standings.size() ? &standings[*place] : nullptr;
}

/// The standing that surely still holds: same profile, same record, the same said of it, and no day has come
/// on which it may turn.
const Standing* kept_standing(const RunFrame& frame, const CaseToAnswer& of, const Statements& said,
                              std::size_t offered_trial) {
  if (frame.as_before[offered_trial] == 0) return nullptr;
  const Standing* found = earlier_standing(frame, of, offered_trial);
  if (found == nullptr || (found->turns && *found->turns <= frame.as_of)) return nullptr;
  if (said.empty() && found->said.empty()) return found;
  const Trial& trial = *frame.snapshot.trials[frame.offered[offered_trial]].trial;
  return said_in_force(trial, said, frame.as_of) == found->said ? found : nullptr;
}

/// Every offered trial in its order. Empty with the count of zero when the profile cannot be read.
std::vector<Standing> standings_of(const RunFrame& frame, const CaseToAnswer& of, const Statements& said,
                                   CasePatient& patient, std::size_t& asked) {
  const bool all = frame.ask_everything || !of.earlier || of.earlier->profile != of.profile ||
                   !of.earlier->answer.unreadable.empty();
  std::vector<Standing> out(frame.offered.size());
  std::vector<std::size_t> ask, at;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Standing* kept = all ? nullptr : kept_standing(frame, of, said, i);
    if (kept != nullptr) {
      out[i] = *kept;
    } else {
      ask.push_back(frame.offered[i]);
      at.push_back(i);
    }
  }
  asked = ask.size();
  if (ask.empty()) return out;
  if (!patient.read()) return {};
  std::vector<Standing> fresh = frame.plan.stand(*patient.read(), frame.as_of, ask, said);
  for (std::size_t i = 0; i < at.size(); ++i)
    out[at[i]] = std::move(fresh[i]);
  return out;
}

/// With these trials in view.
std::vector<CaseNote::Ask> what_to_ask(const RunFrame& frame, const Patient& patient, const Statements& said,
                                       const std::vector<std::size_t>& trials) {
  constexpr std::size_t most = 3, most_facts = 5;
  std::vector<CaseNote::Ask> out;
  for (const Unlock& each : open_questions(frame.snapshot, patient, frame.as_of, trials, said)) {
    if (out.size() == most || each.would_decide == 0) break;
    const std::size_t facts = std::min(each.facts.size(), most_facts);
    out.push_back({each.document,
                   {each.facts.begin(), each.facts.begin() + static_cast<std::ptrdiff_t>(facts)},
                   each.facts.size() - facts,
                   each.would_decide});
  }
  return out;
}

/// Candidates that moved.
std::vector<std::size_t> in_view(const RunFrame& frame, const std::vector<TrialMove>& moves) {
  std::vector<std::size_t> out;
  for (const TrialMove& move : moves)
    if (move.after.candidate)
      out.push_back(static_cast<std::size_t>(frame.snapshot.find(move.trial) - frame.snapshot.trials.data()));
  return out;
}

/// Nothing when neither its places nor the way it reads has changed.
std::optional<CaseNote> note_of(const RunFrame& frame, const CaseToAnswer& of, const Statements& said,
                                CasePatient& patient, const StoredAnswer& answer) {
  const KeptAnswer after = placed(answer, frame.catalogue, frame.catalogue, frame.as_of);
  CaseNote note;
  note.profile = of.profile;
  note.candidates = places_of(after).size();
  if (!of.earlier || !of.earlier->answer.unreadable.empty()) {
    note.asks = what_to_ask(frame, *patient.read(), said, frame.offered);
    return note;
  }
  note.profile_before = of.earlier->profile;
  const KeptAnswer before = placed(of.earlier->answer, frame.earlier.at(of.earlier->revision).catalogue,
                                   *frame.base, frame.base_as_of);
  const std::vector<TrialMove> moves = moves_between(before, after);
  if (moves.empty()) return std::nullopt;
  std::optional<Patient> other;
  if (!of.earlier->body.empty())
    if (auto read = read_profile(of.earlier->body, *frame.snapshot.catalogue->vocabulary, frame.as_of))
      other = std::move(*read);
  const Patient& now = *patient.read();
  const CasePair pair{frame.snapshot,     frame.plan, before, after, other ? *other : now, now,
                      frame.same_program, said};
  for (const TrialMove& move : moves)
    note.moves.push_back({move, causes_of(move, pair)});
  note.asks = what_to_ask(frame, now, said, in_view(frame, moves));
  return note;
}

bool must_store(const RunFrame& frame, const CaseToAnswer& of, const StoredAnswer& answer) {
  return !of.earlier || of.earlier->profile != of.profile || !(of.earlier->answer == answer) ||
         !frame.earlier.at(of.earlier->revision).same_shape;
}

} // namespace

KeptAnswer placed(const StoredAnswer& answer, const KeptCatalogue& catalogue, const KeptCatalogue& of_run,
                  Day as_of) {
  KeptAnswer out{&of_run, as_of, answer.tempo, {}, {}};
  auto standing = answer.standings.begin();
  for (const KeptTrial& trial : catalogue.trials) {
    if (!offered(trial) || standing == answer.standings.end()) continue;
    const KeptTrial* there = of_run.find(trial.id);
    if (there != nullptr && offered(*there)) {
      out.trials.push_back(there);
      out.standings.push_back(*standing);
    }
    ++standing;
  }
  return out;
}

EarlierCatalogue laid_against(const RunFrame& frame, KeptCatalogue catalogue) {
  EarlierCatalogue out{std::move(catalogue), {}, false};
  std::map<TrialId, std::size_t> places;
  for (const KeptTrial& trial : out.catalogue.trials)
    if (offered(trial)) places.emplace(trial.id, places.size());
  for (const std::size_t trial : frame.offered) {
    const auto at = places.find(frame.snapshot.trials[trial].trial->id);
    out.place.push_back(at == places.end() ? std::nullopt : std::optional(at->second));
  }
  out.same_shape = shape_of(out.catalogue) == shape_of(frame.catalogue);
  return out;
}

void find_what_may_be_kept(RunFrame& frame) {
  frame.ask_everything = !frame.same_program || frame.base->context != frame.catalogue.context ||
                         frame.base->ranking != frame.catalogue.ranking || frame.as_of < frame.base_as_of;
  frame.as_before.clear();
  for (const std::size_t trial : frame.offered) {
    const TrialId& id = frame.snapshot.trials[trial].trial->id;
    const KeptTrial* before = frame.base->find(id);
    frame.as_before.push_back(before != nullptr && *before == *frame.catalogue.find(id) ? 1 : 0);
  }
}

CaseOutcome answer_case(const RunFrame& frame, const CaseToAnswer& of) {
  CaseOutcome out;
  CasePatient patient(frame, of);
  const Statements said = all_statements(of.said, frame.snapshot);
  out.answer.standings = standings_of(frame, of, said, patient, out.asked);
  if (out.asked == 0 || patient.read()) {
    out.answer.tempo = out.asked == 0 ? of.earlier->answer.tempo : patient.read()->tempo;
    if (frame.base != nullptr) out.note = note_of(frame, of, said, patient, out.answer);
  } else {
    out.answer.unreadable = told(patient.read().problems());
    out.note = CaseNote{};
    out.note->profile = of.profile;
    out.note->profile_before = of.earlier ? of.earlier->profile : 0;
    out.note->unreadable = out.answer.unreadable;
  }
  out.store = must_store(frame, of, out.answer);
  return out;
}

} // namespace cartwright
