#include "server/rematch/answer_case.hpp"

#include <algorithm>
#include <set>

#include "catalogues/profile/read_profile.hpp"
#include "engine/domain/text.hpp"
#include "engine/matching/match.hpp"

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

/// Standings of the one can be read as standings of the other.
bool same_shape(const KeptCatalogue& a, const KeptCatalogue& b) {
  if (a.revision == b.revision) return true;
  const auto shape = [](const KeptCatalogue& catalogue) {
    std::vector<std::string> out;
    for (const KeptTrial& trial : catalogue.trials) {
      if (!offered(trial)) continue;
      out.push_back(trial.id.text());
      for (const KeptCriterion& criterion : trial.criteria)
        out.push_back(criterion.id.text());
    }
    return out;
  };
  return shape(a) == shape(b);
}

std::vector<CaseNote::Ask> what_to_ask(const RunFrame& frame, const Patient& patient) {
  constexpr std::size_t most = 3, most_facts = 5;
  std::vector<CaseNote::Ask> out;
  for (const Unlock& each : match(frame.snapshot, patient, {frame.as_of, {}}).unlock) {
    if (out.size() == most || each.would_decide == 0) break;
    const std::size_t facts = std::min(each.facts.size(), most_facts);
    out.push_back({each.document,
                   {each.facts.begin(), each.facts.begin() + static_cast<std::ptrdiff_t>(facts)},
                   each.facts.size() - facts,
                   each.would_decide});
  }
  return out;
}

/// Nothing when neither its places nor the way it reads has changed.
std::optional<CaseNote> note_of(const RunFrame& frame, const CaseToAnswer& of, const Patient& patient,
                                const StoredAnswer& answer) {
  const KeptAnswer after = placed(answer, frame.catalogue, frame.catalogue, frame.as_of);
  CaseNote note;
  note.profile = of.profile;
  note.candidates = places_of(after).size();
  if (!of.earlier || !of.earlier->answer.unreadable.empty()) {
    note.asks = what_to_ask(frame, patient);
    return note;
  }
  note.profile_before = of.earlier->profile;
  const KeptAnswer before =
      placed(of.earlier->answer, frame.earlier.at(of.earlier->revision), *frame.base, frame.base_as_of);
  const std::vector<TrialMove> moves = moves_between(before, after);
  if (moves.empty()) return std::nullopt;
  std::optional<Patient> other;
  if (!of.earlier->body.empty())
    if (auto read = read_profile(of.earlier->body, *frame.snapshot.catalogue->vocabulary, frame.as_of))
      other = std::move(*read);
  const CasePair pair{frame.snapshot, before, after, other ? *other : patient, patient, frame.same_program};
  for (const TrialMove& move : moves)
    note.moves.push_back({move, causes_of(move, pair)});
  note.asks = what_to_ask(frame, patient);
  return note;
}

bool must_store(const RunFrame& frame, const CaseToAnswer& of, const StoredAnswer& answer) {
  return !of.earlier || of.earlier->profile != of.profile || !(of.earlier->answer == answer) ||
         !same_shape(frame.earlier.at(of.earlier->revision), frame.catalogue);
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

CaseOutcome answer_case(const RunFrame& frame, const CaseToAnswer& of) {
  CaseOutcome out;
  const auto patient = read_profile(of.body, *frame.snapshot.catalogue->vocabulary, frame.as_of);
  if (patient) {
    out.answer.tempo = patient->tempo;
    out.answer.standings = stand(frame.snapshot, *patient, frame.as_of, frame.offered);
    if (frame.base != nullptr) out.note = note_of(frame, of, *patient, out.answer);
  } else {
    out.answer.unreadable = told(patient.problems());
    out.note = CaseNote{};
    out.note->profile = of.profile;
    out.note->profile_before = of.earlier ? of.earlier->profile : 0;
    out.note->unreadable = out.answer.unreadable;
  }
  out.store = must_store(frame, of, out.answer);
  return out;
}

} // namespace cartwright
