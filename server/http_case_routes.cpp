#include "server/http_case_routes.hpp"

#include <algorithm>
#include <charconv>

#include "server/case_body.hpp"
#include "server/casebook/case_json.hpp"
#include "server/rematch/impact.hpp"

namespace cartwright {

namespace {

constexpr Roles coordinators = {Role::coordinator}, readers = {Role::coordinator, Role::auditor},
                auditors = {Role::auditor}, admins = {Role::admin};

bool about_an_address(const Problem& problem) {
  return problem.code == ProblemCode::not_found &&
         (problem.where.starts_with("cases[") || problem.where.starts_with("tokens[") ||
          problem.where.starts_with("shortlist["));
}

Reply refusal(Problems problems) {
  const auto& items = problems.items();
  const auto any = [&](auto is) { return std::any_of(items.begin(), items.end(), is); };
  Outcome outcome = Outcome::wrong_input;
  if (any([](const Problem& each) { return each.code == ProblemCode::unavailable; }))
    outcome = Outcome::unavailable;
  else if (any(about_an_address))
    outcome = Outcome::not_found;
  else if (any([](const Problem& each) { return each.code == ProblemCode::too_large; }))
    outcome = Outcome::too_large;
  else if (any([](const Problem& each) {
             return each.code == ProblemCode::changed_meanwhile || each.code == ProblemCode::contradiction;
           }))
    outcome = Outcome::conflict;
  return {outcome, "", std::move(problems)};
}

Reply record(const Result<CaseRecord>& result, Outcome outcome = Outcome::ok) {
  if (!result) return refusal(result.problems());
  return {outcome, case_json(*result, result.problems()), {}};
}

CaseId case_of(const CaseCall& call) {
  return case_id_written(call.ids.front());
}

/// A whole number of the query or of the path.
std::optional<std::int64_t> number_in(const std::string& text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size() || out < 0) return std::nullopt;
  return out;
}

std::int64_t number_asked(const CaseCall& call, std::string_view name, std::int64_t usual, std::int64_t most,
                          Problems& problems) {
  const std::string text = call.asked(name);
  if (text.empty()) return usual;
  const auto number = number_in(text);
  if (number && *number <= most) return *number;
  problems.error(ProblemCode::impossible_value, std::string(name),
                 "this is not a number up to " + std::to_string(most), "write digits alone");
  return usual;
}

Reply list_cases(CaseDesk& desk, const CaseCall& call) {
  Problems problems;
  const std::int64_t limit = number_asked(call, "limit", 1000, 10'000, problems);
  const std::string state = call.asked("state");
  if (!state.empty() && state != "open" && state != "closed" && state != "all")
    problems.error(ProblemCode::unknown_word, "state", "there is no such state", "open, closed or all");
  if (problems.has_errors()) return refusal(problems);
  CaseFilter filter{state != "closed", call.asked("coordinator"), case_id_written(call.asked("after")).text(),
                    limit + 1};
  if (state == "all") filter.open.reset();
  auto cases = desk.casebook().list(filter);
  if (!cases) return refusal(cases.problems());
  const bool more = cases->size() > static_cast<std::size_t>(limit);
  if (more) cases->pop_back();
  return {Outcome::ok, case_list_json(*cases, more && !cases->empty() ? cases->back().id.text() : ""), {}};
}

Reply add_case(CaseDesk& desk, const CaseCall& call) {
  CaseBody body(call.body, {"patient", "coordinator"});
  const std::string profile = body.profile(), coordinator = body.text("coordinator");
  if (body.wrong()) return refusal(body.problems());
  return record(desk.add(call.actor(), profile, coordinator), Outcome::created);
}

Reply update_case(CaseDesk& desk, const CaseCall& call) {
  CaseBody body(call.body, {"patient", "because", "version"});
  const std::string profile = body.profile(), because = body.text("because");
  const ExpectedVersion version = body.version();
  if (body.wrong()) return refusal(body.problems());
  return record(desk.update(call.actor(), case_of(call), version, profile, because));
}

Reply profile_of(CaseDesk& desk, const CaseCall& call) {
  const auto number = number_in(call.ids[1]);
  if (!number) {
    Problems problems;
    problems.error(ProblemCode::not_found, "cases[" + case_of(call).text() + "].profile",
                   "there is no such profile", "profiles are numbered from 1");
    return refusal(problems);
  }
  auto text = desk.casebook().profile(case_of(call), number);
  if (!text) return refusal(text.problems());
  return {Outcome::ok, std::move(*text), {}};
}

/// Closing and opening again: a reason and a version.
template <auto Change> Reply with_reason(CaseDesk& desk, const CaseCall& call) {
  CaseBody body(call.body, {"because", "version"});
  const std::string because = body.required("because");
  const ExpectedVersion version = body.version();
  if (body.wrong()) return refusal(body.problems());
  return record((desk.casebook().*Change)(call.actor(), case_of(call), version, because));
}

Reply assign(CaseDesk& desk, const CaseCall& call) {
  CaseBody body(call.body, {"coordinator", "version"});
  const std::string coordinator = body.required("coordinator");
  const ExpectedVersion version = body.version();
  if (body.wrong()) return refusal(body.problems());
  return record(desk.casebook().assign(call.actor(), case_of(call), version, coordinator));
}

Reply put_on_shortlist(CaseDesk& desk, const CaseCall& call) {
  CaseBody body(call.body, {"note", "version"});
  const std::string note = body.text("note");
  const ExpectedVersion version = body.version();
  if (body.wrong()) return refusal(body.problems());
  return record(desk.shortlist(call.actor(), case_of(call), version, call.ids[1], note));
}

Reply take_off_shortlist(CaseDesk& desk, const CaseCall& call) {
  return record(desk.casebook().unlist(call.actor(), case_of(call), std::nullopt, TrialId{call.ids[1]}));
}

Reply say(CaseDesk& desk, const CaseCall& call) {
  CaseBody body(call.body, {"trial", "criterion", "state", "because", "until", "version"});
  const WantedOverride wanted{body.required("trial"), body.required("criterion"), body.required("state"),
                              body.required("because"), body.text("until")};
  const ExpectedVersion version = body.version();
  if (body.wrong()) return refusal(body.problems());
  return record(desk.override_criterion(call.actor(), case_of(call), version, wanted), Outcome::created);
}

Reply withdraw(CaseDesk& desk, const CaseCall& call) {
  CaseBody body(call.body, {"because", "version"});
  const std::string because = body.required("because");
  const ExpectedVersion version = body.version();
  if (body.wrong()) return refusal(body.problems());
  return record(desk.casebook().withdraw_override(call.actor(), case_of(call), version,
                                                  number_in(call.ids[1]).value_or(0), because));
}

Reply match_case(CaseDesk& desk, const CaseCall& call) {
  const auto asked = desk.ask(case_of(call), std::string(call.body), call.asked("as_of"));
  if (!asked) return refusal(asked.problems());
  const AnswerView view{asked->question.top, asked->question.trials, false};
  return {Outcome::ok, match_json(asked->service->answer(asked->question), asked->frame, view), {}};
}

Reply explain_case(CaseDesk& desk, const CaseCall& call) {
  const auto asked = desk.ask(case_of(call), std::string(call.body), call.asked("as_of"));
  if (!asked) return refusal(asked.problems());
  if (asked->service->snapshot().find(TrialId{call.ids[1]}) == nullptr)
    return {Outcome::not_found, "", unknown_trial(asked->service->snapshot(), call.ids[1], "")};
  const AnswerView view{{}, {TrialId{call.ids[1]}}, true};
  return {Outcome::ok, match_json(asked->service->answer(asked->question), asked->frame, view), {}};
}

/// Numbers over all open cases, of no single one.
Reply funnel(CaseDesk& desk, const CaseCall& call) {
  const auto service = desk.service();
  const auto as_of = service->day_of(call.asked("as_of"));
  if (!as_of) return refusal(as_of.problems());
  const Snapshot& snapshot = service->snapshot();
  const CompiledTrial* trial = snapshot.find(TrialId{call.ids.front()});
  if (trial == nullptr) return {Outcome::not_found, "", unknown_trial(snapshot, call.ids.front(), "")};
  const auto single = alone(*snapshot.catalogue, *trial->trial);
  if (!single) return refusal(single.problems());
  const auto counted = funnel_of(desk.casebook(), **single, *as_of);
  if (!counted) return refusal(counted.problems());
  return {Outcome::ok, funnel_json(*counted, *as_of), {}};
}

Reply export_case(CaseDesk& desk, const CaseCall& call) {
  auto text = export_of(desk.casebook(), case_of(call));
  if (!text) return refusal(text.problems());
  return {Outcome::ok, std::move(*text), {}};
}

Reply trail(CaseDesk& desk, const CaseCall& call, const std::optional<CaseId>& about) {
  Problems problems;
  constexpr std::int64_t highest = 1'000'000'000'000;
  const AuditQuery query{number_asked(call, "after", 0, highest, problems),
                         number_asked(call, "limit", 1000, 10'000, problems), about};
  if (problems.has_errors()) return refusal(problems);
  const auto entries =
      desk.casebook().with_database([&](sql::Database& database) { return audit_entries(database, query); });
  if (!entries) return refusal(entries.problems());
  return {Outcome::ok, audit_json(*entries), {}};
}

Reply trail_of_case(CaseDesk& desk, const CaseCall& call) {
  if (const auto found = desk.casebook().find(case_of(call)); !found) return refusal(found.problems());
  return trail(desk, call, case_of(call));
}

Reply whole_trail(CaseDesk& desk, const CaseCall& call) {
  return trail(desk, call, std::nullopt);
}

Reply verify(CaseDesk& desk, const CaseCall&) {
  const auto state =
      desk.casebook().with_database([](sql::Database& database) { return verify_audit(database); });
  if (!state) return refusal(state.problems());
  return {Outcome::ok, audit_state_json(*state), {}};
}

Reply tokens(CaseDesk& desk, const CaseCall&) {
  const auto list = list_tokens(desk.casebook());
  if (!list) return refusal(list.problems());
  return {Outcome::ok, tokens_json(*list), {}};
}

Roles roles_in(CaseBody& body) {
  Roles out;
  for (const std::string& name : body.texts("roles")) {
    if (const auto role = role_named(name))
      out.add(*role);
    else
      body.problems().error(ProblemCode::unknown_word, "roles", "there is no role " + name,
                            "one or more of " + text_of(Roles::all()));
  }
  return out;
}

Reply make_token(CaseDesk& desk, const CaseCall& call) {
  CaseBody body(call.body, {"label", "roles", "expires"});
  NewToken wanted{body.required("label"), roles_in(body), {}};
  const std::string expires = body.required("expires");
  if (const auto day = parse_day(expires))
    wanted.expires = *day;
  else if (!expires.empty())
    body.problems().error(ProblemCode::impossible_date, "expires", "this is not a date",
                          "write it as YYYY-MM-DD");
  if (body.wrong()) return refusal(body.problems());
  const auto made = add_token(desk.casebook(), call.actor(), wanted);
  if (!made) return refusal(made.problems());
  return {Outcome::created, token_json(made->head, made->token), {}};
}

Reply revoke(CaseDesk& desk, const CaseCall& call) {
  const auto head = revoke_token(desk.casebook(), call.actor(), call.ids.front());
  if (!head) return refusal(head.problems());
  return {Outcome::ok, token_json(*head), {}};
}

} // namespace

std::string CaseCall::asked(std::string_view name) const {
  for (const auto& [key, value] : query)
    if (key == name) return value;
  return "";
}

const std::vector<CaseRoute>& case_routes() {
  static const std::vector<CaseRoute> all = {
      {"GET", "/v1/cases", readers, list_cases},
      {"POST", "/v1/cases", coordinators, add_case},
      {"GET", "/v1/cases/{case}", readers,
       [](CaseDesk& desk, const CaseCall& call) { return record(desk.casebook().find(case_of(call))); }},
      {"PUT", "/v1/cases/{case}/profile", coordinators, update_case},
      {"GET", "/v1/cases/{case}/profiles/{number}", readers, profile_of},
      {"POST", "/v1/cases/{case}/match", readers, match_case},
      {"POST", "/v1/cases/{case}/explain/{trial}", readers, explain_case},
      {"POST", "/v1/cases/{case}/close", coordinators, with_reason<&Casebook::close>},
      {"POST", "/v1/cases/{case}/reopen", coordinators, with_reason<&Casebook::reopen>},
      {"POST", "/v1/cases/{case}/assign", coordinators, assign},
      {"PUT", "/v1/cases/{case}/shortlist/{trial}", coordinators, put_on_shortlist},
      {"DELETE", "/v1/cases/{case}/shortlist/{trial}", coordinators, take_off_shortlist},
      {"POST", "/v1/cases/{case}/overrides", coordinators, say},
      {"POST", "/v1/cases/{case}/overrides/{number}/withdraw", coordinators, withdraw},
      {"GET", "/v1/cases/{case}/export", readers, export_case},
      {"GET", "/v1/cases/{case}/audit", readers, trail_of_case},
      {"GET", "/v1/trials/{id}/funnel", {Role::coordinator, Role::maintainer}, funnel},
      {"GET", "/v1/audit", auditors, whole_trail},
      {"GET", "/v1/audit/verify", auditors, verify},
      {"GET", "/v1/tokens", admins, tokens},
      {"POST", "/v1/tokens", admins, make_token},
      {"DELETE", "/v1/tokens/{token}", admins, revoke},
  };
  return all;
}

} // namespace cartwright
