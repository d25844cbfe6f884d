#include "server/rematch/run_report.hpp"

#include <algorithm>

#include "server/rematch/report_words.hpp"

namespace cartwright {

namespace {

Problems no_run(std::optional<std::int64_t> run) {
  Problems out;
  if (run)
    out.error(ProblemCode::not_found, "run " + std::to_string(*run),
              "there is no finished run of this number", "cartwright report --list names all there are");
  else
    out.error(ProblemCode::not_found, "casebook", "no run has finished yet", "cartwright rematch makes one");
  return out;
}

void count_move(RunSummary& summary, const CaseNote::Move& each) {
  const TrialMove& move = each.move;
  ++summary.moves[move.kind];
  TrialTally& tally = summary.trials[move.trial];
  if (tally.moves.empty()) tally.title = summary.title_of(move.trial);
  ++tally.moves[move.kind];
  std::vector<CauseOf> named;
  for (const MoveCause& cause : each.causes)
    if (std::find(named.begin(), named.end(), cause.of) == named.end()) named.push_back(cause.of);
  for (const CauseOf of : named)
    ++summary.causes[of];
}

Shortlists open_shortlists(sql::Transaction& work) {
  Shortlists out;
  for (const sql::Row& row : work.run("SELECT s.case_id, s.trial FROM shortlists s JOIN cases c ON c.id = "
                                      "s.case_id WHERE c.state = 'open'"))
    out[CaseId(row.text(0))].insert(TrialId(row.text(1)));
  return out;
}

void summarise(RunReport& report) {
  RunSummary& summary = report.summary;
  report.walk([&](const NotedCase& each) {
    summary.changed += each.note.moves.empty() ? 0 : 1;
    summary.unreadable += each.note.unreadable.empty() ? 0 : 1;
    summary.fresh += each.note.profile_before == 0 && each.note.unreadable.empty() ? 1 : 0;
    for (const CaseNote::Move& move : each.note.moves)
      count_move(summary, move);
    return true;
  });
}

} // namespace

const KeptTrial* RunSummary::find(const TrialId& id) const {
  return catalogue.find(id);
}

bool RunSummary::shortlisted(const CaseId& id, const TrialId& trial) const {
  const auto at = shortlists.find(id);
  return at != shortlists.end() && at->second.contains(trial);
}

std::string RunSummary::title_of(const TrialId& id) const {
  if (const KeptTrial* now = catalogue.find(id)) return now->title;
  const KeptTrial* then = catalogue_before.find(id);
  return then == nullptr ? "" : then->title;
}

Result<RunReport> open_report(sql::Transaction& work, std::optional<std::int64_t> number) {
  RunReport out;
  const auto run = number ? find_run(work, *number) : newest_run(work, "finished");
  if (work.failed()) return work.problems();
  if (!run || run->state != "finished") return no_run(number);
  out.summary.run = *run;
  if (run->base) out.summary.base = find_run(work, *run->base);
  if (auto catalogue = catalogue_of(work, run->revision)) out.summary.catalogue = std::move(*catalogue);
  if (out.summary.base)
    if (auto catalogue = catalogue_of(work, out.summary.base->revision))
      out.summary.catalogue_before = std::move(*catalogue);
  out.walk = [&work, id = run->id](const auto& take) { each_note(work, id, take); };
  summarise(out);
  out.summary.shortlists = open_shortlists(work);
  out.summary.stale = stale_listings(work, out.summary);
  if (work.failed()) return work.problems();
  return out;
}

} // namespace cartwright
