#include "server/http_maintenance_routes.hpp"

#include <algorithm>

#include "catalogues/json_cursor.hpp"
#include "server/coverage_answer.hpp"
#include "server/maintenance/desk_json.hpp"
#include "server/rematch/preview_impact.hpp"

namespace cartwright {

namespace {

Outcome outcome_of(const Problems& problems) {
  const auto any = [&](ProblemCode code) {
    return std::any_of(problems.items().begin(), problems.items().end(), [code](const Problem& each) {
      return each.severity == Severity::error && each.code == code;
    });
  };
  if (any(ProblemCode::unavailable)) return Outcome::unavailable;
  if (any(ProblemCode::changed_meanwhile)) return Outcome::conflict;
  const bool alone = problems.size() == 1;
  return alone && any(ProblemCode::not_found) ? Outcome::not_found : Outcome::wrong_input;
}

Reply refused(Problems problems) {
  const Outcome outcome = outcome_of(problems);
  return {outcome, "", std::move(problems)};
}

template <class T, class Write> Reply told(const Result<T>& result, Write write) {
  if (!result) return refused(result.problems());
  return {Outcome::ok, write(*result), {}};
}

/// What a body says; every problem of it at once.
struct Body {
  std::string base, why, expect, revision, rule;
  std::vector<std::string> ids;
  std::optional<std::string> content; ///< JSON
  bool removes = false;               ///< the content is null
};

Result<Body> body_of(const MaintenanceCall& call, const std::vector<std::string>& needed) {
  const auto document = JsonDocument::parse(call.body.empty() ? "{}" : call.body);
  if (!document) return document.problems();
  Problems problems;
  const Cursor root(document->root(), "", problems);
  if (!root.expect_object()) return problems;
  root.only({"base", "why", "expect", "revision", "rule", "ids", "content"});
  Body out;
  for (const auto& [key, text] :
       {std::pair("base", &out.base), std::pair("why", &out.why), std::pair("expect", &out.expect),
        std::pair("revision", &out.revision), std::pair("rule", &out.rule)})
    *text = root.text(key).value_or("");
  out.ids = root.texts("ids");
  if (root.object("content")) out.content = Json::parse(call.body)["content"].dump();
  out.removes = !root.has("content") && Json::parse(call.body.empty() ? "{}" : call.body).contains("content");
  for (const std::string& key : needed)
    if (!root.has(key) && !(key == "content" && out.removes))
      root.error(ProblemCode::missing_key, key, "\"" + key + "\" is missing", "add it");
  if (problems.has_errors()) return problems;
  return out;
}

/// Reads the body and goes on with it.
template <class Use>
Reply with_body(const MaintenanceCall& call, const std::vector<std::string>& needed, Use use) {
  const auto body = body_of(call, needed);
  return body ? use(*body) : refused(body.problems());
}

Reply get_queue(Desk& desk, const MaintenanceCall&) {
  return told(desk.queue(), queue_json);
}

Reply get_draft(Desk& desk, const MaintenanceCall& call) {
  return told(desk.draft(call.id), draft_json);
}

Reply save_draft(Desk& desk, const MaintenanceCall& call) {
  return with_body(call, {"content", "why"}, [&](const Body& body) {
    return told(desk.save(call.id, body.base, body.content, call.asker.name, body.why), draft_json);
  });
}

Reply check_draft(Desk& desk, const MaintenanceCall& call) {
  return with_body(call, {"content"}, [&](const Body& body) {
    return told(desk.check(call.id, body.content.value_or("null")), draft_json);
  });
}

Reply check_rule(Desk& desk, const MaintenanceCall& call) {
  return with_body(call, {"rule"}, [&](const Body& body) {
    return Reply{Outcome::ok, rule_json(desk.rule(body.rule)), {}};
  });
}

Reply review_draft(Desk& desk, const MaintenanceCall& call) {
  return with_body(call, {"base", "why"}, [&](const Body& body) {
    return told(desk.review(call.id, body.base, call.asker.name, body.why), draft_json);
  });
}

Reply discard_draft(Desk& desk, const MaintenanceCall& call) {
  return with_body(call, {"base", "why"}, [&](const Body& body) {
    Problems problems = desk.discard(call.id, body.base, call.asker.name, body.why);
    return problems.has_errors() ? refused(std::move(problems)) : told(desk.queue(), queue_json);
  });
}

Reply preview_of(Desk& desk, const MaintenanceCall& call) {
  return with_body(call, {}, [&](const Body& body) {
    const auto seen =
        body.revision.empty() ? desk.preview_drafts(body.ids) : desk.preview_restore(body.revision, body.ids);
    if (!seen) return refused(seen.problems());
    const auto impact = impact_of_preview(call.casebook, *seen, desk.live().now()->service->today());
    if (!impact) return refused(impact.problems());
    return Reply{Outcome::ok, preview_json(*seen, false, preview_impact_json(*impact)), {}};
  });
}

Reply publish(Desk& desk, const MaintenanceCall& call) {
  return with_body(call, {"expect", "why"}, [&](const Body& body) {
    return told(desk.publish(body.ids, body.expect, call.asker.name, body.why),
                [](const Preview& preview) { return preview_json(preview, true); });
  });
}

Reply restore(Desk& desk, const MaintenanceCall& call) {
  return with_body(call, {"revision", "expect", "why"}, [&](const Body& body) {
    return told(desk.restore(body.revision, body.ids, body.expect, call.asker.name, body.why),
                [](const Preview& preview) { return preview_json(preview, true); });
  });
}

Reply get_revisions(Desk& desk, const MaintenanceCall&) {
  return told(desk.revisions(), revisions_json);
}

Reply get_revision(Desk& desk, const MaintenanceCall& call) {
  return told(desk.store().find(call.id), revision_json);
}

Reply get_comparison(Desk& desk, const MaintenanceCall& call) {
  return told(desk.compare(call.asked("from"), call.asked("to")), comparison_json);
}

Reply get_freshness(Desk& desk, const MaintenanceCall& call) {
  Problems problems;
  const std::string as_of = call.asked("as_of"), top = call.asked("top");
  const auto day = as_of.empty() ? std::optional(desk.live().now()->service->today()) : parse_day(as_of);
  if (!day)
    problems.error(ProblemCode::impossible_date, "as_of", "this is not a date", "write it as YYYY-MM-DD");
  const bool digits = top.find_first_not_of("0123456789") == std::string::npos && top.size() <= 6;
  if (!digits) problems.error(ProblemCode::wrong_type, "top", "this is no number", "for example top=50");
  if (problems.has_errors()) return refused(std::move(problems));
  const auto [published, entries] = desk.freshness(*day);
  const auto most = top.empty() ? std::nullopt : std::optional<std::size_t>(std::stoul(top));
  return {Outcome::ok, freshness_json(entries, *day, most), {}};
}

Reply get_coverage(Desk& desk, const MaintenanceCall&) {
  const auto published = desk.live().now();
  return {Outcome::ok, coverage_json(coverage(*published->service->snapshot().catalogue)), {}};
}

} // namespace

std::string MaintenanceCall::asked(std::string_view name) const {
  const auto at =
      std::find_if(query.begin(), query.end(), [&](const auto& each) { return each.first == name; });
  return at == query.end() ? "" : at->second;
}

const std::vector<MaintenanceRoute>& maintenance_routes() {
  constexpr Roles keepers = {Role::maintainer}, readers = {Role::maintainer, Role::auditor};
  static const std::vector<MaintenanceRoute> all = {
      {"GET", "/v1/maintenance/queue", keepers, get_queue},
      {"GET", "/v1/maintenance/drafts/{id}", keepers, get_draft},
      {"POST", "/v1/maintenance/drafts/{id}", keepers, save_draft},
      {"POST", "/v1/maintenance/check/{id}", keepers, check_draft},
      {"POST", "/v1/maintenance/rule", keepers, check_rule},
      {"POST", "/v1/maintenance/review/{id}", keepers, review_draft},
      {"POST", "/v1/maintenance/discard/{id}", keepers, discard_draft},
      {"POST", "/v1/maintenance/preview", keepers, preview_of},
      {"POST", "/v1/maintenance/publish", keepers, publish},
      {"POST", "/v1/maintenance/restore", keepers, restore},
      {"GET", "/v1/maintenance/revisions", readers, get_revisions},
      {"GET", "/v1/maintenance/revisions/{id}", readers, get_revision},
      {"GET", "/v1/maintenance/compare", readers, get_comparison},
      {"GET", "/v1/maintenance/freshness", readers, get_freshness},
      {"GET", "/v1/maintenance/coverage", readers, get_coverage},
  };
  return all;
}

} // namespace cartwright
