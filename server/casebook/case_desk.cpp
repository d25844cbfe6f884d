#include "server/casebook/case_desk.hpp"

#include "engine/domain/text.hpp"
#include "server/casebook/statements.hpp"

namespace cartwright {

namespace {

/// A result of the casebook with the warnings of the profile that went in.
Result<CaseRecord> with_warnings(Result<CaseRecord> result, const Problems& warnings) {
  if (!result) return result;
  return {std::move(*result), warnings};
}

std::optional<CriterionState> state_named(const std::string& text) {
  for (const CriterionState state : {CriterionState::met, CriterionState::not_met, CriterionState::unknown})
    if (word(state) == text) return state;
  return std::nullopt;
}

const Criterion* criterion_of(const Trial& trial, const std::string& id, Problems& problems) {
  std::vector<std::string> known;
  for (const Criterion& criterion : trial.criteria) {
    if (criterion.id.text() == id) return &criterion;
    known.push_back(criterion.id.text());
  }
  problems.error(ProblemCode::not_found, "criterion", trial.id.text() + " has no criterion " + id,
                 "it has " + (known.empty() ? "none" : join(known, ", ")));
  return nullptr;
}

std::optional<std::string> last_day(const std::string& text, Day today, Problems& problems) {
  if (text.empty()) return std::nullopt;
  const auto day = parse_day(text);
  if (!day)
    problems.error(ProblemCode::impossible_date, "until", "this is not a date", "write it as YYYY-MM-DD");
  else if (*day < today)
    problems.error(ProblemCode::impossible_date, "until", text + " is past: the override would never hold",
                   "name today or a later day");
  return text;
}

std::vector<CriterionOverride> statements_of(const CaseRecord& record, const Snapshot& snapshot,
                                             Problems& warnings) {
  std::vector<CriterionOverride> out;
  for (const CaseOverride& said : record.overrides) {
    if (said.ended) continue;
    const Criterion* criterion = criterion_of(said, snapshot);
    out.push_back(statement_of(said, criterion));
    const std::string where = "overrides[" + std::to_string(said.number) + "]";
    const std::string what = said.trial.text() + " " + said.criterion.text();
    if (criterion == nullptr)
      warnings.warning(ProblemCode::not_found, where, "the catalogue has no criterion " + what + " now",
                       "withdraw it, or say it of the criterion that took its place");
    else if (!out.back().lapsed.empty())
      warnings.warning(ProblemCode::changed_meanwhile, where,
                       what + " reads otherwise than when it was said to be " + std::string(word(said.state)),
                       "read the criterion and say it again, or withdraw it");
  }
  return out;
}

} // namespace

Result<CheckedProfile> CaseDesk::checked(const std::string& body) const {
  const auto service = service_();
  const auto patient = read_patient(body, service->snapshot(), service->today());
  if (!patient) return patient.problems();
  return {CheckedProfile{patient->id.text(), body}, patient.problems()};
}

Result<CaseRecord> CaseDesk::add(const Actor& actor, const std::string& profile,
                                 const std::string& coordinator) {
  const auto right = checked(profile);
  if (!right) return right.problems();
  const std::string& whose = trimmed(coordinator).empty() ? actor.name : coordinator;
  return with_warnings(casebook_.add(actor, *right, whose), right.problems());
}

Result<CaseRecord> CaseDesk::update(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                    const std::string& profile, const std::string& because) {
  const auto right = checked(profile);
  if (!right) return right.problems();
  return with_warnings(casebook_.update(actor, id, expected, *right, because), right.problems());
}

Result<CaseRecord> CaseDesk::shortlist(const Actor& actor, const CaseId& id, ExpectedVersion expected,
                                       const std::string& trial, const std::string& note) {
  const auto service = service_();
  if (service->snapshot().find(TrialId{trial}) == nullptr)
    return unknown_trial(service->snapshot(), trial, "shortlist[" + trial + "]");
  return casebook_.shortlist(actor, id, expected, TrialId{trial}, note);
}

Result<NewOverride> CaseDesk::checked(const WantedOverride& wanted) const {
  const auto service = service_();
  Problems problems;
  NewOverride out{TrialId{wanted.trial}, CriterionId{wanted.criterion}, {}, wanted.because, {}, ""};
  if (const CompiledTrial* trial = service->snapshot().find(out.trial)) {
    if (const Criterion* criterion = criterion_of(*trial->trial, wanted.criterion, problems))
      out.wording = wording_of(*criterion);
  } else {
    problems.absorb(unknown_trial(service->snapshot(), wanted.trial, "trial"));
  }
  if (const auto state = state_named(wanted.state))
    out.state = *state;
  else
    problems.error(ProblemCode::unknown_word, "state", "a criterion is not said to be " + wanted.state,
                   "met, not_met or unknown");
  if (trimmed(wanted.because).empty())
    problems.error(ProblemCode::missing_key, "because", "a reason is needed", "say in a sentence why");
  out.until = last_day(wanted.until, service->today(), problems);
  if (problems.has_errors()) return problems;
  return out;
}

Result<CaseRecord> CaseDesk::override_criterion(const Actor& actor, const CaseId& id,
                                                ExpectedVersion expected, const WantedOverride& wanted) {
  const auto right = checked(wanted);
  if (!right) return right.problems();
  return casebook_.override_criterion(actor, id, expected, *right);
}

Result<CaseQuestion> CaseDesk::ask(const CaseId& id, const std::string& around,
                                   const std::string& as_of) const {
  const auto service = service_();
  const auto day = service->day_of(as_of);
  if (!day) return day.problems();
  auto record = casebook_.find(id);
  if (!record) return record.problems();
  const auto profile = casebook_.profile(id, record->head.profile);
  if (!profile) return profile.problems();
  auto question = read_question_about(*profile, around, service->snapshot(), *day);
  if (!question) return question.problems();
  CaseQuestion out{std::move(*record), std::move(*question), {}, service};
  Problems warnings = question.problems();
  out.question.overrides = statements_of(out.record, service->snapshot(), warnings);
  out.frame = service->frame(out.question, warnings);
  out.frame.case_id = id.text();
  out.frame.profile = out.record.head.profile;
  return out;
}

} // namespace cartwright
