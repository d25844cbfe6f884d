#include <ostream>

#include "server/json_parts.hpp"
#include "server/rematch/report_words.hpp"

namespace cartwright {

namespace {

Json run_json(const RunHead& run) {
  return {{"run", run.id},
          {"as_of", text_of(run.as_of)},
          {"catalogue", run.revision},
          {"program", run.program},
          {"cases", run.cases},
          {"started", run.started},
          {"started_by", run.started_by},
          {"finished", or_null(run.finished)}};
}

Json place_json(const TrialPlace& place) {
  if (!place.candidate) return nullptr;
  return {{"verdict", word(place.verdict)},
          {"eligible_from", date_json(place.eligible_from)},
          {"recruiting", word(place.recruiting)},
          {"site", word(place.site)},
          {"rank", place.rank}};
}

template <class Kind> Json tally_json(const std::map<Kind, std::size_t>& counts) {
  Json out = Json::object();
  for (const auto& [kind, count] : counts)
    out[std::string(word(kind))] = count;
  return out;
}

Json move_json(const CaseNote::Move& each, bool shortlisted) {
  Json causes = Json::array();
  for (const MoveCause& cause : each.causes)
    causes.push_back({{"cause", word(cause.of)},
                      {"item", text_or_null(cause.item)},
                      {"says", cause.says},
                      {"detail", text_or_null(cause.detail)}});
  return {{"trial", each.move.trial.text()},
          {"move", word(each.move.kind)},
          {"before", place_json(each.move.before)},
          {"now", place_json(each.move.after)},
          {"by_score", each.move.by_score},
          {"causes", std::move(causes)},
          {"shortlisted", shortlisted},
          {"next", advice(each.move, shortlisted)}};
}

Json case_json(const NotedCase& each, const RunSummary& summary) {
  const CaseNote& note = each.note;
  Json moves = Json::array(), asks = Json::array();
  for (const CaseNote::Move& move : note.moves)
    moves.push_back(move_json(move, summary.shortlisted(each.id, move.move.trial)));
  for (const CaseNote::Ask& ask : note.asks)
    asks.push_back({{"document", ask.document},
                    {"facts", ask.facts},
                    {"more_facts", ask.more},
                    {"would_decide", ask.would_decide}});
  return {{"case", each.id.text()},
          {"coordinator", each.coordinator},
          {"profile", note.profile},
          {"profile_before", note.profile_before == 0 ? Json(nullptr) : Json(note.profile_before)},
          {"candidates", note.candidates},
          {"unreadable", text_or_null(note.unreadable)},
          {"moves", std::move(moves)},
          {"ask_for", std::move(asks)}};
}

Json summary_json(const RunSummary& summary) {
  Json trials = Json::array(), stale = Json::array();
  for (const auto& [trial, tally] : summary.trials)
    trials.push_back({{"trial", trial.text()}, {"title", tally.title}, {"moves", tally_json(tally.moves)}});
  for (const StaleListing& each : summary.stale)
    stale.push_back({{"trial", each.trial.text()},
                     {"title", summary.title_of(each.trial)},
                     {"seen", date_json(each.seen)},
                     {"cases", each.cases},
                     {"foremost", each.foremost},
                     {"shortlists", each.shortlists}});
  return {{"run", run_json(summary.run)},
          {"base", summary.base ? run_json(*summary.base) : Json(nullptr)},
          {"changed", summary.changed},
          {"new", summary.fresh},
          {"unreadable", summary.unreadable},
          {"moves", tally_json(summary.moves)},
          {"causes", tally_json(summary.causes)},
          {"trials", std::move(trials)},
          {"stale", std::move(stale)}};
}

/// Two blanks deeper, without the last line break.
std::string indented(const Json& value, const std::string& by) {
  std::string text = json_text(value), out = by;
  text.pop_back();
  for (const char c : text) {
    out += c;
    if (c == '\n') out += by;
  }
  return out;
}

} // namespace

void write_report_json(std::ostream& out, const RunReport& report) {
  std::string head = json_text(summary_json(report.summary));
  head.resize(head.size() - 3); // its closing brace comes after the cases
  out << head << ",\n  \"cases\": [";
  bool first = true;
  report.walk([&](const NotedCase& each) {
    out << (first ? "\n" : ",\n") << indented(case_json(each, report.summary), "    ");
    first = false;
    return static_cast<bool>(out);
  });
  out << (first ? "]" : "\n  ]") << ",\n  \"notice\": " << Json(notice()).dump() << "\n}\n";
}

std::string runs_json(const std::vector<RunHead>& runs) {
  Json list = Json::array();
  for (const RunHead& run : runs)
    list.push_back(run_json(run));
  return json_text({{"runs", std::move(list)}});
}

} // namespace cartwright
