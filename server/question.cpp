#include "server/question.hpp"

#include "catalogues/json_cursor.hpp"
#include "catalogues/profile/read_profile.hpp"
#include "engine/domain/text.hpp"

namespace cartwright {

namespace {

constexpr std::int32_t most_trials = 100000;

std::optional<Day> read_as_of(const Cursor& root) {
  const auto date = root.date("as_of");
  if (!date) return std::nullopt;
  if (!date->exact()) {
    root.error(ProblemCode::impossible_date, "as_of", "the date of an answer must be a day",
               "write YYYY-MM-DD");
    return std::nullopt;
  }
  return date->earliest();
}

std::set<TrialId> read_trials(const Cursor& root, const Snapshot& snapshot) {
  std::set<TrialId> out;
  std::vector<std::string> known;
  for (const Trial& trial : snapshot.catalogue->trials)
    known.push_back(trial.id.text());
  for (const Cursor& entry : root.list("trials")) {
    const auto id = entry.as_text();
    if (!id) continue;
    if (snapshot.find(TrialId{*id}) == nullptr) {
      const auto near = nearest(*id, known);
      entry.error(ProblemCode::not_found, "", "the catalogue has no trial " + *id,
                  near.empty() ? "the list of trials names all there are" : "nearest: " + join_or(near));
    }
    out.insert(TrialId{*id});
  }
  return out;
}

WeightChanges read_weights(const Cursor& root) {
  WeightChanges out;
  const auto from = root.object("weights");
  if (!from) return out;
  from->only(score_part_names(), Severity::error);
  for (const std::string& name : score_part_names())
    if (const auto weight = from->number_in(name, 0, 1000)) out[name] = *weight;
  return out;
}

/// What stands around a patient.
Question read_around(const Cursor& root, const Snapshot& snapshot, Day default_as_of) {
  Question out;
  out.as_of = read_as_of(root).value_or(default_as_of);
  if (const auto top = root.whole("top", 0, most_trials)) out.top = static_cast<std::size_t>(*top);
  out.trials = read_trials(root, snapshot);
  out.weights = read_weights(root);
  return out;
}

Question read_envelope(const Cursor& root, const Snapshot& snapshot, Day default_as_of) {
  root.only({"patient", "as_of", "top", "trials", "weights"});
  Question out = read_around(root, snapshot, default_as_of);
  if (const auto patient = root.object("patient"))
    out.patient = read_profile(patient->as_root(), *snapshot.catalogue->vocabulary, out.as_of);
  return out;
}

} // namespace

Result<Question> read_question(std::string_view body, const Snapshot& snapshot, Day default_as_of) {
  const auto document = JsonDocument::parse(body);
  if (!document) return document.problems();
  Problems problems;
  const Cursor root(document->root(), "", problems);
  Question out;
  if (root.has("patient") && !root.has("profile")) {
    out = read_envelope(root, snapshot, default_as_of);
  } else {
    out.as_of = default_as_of;
    out.patient = read_profile(root, *snapshot.catalogue->vocabulary, default_as_of);
  }
  if (problems.has_errors()) return problems;
  return Result<Question>(std::move(out), std::move(problems));
}

Result<Patient> read_patient(std::string_view body, const Snapshot& snapshot, Day as_of) {
  const auto document = JsonDocument::parse(body);
  if (!document) return document.problems();
  Problems problems;
  Patient out = read_profile(Cursor(document->root(), "", problems), *snapshot.catalogue->vocabulary, as_of);
  if (problems.has_errors()) return problems;
  return Result<Patient>(std::move(out), std::move(problems));
}

Result<Question> read_question_about(std::string_view profile, std::string_view around,
                                     const Snapshot& snapshot, Day default_as_of) {
  const auto frame = JsonDocument::parse(around.empty() ? "{}" : around);
  if (!frame) return frame.problems();
  Problems problems;
  const Cursor root(frame->root(), "", problems);
  if (!root.expect_object()) return problems;
  root.only({"as_of", "top", "trials", "weights"});
  Question out = read_around(root, snapshot, default_as_of);
  auto patient = read_patient(profile, snapshot, out.as_of);
  problems.absorb(patient.problems());
  if (patient) out.patient = std::move(*patient);
  if (problems.has_errors()) return problems;
  return Result<Question>(std::move(out), std::move(problems));
}

} // namespace cartwright
