#include "server/casebook/case_json.hpp"

#include <limits>

#include "server/json_parts.hpp"

namespace cartwright {

namespace {

Json head_json(const CaseHead& head) {
  return {{"case", head.id.text()},          {"patient", head.patient},
          {"coordinator", head.coordinator}, {"state", head.open ? "open" : "closed"},
          {"version", head.version},         {"profile", head.profile},
          {"opened", head.opened},           {"changed", head.changed},
          {"closed", or_null(head.closed)},  {"close_reason", or_null(head.close_reason)}};
}

Json profiles_json(const std::vector<ProfileHead>& profiles) {
  Json out = Json::array();
  for (const ProfileHead& each : profiles)
    out.push_back({{"number", each.number},
                   {"digest", "sha256:" + each.digest},
                   {"by", each.by},
                   {"at", each.at},
                   {"because", text_or_null(each.why)}});
  return out;
}

Json shortlist_json(const std::vector<ShortlistEntry>& shortlist) {
  Json out = Json::array();
  for (const ShortlistEntry& each : shortlist)
    out.push_back(
        {{"trial", each.trial.text()}, {"note", text_or_null(each.note)}, {"by", each.by}, {"at", each.at}});
  return out;
}

Json overrides_json(const std::vector<CaseOverride>& overrides) {
  Json out = Json::array();
  for (const CaseOverride& each : overrides)
    out.push_back({{"number", each.number},
                   {"trial", each.trial.text()},
                   {"criterion", each.criterion.text()},
                   {"state", word(each.state)},
                   {"because", each.reason},
                   {"by", each.by},
                   {"at", each.at},
                   {"until", or_null(each.until)},
                   {"profile", each.profile},
                   {"ended", or_null(each.ended)},
                   {"ended_by", or_null(each.ended_by)},
                   {"ended_because", or_null(each.ended_reason)}});
  return out;
}

Json record_json(const CaseRecord& record) {
  Json out = head_json(record.head);
  out["profiles"] = profiles_json(record.profiles);
  out["shortlist"] = shortlist_json(record.shortlist);
  out["overrides"] = overrides_json(record.overrides);
  return out;
}

Json entries_json(const std::vector<AuditEntry>& entries) {
  Json out = Json::array();
  for (const AuditEntry& each : entries)
    out.push_back({{"number", each.number},
                   {"at", each.at},
                   {"by", each.by},
                   {"via", each.via},
                   {"action", each.action},
                   {"case", or_null(each.about)},
                   {"detail", Json::parse(each.detail, nullptr, false)},
                   {"previous", text_or_null(each.previous)},
                   {"hash", each.hash}});
  return out;
}

Json token_head_json(const TokenHead& head) {
  Json roles = Json::array();
  for (const Role role : all_roles)
    if (head.roles.has(role)) roles.push_back(word(role));
  return {{"token", head.id},
          {"label", head.label},
          {"roles", roles},
          {"made", head.made},
          {"made_by", head.made_by},
          {"expires", head.expires},
          {"revoked", or_null(head.revoked)},
          {"revoked_by", or_null(head.revoked_by)}};
}

} // namespace

std::string case_json(const CaseRecord& record, const Problems& warnings) {
  Json out = record_json(record);
  out["problems"] = problem_list_json(warnings);
  return json_text(out);
}

std::string case_list_json(const std::vector<CaseHead>& cases, const std::string& next) {
  Json list = Json::array();
  for (const CaseHead& head : cases)
    list.push_back(head_json(head));
  return json_text({{"cases", std::move(list)}, {"next", text_or_null(next)}});
}

Result<std::string> export_of(Casebook& casebook, const CaseId& id) {
  const auto record = casebook.find(id);
  if (!record) return record.problems();
  Json out = {{"export", "cartwright/case@1"}};
  out.update(record_json(*record));
  for (Json& profile : out["profiles"]) {
    const auto body = casebook.profile(id, profile["number"].get<std::int64_t>());
    if (!body) return body.problems();
    Json read = Json::parse(*body, nullptr, false);
    profile["profile"] = read.is_discarded() ? Json(*body) : std::move(read);
  }
  constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();
  const auto trail = casebook.with_database([&](sql::Database& database) {
    return audit_entries(database, {0, all, id});
  });
  if (!trail) return trail.problems();
  out["audit"] = entries_json(*trail);
  return json_text(out);
}

std::string audit_json(const std::vector<AuditEntry>& entries) {
  const bool some = !entries.empty();
  return json_text(
      {{"entries", entries_json(entries)}, {"last", some ? Json(entries.back().number) : Json(nullptr)}});
}

std::string audit_state_json(const AuditState& state) {
  return json_text({{"whole", state.problems.empty()},
                    {"entries", state.entries},
                    {"head", text_or_null(state.head)},
                    {"problems", problem_list_json(state.problems)}});
}

std::string tokens_json(const std::vector<TokenHead>& tokens) {
  Json list = Json::array();
  for (const TokenHead& head : tokens)
    list.push_back(token_head_json(head));
  return json_text({{"tokens", std::move(list)}});
}

std::string token_json(const TokenHead& head, const std::string& secret) {
  Json out = token_head_json(head);
  if (!secret.empty()) out["secret"] = secret;
  return json_text(out);
}

} // namespace cartwright
